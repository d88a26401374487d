"""Decisions on jobs: ask for one, take the next, keep hold of it, end it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from prospect.jobs.models import Beat, Job, JobState

LEASE = timedelta(seconds=20)  # a worker that is silent for longer is taken for dead
TRIES = 3
SILENCE = timedelta(seconds=60)  # without a sign of any worker, from which people are told


def ask_for(kind: str, *, by: str, at: datetime | None = None) -> Job:
    """Put a job in the queue; one of its kind that waits already takes this in as well."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.select_for_update().filter(kind=kind, state=JobState.WAITING).first()
        if waiting is None:
            try:
                with transaction.atomic():
                    return Job.objects.create(
                        kind=kind, asked_by=by, asked_at=now, due_at=at or now
                    )
            except IntegrityError:  # another asked in the same moment
                waiting = Job.objects.get(kind=kind, state=JobState.WAITING)
        names = waiting.asked_by.split(", ")
        if by not in names:
            waiting.asked_by = ", ".join([*names, by])[:1000]
        waiting.due_at = min(waiting.due_at, at or now)
        waiting.save(update_fields=["asked_by", "due_at"])
        return waiting


def take_next(worker: str) -> Job | None:
    """Give a worker the next due job, or one whose worker fell silent; None when there is none."""
    now = timezone.now()
    free = Q(state=JobState.WAITING, due_at__lte=now)
    left = Q(state=JobState.RUNNING, leased_until__lt=now)
    for job in Job.objects.filter(free | left).order_by("due_at", "pk")[:5]:
        if job.tries >= TRIES:
            _end(job, JobState.PARKED, [*job.reasons, "The worker was cut off each time."])
            continue
        mine = Job.objects.filter(pk=job.pk, state=job.state, tries=job.tries).update(
            state=JobState.RUNNING, worker=worker, tries=job.tries + 1, leased_until=now + LEASE
        )
        if mine:
            job.refresh_from_db()
            return job
    return None


def keep_hold(job: Job, worker: str, step: str = "") -> bool:
    """Renew the lease of a running job and say what it is at; False when it was taken by another."""
    held = Job.objects.filter(pk=job.pk, worker=worker, state=JobState.RUNNING)
    if step:
        held.update(step=step[:100])
    return bool(held.update(leased_until=timezone.now() + LEASE))


def finish(job: Job, result: str = "") -> None:
    """Note that a job is done."""
    _end(job, JobState.DONE, [], result)


def fail(job: Job, reasons: list[str], *, again: bool = True) -> bool:
    """Note why a job failed; it is tried again, unless that is no use. Return whether it is parked."""
    following = Job.objects.filter(kind=job.kind, state=JobState.WAITING).exists()
    if again and job.tries < TRIES and not following:
        wait = timedelta(seconds=2 * 3**job.tries)
        Job.objects.filter(pk=job.pk).update(
            state=JobState.WAITING, reasons=reasons, due_at=timezone.now() + wait, leased_until=None
        )
        return False
    _end(job, JobState.PARKED, reasons)
    return True


def note_beat(worker: str) -> None:
    """Leave a sign of life."""
    Beat.objects.update_or_create(worker=worker, defaults={"at": timezone.now()})
    Beat.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()


def worker_is_silent() -> bool:
    """Return whether no worker has given a sign of life lately."""
    return not Beat.objects.filter(at__gt=timezone.now() - SILENCE).exists()


def _end(job: Job, state: JobState, reasons: list[str], result: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, reasons=reasons, result=result[:200], ended_at=timezone.now(),
        leased_until=None, step="",
    )  # fmt: skip
    job.refresh_from_db()

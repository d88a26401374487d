"""Decisions on jobs: ask for one, take the next, keep hold of it, end it.

Clocks may differ and jump: what is asked for at once is due whatever they say, and a lease is over
when it has not moved for as long as it lasts on the clock of this process, which only goes forward.
"""

import time
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from prospect.jobs.clock import shared_now
from prospect.jobs.models import Beat, Job, JobState

LEASE = timedelta(seconds=20)  # a worker that is silent for longer is taken for dead
TRIES = 3
SILENCE = timedelta(seconds=60)  # without a sign of any worker, from which people are told
_seen: dict[tuple[int, datetime | None], float] = {}  # leases of others, and since when they are so


def ask_for(kind: str, *, by: str, at: datetime | None = None) -> Job:
    """Put a job in the queue; one of its kind that waits already takes this in as well."""
    now = shared_now()
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
        waiting.due_at = min(waiting.due_at, at or waiting.asked_at)
        waiting.save(update_fields=["asked_by", "due_at"])
        return waiting


def take_next(worker: str) -> Job | None:
    """Give a worker the next due job, or one whose worker fell silent; None when there is none."""
    now = shared_now()
    due = Q(due_at__lte=now) | Q(due_at__lte=F("asked_at"))
    left = Q(pk__in=_left_alone(), state=JobState.RUNNING)
    free = Q(due, state=JobState.WAITING)
    for job in Job.objects.filter(free | left).order_by("due_at", "pk")[:5]:
        if job.tries >= TRIES:
            _end(job, JobState.PARKED, [*job.reasons, "The worker was cut off each time."])
            continue
        as_seen = Job.objects.filter(pk=job.pk, state=job.state, leased_until=job.leased_until)
        mine = as_seen.filter(tries=job.tries).update(
            state=JobState.RUNNING, worker=worker, tries=job.tries + 1, leased_until=now + LEASE
        )
        if mine:
            job.refresh_from_db()
            return job
    return None


def someone_works() -> bool:
    """Return whether a job is in other hands, alive or dead, since this process last looked."""
    return bool(_seen)


def keep_hold(job: Job, worker: str, step: str = "") -> bool:
    """Renew the lease of a running job and say what it is at; False when it was taken by another."""
    held = _held(job).filter(worker=worker)
    if step:
        held.update(step=step[:100])
    return bool(held.update(leased_until=shared_now() + LEASE))


def finish(job: Job, result: str = "") -> None:
    """Note that a job is done."""
    _end(job, JobState.DONE, [], result)


def fail(job: Job, reasons: list[str], *, again: bool = True) -> bool:
    """Note why a job failed; it is tried again, unless that is no use. Return whether it was parked."""
    following = Job.objects.filter(kind=job.kind, state=JobState.WAITING).exists()
    if again and job.tries < TRIES and not following:
        wait = timedelta(seconds=2 * 3**job.tries)
        _held(job).update(
            state=JobState.WAITING, reasons=reasons, due_at=shared_now() + wait, leased_until=None
        )
        return False
    return _end(job, JobState.PARKED, reasons)


def note_beat(worker: str) -> None:
    """Leave a sign of life."""
    Beat.objects.update_or_create(worker=worker, defaults={"at": shared_now()})
    Beat.objects.filter(at__lt=shared_now() - timedelta(days=1)).delete()


def worker_is_silent() -> bool:
    """Return whether no worker has given a sign of life lately."""
    return not Beat.objects.filter(at__gt=shared_now() - SILENCE).exists()


def _left_alone() -> list[int]:
    """Return the running jobs whose lease has not moved for as long as one lasts."""
    global _seen
    now = time.monotonic()
    held = Job.objects.filter(state=JobState.RUNNING).values_list("pk", "leased_until")
    _seen = {lease: _seen.get(lease, now) for lease in held}
    return [pk for (pk, _until), since in _seen.items() if now - since > LEASE.total_seconds()]


def _held(job: Job) -> QuerySet[Job]:
    """Return the job unless another worker has taken it since."""
    return Job.objects.filter(pk=job.pk, tries=job.tries, state=JobState.RUNNING)


def _end(job: Job, state: JobState, reasons: list[str], result: str = "") -> bool:
    ended = _held(job).update(
        state=state, reasons=reasons, result=result[:200], ended_at=shared_now(),
        leased_until=None, step="",
    )  # fmt: skip
    if ended:
        job.refresh_from_db()
    return bool(ended)

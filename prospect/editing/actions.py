"""Decisions on records: write, take a step, restore, confirm."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from prospect.audit.actions import record_event
from prospect.editing.letters import tell
from prospect.editing.models import Doubt
from prospect.editing.rules import RefusedStep, against, step_named
from prospect.jobs.actions import ask_for
from prospect.partners.models import Person, Terms, terms_of
from prospect.records.content import Content, changed, content_of, name_of, written
from prospect.records.models import Dossier, Record, Revision, State, Unsaved
from prospect.records.transitions import TRANSITIONS, Transition

RELEASE = "release"  # the kind of job that makes public what was approved
BEGIN = "begin"  # the revision of what was there before anybody edited it here


class StaleEdit(Exception):
    """Somebody saved in between; ``dossier`` is where the record stands now."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(f"{dossier} is at {dossier.number}")
        self.dossier = dossier


def save_draft(
    record: Record, content: Mapping[str, Any], *, by: Person, based_on: int, note: str = "",
    verb: str = "save",
) -> Dossier:  # fmt: skip
    """Keep what a person wrote as the newest revision, a draft; nothing public changes.

    ``based_on`` is the number of the revision they started from, 0 before the first. Raises
    StaleEdit when there is a newer one, RefusedStep when they may not.
    """
    with transaction.atomic():
        dossier = _locked(record, by=by, based_on=based_on)
        _refuse(against(TRANSITIONS["save"], record, dossier, by))
        before = content_at(dossier)
        whole = {**before, **content}
        names = changed(before, whole)
        if names or dossier.number == 0:
            _add(dossier, record, "save", State.DRAFT, by=by, content=whole, note=note)
            if not record.is_public:
                _keep(written(record, whole), record.state)
            record_event(by=by.email, verb=verb, subject=str(dossier), details={"fields": names})
        forget_unsaved(dossier.kind, dossier.key, by=by)
    return dossier


def create_record(record: Record, *, by: Person) -> Dossier:
    """Keep a new record as a draft that only staff see."""
    with transaction.atomic():
        record.state = State.DRAFT
        _refuse(against(TRANSITIONS["save"], record, None, by))
        record.save()
        dossier = _locked(record, by=by, based_on=0, new=True)
        _add(dossier, record, "save", State.DRAFT, by=by, content=content_of(record))
        record_event(by=by.email, verb="create", subject=str(dossier))
    return dossier


def decide(
    record: Record, code: str, *, by: Person, based_on: int, reason: str = "",
    publish_at: datetime | None = None,
) -> Dossier:  # fmt: skip
    """Take one step of the table with a record; RefusedStep and StaleEdit change nothing.

    An approval with ``publish_at`` in the future waits for that moment.
    """
    step = step_named(code)
    with transaction.atomic():
        dossier = _locked(record, by=by, based_on=based_on)
        record.refresh_from_db()
        _refuse(against(step, record, dossier, by))
        if step.reason and not reason.strip():
            raise RefusedStep(gettext("Say why: whoever wrote it will read it."))
        if publish_at and publish_at > timezone.now() and step.code == "approve":
            _wait(dossier, record, publish_at, by=by)
        else:
            _take(dossier, record, step, by=by, note=reason.strip())
        tell(step, dossier, record, by=by, reason=reason.strip())
    return dossier


def publish_due(now: datetime | None = None) -> int:
    """Publish what was approved for a moment that has come, if who approved it still may."""
    due = Dossier.objects.filter(publish_at__lte=now or timezone.now(), state=State.IN_REVIEW)
    done = 0
    for found in due:
        with transaction.atomic():
            dossier = Dossier.objects.select_for_update().get(pk=found.pk)
            if dossier.publish_at != found.publish_at or dossier.state != State.IN_REVIEW:
                continue
            record = dossier.row
            by = Person.objects.filter(email=dossier.approved_by).first()
            step = TRANSITIONS["approve"]
            if record is None or by is None or against(step, record, dossier, by):
                Dossier.objects.filter(pk=dossier.pk).update(publish_at=None, approved_by="")
                record_event(by="worker", verb="drop publishing", subject=str(dossier))
                continue
            _take(dossier, record, step, by=by)
            done += 1
    return done


def confirm(records: list[Any], *, by: str, on: date | None = None) -> None:
    """Note that facts are still true; the public reads the day with the next release."""
    day = on or timezone.localdate()
    with transaction.atomic():
        for record in records:
            _note_confirmed(record, day)
            names = ("confirmed_on", "review_by")
            record.save(update_fields=[name for name in names if hasattr(record, name)])
            subject = f"{record._meta.model_name} {record.key}"
            record_event(by=by, verb="confirm", subject=subject, details={"on": day.isoformat()})
        ask_for(RELEASE, by=by)


def content_at(dossier: Dossier, number: int | None = None) -> Content:
    """Return what a record held at one of its revisions; at the newest when none is named."""
    kept = Revision.objects.filter(dossier=dossier, content__isnull=False)
    if number is not None:
        kept = kept.filter(number__lte=number)
    last = kept.order_by("-number").values_list("content", flat=True).first()
    return last or {}


def keep_unsaved(kind: str, key: str, *, by: Person, based_on: int, fields: dict[str, Any]) -> None:
    """Keep what a person has typed so far; it becomes a revision only when they save."""
    typed = {"based_on": based_on, "fields": fields, "kept_at": timezone.now()}
    Unsaved.objects.update_or_create(by=by.email, kind=kind, key=key, defaults=typed)


def forget_unsaved(kind: str, key: str, *, by: Person) -> None:
    """Forget what a person had typed and not saved."""
    Unsaved.objects.filter(by=by.email, kind=kind, key=key).delete()


def _locked(record: Record, *, by: Person, based_on: int, new: bool = False) -> Dossier:
    """Return the dossier of a record, held until the transaction ends; StaleEdit if it moved on."""
    kind = str(record._meta.model_name)
    begun = {
        "key": record.key, "partner": record.partner_pk, "state": record.state,
        "name": name_of(record), "changed_at": timezone.now(), "changed_by": by.email,
    }  # fmt: skip
    Dossier.objects.get_or_create(kind=kind, record=record.pk, defaults=begun)
    dossier: Dossier = Dossier.objects.select_for_update().get(kind=kind, record=record.pk)
    if dossier.number != based_on:
        raise StaleEdit(dossier)
    if dossier.number == 0 and not new:
        _add(dossier, record, BEGIN, record.state, by=None, content=content_of(record))
    return dossier


def _add(
    dossier: Dossier, record: Record, verb: str, state: str, *, by: Person | None,
    content: Content | None = None, note: str = "",
) -> None:  # fmt: skip
    """Add a revision; the dossier then stands where it leads."""
    now = timezone.now()
    dossier.number += 1
    dossier.state = state
    dossier.changed_at, dossier.changed_by = now, by.email if by else ""
    dossier.publish_at, dossier.approved_by = None, ""
    if content is not None:
        draft = written(record, content)
        dossier.name, dossier.partner = name_of(draft), draft.partner_pk
    Revision.objects.create(
        dossier=dossier, number=dossier.number, verb=verb, state=state, content=content,
        made_at=now, by=by.email if by else "", note=note[:1000],
    )  # fmt: skip
    dossier.save()


def _take(dossier: Dossier, record: Any, step: Transition, *, by: Person, note: str = "") -> None:
    public_before = record.is_public
    content = content_of(record) if step.code == "discard" else None
    _add(dossier, record, step.code, step.target, by=by, content=content, note=note)
    if step.target == State.PUBLISHED and step.code != "discard":
        record = written(record, content_at(dossier))
        _note_confirmed(record, timezone.localdate())
    _keep(record, record.state if step.code == "discard" else _state_for_public(step, record))
    details = {"reason": note} if note else {}
    record_event(by=by.email, verb=step.code, subject=str(dossier), details=details)
    if step.code in ("approve", "archive") and (public_before or record.is_public):
        ask_for(RELEASE, by=by.email)


def _note_confirmed(record: Any, day: date) -> None:
    note_found_true(record, day, terms_of(record.partner_pk))
    Doubt.objects.of(record).filter(settled_at=None).update(settled_at=timezone.now())


def note_found_true(record: Any, day: date, terms: Terms) -> None:
    """Note the day a record was found true, and when it is to be looked at next."""
    record.confirmed_on = day
    if (due := getattr(record, "review_by", None)) is not None:
        record.review_by = max(due, day + timedelta(days=terms.review_days))


def _state_for_public(step: Transition, record: Record) -> str:
    """Return the state of the record's own row: a draft of a public record leaves it public."""
    if step.target in (State.PUBLISHED, State.ARCHIVED):
        return step.target
    return record.state if record.is_public else step.target


def _keep(record: Any, state: str) -> None:
    record.state = state
    record.save()


def _wait(dossier: Dossier, record: Record, publish_at: datetime, *, by: Person) -> None:
    _add(dossier, record, "approve", State.IN_REVIEW, by=by)
    dossier.publish_at, dossier.approved_by = publish_at, by.email
    dossier.save(update_fields=["publish_at", "approved_by"])
    details = {"publish_at": publish_at.isoformat()}
    record_event(by=by.email, verb="approve", subject=str(dossier), details=details)


def _refuse(words: str) -> None:
    if words:
        raise RefusedStep(words)

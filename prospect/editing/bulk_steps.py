"""One step taken with many records, under the rules of one: asked for review, or approved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from prospect.audit.actions import record_events
from prospect.editing.actions import RELEASE, note_found_true
from prospect.editing.bulk import DOSSIER, contents_of, replace_rows, told_stale
from prospect.editing.letters import tell_of_many
from prospect.editing.models import Doubt
from prospect.editing.rules import Known, against
from prospect.jobs.actions import ask_for
from prospect.partners.models import Person, Terms
from prospect.records.content import fields_of, name_of, written
from prospect.records.models import Dossier, Revision, State
from prospect.records.transitions import TRANSITIONS, Transition

BULK = ("ask_review", "approve")  # the steps that need no words of their own
AT_ONCE = 500


def decide_many(rows: Any, numbers: dict[int, int], code: str, *, by: Person) -> dict[int, str]:
    """Take one step with each record of a queryset; return why not by primary key, empty where taken.

    ``numbers`` are the revisions that were looked at, by primary key of the record. What is refused
    blocks no other; what is taken is one transaction, an event each, and one letter a person.
    """
    step = TRANSITIONS[code]
    with transaction.atomic():
        kind = str(rows.model._meta.model_name)
        held = Dossier.objects.select_for_update().filter(kind=kind, record__in=list(numbers))
        dossiers = {one.record: one for one in held}
        records = {row.pk: row for row in rows.filter(pk__in=list(numbers))}
        known = _known(records, dossiers)
        whys = {}
        for pk, record in records.items():
            dossier = dossiers.get(pk)
            if (dossier.number if dossier else 0) != numbers[pk]:
                whys[pk] = told_stale(dossier)
            else:
                whys[pk] = against(step, record, dossier, by, known=known.get(pk))
        good = [pk for pk, why in whys.items() if not why]
        _take(step, [(records[pk], dossiers[pk], known[pk]) for pk in good], by=by)
    return whys


def _known(records: dict[int, Any], dossiers: dict[int, Dossier]) -> dict[int, Known]:
    """Return what rules ask of each record that has a dossier, by its primary key."""
    held = {pk: dossiers[pk] for pk in records if pk in dossiers}
    contents = contents_of([one.pk for one in held.values()])
    terms: dict[int | None, Terms] = {one.partner_id: one for one in Terms.objects.defer("border")}
    authors: dict[int, set[str]] = {one.pk: set() for one in held.values()}
    holds = ExpressionWrapper(Q(content__isnull=False), output_field=BooleanField())
    steps = Revision.objects.filter(dossier__in=list(authors)).order_by("dossier", "number")
    for dossier, state, by, kept in steps.annotate(holds=holds).values_list(
        "dossier", "state", "by", "holds"
    ):
        if state == State.PUBLISHED:
            authors[dossier].clear()
        elif kept:
            authors[dossier].add(by)
    return {
        pk: Known(
            authors[one.pk], written(records[pk], contents.get(one.pk, {})),
            terms.get(one.partner) or Terms(),
        )
        for pk, one in held.items()
    }  # fmt: skip


def _take(step: Transition, taken: list[tuple[Any, Dossier, Known]], *, by: Person) -> None:
    if not taken:
        return
    now, dossiers = timezone.now(), [dossier for _record, dossier, _known in taken]
    for dossier in dossiers:
        dossier.number, dossier.state = dossier.number + 1, step.target
        dossier.changed_at, dossier.changed_by = now, by.email
        dossier.publish_at, dossier.approved_by = None, ""
    Revision.objects.bulk_create(_revisions(step, dossiers, now, by), batch_size=AT_ONCE)
    if step.target == State.PUBLISHED:
        _publish(taken, now)
        ask_for(RELEASE, by=by.email)
    else:  # a draft of a public record leaves it public
        records = [record for record, _dossier, _known in taken]
        unseen = [one.pk for one in records if not one.is_public]
        type(records[0]).objects.filter(pk__in=unseen).update(state=step.target)
    replace_rows(Dossier, dossiers, DOSSIER)
    record_events(by=by.email, verb=step.code, subjects=[str(one) for one in dossiers])
    tell_of_many(step, dossiers, by=by)


def _publish(taken: list[tuple[Any, Dossier, Known]], now: Any) -> None:
    """Write the newest drafts into the rows that the public reads, found true today."""
    day, rows = timezone.localdate(now), [known.draft for _record, _dossier, known in taken]
    for _record, dossier, known in taken:
        known.draft.state, dossier.name = State.PUBLISHED, name_of(known.draft)
        note_found_true(known.draft, day, known.terms)
    model = type(rows[0])
    names = [
        one.name for one in fields_of(model)
        if any(getattr(record, one.attname) != getattr(known.draft, one.attname) for record, _, known in taken)
    ]  # fmt: skip
    replace_rows(model, rows, [*names, "state", "confirmed_on"])
    doubts = Doubt.objects.filter(
        kind=str(model._meta.model_name), record__in=[row.pk for row in rows], settled_at=None
    )
    doubts.update(settled_at=now)


def _revisions(
    step: Transition, dossiers: Sequence[Dossier], now: Any, by: Person
) -> list[Revision]:
    return [
        Revision(
            dossier=dossier, number=dossier.number, verb=step.code, state=step.target, content=None,
            made_at=now, by=by.email,
        )
        for dossier in dossiers
    ]  # fmt: skip

"""Many drafts kept at once, under the rules of one: for tables that were sent, and fields set for many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import JSONField, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from prospect.editing.actions import BEGIN
from prospect.editing.rules import against
from prospect.partners.models import Person
from prospect.records.content import Content, changed, content_of, fields_of, name_of, written
from prospect.records.models import Dossier, Revision, State
from prospect.records.transitions import TRANSITIONS

AT_ONCE = 500  # rows of one statement


@dataclass
class Change:
    """What is to be written into one record, and the number of the revision it starts from."""

    record: Any
    content: Mapping[str, Any]
    based_on: int
    dossier: Dossier | None = field(default=None, init=False)
    whole: Content = field(default_factory=dict, init=False)


def contents_of(dossiers: Sequence[int]) -> dict[int, Content]:
    """Return what is held at the newest revision of each dossier, by primary key."""
    kept = Revision.objects.filter(dossier=OuterRef("pk"), content__isnull=False)
    newest = Subquery(kept.order_by("-number").values("content")[:1], output_field=JSONField())
    found = Dossier.objects.filter(pk__in=dossiers).annotate(newest=newest)
    return {pk: content or {} for pk, content in found.values_list("pk", "newest")}


def newest_of(kind: str) -> Any:
    """Return, for each draft of a kind under way, the newest revision that holds what it says."""
    later = Revision.objects.filter(dossier=OuterRef("dossier"), content__isnull=False)
    newest = Subquery(later.order_by("-number").values("number")[:1])
    under_way = Revision.objects.filter(
        dossier__kind=kind, dossier__state__in=[State.DRAFT, State.IN_REVIEW]
    )
    return under_way.filter(number=newest)


def save_drafts(changes: Sequence[Change], *, by: Person, note: str = "") -> list[str]:
    """Keep a draft for each record of one kind; return why not for each, empty where it is kept.

    Nothing public changes. The caller records the one event; what is refused blocks no other.
    """
    if not changes:
        return []
    with transaction.atomic():
        kind = str(changes[0].record._meta.model_name)
        whys = _admit(changes, kind, by)
        good = [change for change, why in zip(changes, whys, strict=True) if not why]
        _begin(good, kind, by)
        _write(good, by, note)
    return whys


def create_drafts(records: Sequence[Any], *, by: Person, note: str = "") -> list[str]:
    """Keep new records of one kind as drafts; return why not for each, empty where it is kept.

    Each has its key. The caller records the one event; what is refused blocks no other.
    """
    whys = [against(TRANSITIONS["save"], record, None, by) for record in records]
    good = [record for record, why in zip(records, whys, strict=True) if not why]
    if not good:
        return whys
    with transaction.atomic():
        for record in good:
            record.state = State.DRAFT
        type(good[0]).objects.bulk_create(good, batch_size=AT_ONCE)
        changes, now = [Change(record, {}, 0) for record in good], timezone.now()
        _begin(changes, str(good[0]._meta.model_name), by)
        revisions = []
        for change in changes:
            assert change.dossier is not None
            held = content_of(change.record)
            revisions.append(
                _revision(change.dossier, "save", State.DRAFT, held, now, by.email, note)
            )
        Revision.objects.bulk_create(revisions, batch_size=AT_ONCE)
        replace_rows(Dossier, [change.dossier for change in changes], ["number"])
    return whys


def _admit(changes: Sequence[Change], kind: str, by: Person) -> list[str]:
    """Hold the dossiers and return what speaks against each change."""
    pks = [change.record.pk for change in changes]
    held = Dossier.objects.select_for_update().filter(kind=kind, record__in=pks)
    dossiers = {one.record: one for one in held}
    whys, seen = [], set()
    for change in changes:
        change.dossier = dossier = dossiers.get(change.record.pk)
        if (dossier.number if dossier else 0) != change.based_on:
            whys.append(told_stale(dossier))
        elif change.record.pk in seen:
            whys.append(gettext("It stands there twice."))
        else:
            whys.append(against(TRANSITIONS["save"], change.record, dossier, by))
        seen.add(change.record.pk)
    return whys


def told_stale(dossier: Dossier | None) -> str:
    """Return in words that a record was changed at the desk in between."""
    if dossier is None:
        return gettext("The revision in the table is not one of this record. Export it again.")
    words = gettext("{who} changed it at the desk in between. Export it again.")
    return words.format(who=dossier.changed_by or dossier.key)


def _begin(changes: list[Change], kind: str, by: Person) -> None:
    """Open a dossier, and the revision of what was there before, for what was never edited."""
    new = [change for change in changes if change.dossier is None]
    now = timezone.now()
    made = Dossier.objects.bulk_create(
        [
            Dossier(
                kind=kind, record=change.record.pk, key=change.record.key,
                partner=change.record.partner_pk, name=name_of(change.record),
                state=change.record.state, changed_at=now, changed_by=by.email,
            )
            for change in new
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    for change, dossier in zip(new, made, strict=True):
        change.dossier = dossier


def _write(changes: list[Change], by: Person, note: str) -> None:
    now = timezone.now()
    before = contents_of([change.dossier.pk for change in changes if change.dossier])
    revisions: list[Revision] = []
    kept: list[Change] = []
    for change in changes:
        dossier = change.dossier
        assert dossier is not None
        held = before.get(dossier.pk) or content_of(change.record)
        change.whole = {**held, **change.content}
        if dossier.number == 0:
            revisions.append(_revision(dossier, BEGIN, change.record.state, held, now, "", ""))
        elif not changed(held, change.whole):
            continue
        revisions.append(_revision(dossier, "save", State.DRAFT, change.whole, now, by.email, note))
        _lead_on(change, now, by)
        kept.append(change)
    Revision.objects.bulk_create(revisions, batch_size=AT_ONCE)
    replace_rows(Dossier, [change.dossier for change in kept], DOSSIER)
    drafts = [written(one.record, one.whole) for one in kept if not one.record.is_public]
    if drafts:
        model = type(drafts[0])
        replace_rows(model, drafts, [one.name for one in fields_of(model)])


DOSSIER = [
    "number", "state", "changed_at", "changed_by", "publish_at", "approved_by", "name", "partner",
]  # fmt: skip


def _revision(
    dossier: Dossier, verb: str, state: str, content: Content, now: Any, by: str, note: str
) -> Revision:
    dossier.number += 1
    return Revision(
        dossier=dossier, number=dossier.number, verb=verb, state=state, content=content,
        made_at=now, by=by, note=note[:1000],
    )  # fmt: skip


def _lead_on(change: Change, now: Any, by: Person) -> None:
    dossier = change.dossier
    assert dossier is not None
    dossier.state, dossier.changed_at, dossier.changed_by = State.DRAFT, now, by.email
    dossier.publish_at, dossier.approved_by = None, ""
    dossier.partner = change.record.partner_pk  # a written copy would ask for its area
    name = change.whole.get("name", "")
    dossier.name = {"en": name} if isinstance(name, str) else name


def replace_rows(model: Any, rows: Sequence[Any], names: Sequence[str]) -> None:
    """Write some columns of rows that are there already: one statement, prepared once for all."""
    fields, quote = [model._meta.get_field(name) for name in names], connection.ops.quote_name
    columns = ", ".join(f"{quote(one.column)} = %s" for one in fields)
    table, key = quote(model._meta.db_table), model._meta.pk
    values = [
        [*(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields), row.pk]
        for row in rows
    ]
    statement = f"UPDATE {table} SET {columns} WHERE {quote(key.column)} = %s"  # noqa: S608 names of models
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)

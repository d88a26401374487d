"""One thing done with several records of a list: each for itself, and told for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext

from prospect.audit.actions import record_events
from prospect.desk.kinds import Kind, record_for
from prospect.desk.lists import RecordList
from prospect.desk.sheets.checking import Checker
from prospect.editing.actions import confirm
from prospect.editing.bulk import Change, save_drafts
from prospect.editing.bulk_steps import BULK, decide_many
from prospect.languages.forms import CodesField, LinesField, WordsField
from prospect.partners.models import Person
from prospect.records.models import Revision
from prospect.tables.cells import as_text
from prospect.tables.models import Outcome, Row

MOST = 20_000  # records at once
AT_ONCE = 500  # of one transaction
NOT_SIMPLE = (WordsField, CodesField, LinesField, forms.ModelChoiceField, forms.FloatField)
SIMPLE = (forms.CharField, forms.ChoiceField, forms.IntegerField, forms.DateField, forms.BooleanField)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """A ticked record, and the number of the revision its list showed."""

    key: str
    number: int


@dataclass(frozen=True)
class Result:
    """What came of one record: an empty ``why`` when it was done."""

    key: str
    name: str
    why: str = ""


def chosen_of(values: Sequence[str]) -> list[Chosen]:
    """Return what was ticked, given as key:number; anything else is left out, and so is a second time."""
    found = {}
    for value in values[:MOST]:
        key, _sign, number = value.partition(":")
        if key and number.isascii() and number.isdigit() and len(number) < 9:
            found[key] = Chosen(key, int(number))
    return list(found.values())


def chosen_by(listed: RecordList, seen: int) -> list[Chosen]:
    """Return all that a list finds, each with the number it had when revision ``seen`` was the newest."""
    later = Revision.objects.filter(pk__gt=seen).values_list("dossier").annotate(Count("pk"))
    since = dict(later.order_by())
    lines = listed.found[:MOST]
    return [Chosen(line.key, line.number - since.get(line.dossier, 0)) for line in lines]


def simple_fields(kind: Kind) -> dict[str, Any]:
    """Return the label of each field that can be set for several records at once."""
    return {
        name: field.label
        for name, field in kind.form.base_fields.items()
        if isinstance(field, SIMPLE) and not isinstance(field, NOT_SIMPLE) and name != "office"
    }


def field_form(kind: Kind, name: str, data: Any = None) -> forms.Form:
    """Return a form with one field of a kind."""
    made = type("OneField", (forms.Form,), {name: kind.form.base_fields[name]})
    form: forms.Form = made(data)
    return form


def do_with(kind: Kind, chosen: Sequence[Chosen], act: str, *, by: Person) -> list[Result]:
    """Confirm, ask for review or approve each record, and tell for each what came of it."""
    if act not in BULK:
        return [_confirm(kind, one, by) for one in chosen]
    results = []
    for start in range(0, len(chosen), AT_ONCE):
        results += _decide(kind, chosen[start : start + AT_ONCE], act, by)
    return results


def _decide(kind: Kind, chosen: Sequence[Chosen], act: str, by: Person) -> list[Result]:
    rows = kind.model.objects.editable_by(by)
    if kind.within:
        rows = rows.select_related(f"{kind.within}__partner")
    found = rows.filter(key__in=[one.key for one in chosen])
    called = {row.key: (row.pk, str(getattr(row, "name", "")) or row.key) for row in found}
    numbers = {called[one.key][0]: one.number for one in chosen if one.key in called}
    whys = decide_many(rows, numbers, act, by=by)
    gone = gettext("There is no such record you may write.")
    return [
        Result(one.key, name, whys.get(pk, gone))
        for one in chosen
        for pk, name in [called.get(one.key, (0, one.key))]
    ]


def set_field(
    kind: Kind, chosen: Sequence[Chosen], name: str, value: Any, *, by: Person
) -> list[Result]:
    """Write one field of each record, as a draft, checked by the form of its kind."""
    checker = Checker(kind, by, ["key", "revision", name])
    cell = as_text(value)
    rows = [(line, [one.key, str(one.number), cell]) for line, one in enumerate(chosen, start=1)]
    results = []
    for start in range(0, len(rows), AT_ONCE):
        results += _set(kind, list(checker.check(rows[start : start + AT_ONCE])), name, by)
    return results


def _set(kind: Kind, rows: list[Row], name: str, by: Person) -> list[Result]:
    records = kind.model.objects.editable_by(by).filter(key__in=[row.key for row in rows])
    if kind.within:
        records = records.select_related(f"{kind.within}__partner")
    found = {record.key: record for record in records}
    for row in rows:
        if row.outcome == Outcome.REFUSED:
            row.why = " ".join(fault["rule"] for fault in row.faults)
        elif row.outcome == Outcome.SAME:
            row.why = gettext("It says so already.")
    good = [row for row in rows if not row.why]
    changes = [Change(found[row.key], row.content, row.number) for row in good]
    with transaction.atomic():
        for row, why in zip(good, save_drafts(changes, by=by), strict=True):
            row.why = why
        record_events(
            by=by.email, verb="save", details={"fields": [name]},
            subjects=[f"{kind.code} {row.key}" for row in good if not row.why],
        )  # fmt: skip
    named = {key: str(getattr(record, "name", "")) or key for key, record in found.items()}
    return [Result(row.key, named.get(row.key, row.key), row.why) for row in rows]


def _confirm(kind: Kind, one: Chosen, by: Person) -> Result:
    try:
        record = record_for(by, kind, one.key, "edit")
    except Http404:
        return Result(one.key, one.key, gettext("There is no such record you may write."))
    why = "" if record.is_public else gettext("Only what is public can be confirmed.")
    if not why:
        confirm([record], by=by.email)
    return Result(one.key, str(getattr(record, "name", "")) or one.key, why)

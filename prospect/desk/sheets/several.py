"""One thing done with several records of a list: each for itself, and told for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext

from prospect.desk.kinds import Kind, record_for
from prospect.desk.sheets.checking import REFUSED, SAME, Checker
from prospect.editing.actions import StaleEdit, confirm, decide, save_draft
from prospect.editing.bulk import told_stale
from prospect.editing.rules import RefusedStep
from prospect.languages.forms import CodesField, LinesField, WordsField
from prospect.partners.models import Person
from prospect.tables.cells import as_text

STEPS = ("ask_review", "approve")
MOST = 200  # records at once; a page holds 50
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
    """Confirm, ask for review or approve each record in a transaction of its own."""
    return [_result(kind, one, by, act, {}) for one in chosen]


def set_field(
    kind: Kind, chosen: Sequence[Chosen], name: str, value: Any, *, by: Person
) -> list[Result]:
    """Write one field of each record, as a draft, checked by the whole form of its kind."""
    checker = Checker(kind, by, ["key", "revision", name])
    cell = as_text(value)
    rows = [(line, [one.key, str(one.number), cell]) for line, one in enumerate(chosen, start=1)]
    checked = {row["key"]: row for row in checker.check(rows)}
    return [_result(kind, one, by, "set", checked[one.key]) for one in chosen]


def _result(kind: Kind, one: Chosen, by: Person, act: str, row: dict[str, Any]) -> Result:
    try:
        record = record_for(by, kind, one.key, "edit")
    except Http404:
        return Result(one.key, one.key, gettext("There is no such record you may write."))
    name = str(getattr(record, "name", "")) or one.key
    try:
        why = _do(record, one, by, act, row)
    except StaleEdit as stale:
        why = told_stale(stale.dossier)
    except RefusedStep as refusal:
        why = str(refusal)
    return Result(one.key, name, why)


def _do(record: Any, one: Chosen, by: Person, act: str, row: dict[str, Any]) -> str:
    if act == "confirm":
        if not record.is_public:
            return gettext("Only what is public can be confirmed.")
        confirm([record], by=by.email)
    elif act in STEPS:
        decide(record, act, by=by, based_on=one.number)
    elif row["outcome"] == REFUSED:
        return " ".join(fault["rule"] for fault in row["faults"])
    elif row["outcome"] == SAME:
        return gettext("It says so already.")
    else:
        save_draft(record, row["content"], by=by, based_on=one.number)
    return ""

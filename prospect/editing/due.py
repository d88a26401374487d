"""Facts that are to be confirmed by a day: which they are, and what they are called in words."""

from datetime import date
from typing import Any

from django.apps import apps
from django.utils.translation import gettext

from prospect.languages.numbers import number
from prospect.records.models import Record, State
from prospect.registers.units import BASES, MEASURES, UNITS


def dated_models() -> list[Any]:
    """Return the kinds of records that carry a day by which they are to be confirmed."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and any(f.name == "review_by" for f in model._meta.fields)
    ]


def model_named(kind: str) -> Any:
    """Return the kind of record of a name; None when it carries no such day."""
    return next((model for model in dated_models() if model._meta.model_name == kind), None)


def due_by(model: Any, day: date) -> Any:
    """Return the public facts of a kind that are to be confirmed by a day, the oldest first."""
    whole = [path for path in ("area__partner", "industry") if path.split("__")[0] in _names(model)]
    found = model.objects.filter(state=State.PUBLISHED, review_by__lte=day)
    return found.select_related(*whole).order_by("review_by", "pk")


def title_of(record: Any) -> str:
    """Return what a fact is called, such as 'Hyllie: Homes planned', in the active language."""
    measure = MEASURES.get(getattr(record, "measure", ""))
    name = str(measure.label if measure else getattr(record, "name", "") or record.key)
    whole = getattr(record, "area", None) or getattr(record, "industry", None)
    return f"{whole.name}: {name}" if whole else name


def value_of(record: Any) -> str:
    """Return what a fact says, such as '1,200 homes (2024)', in the active language."""
    if not hasattr(record, "value"):
        return ""
    words = f"{number(record.value, 2)} {UNITS.label(record.unit)}"
    if record.basis:
        words += f", {BASES.label(record.basis)}"
    return f"{words} ({record.year})" if record.year else words


def partner_name(record: Any) -> str:
    """Return who answers for a fact, in the active language; the region where no partner does."""
    area = getattr(record, "area", None)
    return str(area.partner.short_name) if area else gettext("The region")


def _names(model: Any) -> set[str]:
    return {one.name for one in model._meta.fields}

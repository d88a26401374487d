"""Opportunities in words: kind, size, use, tenure, when; what is not recorded stays empty."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from prospect.catalogue.models import Opportunity
from prospect.languages.numbers import number
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import OPPORTUNITY_KINDS, SIZE_BASES, TENURES
from prospect.registers.land_use import USES


def size_words(record: Opportunity) -> str:
    """Return '6,000–12,000 m²', 'from ...' or 'up to ...'; empty when no size is recorded."""
    least, most = record.min_size_m2, record.max_size_m2
    if least and most and least != most:
        return gettext("{least}–{most}\u00a0m²").format(
            least=number(least, 0), most=number(most, 0)
        )
    if least and most:
        return gettext("{size}\u00a0m²").format(size=number(least, 0))
    if least:
        return gettext("from {size}\u00a0m²").format(size=number(least, 0))
    if most:
        return gettext("up to {size}\u00a0m²").format(size=number(most, 0))
    return ""


def basis_words(basis: str, kind: str, country: str) -> str:
    """Return what a size measures: land, the national floor area of a plot, the area of premises."""
    if basis == "floor" and kind == "plot" and country in COUNTRIES:
        return COUNTRIES[country].floor_area
    return SIZE_BASES.label(basis) if basis else ""


def offer(record: Opportunity) -> dict[str, Any]:
    """Return one opportunity as a row or a page shows it."""
    return {
        "record": record,
        "kind": OPPORTUNITY_KINDS.label(record.kind),
        "size": size_words(record),
        "basis": basis_words(record.size_basis, record.kind, record.country),
        "uses": [USES[code] for code in record.uses if code in USES],
        "tenure": TENURES.label(record.tenure) if record.tenure else "",
    }


def offers(records: Iterable[Opportunity]) -> list[dict[str, Any]]:
    """Return opportunities as rows."""
    return [offer(record) for record in records]

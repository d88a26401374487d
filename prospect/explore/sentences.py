"""Counts told as sentences."""

from django.utils.translation import gettext, ngettext

from prospect.languages.numbers import listing, number
from prospect.registers.countries import COUNTRIES


def areas_fit(total: int, by_country: dict[str, int]) -> str:
    """Return '14 areas fit: 5 in Denmark, 9 in Sweden'; countries without hits are left out."""
    if not total:
        return gettext("No area fits")
    words = ngettext("{number} area fits", "{number} areas fit", total).format(number=number(total))
    return f"{words}: {_by_country(by_country)}"


def opportunities_fit(total: int, by_country: dict[str, int]) -> str:
    """Return the same sentence for opportunities."""
    if not total:
        return gettext("No opportunity fits")
    words = ngettext("{number} opportunity fits", "{number} opportunities fit", total)
    return f"{words.format(number=number(total))}: {_by_country(by_country)}"


def phases_stand(phases: dict[str, int]) -> str:
    """Return how many areas are built, being built and planned, as one clause."""
    built, building, planned = (phases.get(name, 0) for name in ("built", "building", "planned"))
    words = (
        (built, ngettext("{number} built", "{number} built", built)),
        (building, ngettext("{number} being built", "{number} being built", building)),
        (planned, ngettext("{number} planned", "{number} planned", planned)),
    )
    return listing([phrase.format(number=number(count)) for count, phrase in words])


def _by_country(counts: dict[str, int]) -> str:
    parts = [
        f"{number(counts[code])} {COUNTRIES[code].inside}" for code in COUNTRIES if counts.get(code)
    ]
    return ", ".join(parts)

"""Numbers, dates and lists as a reader of each language writes them (CLDR, by Babel)."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, dates
from babel import numbers as cldr
from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import get_language, gettext

_PART_OF_YEAR = re.compile(r"([0-9]{4}) ([QH])([1-4])")
_LOCALES = {"en": Locale("en", "GB"), "da": Locale("da", "DK"), "sv": Locale("sv", "SE")}


def reader_locale() -> Locale:
    """Return the locale of the active language; English where there is none."""
    return _LOCALES.get((get_language() or "en")[:2], _LOCALES["en"])


def number(value: float | int | Decimal, decimals: int = 1) -> str:
    """Return a finite ``value`` grouped and with at most ``decimals`` decimals, zeros left out."""
    if value >= 0 and value % 1 == 0:  # lists hold hundreds, and Babel takes fifty times as long
        return f"{int(value):,}".replace(",", _group(get_language() or "en"))
    return _pattern(decimals).apply(value, reader_locale())


@lru_cache(maxsize=16)
def _group(language: str) -> str:
    """Return what stands between thousands, as Babel has it for a language."""
    return cldr.get_group_symbol(_LOCALES.get(language[:2], _LOCALES["en"]))


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> cldr.NumberPattern:
    """Return the pattern read once: ``format_decimal`` reads it anew for every number."""
    return cldr.parse_pattern("#,##0." + "#" * decimals if decimals else "#,##0")


def percentage(share: float) -> str:
    """Return a share of one as whole per cent."""
    return cldr.format_percent(share, locale=reader_locale())


def day(value: datetime.date) -> str:
    """Return a date in words, such as '22 November 2026'; a moment is told by its day here."""
    here = _here(value) if isinstance(value, datetime.datetime) else value
    return dates.format_date(here, "long", locale=reader_locale())


def clock(value: datetime.datetime) -> str:
    """Return the time of day here, as '14:05' or '14.05'."""
    here, mark = _here(value), ":" if reader_locale().language == "en" else "."
    return f"{here:%H}{mark}{here:%M}"


def moment(value: datetime.datetime) -> str:
    """Return a day and the time of it, as '22 November 2026, 14:05' or '22. november 2026 kl. 14.05'."""
    between = ", " if reader_locale().language == "en" else " kl.\u00a0"
    return f"{day(value)}{between}{clock(value)}"


def _here(value: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def period(year: str) -> str:
    """Return a year as it is, and '2024 Q2' or '2024 H1' in words."""
    parted = _PART_OF_YEAR.fullmatch(year)
    if not parted:
        return year
    words = {
        "Q": gettext("quarter {part} of {year}"),
        "H1": gettext("first half of {year}"),
        "H2": gettext("second half of {year}"),
    }
    whole, kind, part = parted.groups()
    return words.get(kind + part, words["Q"]).format(year=whole, part=part)


def listing(parts: list[str]) -> str:
    """Return parts as 'a, b and c'."""
    return format_list(parts, locale=reader_locale()) if parts else ""

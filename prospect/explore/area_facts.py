"""Figures as a page tells them: value, unit, basis, year, mark and sources; and shares of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from prospect.catalogue.models import Area, Figure
from prospect.explore.freshness import faded_since
from prospect.languages.numbers import listing, number, percentage, period
from prospect.registers.units import BASES, MEASURES, UNITS

MILLION = 1_000_000  # from here the fact bar writes '3.5 million m²'; the table keeps all digits
SHARES = (
    ("existing_residents", "planned_residents"),
    ("existing_homes", "planned_homes"),
    ("existing_workplaces", "planned_workplaces"),
    ("students", "planned_students"),
    ("used_floor_area", "planned_floor_area"),
    ("existing_floor_area", "planned_floor_area"),
)


@dataclass(frozen=True)
class Source:
    """A page a fact was read on; its host is the text of the link."""

    url: str
    host: str


@dataclass(frozen=True)
class Fact:
    """One figure in words; ``value`` is empty when nothing is recorded."""

    label: Any
    value: str = ""
    unit: Any = ""
    basis: Any = ""
    note: Any = ""  # what it covers
    year: str | None = ""  # None where the value is itself a year
    confidence: str = ""
    sources: tuple[Source, ...] = ()
    faded: date | None = None  # since when it is not confirmed, where that is overdue


@dataclass(frozen=True)
class Share:
    """What stands of what is planned, in one measure; ``hatched`` when either is an estimate.

    ``exceeds`` when more stands than is planned: the two do not count the same thing.
    """

    existing: Fact
    planned: Fact
    percent: int
    exceeds: bool
    hatched: bool
    method: str


def sources(urls: Iterable[str]) -> tuple[Source, ...]:
    """Return links with their hosts; several pages of one host are numbered."""
    found: list[Source] = []
    seen: dict[str, int] = {}
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            host = readable_host(parts.hostname)
            seen[host] = seen.get(host, 0) + 1
            found.append(Source(url, host if seen[host] == 1 else f"{host} ({seen[host]})"))
    return tuple(found)


def readable_host(host: str) -> str:
    """Return a host without www and with its letters: 'hållbarhet.se', not 'xn--hllbarhet-...'."""
    try:
        return host.encode("ascii").decode("idna").removeprefix("www.")
    except UnicodeError:
        return host.removeprefix("www.")


def links(cell: tuple[str, ...]) -> tuple[Source, ...]:
    """Return the links of a ``source_urls`` field, whose addresses are parted by blanks."""
    return sources(url for part in cell for url in part.split())


def tell(figure: Figure, *, briefly: bool = False) -> Fact:
    """Return a figure of an area in words; ``briefly`` writes millions as a word."""
    measure = MEASURES.get(figure.measure)
    return Fact(
        label=measure.label if measure else figure.name,
        value=_value(figure.value, briefly),
        unit=_unit(figure.unit, figure.value, briefly),
        basis=BASES.label(figure.basis) if figure.basis else "",
        note=figure.summary,
        year=period(figure.year),
        confidence=figure.confidence,
        sources=links(figure.source_urls),
        faded=faded_since(figure),
    )


def figures_of(area: Area) -> dict[str, Figure]:
    """Return the figures of an area by measure, in the order of the register."""
    found = {figure.measure: figure for figure in area.figures.all()}
    return {measure: found[measure] for measure in MEASURES if measure in found}


def fact_bar(area: Area) -> list[Fact]:
    """Return the five facts a reader looks for first; what is missing is named as missing."""
    figures = figures_of(area)
    bar = [_first(figures, "planned_workplaces", "existing_workplaces")]
    if "residential" in area.uses or "planned_homes" in figures:
        bar.append(_first(figures, "planned_homes", "planned_residents", "existing_residents"))
    else:
        bar.append(_first(figures, "companies", "students"))
    bar.append(_first(figures, "planned_floor_area", "existing_floor_area"))
    bar.append(_first(figures, "site_area"))
    year = str(area.completion_year or "")
    bar.append(
        Fact(gettext("Expected complete"), year, year=None, confidence=area.completion_confidence)
    )
    return bar


def shares(area: Area) -> list[Share]:
    """Return existing against planned, where both are known in one measure and cover the same."""
    figures, found = figures_of(area), []
    for existing, planned in SHARES:
        one, other = figures.get(existing), figures.get(planned)
        if one and other and other.value and _counted(one) == _counted(other):
            found.append(_share(one, other))
    return found


def without_share(area: Area) -> str:
    """Return which planned figures have nothing built to be held against, as a list in words."""
    figures = figures_of(area)
    covered = {str(share.planned.label) for share in shares(area)}
    labels = [str(MEASURES[name].label) for name in figures if MEASURES[name].planned]
    return listing([label[:1].lower() + label[1:] for label in labels if label not in covered])


def _counted(figure: Figure) -> tuple[str, str, str]:
    return figure.unit, figure.basis, figure.covers


def _share(existing: Figure, planned: Figure) -> Share:
    share = existing.value / planned.value
    one, other = tell(existing), tell(planned)
    words = gettext(
        "About {share}. Method: {existing} ({year}) divided by {planned} ({planned_year})."
    )
    return Share(
        existing=one,
        planned=other,
        percent=min(100, round(100 * share)),
        exceeds=share > 1,
        hatched="estimate" in (existing.confidence, planned.confidence),
        method=words.format(
            share=percentage(share),
            existing=str(one.label).lower(),
            year=year_words(existing.year),
            planned=str(other.label).lower(),
            planned_year=year_words(planned.year),
        ),
    )


def year_words(year: str) -> str:
    """Return the year, or that none is given."""
    return period(year) or gettext("year not given")


def _first(figures: dict[str, Figure], *measures: str) -> Fact:
    for measure in measures:
        if measure in figures:
            return tell(figures[measure], briefly=True)
    return Fact(MEASURES[measures[0]].label)


def _value(value: float, briefly: bool) -> str:
    return number(value / MILLION if briefly and value >= MILLION else value, 2)


def _unit(unit: str, value: float, briefly: bool) -> str:
    """Return the unit where the measure does not say it; the fact bar counts in millions."""
    if unit in ("persons", "jobs", "homes", "companies"):
        return ""
    return UNITS.label("million_m2" if briefly and unit == "m2" and value >= MILLION else unit)

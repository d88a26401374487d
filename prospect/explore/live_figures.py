"""Figures a text is bound to: counted in the release, or one that the region records with its source."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Figure
from prospect.explore import area_facts
from prospect.explore.build_out import BuildOut
from prospect.explore.coverage import Total, by_country, counted, total
from prospect.explore.idea_list import tell_progress
from prospect.languages.numbers import number, period
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import CATEGORIES
from prospect.registers.stages import STAGES
from prospect.registers.story import CHARTS, COUNTS
from prospect.registers.units import MEASURES, UNITS
from prospect.releases.store import current_release
from prospect.search.columns import open_columns
from prospect.strategy.models import Initiative

NEVER = 9_999  # the year of an area that states none


@dataclass(frozen=True)
class LiveFigure:
    """A number as a reader writes it, what it counts, and what it rests on."""

    code: str
    value: str
    unit: str
    label: str
    note: str = ""  # coverage, year or what part it tells of
    confidence: str = ""  # none where it is counted in the release
    sources: tuple[Any, ...] = ()
    address: str = ""  # of the page that counts it


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    told: str


@dataclass(frozen=True)
class Chart:
    """Horizontal bars of one measure, and how they are counted."""

    label: str
    bars: tuple[Bar, ...]
    address: str
    note: str = ""

    @property
    def most(self) -> float:
        return max((bar.value for bar in self.bars), default=0)


class Ledger:
    """What the current release can count, read once for all chapters of a page."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.wanted = set(codes)
        self._figures: dict[str, LiveFigure | None] = {}
        self._charts: dict[str, Chart] = {}

    @cached_property
    def areas(self) -> list[Area]:
        rows = published(Area).select_related("partner")
        return list(rows.defer("outline", "body", "note", "summary", "source_urls"))

    @cached_property
    def totals(self) -> list[Figure]:
        """The figures of areas that enter a sum."""
        measures = ("planned_homes", "planned_workplaces")
        return list(published(Figure).filter(measure__in=measures, area__isnull=False))

    @cached_property
    def recorded(self) -> dict[str, Figure]:
        rows = published(Figure).filter(key__in=self.wanted - set(COUNTS))
        return {one.key: one for one in rows.select_related("area").defer("area__outline")}

    @cached_property
    def initiatives(self) -> list[Initiative]:
        return list(published(Initiative).only("key", "progress"))

    def figure(self, code: str) -> LiveFigure | None:
        """Return the figure of a code; None when this release does not hold it."""
        if code not in self._figures:
            found = self.recorded.get(code) if code not in COUNTS else None
            counted = self._count(code) if code in COUNTS else None
            self._figures[code] = _recorded(found) if found else counted
        return self._figures[code]

    def chart(self, code: str) -> Chart | None:
        """Return the bars of a code; None when there is nothing to show."""
        if code not in CHARTS:
            return None
        if code not in self._charts:
            self._charts[code] = _CHARTS[code](self)
        return self._charts[code] if self._charts[code].bars else None

    def _count(self, code: str) -> LiveFigure:
        value, note, address = _COUNTED[code](self)
        return LiveFigure(
            code, number(value), "", COUNTS.label(code), note, address=reverse(address)
        )

    def listed(self, name: str) -> int:
        return len(open_columns(current_release().columns / name))

    def planned(self, measure: str, until: int | None = None) -> Total:
        """Return the sum of a measure; ``until`` counts areas expected complete by that year."""
        if until is None:
            return total(self.areas, self.totals, measure)
        found = [
            one
            for one in counted(self.areas, self.totals, measure)
            if (one.area.completion_year or NEVER) <= until
        ]
        stated = len({one.root.pk for one in found})
        every = total(self.areas, self.totals, measure)
        return Total(sum(one.figure.value for one in found), stated, every.of)


def _recorded(figure: Figure) -> LiveFigure:
    told = area_facts.tell(figure)
    measure = MEASURES.get(figure.measure)
    label = str(measure.label) if measure and figure.area else str(figure.name)
    if figure.area:
        label = f"{label}, {figure.area.name}"
    return LiveFigure(
        figure.key, number(figure.value), str(UNITS.label(figure.unit)), label,
        period(figure.year) if figure.year else "",
        figure.confidence, told.sources,
        reverse("explore:area", args=[figure.area.key]) if figure.area else "",
    )  # fmt: skip


Counted = tuple[float, str, str]


def _areas(code: str = "") -> Callable[[Ledger], Counted]:
    def count(ledger: Ledger) -> Counted:
        counts = by_country(ledger.areas)
        return (counts[code] if code else len(ledger.areas)), "", "explore:areas"

    return count


def _sum(measure: str, until: int | None = None) -> Callable[[Ledger], Counted]:
    def count(ledger: Ledger) -> Counted:
        found = ledger.planned(measure, until)
        words = gettext("stated for {stated} of {of} areas")
        if until is not None:
            words = gettext("{stated} of {of} areas state both the number and such a year")
        return found.value, words.format(stated=found.stated, of=found.of), "explore:build_out"

    return count


def _rows(name: str, address: str) -> Callable[[Ledger], Counted]:
    return lambda ledger: (ledger.listed(name), "", address)


def _done(ledger: Ledger) -> Counted:
    done = sum(one.progress == "finished" for one in ledger.initiatives)
    return done, "", "explore:strategy"


_COUNTED: dict[str, Callable[[Ledger], Counted]] = {
    "areas": _areas(),
    "areas_dk": _areas("DK"),
    "areas_se": _areas("SE"),
    "municipalities": lambda ledger: (
        len({one.partner_id for one in ledger.areas}), "", "explore:one_plan"
    ),
    "homes_planned": _sum("planned_homes"),
    "jobs_planned": _sum("planned_workplaces"),
    "homes_2030": _sum("planned_homes", 2030),
    "homes_2035": _sum("planned_homes", 2035),
    "homes_2040": _sum("planned_homes", 2040),
    "jobs_2040": _sum("planned_workplaces", 2040),
    "opportunities": _rows("opportunities", "explore:opportunities"),
    "stations": _rows("stations", "explore:map"),
    "industries": _rows("industries", "explore:industries"),
    "contacts": _rows("organisations", "explore:contacts"),
    "initiatives": lambda ledger: (len(ledger.initiatives), "", "explore:ideas"),
    "initiatives_done": _done,
}  # fmt: skip


def _built(measure: str, code: str) -> Callable[[Ledger], Chart]:
    def chart(_ledger: Ledger) -> Chart:
        built = BuildOut.of({"measure": measure, "by": "year"})
        bars = tuple(
            Bar(one.label, one.value, f"{number(one.value, 0)} {built.unit}")
            for one in built.groups
        )
        words = gettext("stated for {stated} of {of} areas")
        note = words.format(stated=built.total.stated, of=built.total.of)
        address = f"{reverse('explore:build_out')}?measure={measure}&by=year"
        return Chart(CHARTS.label(code), bars, address, note)

    return chart


def _areas_by(
    code: str, register: Any, of: Callable[[Area], str], address: str
) -> Callable[[Ledger], Chart]:
    def chart(ledger: Ledger) -> Chart:
        counts: dict[str, int] = {}
        for area in ledger.areas:
            counts[of(area)] = counts.get(of(area), 0) + 1
        order = [one for one in register if one in counts]
        bars = tuple(Bar(register.label(one), counts[one], number(counts[one])) for one in order)
        return Chart(CHARTS.label(code), bars, reverse(address))

    return chart


def _progress(ledger: Ledger) -> Chart:
    bars = tuple(
        Bar(word, count, number(count)) for word, count in tell_progress(ledger.initiatives)
    )
    return Chart(CHARTS.label("initiatives_by_progress"), bars, reverse("explore:strategy"))


_CHARTS: dict[str, Callable[[Ledger], Chart]] = {
    "homes_by_year": _built("homes", "homes_by_year"),
    "jobs_by_year": _built("jobs", "jobs_by_year"),
    "areas_by_country": _areas_by(
        "areas_by_country", COUNTRIES, lambda a: a.country, "explore:one_plan"
    ),
    "areas_by_stage": _areas_by("areas_by_stage", STAGES, lambda a: a.stage, "explore:one_plan"),
    "areas_by_use": _areas_by("areas_by_use", CATEGORIES, lambda a: a.category, "explore:map"),
    "initiatives_by_progress": _progress,
}

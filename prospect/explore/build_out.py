"""The planned build-out of the region: what is added up, how it is grouped, and what it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area, Figure
from prospect.explore.coverage import Counted, Total, counted, total
from prospect.partners.models import Partner
from prospect.records.models import attach, published
from prospect.registers.base import Line, Register
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import CATEGORIES
from prospect.registers.units import UNITS

PERIODS = (2030, 2035, 2040)  # the last year of each; then later, then unknown
LATER, UNKNOWN = 9_998, 9_999
UNREAD = ("outline", "body", "note", "summary", "source_urls")  # words no sum is made of


@dataclass(frozen=True)
class Series(Line):
    """One measure that may be added up: ``country`` where only its own areas are counted alike."""

    measure: str
    unit: str
    basis: str = ""
    country: str = ""


SERIES: Register[Series] = Register(
    Series("homes", _("Homes planned"), "planned_homes", "homes"),
    Series("jobs", _("Jobs planned"), "planned_workplaces", "jobs"),
    *(
        Series(
            f"floor_{country.code.lower()}", pgettext_lazy("build-out", "Floor area planned"),
            "planned_floor_area", "m2", country.floor_area, country.code,
        )
        for country in COUNTRIES.values()
    ),
)  # fmt: skip
GROUPINGS: Register[Line] = Register(
    Line("year", _("By year of completion")),
    Line("use", _("By main use")),
    Line("municipality", _("By municipality")),
    Line("country", _("By country")),
)


@dataclass(frozen=True)
class Group:
    """One row: what it is called, where the map shows it, and its sum in each country."""

    label: str
    address: str
    by_country: dict[str, float]
    areas: int
    swatch: str = ""

    @property
    def value(self) -> float:
        return sum(self.by_country.values())


@dataclass(frozen=True)
class BuildOut:
    """The build-out of one measure, grouped; what is not understood falls back to homes by year."""

    series: Series
    grouping: str

    @classmethod
    def of(cls, given: Any) -> "BuildOut":
        series, grouping = given.get("measure", ""), given.get("by", "")
        return cls(
            SERIES[series if series in SERIES else "homes"],
            grouping if grouping in GROUPINGS else "year",
        )

    @cached_property
    def areas(self) -> list[Area]:
        """The areas that are counted alike: of one country where its measure is its own."""
        rows = published(Area).defer(*UNREAD)
        if self.series.country:
            rows = rows.filter(country=self.series.country)
        found = list(rows)
        attach(found, "partner", published(Partner).in_bulk())
        return found

    @cached_property
    def figures(self) -> list[Figure]:
        rows = published(Figure).filter(measure=self.series.measure, area__isnull=False)
        return list(rows.defer("name", "summary"))

    @cached_property
    def counted(self) -> list[Counted]:
        """Each figure that enters the sum, the largest first."""
        found = counted(self.areas, self.figures, self.series.measure, self.series.basis)
        return sorted(found, key=lambda one: -one.figure.value)

    @cached_property
    def total(self) -> Total:
        return total(self.areas, self.figures, self.series.measure, self.series.basis)

    @cached_property
    def by_country(self) -> list[tuple[Any, Total]]:
        """The sum of each country with its coverage."""
        return [
            (one, total([area for area in self.areas if area.country == one.code], self.figures,
                        self.series.measure, self.series.basis))
            for one in self.countries
        ]  # fmt: skip

    @cached_property
    def groups(self) -> list[Group]:
        """The rows in their order: years run on, the rest begins with the largest."""
        held: dict[Any, list[Counted]] = {}
        for one in self.counted:
            held.setdefault(self._key(one.area), []).append(one)
        rows = [
            self._group(key, some) for key, some in sorted(held.items(), key=lambda i: str(i[0]))
        ]
        return rows if self.grouping == "year" else sorted(rows, key=lambda row: -row.value)

    @property
    def most(self) -> float:
        return max((row.value for row in self.groups), default=0)

    @property
    def unit(self) -> str:
        return UNITS.label(self.series.unit)

    @property
    def countries(self) -> list[Any]:
        """The countries whose areas are counted alike."""
        return [one for one in COUNTRIES.values() if self.series.country in ("", one.code)]

    @property
    def columns(self) -> list[Any]:
        """The countries with a column each, where a row can hold areas of both."""
        return (
            self.countries if self.grouping in ("year", "use") and not self.series.country else []
        )

    def _key(self, area: Area) -> Any:
        keys: dict[str, Callable[[], Any]] = {
            "year": lambda: _period(area.completion_year),
            "use": lambda: area.category,
            "municipality": lambda: area.partner.key,
            "country": lambda: area.country,
        }
        return keys[self.grouping]()

    def _group(self, key: Any, some: list[Counted]) -> Group:
        sums = {
            one.code: sum(c.figure.value for c in some if c.area.country == one.code)
            for one in self.countries
        }
        label, query, swatch = self._told(key, some[0].area)
        address = f"{reverse('explore:map')}?{query}" if query else ""
        return Group(label, address, sums, len({one.root.pk for one in some}), swatch)

    def _told(self, key: Any, area: Area) -> tuple[str, str, str]:
        """Return what a row is called, the filter of the map that shows it, and its colour."""
        if self.grouping == "use":
            return str(CATEGORIES[key].label), "", key
        if self.grouping == "municipality":
            return str(area.partner.short_name), f"municipality={key}", ""
        if self.grouping == "country":
            return COUNTRIES.label(key), f"country={key}", ""
        return _period_words(key), f"year={min(key, PERIODS[-1])}" if key < LATER else "", ""


def _period(year: int | None) -> int:
    """Return the last year of the period a year falls into."""
    if year is None:
        return UNKNOWN
    return next((last for last in PERIODS if year <= last), LATER)


def _period_words(period: int) -> str:
    if period == UNKNOWN:
        return gettext("Year not recorded")
    if period == LATER:
        return gettext("after {year}").format(year=PERIODS[-1])
    place = PERIODS.index(period)
    if place == 0:
        return gettext("until {year}").format(year=period)
    return f"{PERIODS[place - 1] + 1}–{period}"

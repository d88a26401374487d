"""Both shores as one plan: every area on one ladder with national terms, and the gaps by municipality."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area, Figure
from prospect.explore.area_plan import UNRECORDED
from prospect.explore.coverage import whole_areas
from prospect.languages.folding import collation_key
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.stages import STAGES

PLANNED = ("planned_homes", "planned_workplaces", "planned_floor_area")


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: in each country its term there, and the areas that stand on it."""

    label: Any
    recorded: bool
    sides: list[tuple[Any, str, list[Area]]]


@dataclass(frozen=True)
class Gap:
    """What one municipality has not told of its areas; counts stand in the order of ``LACKS``."""

    partner: Any
    country: str
    areas: int
    lacking: list[int]


def whole_plan(language: str) -> list[Area]:
    """Return the areas that are no part of another, by name, with their partner."""
    rows = published(Area).select_related("partner").defer("outline", "body", "note")
    return sorted(whole_areas(rows), key=lambda area: collation_key(str(area.name), language))


def ladder(areas: Iterable[Area]) -> list[Rung]:
    """Return every step with the areas on it, those whose step is not recorded last."""
    rows, rungs = list(areas), []
    for code in sorted(STAGES, key=lambda code: code == UNRECORDED):
        sides = [
            (country.label, "" if code == UNRECORDED else STAGES[code].term(country.code),
             [area for area in rows if area.stage == code and area.country == country.code])
            for country in COUNTRIES.values()
        ]  # fmt: skip
        rungs.append(Rung(STAGES[code].label, code != UNRECORDED, sides))
    return rungs


LACKS: tuple[tuple[Any, Callable[[Area, set[int]], bool]], ...] = (
    (_("No plan step"), lambda area, _told: area.stage == UNRECORDED),
    (_("No year of completion"), lambda area, _told: not area.completion_year),
    (_("No planned homes, jobs or floor area"), lambda area, told: area.pk not in told),
)


def gaps(areas: Iterable[Area]) -> list[Gap]:
    """Return what each municipality lacks, country by country, those with most areas first."""
    stated = published(Figure).filter(measure__in=PLANNED, covers="", area__isnull=False)
    told = set(stated.values_list("area", flat=True))
    held: dict[int, list[Area]] = {}
    for area in areas:
        held.setdefault(area.partner_id, []).append(area)
    found = [
        Gap(some[0].partner, some[0].country, len(some),
            [sum(lacks(area, told) for area in some) for _label, lacks in LACKS])
        for some in held.values()
    ]  # fmt: skip
    return sorted(found, key=lambda gap: (gap.country, -gap.areas, gap.partner.key))

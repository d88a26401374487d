"""Totals with their coverage: how much is stated, by how many areas, parts never counted twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from prospect.catalogue.models import Area, Figure
from prospect.registers.countries import COUNTRIES

LEFT_OUT = "corridor"  # a corridor lies across other areas, so its figures would count them again
COVERED = ("site_area", "planned_floor_area", "planned_homes", "planned_workplaces")


@dataclass(frozen=True)
class Total:
    """A sum over areas, and how many of them it rests on."""

    value: float
    stated: int
    of: int


@dataclass(frozen=True)
class Coverage:
    """For how many areas of each country something is recorded."""

    label: object
    by_country: tuple[tuple[int, int], ...]  # recorded, of; in the order of the countries


@dataclass(frozen=True)
class Counted:
    """One figure that enters a sum: of an area, or of a part of ``root`` that states none itself."""

    area: Area
    root: Area
    figure: Figure


def counted(
    areas: Iterable[Area], figures: Iterable[Figure], measure: str, basis: str = ""
) -> list[Counted]:
    """Return the figures of one measure that may be added; an area's own stands for its parts.

    Parts count only where their area states nothing. Corridors are left out, and figures that
    tell of a stage or one use only.
    """
    stated = {
        f.area_id: f for f in figures if f.measure == measure and f.basis == basis and not f.partial
    }
    roots = whole_areas(rows := list(areas))
    known: dict[int | None, Area] = {root.pk: root for root in roots}
    found = [Counted(root, root, stated[root.pk]) for root in roots if root.pk in stated]
    for area in rows:
        root = known.get(area.parent_id)
        if root and area.kind != LEFT_OUT and root.pk not in stated and area.pk in stated:
            found.append(Counted(area, root, stated[area.pk]))
    return found


def whole_areas(areas: Iterable[Area]) -> list[Area]:
    """Return the areas that are no part of another, corridors left out."""
    return [area for area in areas if area.parent_id is None and area.kind != LEFT_OUT]


def total(areas: Iterable[Area], figures: Iterable[Figure], measure: str, basis: str = "") -> Total:
    """Return the sum of one measure, as ``counted`` says, and how many whole areas it rests on."""
    rows = list(areas)
    found = counted(rows, figures, measure, basis)
    stated = len({one.root.pk for one in found})
    return Total(sum(one.figure.value for one in found), stated, len(whole_areas(rows)))


def floor_totals(areas: Iterable[Area], figures: Iterable[Figure]) -> dict[str, Total]:
    """Return the planned floor area of each country by its own measure; never one sum."""
    rows, numbers = list(areas), list(figures)
    return {
        code: total(
            [area for area in rows if area.country == code],
            numbers,
            "planned_floor_area",
            COUNTRIES[code].floor_area,
        )
        for code in COUNTRIES
    }


def by_country(areas: Iterable[Area]) -> dict[str, int]:
    """Return how many areas lie in each country."""
    counts = dict.fromkeys(COUNTRIES, 0)
    for area in areas:
        counts[area.country] = counts.get(area.country, 0) + 1
    return counts


def recorded(areas: Iterable[Area], has: set[int], label: object) -> Coverage:
    """Return for how many areas of each country something is recorded; ``has`` holds their pks."""
    rows = list(areas)
    pairs = []
    for code in COUNTRIES:
        mine = [area for area in rows if area.country == code]
        pairs.append((sum(area.pk in has for area in mine), len(mine)))
    return Coverage(label, tuple(pairs))

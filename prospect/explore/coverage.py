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


def total(areas: Iterable[Area], figures: Iterable[Figure], measure: str, basis: str = "") -> Total:
    """Return the sum of one measure; an area's own figure stands for its parts.

    Parts count only where their area states nothing. Corridors are left out, and figures that
    tell of a stage or one use only.
    """
    stated = {
        f.area_id: f.value
        for f in figures
        if f.measure == measure and f.basis == basis and not f.partial
    }
    parts: dict[int | None, list[float]] = {}
    roots = []
    for area in areas:
        if area.kind == LEFT_OUT:
            continue
        if area.parent_id is None:
            roots.append(area)
        elif area.pk in stated:
            parts.setdefault(area.parent_id, []).append(stated[area.pk])
    values = [
        stated[area.pk] if area.pk in stated else sum(parts[area.pk])
        for area in roots
        if area.pk in stated or area.pk in parts
    ]
    return Total(sum(values), len(values), len(roots))


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

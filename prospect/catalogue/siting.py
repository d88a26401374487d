"""Where an outline lies that somebody should look at again; none of this stops anybody.

It lies outside its municipality, over an area beside it, or in the water.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from shapely.geometry import Polygon, box, shape
from shapely.geometry.base import BaseGeometry

from prospect.catalogue.models import Area
from prospect.geometry.measures import hectares
from prospect.languages.numbers import number, percentage
from prospect.partners.models import Partner
from prospect.records.models import Holder, State

# Of a hectare and of the outline: indicative lines may differ by so much and mean the same.
LEAST_HECTARES, LEAST_SHARE = 0.1, 0.01
WET = 0.2  # share of an outline in the water; quays and basins of a harbour city stay below it
LAND, LAKES = "land.geojson", "lakes.geojson"


@dataclass(frozen=True)
class SitingWarning:
    """Something to look at again; ``where`` is the part of the outline it is about."""

    code: str
    words: str
    where: BaseGeometry | None = None


def warnings_of(
    outline: BaseGeometry,
    *,
    border: BaseGeometry | None,
    siblings: Iterable[Area],
    water: BaseGeometry | None,
) -> list[SitingWarning]:
    """Return what to look at again; areas in hectares (EPSG:3035).

    ``border`` is that of the municipality, ``water`` what of the outline's box is no land; either
    may be unknown.
    """
    found = [_beyond(outline, border), *(_over(outline, area) for area in siblings)]
    return [warning for warning in (*found, _in_water(outline, water)) if warning]


def _beyond(outline: BaseGeometry, border: BaseGeometry | None) -> SitingWarning | None:
    if border is None or not _matters(outside := outline.difference(border), outline):
        return None
    words = gettext("{hectares} ha lie outside your municipality.")
    return SitingWarning("outside-municipality", words.format(hectares=_ha(outside)), outside)


def _over(outline: BaseGeometry, area: Area) -> SitingWarning | None:
    if area.outline is None or not outline.intersects(area.outline):
        return None
    shared = outline.intersection(area.outline)
    if not _matters(shared, outline):
        return None
    words = gettext("It overlaps {name} by {hectares} ha.")
    told = words.format(name=area.name, hectares=_ha(shared))
    return SitingWarning("overlaps-sibling", told, shared)


def _in_water(outline: BaseGeometry, water: BaseGeometry | None) -> SitingWarning | None:
    if water is None:
        return None
    wet = outline.intersection(water)
    share = wet.area / outline.area
    if share <= WET:
        return None
    words = gettext("{share} of it lies in the water on our map.")
    return SitingWarning("in-water", words.format(share=percentage(share)), wet)


def _matters(part: BaseGeometry, whole: BaseGeometry) -> bool:
    return part.area > LEAST_SHARE * whole.area and hectares(part) >= LEAST_HECTARES


def _ha(geometry: BaseGeometry) -> str:
    return number(hectares(geometry))


def siblings_of(area: Area | None, *, parent: Area | None, partner: Partner, by: Holder) -> Any:
    """Return the areas beside one, of the same whole or of the same partner, that ``by`` may see.

    ``area`` is None for one that is new; parts and wholes do not count as lying over each other.
    """
    beside = (
        Area.objects.filter(parent=parent)
        if parent
        else Area.objects.filter(parent=None, partner=partner)
    )
    readable = Q(pk__in=Area.objects.open_to(by, "read").values("pk")) | Q(state=State.PUBLISHED)
    drawn = beside.filter(readable).exclude(state=State.ARCHIVED).exclude(outline=None)
    others = drawn.exclude(pk=area.pk) if area else drawn
    return others.only("key", "name", "outline", "partner").order_by("pk")


def water_around(outline: BaseGeometry) -> BaseGeometry | None:
    """Return what of the box around an outline is sea or lake; None where our map does not reach."""
    paths = [settings.BASEMAP / name for name in (LAND, LAKES)]
    try:
        land, lakes = (_shapes(path, path.stat().st_mtime_ns) for path in paths)
    except OSError:
        return None
    here = box(*outline.bounds)
    if not box(*land.bounds).covers(here):
        return None
    return here.difference(land.around(here)).union(lakes.around(here))


class Shapes:
    """The shapes of a layer of the base map, found by place."""

    def __init__(self, geometries: list[BaseGeometry]) -> None:
        self.geometries = geometries
        self.tree = shapely.STRtree(geometries)
        self.bounds = shapely.total_bounds(geometries)

    def around(self, here: Polygon) -> BaseGeometry:
        """Return what lies in a box, as one geometry."""
        near = [self.geometries[index] for index in self.tree.query(here)]
        return shapely.union_all([shapely.clip_by_rect(one, *here.bounds) for one in near])


@lru_cache(maxsize=4)
def _shapes(path: Path, _written_at: int) -> Shapes:
    """Read a layer once for each time it was written."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return Shapes([shape(feature["geometry"]) for feature in features])

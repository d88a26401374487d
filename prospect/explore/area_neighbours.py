"""The areas next to an area, measured between outlines in EPSG:3035."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext
from shapely.geometry import Point

from prospect.catalogue.models import Area
from prospect.explore.journeys import distance_words
from prospect.geometry.measures import in_equal_area
from prospect.records.models import published

MOST = 4
FARTHEST_METRES = 30_000.0
TOUCHING_METRES = 50.0


@dataclass(frozen=True)
class Neighbour:
    """A top-level area nearby and how far it is, as the crow flies."""

    area: Area
    distance: str

    @property
    def stage(self) -> Any:
        return self.area.rung.label


def neighbours_of(release_id: str, area: Area) -> list[Neighbour]:
    """Return the nearest top-level areas: not the area itself, nor what it belongs to."""
    others, shapes = _top_level(release_id)
    if not others:
        return []
    own = in_equal_area(area.outline or Point(area.lon, area.lat))
    metres = shapely.distance(shapes, own)
    excluded = {area.pk, area.parent_id}
    nearest = (
        index for index in np.argsort(metres, kind="stable") if metres[index] <= FARTHEST_METRES
    )
    chosen = [index for index in nearest if others[index].pk not in excluded][:MOST]
    return [Neighbour(others[index], _apart(float(metres[index]))) for index in chosen]


@lru_cache(maxsize=2)
def _top_level(release_id: str) -> tuple[list[Area], np.ndarray]:
    """Return the top-level areas of a release with their shapes; corridors border on everything."""
    areas = list(
        published(Area)
        .filter(parent=None)
        .exclude(kind="corridor")
        .select_related("partner")
        .defer("body", "note", "source_urls", "summary")
    )
    shapes = np.array([area.outline or Point(area.lon, area.lat) for area in areas], dtype=object)
    return areas, np.array(in_equal_area(shapes)) if areas else shapes


def _apart(metres: float) -> str:
    """Return how far two outlines lie apart; drawn by hand, they may touch or overlap."""
    return gettext("side by side") if metres < TOUCHING_METRES else distance_words(metres)

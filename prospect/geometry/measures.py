"""Areas and distances, always in EPSG:3035 (ETRS89-LAEA), never in degrees or web Mercator."""

from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

SQUARE_METRES_PER_HECTARE = 10_000.0


@lru_cache(maxsize=1)
def _to_equal_area() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True)


def in_equal_area(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry given in EPSG:4326 with its coordinates in EPSG:3035 (metres)."""

    def project(coordinates: np.ndarray) -> np.ndarray:
        x, y = _to_equal_area().transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([x, y])

    return shapely.transform(geometry, project)


def hectares(geometry: BaseGeometry) -> float:
    """Return the area of a geometry given in EPSG:4326, in hectares (EPSG:3035)."""
    return float(in_equal_area(geometry).area) / SQUARE_METRES_PER_HECTARE


def metres_between(one: BaseGeometry | Point, other: BaseGeometry | Point) -> float:
    """Return the shortest distance between two geometries given in EPSG:4326, in metres."""
    return float(in_equal_area(one).distance(in_equal_area(other)))

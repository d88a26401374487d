"""Whether positions are degrees in the right order, or metres of a national system."""

import math
from functools import lru_cache

from pyproj import Transformer

from prospect.geometry.rings import Part, Position, in_degrees

Window = tuple[float, float, float, float]  # west, south, east, north in degrees (EPSG:4326)
NATIONAL = (25832, 3006)  # ETRS89 / UTM 32N of Denmark, SWEREF 99 TM of Sweden


@lru_cache(maxsize=len(NATIONAL))
def _from_metres(epsg: int) -> Transformer:
    return Transformer.from_crs(f"EPSG:{epsg}", "EPSG:4326", always_xy=True)


def inside(window: Window, position: Position) -> bool:
    """Return whether a position lies in a window, its edge included."""
    west, south, east, north = window
    return west <= position[0] <= east and south <= position[1] <= north


def positions_of(parts: list[Part]) -> list[Position]:
    """Return every position of every ring."""
    return [position for part in parts for ring in part for position in ring]


def turned(parts: list[Part]) -> list[Part]:
    """Return the same rings with the two numbers of each position changed over."""
    return [[[(y, x) for x, y in ring] for ring in part] for part in parts]


def are_swapped(parts: list[Part], window: Window) -> bool:
    """Return whether all lies inside the window once the numbers are changed over, and not before."""
    all_of_them = positions_of(parts)
    return not any(inside(window, p) for p in all_of_them) and all(
        inside(window, (y, x)) for x, y in all_of_them
    )


def national_system(parts: list[Part], window: Window | None) -> int | None:
    """Return the EPSG code of the only national system whose metres lie inside the window.

    The two overlap in their numbers, so without a window neither is taken.
    """
    all_of_them = positions_of(parts)
    if window is None or any(in_degrees(position) for position in all_of_them):
        return None
    fitting = [
        epsg for epsg in NATIONAL if all(inside(window, p) for p in _in_degrees(all_of_them, epsg))
    ]
    return fitting[0] if len(fitting) == 1 else None


def from_metres(parts: list[Part], epsg: int) -> list[Part]:
    """Return rings in metres (easting, northing) of a national system as longitude and latitude."""
    return [[_in_degrees(ring, epsg) for ring in part] for part in parts]


def _in_degrees(metres: list[Position], epsg: int) -> list[Position]:
    if not metres:
        return []
    x, y = zip(*metres, strict=True)
    degrees = zip(*_from_metres(epsg).transform(x, y), strict=True)
    return [
        (lon, lat) if math.isfinite(lon + lat) else (math.inf, math.inf) for lon, lat in degrees
    ]

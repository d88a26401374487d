"""Rings of positions as GeoJSON writes them, checked in Python before they reach a geometry engine."""

import math
from typing import Any

DECIMALS = 7  # of a degree: a centimetre, and more than any outline here knows
FEWEST_POSITIONS, FEWEST_CORNERS = 4, 3  # of a ring, as GeoJSON closes it
CURVED = ("CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface",
          "PolyhedralSurface", "TIN", "Triangle")  # fmt: skip

Position = tuple[float, float]
Ring = list[Position]
Part = list[Ring]  # the shell, then its holes


class RingFault(ValueError):
    """A shape cannot be read; ``code`` says why, ``told`` what stands there, ``at`` where."""

    def __init__(self, code: str, told: Any = None, at: Position | None = None) -> None:
        super().__init__(code)
        self.code, self.told, self.at = code, told, at


def read_position(position: Any) -> Position:
    """Return the first two numbers of a position, rounded to nothing; a height is left out.

    Raises TypeError or ValueError where there are no two finite numbers.
    """
    # + 0.0: of all that JSON holds, only numbers can be added to one
    x, y = (number + 0.0 for number in position[:2])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("not finite")
    return x, y


def in_degrees(position: Position) -> bool:
    """Return whether a position can be longitude and latitude."""
    return -180 <= position[0] <= 180 and -90 <= position[1] <= 90


def raw_parts(geometry: Any, most_vertices: int) -> list[Any]:
    """Return the parts of a GeoJSON polygon or multipolygon, whose positions are not looked at yet.

    Only these two kinds are taken, so nested collections never reach GEOS (GEO-12). Raises RingFault
    ``kind`` (with the kind), ``many`` (with the number), ``broken`` or ``empty``.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise RingFault("kind", kind)
    given = geometry.get("coordinates") or []
    parts = [given] if kind == "Polygon" and given else given
    try:
        vertices = sum(len(ring) for part in parts for ring in part)
        empty = not parts or not all(len(part) for part in parts)
    except TypeError:
        raise RingFault("broken") from None
    if vertices > most_vertices:
        raise RingFault("many", vertices)
    if empty:
        raise RingFault("empty")
    return list(parts)


def without_repeats(ring: Ring) -> Ring:
    """Return a ring rounded to a centimetre, without positions that repeat the one before."""
    kept: Ring = []
    for x, y in ring:
        rounded = round(x, DECIMALS), round(y, DECIMALS)
        if not kept or kept[-1] != rounded:
            kept.append(rounded)
    return kept


def encloses_something(ring: Ring) -> bool:
    """Return whether a ring has three corners a centimetre apart."""
    return len(set(ring)) >= FEWEST_CORNERS

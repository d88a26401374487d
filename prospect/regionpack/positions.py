"""Rules on where things of a pack lie: in the region, and beside what they belong to."""

from collections.abc import Iterator

import shapely
from shapely.geometry import Point, Polygon, box

from prospect.geometry.measures import in_equal_area
from prospect.regionpack.faults import Fault
from prospect.regionpack.read import Pack, Row

SIDES = ("west", "south", "east", "north")
FARTHEST = 3_000  # metres from an outline, which is indicative, to what belongs to its area
SWAPPED = "Check that lat is the northing in degrees and lon the easting (EPSG:4326)."


def misplaced(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each thing that lies where it cannot be."""
    regions = pack.rows["region"]
    if len(regions) != 1:
        if regions or not any(fault.file == "region.csv" for fault in pack.faults):
            rule = f"has {len(regions)} rows; a pack describes one region."
            yield Fault("region.csv", 1, "", "", rule, "Keep exactly one row.")
        return
    turned = [f for f in (_turned(regions[0], prefix) for prefix in ("", "view_")) if f]
    yield from turned
    west, south, east, north = (regions[0].values[side] for side in SIDES)
    if turned or None in (west, south, east, north):
        return
    window = box(west, south, east, north)
    yield from _outside(pack, window)
    yield from _far_from_outlines(pack, window)
    yield from _far_layers(pack, west, south, east, north)


def _turned(region: Row, prefix: str) -> Fault | None:
    """Return the fault of a window whose sides are the wrong way round; None when they are sound."""
    west, south, east, north = (region.values[prefix + side] for side in SIDES)
    if None in (west, south, east, north) or (west < east and south < north):
        return None
    rule, remedy = "has its sides the wrong way round.", "west < east, south < north."
    return Fault("region.csv", region.line, f"{prefix}west", str(west), rule, remedy)


def _point(row: Row) -> Point | None:
    lat, lon = row.values["lat"], row.values["lon"]
    return None if lat is None or lon is None else Point(lon, lat)


def _shown(row: Row) -> str:
    return f"{row.values['lat']}, {row.values['lon']}"


def _outside(pack: Pack, window: Polygon) -> Iterator[Fault]:
    for name in ("areas", "opportunities", "places", "stations"):
        for row in pack.rows[name]:
            if (point := _point(row)) and not window.covers(point):
                rule = "lies outside the region."
                yield Fault(f"{name}.csv", row.line, "lat", _shown(row), rule, SWAPPED)
    for row in pack.rows["areas"]:
        if row.values.get("outline") and not window.covers(row.values["outline"]):
            key, remedy = row.values["key"], "Correct the outline or the region."
            yield pack.outlines[key].fault("geometry", key, "reaches outside the region.", remedy)


def _far_from_outlines(pack: Pack, window: Polygon) -> Iterator[Fault]:
    """Yield what is over 3 km from the outline of its area; what lies outside the region is told."""
    belonging: dict[str, list[tuple[str, Row, Point]]] = {}
    for name, column in (("areas", "key"), ("opportunities", "area")):
        for row in pack.rows[name]:
            if (point := _point(row)) and window.covers(point):
                belonging.setdefault(row.values[column], []).append((name, row, point))
    for area in pack.rows["areas"]:
        key, outline = area.values["key"], area.values.get("outline")
        there = belonging.get(key, [])
        if not there or not outline or not window.covers(outline):
            continue
        points = in_equal_area(shapely.points([(point.x, point.y) for *_, point in there]))
        distances = shapely.distance(in_equal_area(outline), points)
        for (name, row, _), metres in zip(there, distances, strict=True):
            if metres > FARTHEST:
                rule = f"lies {metres / 1000:.1f} km from the outline of {key}."
                remedy = f"Correct the position, the outline or the key; {FARTHEST // 1000} km is the most."
                yield Fault(f"{name}.csv", row.line, "lat", _shown(row), rule, remedy)


def _far_layers(
    pack: Pack, west: float, south: float, east: float, north: float
) -> Iterator[Fault]:
    """Yield what of the base map lies farther from the region than the region is wide or high."""
    width, height = east - west, north - south
    near = (west - width, south - height, east + width, north + height)
    for drawn in pack.basemap:
        inside = (drawn.box[0] >= near[0], drawn.box[1] >= near[1],
                  drawn.box[2] <= near[2], drawn.box[3] <= near[3])  # fmt: skip
        if not all(inside):
            shown = ", ".join(f"{degrees:g}" for degrees in drawn.box)
            rule, remedy = "lies far from the region.", "Cut it; longitude comes first (EPSG:4326)."
            yield drawn.feature.fault("geometry", shown, rule, remedy)

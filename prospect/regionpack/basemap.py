"""The layers of a pack's overview base map: all there, and each what a release draws from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.geojson import Feature, read_features, read_position
from prospect.regionpack.letters import check_letters
from prospect.releases.basemap import LAYERS

FOLDER = "basemap"
AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
POINTS = ("Point", "MultiPoint")
SHAPES: dict[str, tuple[str, ...]] = {
    "land": AREAS,
    "lakes": AREAS,
    "parks": AREAS,
    "roads": LINES,
    "rail": LINES,
    "pylons": POINTS,
    "water_names": (*POINTS, *LINES),
    "place_names": POINTS,
}
NEVER_EMPTY = "land"  # a region may have no lakes, trams or bridges
FILES = tuple(name for names in LAYERS.values() for name in names)
_LEVELS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
           "MultiPolygon": 3}  # fmt: skip
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}  # positions


@dataclass(frozen=True)
class Drawn:
    """A feature of a layer and the box around it: west, south, east, north in degrees."""

    feature: Feature
    box: tuple[float, float, float, float]


def read_basemap(folder: Path, faults: list[Fault]) -> list[Drawn]:
    """Return the sound features of all layers of the pack in ``folder``; add what is wrong."""
    if not (folder / FOLDER).is_dir():
        remedy = f"Add the folder with its layers: {', '.join(FILES)}."
        faults.append(Fault(FOLDER, 1, "", "", "is missing.", remedy))
        return []
    drawn: list[Drawn] = []
    for layer, names in LAYERS.items():
        for name in names:
            drawn += _read_layer(folder / FOLDER / name, layer, faults)
    return drawn


def _read_layer(path: Path, layer: str, faults: list[Fault]) -> Iterator[Drawn]:
    name = f"{FOLDER}/{path.name}"
    if not path.exists():
        rule, remedy = "is missing.", f"Add it as GeoJSON with {' or '.join(SHAPES[layer])}."
        faults.append(Fault(name, 1, "", "", rule, remedy))
        return
    told = len(faults)
    features = read_features(path, name, faults)
    if layer == NEVER_EMPTY and not features and len(faults) == told:
        faults.append(Fault(name, 1, "", "", "has no feature.", "Draw the land of the region."))
    for feature in features:
        try:
            yield Drawn(feature, _read_box(feature.holds, SHAPES[layer]))
        except CellFault as fault:
            faults.append(feature.fault("", path.stem, fault.rule, fault.remedy))


def _read_box(holds: Any, kinds: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return the box around a feature of one of ``kinds``; CellFault names what is wrong."""
    properties = holds.get("properties") if isinstance(holds, dict) else ()
    if not isinstance(properties, dict | None) or "geometry" not in holds:
        raise CellFault("is not a feature.", "Export it again as GeoJSON.")
    for words in (properties or {}).values():
        if isinstance(words, str):
            check_letters(words)
    geometry = holds["geometry"]
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in kinds:
        raise CellFault(f"is no {' or '.join(kinds)}.", "Keep only such shapes in this layer.")
    try:
        longitudes, latitudes = zip(*_positions(geometry["coordinates"], kind), strict=True)
    except CellFault:
        raise
    except (TypeError, ValueError, LookupError, OverflowError):
        remedy = "Give positions as [longitude, latitude], and rings that end where they begin."
        raise CellFault("has broken coordinates.", remedy) from None
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _positions(coordinates: Any, kind: str) -> Iterator[tuple[float, float]]:
    """Yield longitude and latitude of each corner; ValueError where lines or rings are not whole."""
    lines = [coordinates]
    for _ in range(_LEVELS[kind] - 1):
        lines = [line for part in lines for line in part]
    if _LEVELS[kind] == 0:
        lines = [[coordinates]]
    for line in lines:
        if len(line) < _FEWEST.get(kind, 1) or (kind in AREAS and line[0] != line[-1]):
            raise ValueError
        yield from map(read_position, line)

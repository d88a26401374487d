"""Build the overview base map of the Øresund region from its sources.

Run once by a developer, never at demo time; README.md beside this file says how.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring, unary_union

HERE = Path(__file__).resolve().parent
COARSE_COUNTRIES = {"DNK", "SWE", "DEU", "POL"}
# Wide enough that neither a tall phone nor a wide screen shows a cut edge at the start view.
WINDOW = box(10.5, 54.5, 15.3, 57.0)
COARSE_TOLERANCE_M = 8.0
# Long edges are split first, so that rounding stays gentle and never eats into the window.
LONGEST_EDGE_DEGREES = 0.05
GRID_DEGREES = 1e-5
DECIMALS = 5
CANAL_CLOSING_M = 40.0
JOINT_REACH_M = 150.0
JOINT_SMOOTHING_M = 15.0
SMALLEST_LAND_M2 = 400.0
SMALLEST_HOLE_M2 = 2_000.0
SMALLEST_PARK_M2 = 5_000.0
OVERVIEW_TOLERANCE_M = 25.0
LAND_TOLERANCE_M = 3.0
OVERVIEW_MAXZOOM = 10
LABEL_MINZOOM = {1: 6, 2: 7, 3: 8, 4: 9, 5: 10}
ROAD_MINZOOM = {"motorway": 6, "trunk": 8, "primary": 9}
RAIL_MINZOOM = {"metro": 8, "stog": 7, "tram": 9, "light_rail": 8}
RAIL_KIND = {"S-tog": "stog"}
LANGUAGES = ("da", "sv", "en")
FERRY = [(12.6152, 56.0338), (12.6265, 56.0345), (12.6535, 56.0388), (12.6795, 56.0428)]
FERRY += [(12.6893, 56.0432)]
# The fixed link: tunnel mouth at Kastrup, both tips of Peberholm, landfall at Lernacken.
LINK_STOPS = (Point(12.6725, 55.6256), Point(12.7278, 55.6104), Point(12.7765, 55.5888))
LINK_STOPS += (Point(12.8955, 55.5635),)
LINK_KINDS = ("tunnel", "island", "bridge")
LINK_SMOOTHING_M = 450.0
LINK_STEP_M = 120.0
SPAN_CENTRE = Point(12.8270, 55.5757)
MAIN_SPAN_M = 490.0
# Drawn as a line it would lie on the bridge.
MOVED_LABELS = {"Flinterännan": Point(12.844, 55.590)}
# The hand-drawn line starts on the island of Ven; keep the part south of it.
LABEL_NORTH_LIMIT = {"Øresund": 55.885}
# Fast trains run on the tracks of the slow ones: one alignment for both.
SHARED_TRACKS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Malmö C", "Lund C"): ("Malmö C", "Burlöv", "Åkarp", "Hjärup", "Klostergården", "Lund C"),
    ("Burlöv", "Lund C"): ("Burlöv", "Åkarp", "Hjärup", "Klostergården", "Lund C"),
    ("Lund C", "Landskrona"): (
        *("Lund C", "Gunnesbo", "Kävlinge", "Dösjebro", "Häljarp", "Landskrona"),
    ),
    ("Landskrona", "Helsingborg C"): (
        *("Landskrona", "Glumslöv", "Rydebäck", "Ramlösa", "Helsingborg C"),
    ),
    ("København H", "Valby"): ("København H", "Dybbølsbro", "Carlsberg", "Valby"),
    ("Valby", "Høje Taastrup"): (
        *("Valby", "Danshøj", "Hvidovre", "Rødovre", "Brøndbyøster", "Glostrup"),
        *("Albertslund", "Taastrup", "Høje Taastrup"),
    ),
    ("Køge Nord", "Køge"): ("Køge Nord", "Ølby", "Køge"),
    ("Østerport", "Hellerup"): ("Østerport", "Nordhavn", "Svanemøllen", "Hellerup"),
}

_to_metres = Transformer.from_crs(4326, 3035, always_xy=True)


@dataclass
class Feature:
    """One map feature: geometry in EPSG:4326, properties, first and last tile zoom."""

    geometry: BaseGeometry
    properties: dict[str, Any]
    minzoom: int | None = None
    maxzoom: int | None = None


@dataclass
class Sources:
    """The folders and files the base map is made from."""

    coast: Path
    drawn: Path
    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def features(self, name: str) -> list[Feature]:
        """Features of one hand-drawn file, EPSG:4326; OSError when it is missing."""
        data = json.loads((self.drawn / f"{name}.geojson").read_text(encoding="utf-8"))
        return [Feature(shape(f["geometry"]), f["properties"]) for f in data["features"]]

    def named(self, layer: str, name: str) -> dict[str, str]:
        """The local name and the three language names; the local one where none is listed."""
        fallback = {"name": name} | {f"name_{code}": name for code in LANGUAGES}
        return self.names.get((layer, name), fallback)


def read_names(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Names by layer and source name; OSError when the file is missing."""
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            (row.pop("layer"), row.pop("source_name")): dict(row) for row in csv.DictReader(handle)
        }


def metres(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry in EPSG:3035."""
    return _moved(geometry, lambda x, y: _to_metres.transform(x, y))


def degrees(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry back in EPSG:4326."""
    return _moved(geometry, lambda x, y: _to_metres.transform(x, y, direction="INVERSE"))


def _moved(geometry: BaseGeometry, move: Callable[[Any, Any], Any]) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.column_stack(move(xy[:, 0], xy[:, 1])))


def polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    """The polygons in a geometry, whatever it is wrapped in."""
    for part in getattr(geometry, "geoms", [geometry]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part
        elif isinstance(part, MultiPolygon):
            yield from part.geoms


# --- land -----------------------------------------------------------------------------------


def read_coarse(path: Path) -> BaseGeometry:
    """Land of the countries around the Sound, EPSG:4326, cut a little outside the window."""
    outer = box(*WINDOW.buffer(0.1).bounds)
    parts = []
    for item in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if item["properties"]["A3"] in COARSE_COUNTRIES:
            parts.append(shape(item["geometry"]).intersection(outer))
    return shapely.segmentize(unary_union(parts), LONGEST_EDGE_DEGREES)


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """The same land with its corners cut twice at a quarter of each edge (Chaikin)."""
    parts = []
    for part in polygons(geometry):
        holes = [_cut_corners(ring.coords) for ring in part.interiors]
        parts.append(Polygon(_cut_corners(part.exterior.coords), holes).buffer(0))
    return unary_union(parts)


def _cut_corners(coords: Iterable[tuple[float, ...]]) -> np.ndarray:
    points = np.array(list(coords))[:-1, :2]
    for _ in range(2):
        following = np.roll(points, -1, axis=0)
        cut = np.empty((2 * len(points), 2))
        cut[0::2] = points + (following - points) / 4
        cut[1::2] = following - (following - points) / 4
        points = cut
    return points


def build_land(sources: Sources) -> BaseGeometry:
    """Coarse coast outside the zones, detailed coast inside, EPSG:3035, without cracks."""
    zones = metres(unary_union([f.geometry for f in sources.features("coast_detail_zones")]))
    detail = [metres(f.geometry).buffer(0) for f in sources.features("coast_detail")]
    coarse = metres(rounded(read_coarse(sources.coast)).intersection(WINDOW))
    coarse = coarse.simplify(COARSE_TOLERANCE_M)
    land = unary_union([coarse.difference(zones), *detail])
    return tidy(mend_joints(land, zones.boundary).simplify(LAND_TOLERANCE_M))


def mend_joints(land: BaseGeometry, seams: BaseGeometry) -> BaseGeometry:
    """Close cracks and cut spurs near the zone edges only; metres."""
    near = land.boundary.intersection(seams.buffer(30)).buffer(JOINT_REACH_M)
    near = near.intersection(seams.buffer(JOINT_REACH_M))
    r = JOINT_SMOOTHING_M
    smooth = land.buffer(r).buffer(-2 * r).buffer(r)
    return (
        unary_union([land.difference(near), smooth.intersection(near)]).buffer(0.05).buffer(-0.05)
    )


def tidy(land: BaseGeometry) -> BaseGeometry:
    """Drop crumbs of land and pinholes; square metres in EPSG:3035."""
    kept = []
    for part in polygons(land):
        if part.area >= SMALLEST_LAND_M2:
            holes = [h for h in part.interiors if Polygon(h).area >= SMALLEST_HOLE_M2]
            kept.append(Polygon(part.exterior, holes))
    return unary_union(kept)


def overview(land: BaseGeometry) -> BaseGeometry:
    """The land with canals closed, for small scales; EPSG:3035."""
    r = CANAL_CLOSING_M
    closed = unary_union([land, land.buffer(r).buffer(-r)])
    return tidy(closed.simplify(OVERVIEW_TOLERANCE_M)).buffer(0)


def land_features(land: BaseGeometry, **zooms: int) -> list[Feature]:
    """One feature per island, largest first; EPSG:3035 in, EPSG:4326 out."""
    parts = sorted(polygons(land), key=lambda p: (-p.area, p.bounds))
    return [Feature(degrees(part), {"kind": "land"}, **zooms) for part in parts]


# --- lakes, parks, names ---------------------------------------------------------------------


def blobs(sources: Sources, layer: str, land: BaseGeometry) -> list[Feature]:
    """Parks or lakes trimmed at the shore, EPSG:4326; `land` in EPSG:3035."""
    found = []
    for feature in sources.features(layer):
        trimmed = metres(feature.geometry).buffer(0).intersection(land)
        parts = [p for p in polygons(trimmed) if p.area >= SMALLEST_PARK_M2]
        if not parts:
            continue
        p = feature.properties
        kind = p.get("kind", "lake")
        minzoom = 6 if trimmed.area > 5e6 else 8 if trimmed.area > 5e5 else 9
        properties = {
            **sources.named(layer, p["name"]),
            "kind": kind,
            "country": p["country"],
        }
        found.append(Feature(degrees(unary_union(parts)), properties, minzoom))
    return found


def labels(sources: Sources, source: str) -> list[Feature]:
    """Names of places or waters inside the window, EPSG:4326, most important first."""
    found = []
    for feature in sources.features(source):
        if not feature.geometry.intersects(WINDOW):
            continue
        p = feature.properties
        place = MOVED_LABELS.get(p["name"], feature.geometry)
        if p["name"] in LABEL_NORTH_LIMIT:
            place = place.intersection(box(0, 0, 90, LABEL_NORTH_LIMIT[p["name"]]))
        names = {key: p[key] for key in ("name", *(f"name_{code}" for code in LANGUAGES))}
        rest = {key: p[key] for key in ("kind", "rank", "country") if key in p}
        found.append(Feature(place, {**names, **rest}, LABEL_MINZOOM[p["rank"]]))
    return sorted(found, key=lambda f: (f.properties["rank"], f.properties["name"]))


# --- the fixed link --------------------------------------------------------------------------


def smooth_line(line: LineString) -> LineString:
    """The line evenly stepped and smoothed with a Gaussian, both ends kept; metres."""
    steps = round(line.length / LINK_STEP_M)
    points = np.array(
        [line.interpolate(i / steps, normalized=True).coords[0] for i in range(steps)]
    )
    points = np.vstack([points, line.coords[-1]])
    reach = round(3 * LINK_SMOOTHING_M / LINK_STEP_M)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * LINK_STEP_M / LINK_SMOOTHING_M) ** 2)
    weights /= weights.sum()
    head = 2 * points[0] - points[reach:0:-1]
    tail = 2 * points[-1] - points[-2 : -reach - 2 : -1]
    padded = np.vstack([head, points, tail])
    smooth = [np.convolve(padded[:, axis], weights, mode="valid") for axis in (0, 1)]
    return LineString(np.column_stack(smooth))


def split_link(line: LineString) -> dict[str, LineString]:
    """Airport to Hyllie cut into west, tunnel, island, bridge and east; EPSG:3035."""
    cuts = [line.project(metres(stop)) for stop in LINK_STOPS]
    # Smooth only the crossing: on land the line keeps its hand-set curves.
    crossing = smooth_line(substring(line, cuts[0], cuts[-1]))
    inner = [crossing.project(metres(stop)) for stop in LINK_STOPS]
    inner[0], inner[-1] = 0.0, crossing.length
    parts = {"west": substring(line, 0, cuts[0])}
    for kind, start, end in zip(LINK_KINDS, inner, inner[1:], strict=False):
        parts[kind] = substring(crossing, start, end)
    parts["east"] = substring(line, cuts[-1], line.length)
    return parts


def link_features(sources: Sources, feature: Feature) -> list[Feature]:
    """The Øresund crossing as five pieces with their own kind, EPSG:4326."""
    p = feature.properties
    ends = {"west": "rail", "east": "rail"}
    found = []
    for part, line in split_link(metres(feature.geometry)).items():
        kind = ends.get(part, part)
        names = sources.named("rail", kind) if part not in ends else {}
        properties = {**rail_properties(p, kind), **names}
        found.append(Feature(degrees(line), properties))
    return found


def pylon_features(sources: Sources, bridge: LineString) -> list[Feature]:
    """Centre of the main span and its two pylon pairs on the bridge line; metres in."""
    centre = bridge.project(metres(SPAN_CENTRE))
    places = (("span", "", 0.0), ("pylon", "west", -0.5), ("pylon", "east", 0.5))
    west, east = (degrees(bridge.interpolate(centre + d * MAIN_SPAN_M)) for d in (-0.5, 0.5))
    shrink = np.cos(np.radians(west.y))
    bearing = np.degrees(np.arctan2((east.x - west.x) * shrink, east.y - west.y)) % 360
    found = []
    for kind, side, share in places:
        point = degrees(bridge.interpolate(centre + share * MAIN_SPAN_M))
        properties = {**sources.named("pylons", "span"), "kind": kind, "side": side}
        properties |= {"bearing": round(float(bearing), 1), "main_span_m": int(MAIN_SPAN_M)}
        found.append(Feature(point, properties, 8))
    return found


# --- rail and road ---------------------------------------------------------------------------


def rail_properties(p: dict[str, Any], kind: str) -> dict[str, Any]:
    """The properties every rail feature carries; `lines` joined by semicolons."""
    lines = ";".join(p["lines"])
    return {
        **{"from": p["from"], "to": p["to"], "lines": lines},
        **{"mode": p["mode"], "status": p["status"], "kind": kind},
    }


def share_tracks(features: list[Feature]) -> list[Feature]:
    """Give fast trains the alignment of the stopping trains they share tracks with."""
    rail = {
        frozenset((f.properties["from"], f.properties["to"])): f
        for f in sorted(features, key=lambda f: f.properties["mode"] in ("rail", "S-tog"))
        if f.properties["mode"] != "metro"
    }
    for feature in features:
        pair = (feature.properties["from"], feature.properties["to"])
        stops = SHARED_TRACKS.get(pair)
        if stops is None or feature.properties["mode"] != "rail":
            continue
        coords: list[tuple[float, ...]] = []
        for start, end in pairwise(stops):
            leg = rail[frozenset((start, end))]
            way = list(leg.geometry.coords)
            coords += way if leg.properties["from"] == start else way[::-1]
        feature.geometry = LineString(dict.fromkeys(coords))
    return features


def merge_doubles(features: list[Feature]) -> list[Feature]:
    """One feature for each pair of stations, mode and status, with the lines of all."""
    merged: dict[tuple[Any, ...], Feature] = {}
    for feature in features:
        p = feature.properties
        key = (frozenset((p["from"], p["to"])), p["mode"], p["status"])
        if key in merged:
            lines = merged[key].properties["lines"]
            lines += [line for line in p["lines"] if line not in lines]
        else:
            merged[key] = feature
    return list(merged.values())


def build_rail(sources: Sources) -> tuple[list[Feature], LineString]:
    """All rail features in EPSG:4326, and the crossing in EPSG:3035 for the road."""
    found: list[Feature] = []
    crossing = LineString()
    for feature in merge_doubles(share_tracks(sources.features("rail"))):
        p = feature.properties
        if (p["from"], p["to"]) == ("Københavns Lufthavn", "Hyllie"):
            parts = split_link(metres(feature.geometry))
            coords = [xy for kind in LINK_KINDS for xy in parts[kind].coords]
            crossing = LineString(dict.fromkeys(coords))
            found += link_features(sources, feature)
            continue
        kind = RAIL_KIND.get(p["mode"], p["mode"])
        found.append(Feature(feature.geometry, rail_properties(p, kind), RAIL_MINZOOM.get(kind, 6)))
    ferry = {"from": "Helsingør", "to": "Helsingborg C", "lines": ["HH ferry"]}
    ferry_properties = rail_properties({**ferry, "mode": "ferry", "status": "open"}, "ferry")
    names = sources.named("rail", "ferry")
    found.append(Feature(curve(FERRY), {**ferry_properties, **names}, 7))
    return found, crossing


def curve(points: list[tuple[float, float]]) -> LineString:
    """A smooth line near the given points, from the first to the last (Chaikin)."""
    for _ in range(3):
        cut = [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            cut += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1)]
            cut += [(0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        points = [*cut, points[-1]]
    return LineString(points)


def road_on_link(line: LineString, crossing: LineString) -> LineString:
    """The part of the crossing a road piece runs on, so that both make one line; EPSG:4326."""
    start, end = (crossing.project(metres(Point(line.coords[i]))) for i in (0, -1))
    return degrees(substring(crossing, start, end))


def build_roads(sources: Sources, crossing: LineString) -> list[Feature]:
    """Roads, EPSG:4326; the E20 across the Sound follows the railway, as it does."""
    link_names = {"Øresund tunnel", "Øresund link on Peberholm", "Øresund Bridge", "Öresundsbron"}
    before, after = crossing_ends(crossing)
    found = []
    for feature in sources.features("roads"):
        p, line = feature.properties, feature.geometry
        if p["name"] in link_names:
            line = road_on_link(line, crossing)
        elif p["name"] == "Øresundsmotorvejen":
            line = LineString([*line.coords[:-1], before])
        elif p["name"] == "Yttre ringvägen" and p["ref"] == "E20":
            line = LineString([after, *line.coords[1:]])
        properties = {
            **sources.named("roads", p["name"]),
            **{key: p.get(key, "") for key in ("ref", "class", "status", "structure", "country")},
        }
        if p["name"] in link_names:
            properties["fixed_link"] = True
        found.append(Feature(line, properties, ROAD_MINZOOM[p["class"]]))
    return found


def crossing_ends(crossing: LineString) -> tuple[tuple[float, float], tuple[float, float]]:
    """First and last point of the crossing in EPSG:4326."""
    coords = degrees(crossing).coords
    return coords[0], coords[-1]


# --- writing ---------------------------------------------------------------------------------


def write_layer(path: Path, features: list[Feature]) -> None:
    """Write one GeoJSON layer, one feature a line, coordinates with five decimals."""
    lines = []
    for feature in features:
        geometry = on_grid(feature.geometry)
        zooms = {"minzoom": feature.minzoom, "maxzoom": feature.maxzoom}
        item: dict[str, Any] = {"type": "Feature", "properties": feature.properties}
        limits = {key: zoom for key, zoom in zooms.items() if zoom is not None}
        if limits:
            item["tippecanoe"] = limits
        item["geometry"] = _rounded_numbers(mapping(geometry))
        lines.append(json.dumps(item, ensure_ascii=False, separators=(",", ":")))
    head = f'{{"type":"FeatureCollection","name":"{path.stem}","features":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def on_grid(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry snapped to the output grid; polygons stay valid, lines keep their order."""
    mode = "valid_output" if geometry.area else "pointwise"
    return shapely.set_precision(geometry, GRID_DEGREES, mode=mode)


def _rounded_numbers(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded_numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded_numbers(item) for item in value]
    return value


def build(sources: Sources, target: Path) -> None:
    """Write every layer into the target folder."""
    land = build_land(sources)
    rail, crossing = build_rail(sources)
    bridge = next(f.geometry for f in rail if f.properties["kind"] == "bridge")
    layers = {
        "land_overview": land_features(overview(land), maxzoom=OVERVIEW_MAXZOOM),
        "land": land_features(land, minzoom=OVERVIEW_MAXZOOM + 1),
        "lakes": blobs(sources, "lakes", land),
        "parks": blobs(sources, "parks", land),
        "roads": build_roads(sources, crossing),
        "rail": rail,
        "pylons": pylon_features(sources, metres(bridge)),
        "water_names": labels(sources, "water_names"),
        "place_names": labels(sources, "places_labels"),
    }
    for name, features in layers.items():
        write_layer(target / f"{name}.geojson", features)


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coast", type=Path, help="map.geo.json of countries-coastline-1m")
    parser.add_argument("drawn", type=Path, help="folder with the hand-drawn GeoJSON files")
    parser.add_argument("--target", type=Path, default=HERE, help="folder to write into")
    arguments = parser.parse_args()
    names = read_names(HERE / "names.csv")
    build(Sources(arguments.coast, arguments.drawn, names), arguments.target)


if __name__ == "__main__":
    main()

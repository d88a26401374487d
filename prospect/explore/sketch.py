"""The drawn map: coast, railways, fixed link and areas as one small SVG, made on the server."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.conf import settings
from django.utils.translation import get_language
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from prospect.catalogue.models import Area
from prospect.languages.text import Text

MARGIN = 24  # pixels drawn beyond the edge, so that no cut line shows
COARSEST = 0.7  # pixels a line may stray from its course
OFFSHORE = 100  # pixels a city's name moves out to the water
CORRIDOR = "corridor"


@dataclass(frozen=True)
class Frame:
    """A window of the map: its middle in degrees (EPSG:4326), its size and scale in pixels.

    Plate carrée with true shapes at the middle; good for a picture, never for measuring.
    """

    lon: float
    lat: float
    width: int
    height: int
    scale: float  # pixels for a degree of longitude

    @classmethod
    def around(
        cls, bounds: Iterable[float], width: int, height: int, share: float = 1.0
    ) -> "Frame":
        """Return the frame whose right-hand ``share`` of the width just holds ``bounds``."""
        west, south, east, north = bounds
        lat, free = (south + north) / 2, width * share
        tall = height * math.cos(math.radians(lat)) / (north - south)
        scale = min(free / (east - west), tall)
        lon = (west + east) / 2 - width * (1 - share) / 2 / scale
        return cls(lon, lat, width, height, scale)

    def project(self, degrees: np.ndarray) -> np.ndarray:
        """Return positions in pixels from the upper left corner."""
        tall = self.scale / math.cos(math.radians(self.lat))
        x = (degrees[:, 0] - self.lon) * self.scale + self.width / 2
        y = (self.lat - degrees[:, 1]) * tall + self.height / 2
        return np.column_stack([x, y])

    def point(self, lon: float, lat: float) -> tuple[int, int]:
        x, y = self.project(np.array([[lon, lat]]))[0]
        return round(x), round(y)

    def holds(self, lon: float, lat: float) -> bool:
        x, y = self.point(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def path(self, shapes: Iterable[BaseGeometry]) -> str:
        """Return the outlines inside the frame as SVG path data in whole pixels."""
        parts = []
        for geometry in shapes:
            drawn = shapely.transform(geometry, self.project)
            cut = shapely.clip_by_rect(
                drawn, -MARGIN, -MARGIN, self.width + MARGIN, self.height + MARGIN
            )
            parts += [_steps(line) for line in _lines(cut.simplify(COARSEST))]
        return "".join(parts)


def _lines(geometry: BaseGeometry) -> list[BaseGeometry]:
    lines: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            lines += [part.exterior, *part.interiors]
        elif part.geom_type in ("LineString", "LinearRing"):
            lines.append(part)
    return lines


def _steps(line: BaseGeometry) -> str:
    pixels = np.rint(shapely.get_coordinates(line)).astype(int)
    steps = np.diff(pixels, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        return ""
    words = " ".join(f"{x} {y}" for x, y in steps.tolist())
    x, y = pixels[0].tolist()
    return f"M{x} {y}l{words}".replace(" -", "-") + ("z" if line.is_ring else "")


Feature = tuple[dict[str, Any], BaseGeometry]


def _layer(name: str, wanted: Callable[[dict[str, Any]], Any] = bool) -> list[Feature]:
    """Return the features of a base-map file; none when the installation has no base map."""
    path = settings.BASEMAP / f"{name}.geojson"
    try:
        version = path.stat().st_mtime_ns
    except OSError:
        return []
    return [feature for feature in _read(str(path), version) if wanted(feature[0])]


@lru_cache(maxsize=8)
def _read(path: str, version: int) -> tuple[Feature, ...]:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  the cache key is a string
        features = json.load(file)["features"]
    return tuple((f["properties"], shape(f["geometry"])) for f in features)


def draw(frame: Frame, areas: Iterable[Area] = (), *, offshore: bool = False) -> dict[str, Any]:
    """Return what the template ``explore/home_map.html`` draws.

    ``offshore`` writes the names of the cities on the water between them, clear of the areas.
    """
    ground = _ground(frame, offshore, get_language() or "", _version())
    return {**ground, "areas": [_area(frame, area) for area in areas if _shown(frame, area)]}


def _version() -> tuple[int, ...]:
    """Return when the files of the base map were written; nothing where there are none."""
    files = sorted(settings.BASEMAP.glob("*.geojson"))
    return tuple(file.stat().st_mtime_ns for file in files)


@lru_cache(maxsize=32)  # a few frames in three languages; cutting the coast takes 50 ms
def _ground(
    frame: Frame, offshore: bool, language: str, version: tuple[int, ...]
) -> dict[str, Any]:
    """Return land, railways, link and names of a frame, which no release changes."""
    link = [f for f in _layer("roads") if f[0].get("fixed_link")]
    ends = [shape.centroid.x for _, shape in link]
    middle = sum(ends) / len(ends) if offshore and ends else None
    rail = _layer("rail", lambda p: p["status"] == "open" and p["kind"] != "ferry")
    return {
        "frame": frame,
        "land": frame.path(shape for _, shape in _layer("land_overview")),
        "rail": frame.path([shapely.line_merge(shapely.union_all([shape for _, shape in rail]))]),
        "bridge": frame.path(shape for p, shape in link if p["structure"] != "tunnel"),
        "tunnel": frame.path(shape for p, shape in link if p["structure"] == "tunnel"),
        "pylons": [
            frame.point(shape.x, shape.y) for p, shape in _layer("pylons") if p["kind"] == "pylon"
        ],
        "names": _names(frame, middle),
        "offshore": offshore,
    }


def _shown(frame: Frame, area: Area) -> bool:
    return area.kind != CORRIDOR and frame.holds(area.lon, area.lat)


def _area(frame: Frame, area: Area) -> dict[str, Any]:
    x, y = frame.point(area.lon, area.lat)
    outline = frame.path([area.outline]) if area.outline is not None else ""
    return {"x": x, "y": y, "outline": outline, "category": area.category, "part": area.parent_id}


def _names(frame: Frame, middle: float | None) -> list[dict[str, Any]]:
    """Return the great cities; with a ``middle`` (degrees east) their names move towards it."""
    names = []
    for properties, place in _layer("place_names", _is_great_city):
        if not frame.holds(place.x, place.y):
            continue
        x, y = frame.point(place.x, place.y)
        anchor = "middle"
        if middle is not None:
            anchor = "start" if place.x < middle else "end"
            x += OFFSHORE if place.x < middle else -OFFSHORE
        words = Text({code: properties.get(f"name_{code}", "") for code, _ in settings.LANGUAGES})
        names.append({"x": x, "y": y, "name": words.spoken().words, "anchor": anchor})
    return names


def _is_great_city(properties: dict[str, Any]) -> bool:
    return properties["kind"] == "city" and properties["rank"] == 1

"""The picture shown where a page of an area is shared: coast, bridge and outline drawn by us."""

import io
import json
import math
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont
from shapely.geometry import Point, box, shape
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 1200, 630  # what Open Graph readers expect
FINER = 2  # drawn at twice the size and reduced, so that lines are smooth
COLOURS = 48  # a palette keeps the file well below 80 kB
METRES_TO_DEGREE = 111_320.0
SMALLEST_WINDOW = 12_000.0  # metres of landscape across: a small area still shows where it lies
PANEL = 252
SEA, LAND, COAST = "#0f4369", "#f4f0e6", "#b9af98"
ORANGE, WASH, PAPER, INK, QUIET = "#f2672f", "#f7b493", "#ffffff", "#0c2233", "#3d5163"
FONT = "vendor/schibsted-grotesk/latin.woff2"
FALLBACKS = ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "Arial.ttf")


class Window:
    """A view of the land around a middle, equirectangular with true shapes at its latitude."""

    def __init__(self, outline: BaseGeometry) -> None:
        west, south, east, north = outline.bounds
        self.lat, self.lon = (south + north) / 2, (west + east) / 2
        self.narrow = math.cos(math.radians(self.lat))
        across = max((east - west) * self.narrow, (north - south) * 1.4) * METRES_TO_DEGREE
        self.scale = WIDTH * FINER / (max(SMALLEST_WINDOW, across * 2.6) / METRES_TO_DEGREE)
        self.middle = ((HEIGHT - PANEL) / 2 + 8) * FINER  # the panel covers the lower part

    def project(self, degrees: np.ndarray) -> np.ndarray:
        x = (degrees[:, 0] - self.lon) * self.narrow * self.scale + WIDTH * FINER / 2
        y = (self.lat - degrees[:, 1]) * self.scale + self.middle
        return np.column_stack([x, y])

    def holds(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in pixels, cut to the picture and a margin."""
        margin = 60
        frame = box(-margin, -margin, WIDTH * FINER + margin, HEIGHT * FINER + margin)
        return shapely.make_valid(shapely.transform(geometry, self.project)).intersection(frame)


def draw_share_picture(
    outline: BaseGeometry | None,
    at: tuple[float, float],
    name: str,
    where: str,
    site: str,
    notes: list[str],
) -> bytes:
    """Return a PNG of 1200 x 630 pixels: an outline (EPSG:4326; else a point), name and place.

    The notes, credits and what outlines are, stand in small letters at the right.
    """
    window = Window(outline or Point(*at).buffer(0.004))
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), SEA)
    pen = ImageDraw.Draw(picture)
    for land in _layer("land_overview.geojson"):
        _fill(pen, window.holds(land), LAND, COAST, 2)
    _fill(pen, window.holds(outline or Point(*at).buffer(0.002)), WASH, ORANGE, 5)
    for line in _layer("rail.geojson", "tunnel"):
        _dot(pen, window.holds(line), ORANGE)
    for line in _layer("rail.geojson", "island", "bridge"):
        _stroke(pen, window.holds(line), PAPER, 12)
    for line in _layer("rail.geojson", "island", "bridge"):
        _stroke(pen, window.holds(line), ORANGE, 7)
    _write(pen, name, where, site)
    for above, note in enumerate(reversed(notes)):
        at_foot = ((WIDTH - 64) * FINER, (HEIGHT - 38 - 26 * above) * FINER)
        pen.text(at_foot, note, QUIET, _font(18, 450), "rs")
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    palette = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(output, "PNG", optimize=True)
    return output.getvalue()


def _write(pen: ImageDraw.ImageDraw, name: str, where: str, site: str) -> None:
    left, top = 64 * FINER, (HEIGHT - PANEL) * FINER
    pen.rectangle((0, top, WIDTH * FINER, HEIGHT * FINER), PAPER)
    pen.rectangle((0, top, WIDTH * FINER, top + 6 * FINER), ORANGE)
    widest = (WIDTH - 128) * FINER
    size = next(
        s for s in (92, 76, 62, 50, 40, 32) if _font(s, 700).getlength(name) <= widest or s == 32
    )
    pen.text((left, top + 104 * FINER), name, INK, _font(size, 700), "ls")
    pen.text((left, top + 158 * FINER), where, QUIET, _font(34, 450), "ls")
    pen.text((left, top + 214 * FINER), site, INK, _font(28, 640), "ls")


def _fill(
    pen: ImageDraw.ImageDraw, geometry: BaseGeometry, fill: str, line: str, width: int
) -> None:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            pen.polygon(part.exterior.coords, fill)
            for hole in part.interiors:
                pen.polygon(hole.coords, SEA)
            pen.line([*part.exterior.coords], line, width * FINER, joint="curve")
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            _fill(pen, part, fill, line, width)


def _stroke(pen: ImageDraw.ImageDraw, geometry: BaseGeometry, colour: str, width: int) -> None:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "LineString" and not part.is_empty:
            pen.line([*part.coords], colour, width * FINER, joint="curve")


def _dot(pen: ImageDraw.ImageDraw, geometry: BaseGeometry, colour: str) -> None:
    """Draw a line under the sea: dots in its course."""
    for along in np.arange(0, geometry.length, 18 * FINER):
        point = geometry.interpolate(along)
        pen.circle((point.x, point.y), 3.5 * FINER, colour)


def _layer(name: str, *kinds: str) -> list[BaseGeometry]:
    path = settings.BASEMAP / name
    if not path.is_file():
        return []  # an installation without base map shows the outline on the sea alone
    features = _features(path, path.stat().st_mtime_ns)
    return [geometry for kind, geometry in features if not kinds or kind in kinds]


@lru_cache(maxsize=4)
def _features(path: Path, changed: int) -> list[tuple[str, BaseGeometry]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [(f["properties"].get("kind", ""), shape(f["geometry"])) for f in features]


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the typeface of the site; FreeType without WOFF2 gets what the system has."""
    path = finders.find(FONT) or settings.STATIC_ROOT / FONT
    try:
        font = ImageFont.truetype(str(path), size * FINER)
        font.set_variation_by_axes([weight])
        return font
    except (OSError, NotImplementedError):
        return _fallback_font(size)


def _fallback_font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in FALLBACKS:
        try:
            return ImageFont.truetype(name, size * FINER)
        except OSError:
            continue
    return ImageFont.load_default(size * FINER)

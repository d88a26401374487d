"""The still picture of a chapter: the same view as its map, as one SVG that stands alone."""

from dataclasses import dataclass
from typing import Any

from prospect.catalogue.models import Area
from prospect.explore.map_settings import notes_of_maps
from prospect.explore.sketch import CORRIDOR, Frame, draw
from prospect.explore.story import Told
from prospect.records.models import published
from prospect.registers.stages import YEARS, phase_in

WIDTH, HEIGHT = 944, 708  # pixels; the width for which a chapter's zoom is chosen
TILE = 512  # pixels of the world at zoom 0
NAMED = 12  # highlighted areas that get their name


@dataclass(frozen=True)
class Palette:
    """The colours of a theme, as in ui/css/tokens.css: a picture alone has no style sheet."""

    sea: str
    shelf: str
    land: str
    coast: str
    rail: str
    paper: str
    ink: str
    accent: str
    quiet: str


LIGHT = Palette("#0f4369", "#2a628c", "#f4f0e6", "#b9af98", "#34495b", "#ffffff", "#0c2233", "#f2672f", "#8a7f66")  # fmt: skip
DARK = Palette("#0a2338", "#143a58", "#37332c", "#968d7b", "#a9b4bd", "#0f1b26", "#edf2f6", "#ff7d47", "#b3a98f")  # fmt: skip


def frame_of(lon: float, lat: float, zoom: float) -> Frame:
    """Return the window of a view: its middle in degrees (EPSG:4326) and a zoom of the map."""
    return Frame(lon, lat, WIDTH, HEIGHT, TILE * 2**zoom / 360)


def still_of(told: Told, *, dark: bool) -> dict[str, Any]:
    """Return what the template ``explore/still.svg`` draws."""
    chapter = told.chapter
    frame = frame_of(chapter.lon, chapter.lat, chapter.zoom)
    lit = {area.key for area in told.areas}
    rows = published(Area).only(
        "key", "name", "kind", "lon", "lat", "outline", "stage", "start_year", "completion_year", "parent",
        "uses",
    )  # fmt: skip
    areas = [one for one in rows if one.kind != CORRIDOR and one.outline is not None]
    return {
        "map": draw(frame, (), offshore=chapter.zoom < 11),
        "shapes": [shape for one in areas if (shape := _shape(frame, one, one.key in lit, told.year))],
        "names": [_name(frame, one) for one in areas if one.key in lit and frame.holds(one.lon, one.lat)][:NAMED],
        "palette": DARK if dark else LIGHT,
        "told": told,
        "credit": " · ".join(notes_of_maps()),
    }  # fmt: skip


def _shape(frame: Frame, area: Area, lit: bool, year: str) -> dict[str, Any] | None:
    path = frame.path([area.outline])
    at = year if year in YEARS else YEARS[0]
    phase = phase_in(area.stage, area.start_year, area.completion_year, at)
    return {"path": path, "lit": lit, "planned": phase == "planned"} if path else None


def _name(frame: Frame, area: Area) -> dict[str, Any]:
    x, y = frame.point(area.lon, area.lat)
    return {"x": x, "y": y - 14, "name": str(area.name)}

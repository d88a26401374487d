"""A drawn map with a disc for each area that enters a sum: how much it is to hold, and as what."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Region
from prospect.explore import sketch
from prospect.explore.coverage import Counted
from prospect.explore.templatetags.spoken import mark, plain, say
from prospect.languages.numbers import number
from prospect.records.models import published
from prospect.registers.land_use import CATEGORIES

SIZE = (1120, 860)  # pixels
LARGEST = (
    40  # radius in pixels of the disc of the largest value; areas of discs are as their values
)
NUMBERED = 13  # radius from which the place in the list can be written into a disc
APART = 30  # pixels between two such numbers
MOST = 100  # discs; the list says how many are left out, and the table of figures has all
AROUND = 0.07  # degrees left free on each side


@dataclass(frozen=True)
class Disc:
    """One area: its place among the largest, where it is drawn, and every word said of it.

    All of it is looked up once, as the template asks for it twice. ``r`` is in no reader's style.
    """

    place: int
    key: str
    use: str
    name: SafeString | str
    plain: str
    where: str
    words: str
    mark: SafeString
    x: int
    y: int
    r: str


def discs_of(counted: list[Counted]) -> dict[str, Any] | None:
    """Return map, discs and legend of the figures of a sum, the largest first; None without any."""
    shown = counted[:MOST]
    most = shown[0].figure.value if shown else 0
    if most <= 0:
        return None
    frame = sketch.Frame.around(_bounds([one.area for one in shown]), *SIZE)
    discs = [_disc(frame, place, one, most) for place, one in enumerate(shown, 1)]
    return {
        "map": {**sketch.draw(frame, offshore=True), "discs": discs, "places": _places(discs)},
        "discs": discs,
        "more": len(counted) - len(shown),
        "legend": [_legend(value, most) for value in _round_values(most)],
        "uses": [CATEGORIES[code] for code in CATEGORIES if any(d.use == code for d in discs)],
    }


def _bounds(areas: list[Area]) -> tuple[float, float, float, float]:
    """Return the box of the areas and of both great cities, so that a few are seen where they lie."""
    region = published(Region).get()
    west, east = (region.view_west, region.view_east)
    south, north = (region.view_south, region.view_north)
    return (
        min([west, *(area.lon - AROUND for area in areas)]),
        min([south, *(area.lat - AROUND / 2 for area in areas)]),
        max([east, *(area.lon + AROUND for area in areas)]),
        max([north, *(area.lat + AROUND / 2 for area in areas)]),
    )


def _places(discs: list[Disc]) -> list[Disc]:
    """Return the discs whose place in the list can be written into them without two in one spot."""
    written: list[Disc] = []
    for one in discs:
        if float(one.r) >= NUMBERED and all(
            math.hypot(one.x - o.x, one.y - o.y) >= APART for o in written
        ):
            written.append(one)
    return written


def _disc(frame: sketch.Frame, place: int, one: Counted, most: float) -> Disc:
    area, figure = one.area, one.figure
    x, y = frame.point(area.lon, area.lat)
    where = str(area.partner.short_name)
    if one.root.pk != area.pk:
        where += ", " + gettext("part of {whole}").format(whole=one.root.name)
    return Disc(
        place, area.key, area.category, say(area.name), plain(area.name), where,
        number(figure.value, 0), mark(figure.confidence), x, y, str(_radius(figure.value, most)),
    )  # fmt: skip


def _radius(value: float, most: float) -> float:
    return round(LARGEST * math.sqrt(max(value, 0) / most), 1)


def _round_values(most: float) -> tuple[float, float]:
    """Return two values that are easy to read, the larger at most ``most``: 60000 and 6000."""
    step = 10 ** math.floor(math.log10(most))
    large = math.floor(most / step) * step
    return large, large / 10


def _legend(value: float, most: float) -> dict[str, Any]:
    radius = _radius(value, most)
    return {"r": radius, "words": number(value, 0)}

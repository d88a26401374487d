"""What is wrong with the shape of an outline, told in words with a place, and its repair."""

import re
from dataclasses import dataclass
from typing import TypeAlias

import shapely
from django.utils.translation import gettext, ngettext
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from prospect.geometry.rings import DECIMALS, Position

Outline: TypeAlias = Polygon | MultiPolygon
GRID = 10.0**-DECIMALS
_REASON = re.compile(r"(?P<reason>[^\[]+)\[(?P<x>\S+) (?P<y>\S+)\]")


@dataclass(frozen=True)
class Problem:
    """Something that must be mended before an outline can be kept; ``at`` is longitude, latitude."""

    code: str
    words: str
    at: Position | None = None


def place(at: Position) -> str:
    """Return a position as a person writes it: latitude, longitude."""
    return f"{at[1]:.5f}, {at[0]:.5f}"


def problem_of(outline: Outline) -> Problem | None:
    """Return what GEOS finds wrong with a shape first; None when it is sound."""
    found = _REASON.match(explain_validity(outline))
    if found is None:
        return None
    at = float(found["x"]), float(found["y"])
    code = found["reason"].strip().lower().replace(" ", "-")
    words = {
        "hole-lies-outside-shell": gettext("A hole lies outside the outline near {place}."),
        "holes-are-nested": gettext("A hole lies inside another hole near {place}."),
        "nested-shells": gettext("One part lies inside another near {place}."),
        "interior-is-disconnected": gettext("Holes cut the outline in two near {place}."),
        "duplicate-rings": gettext("The same line is drawn twice near {place}."),
    }.get(code, gettext("The line crosses itself near {place}."))
    return Problem(code, words.format(place=place(at)), at)


def repaired(outline: Outline) -> tuple[Outline | None, list[str]]:
    """Return a sound outline of polygons alone in seven decimals, and what was done, in words.

    None where nothing with an area is left (GEO-18).
    """
    made = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    kept = _polygons(shapely.set_precision(MultiPolygon(_polygons(made)), GRID))
    rounded = [
        shapely.transform(polygon, lambda degrees: degrees.round(DECIMALS)) for polygon in kept
    ]
    sound = [p for p in rounded if p.is_valid and p.area > 0]
    if not sound:
        return None, [gettext("Nothing that encloses an area is left. Draw the outline again.")]
    whole = sound[0] if len(sound) == 1 else MultiPolygon(sound)
    if not whole.is_valid:  # two parts that came to touch along a side by rounding
        whole = sound[0]
    return whole, _what_was_done(outline, whole)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons of any geometry, largest first."""
    found = [
        part
        for part in shapely.get_parts(shapely.get_parts(geometry))
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    return sorted(found, key=lambda part: -part.area)


def _what_was_done(before: Outline, after: Outline) -> list[str]:
    parts = len(shapely.get_parts(after))
    words = [
        ngettext(
            "The outline was repaired and is one part.",
            "The outline was repaired and has {parts} parts.",
            parts,
        ).format(parts=parts)
    ]
    if parts > 1 and parts > len(shapely.get_parts(before)):
        smallest = min(shapely.get_parts(after), key=lambda part: part.area)
        at = smallest.representative_point()
        words.append(
            gettext("Look at the small part near {place}.").format(place=place((at.x, at.y)))
        )
    return words

"""An outline as a person gave it, read with all that is wrong with it and all that was cleaned."""

from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext, ngettext
from shapely.geometry import MultiPolygon, Polygon, mapping

from prospect.geometry import positions
from prospect.geometry.outline_text import MOST_VERTICES, read_parts
from prospect.geometry.positions import Window
from prospect.geometry.repair import Outline, Problem, place, problem_of
from prospect.geometry.repair import repaired as repair
from prospect.geometry.rings import (
    CURVED,
    DECIMALS,
    Part,
    Ring,
    RingFault,
    encloses_something,
    in_degrees,
    read_position,
    without_repeats,
)

LONGEST_KIND = 30  # letters of a geometry's type that a message repeats


@dataclass(frozen=True)
class Reading:
    """An outline, which may not be sound; what must be mended, what was cleaned, and the repair."""

    outline: Outline | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    repaired: Outline | None = None
    repair_words: tuple[str, ...] = ()


def read_outline(text: str, window: Window | None = None) -> Reading:
    """Read GeoJSON, WKT or bare coordinates; empty text is no outline, and no problem.

    ``window`` is that of the region: what reaches outside is a problem, and tells metres of the
    national systems and changed-over numbers apart.
    """
    if not text.strip():
        return Reading()
    notes: list[str] = []
    try:
        parts = _in_degrees(_read_rings(read_parts(text), notes), window, notes)
    except RingFault as fault:
        return Reading(problems=(_told(fault),))
    swapped = window is not None and positions.are_swapped(parts, window)
    if swapped:
        parts = positions.turned(parts)
    cleaned, problems = _clean(parts, notes)
    outline = _as_outline(cleaned)
    if outline is None:
        return Reading(problems=tuple(problems), notes=tuple(notes))
    sound = not problems  # a ring that was left out makes the rest a repair
    if found := problem_of(outline):
        problems.append(found)
    if swapped:
        return _turned_over(outline, problems, notes)
    if window and (outside := _outside(cleaned, window)):
        problems.append(outside)
    mended, words = (None, []) if sound and not found else repair(outline)
    return Reading(outline, tuple(problems), tuple(notes), mended, tuple(words))


def as_geojson(outline: Outline | None) -> str:
    """Return an outline as GeoJSON of seven decimals; nothing for none."""
    if outline is None:
        return ""
    shape = mapping(outline)
    rings = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    written = ",".join("[" + ",".join(map(_written_ring, part)) + "]" for part in rings)
    whole = written if shape["type"] == "Polygon" else f"[{written}]"
    return f'{{"type":"{shape["type"]}","coordinates":{whole}}}'


def _written_ring(ring: Any) -> str:
    return "[" + ",".join(f"[{_degrees(x)},{_degrees(y)}]" for x, y in ring) + "]"


def _degrees(number: float) -> str:
    written = f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _read_rings(raw: list[Any], notes: list[str]) -> list[Part]:
    """Return rings of two finite numbers each; RingFault ``broken`` where there are none."""
    try:
        parts = [[[read_position(p) for p in ring] for ring in part] for part in raw]
        flat = all(len(p) == 2 for part in raw for ring in part for p in ring)
    except (TypeError, ValueError, LookupError, OverflowError):
        raise RingFault("broken") from None
    if not flat:
        notes.append(gettext("Heights were left out."))
    return parts


def _in_degrees(parts: list[Part], window: Window | None, notes: list[str]) -> list[Part]:
    """Return rings in degrees; metres are taken where only one national system can be meant."""
    strange = [p for p in positions.positions_of(parts) if not in_degrees(p)]
    if not strange:
        return parts
    epsg = positions.national_system(parts, window)
    if epsg is None and (degrees := positions.turned(parts)) and window:
        epsg = positions.national_system(degrees, window)  # northing first, as maps write it
        parts = degrees if epsg else parts
    if epsg is None:
        raise RingFault("metres", at=strange[0])
    notes.append(
        gettext("Read as metres in EPSG:{epsg} and turned into degrees.").format(epsg=epsg)
    )
    return positions.from_metres(parts, epsg)


def _clean(parts: list[Part], notes: list[str]) -> tuple[list[Part], list[Problem]]:
    """Return rings that enclose something, closed and without repeats, and what had to go."""
    problems: list[Problem] = []
    opened = repeats = 0
    cleaned: list[Part] = []
    for part in parts:
        kept: Part = []
        for number, ring in enumerate(part):
            clean = without_repeats(ring)
            repeats += len(ring) - len(clean)
            if not encloses_something(clean):
                problems.append(_too_few(clean))
                if number == 0:
                    break  # the holes of a shell that is none
                continue
            if clean[0] != clean[-1]:
                opened += 1
                clean.append(clean[0])
            kept.append(clean)
        if kept:
            cleaned.append(kept)
    if opened:
        notes.append(gettext("The line was not closed; its ends were joined."))
    if repeats:
        words = ngettext(
            "{count} repeated corner was left out.",
            "{count} repeated corners were left out.",
            repeats,
        )
        notes.append(words.format(count=repeats))
    return cleaned, problems


def _too_few(ring: Ring) -> Problem:
    if not ring:
        return Problem("empty", gettext("A line has no corners. Draw it again."))
    words = gettext("A line near {place} has fewer than three corners. Draw it again.")
    return Problem("too-few-corners", words.format(place=place(ring[0])), ring[0])


def _as_outline(parts: list[Part]) -> Outline | None:
    polygons = [Polygon(part[0], part[1:]) for part in parts]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _turned_over(outline: Outline, problems: list[Problem], notes: list[str]) -> Reading:
    """Return a reading of numbers in the wrong order, whose repair is the outline turned round."""
    words = gettext("Latitude and longitude are changed over. Longitude comes first.")
    problems.insert(0, Problem("swapped", words))
    mended, _words = repair(outline)
    done = gettext("Longitude and latitude were changed over.")
    back = shapely.transform(outline, lambda degrees: degrees[:, ::-1])
    return Reading(back, tuple(problems), tuple(notes), mended, (done,))


def _outside(parts: list[Part], window: Window) -> Problem | None:
    """Return the problem of a corner that lies outside the region; None when all lie inside."""
    for position in positions.positions_of(parts):
        if not positions.inside(window, position):
            words = gettext("The corner {place} lies outside the region.")
            return Problem("outside-region", words.format(place=place(position)), position)
    return None


def _told(fault: RingFault) -> Problem:
    """Return why nothing could be read, in words that say what to do."""
    several = gettext("This file holds {count} shapes. Give one; join parts as a MultiPolygon.")
    words = {
        "large": gettext("This is larger than 1 MB. Simplify the outline."),
        "deep": gettext("Brackets are nested too deep for an outline. Export it again."),
        "unread": gettext("This is neither GeoJSON nor WKT. Export the outline again as GeoJSON."),
        "several": several.format(count=fault.told),
        "many": gettext("The outline has {count} corners; {most} is the most. Simplify it.").format(
            count=fault.told, most=MOST_VERTICES
        ),
        "broken": gettext("A position is not two numbers. Give longitude and latitude."),
        "empty": gettext("There is no outline in it. Draw one."),
        "metres": gettext(
            "These numbers are no degrees. Export the outline in EPSG:4326 (WGS 84)."
        ),
        "kind": _wrong_kind(fault.told),
    }[fault.code]
    return Problem(fault.code, words, fault.at)


def _wrong_kind(kind: Any) -> str:
    if kind == "GeometryCollection":
        return gettext("This is a collection. Keep its polygons alone, joined as a MultiPolygon.")
    if kind in CURVED:
        return gettext("Curves and faces cannot be kept. Turn them into straight lines first.")
    if isinstance(kind, str) and kind:
        words = gettext("This is a {kind}, and an outline is a Polygon or MultiPolygon.")
        return words.format(kind=ascii(kind[:LONGEST_KIND])[1:-1])
    return gettext("This is no shape. An outline is a Polygon or MultiPolygon.")

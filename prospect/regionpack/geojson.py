"""GeoJSON of a pack: the features of a file, each with its number and the line it begins on."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prospect.geometry import rings
from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.files import read_words

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Feature:
    """One feature as it stands in its file, counted from 1; nothing about it is checked."""

    file: str
    line: int
    number: int
    holds: Any

    def fault(self, column: str, value: str, rule: str, remedy: str) -> Fault:
        """Return a fault of this feature."""
        return Fault(self.file, self.line, column, value, rule, remedy, self.number)


def read_features(path: Path, name: str, faults: list[Fault]) -> list[Feature]:
    """Return the features of a FeatureCollection; none, and a fault, when the file is not one."""
    words = read_words(path, name, "Simplify the shapes.", faults)
    if words is None:
        return []
    try:
        whole = json.loads(words)
        features = whole["features"]
        if whole["type"] != "FeatureCollection" or not isinstance(features, list):
            raise TypeError
        lines = list(_lines(words))
        placed = enumerate(zip(lines, features, strict=True), start=1)
        found = [Feature(name, line, number, holds) for number, (line, holds) in placed]
    except (ValueError, LookupError, TypeError, RecursionError):
        rule, remedy = "is not a GeoJSON FeatureCollection.", "Export it again as GeoJSON."
        faults.append(Fault(name, 1, "", "", rule, remedy))
        return []
    return found


def _lines(words: str) -> Iterator[int]:
    """Yield the line each feature of sound JSON begins on, counted from 1."""
    at = words.index("{")
    while words[at] in "{,":
        member, at = _DECODER.raw_decode(words, _next(words, at + 1))
        at = _next(words, _next(words, at) + 1)  # over the colon
        if member == "features":
            break
        at = _next(words, _DECODER.raw_decode(words, at)[1])
    line, counted = 1, 0
    while words[at] in "[," and words[at := _next(words, at + 1)] != "]":
        line, counted = line + words.count("\n", counted, at), at
        yield line
        at = _next(words, _DECODER.raw_decode(words, at)[1])


def _next(words: str, at: int) -> int:
    """Return where the next sign that is no space stands."""
    return _SPACE.match(words, at).end()  # type: ignore[union-attr]


def read_position(position: Any) -> tuple[float, float]:
    """Return longitude and latitude in degrees (EPSG:4326); a height is left out.

    Raises CellFault for numbers that are no degrees, and TypeError or ValueError for none at all.
    """
    found = rings.read_position(position)
    if not rings.in_degrees(found):
        raise CellFault(
            "is not in longitude and latitude.",
            "Transform it to EPSG:4326; numbers this large look like a national system.",
        )
    return found

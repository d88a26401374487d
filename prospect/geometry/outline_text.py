"""What a person pastes or a file holds, as parts and rings: GeoJSON, WKT, or bare coordinates.

Nothing here reaches GEOS: size, depth and numbers are checked in Python first (GEO-12).
"""

import json
import re
from typing import Any

from prospect.geometry.rings import RingFault, raw_parts

MOST_BYTES = 1_000_000
MOST_DEPTH = 32  # a FeatureCollection of a MultiPolygon needs 8
MOST_VERTICES = 20_000  # of one outline: a whole municipality has fewer

_WORDS = re.compile(r'"(?:[^"\\]|\\.)*"')
# Every gap has an end: two open ones side by side would be tried in each way they can share blanks.
_HEAD = r"(?:SRID\s{0,9}=\s{0,9}(?P<srid>\d{1,6})\s{0,9};\s{0,9})?(?P<kind>[A-Z]{1,30})\s{0,9}(?:(?:ZM|Z|M)\s{0,9})?"
_WKT = re.compile(rf"{_HEAD}(?P<rest>\(.*\))", re.IGNORECASE | re.DOTALL)
_EMPTY = re.compile(rf"{_HEAD}EMPTY", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WKT_SIGNS = re.compile(r"[\s\d.,()+\-eE]*")
_WKT_NAMES = {"POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon"}
_LINE_OF_TWO = re.compile(rf"\s*({_NUMBER.pattern})[\s,;]+({_NUMBER.pattern})\s*[,;]?\s*")


def read_parts(text: str) -> list[Any]:
    """Return the raw parts of one outline; nothing about their positions is checked.

    Raises RingFault: ``large``, ``deep``, ``unread``, ``several`` (with their number), or what
    ``raw_parts`` says.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise RingFault("large")
    if _depth(text) > MOST_DEPTH:
        raise RingFault("deep")
    begin = text.lstrip("\ufeff \t\r\n")[:1]
    if begin == "{":
        geometry = _in_json(text.lstrip("\ufeff"))
    elif begin.isalpha():
        geometry = _in_wkt(text)
    else:
        geometry = _in_lines(text)
    return raw_parts(geometry, MOST_VERTICES)


def _depth(text: str) -> int:
    """Return how deep brackets stand in each other, those within words left out."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\](){}]", _WORDS.sub("", text)):
        depth += 1 if sign in "[({" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _in_json(text: str) -> Any:
    try:
        # as float: an integer of a million digits would take minutes
        whole = json.loads(text, parse_int=float, parse_constant=_refuse)
    except (ValueError, RecursionError, OverflowError):
        raise RingFault("unread") from None
    if whole.get("type") == "FeatureCollection":
        features = whole.get("features")
        if not isinstance(features, list):
            raise RingFault("unread")
        if len(features) != 1:
            raise RingFault("several", len(features))
        whole = features[0]
    if isinstance(whole, dict) and whole.get("type") == "Feature":
        whole = whole.get("geometry")
    return whole


def _in_wkt(text: str) -> Any:
    """Return WKT as GeoJSON: its brackets and numbers are rewritten, and read as JSON."""
    if _EMPTY.fullmatch(text.strip()):
        raise RingFault("empty")
    found = _WKT.fullmatch(text.strip())
    if found is None:
        raise RingFault("unread")
    kind = found["kind"].upper()
    if kind not in _WKT_NAMES:
        raise RingFault("kind", found["kind"].capitalize())
    if not _WKT_SIGNS.fullmatch(found["rest"]):
        raise RingFault("unread")
    return {"type": _WKT_NAMES[kind], "coordinates": _bracketed(found["rest"])}


def _bracketed(rest: str) -> Any:
    def as_position(match: re.Match[str]) -> str:
        return "[" + ",".join(repr(float(n)) for n in match[0].split()) + "]"

    position = rf"{_NUMBER.pattern}(?:\s+{_NUMBER.pattern})*"
    try:
        words = re.sub(position, as_position, rest).replace("(", "[").replace(")", "]")
        return json.loads(words, parse_constant=_refuse)
    except ValueError:
        raise RingFault("unread") from None


def _in_lines(text: str) -> Any:
    """Return one ring of bare coordinates, a pair on each line; in degrees latitude comes first."""
    ring = []
    for line in text.strip().splitlines():
        found = _LINE_OF_TWO.fullmatch(line)
        if found is None:
            raise RingFault("unread")
        one, two = float(found[1]), float(found[2])
        in_degrees = abs(one) <= 180 and abs(two) <= 180
        ring.append([two, one] if in_degrees else [one, two])
    return {"type": "Polygon", "coordinates": [ring]}

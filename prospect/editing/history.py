"""The history of a record: each revision, and what it changed, readable in every language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from django.conf import settings
from django.utils.translation import gettext as _
from shapely.geometry import shape

from prospect.editing.wording import Piece, word_pieces
from prospect.geometry.measures import hectares
from prospect.languages.fields import TextField
from prospect.languages.numbers import number
from prospect.records.content import Content, fields_of
from prospect.records.models import Dossier, Revision


@dataclass(frozen=True)
class Difference:
    """What changed in one field, or in the words of one language of it."""

    name: str
    language: str = ""
    pieces: list[Piece] = field(default_factory=list)
    shapes: dict[str, Any] | None = None  # of an outline: paths of both in one view


@dataclass(frozen=True)
class Step:
    """One revision with what it changed."""

    revision: Revision
    differences: list[Difference]


def history_of(dossier: Dossier, model: Any) -> list[Step]:
    """Return every revision, newest first, each with its differences from the one before."""
    steps: list[Step] = []
    before: Content | None = None
    for revision in dossier.revisions.order_by("number"):
        content = revision.content
        found: list[Difference] = []
        if before is not None and content:
            found = list(differences(model, before, content))
        steps.append(Step(revision, found))
        before = content if content is not None else before
    return steps[::-1]


def differences(model: Any, before: Content, after: Content) -> Iterator[Difference]:
    """Yield what differs between two contents of a model, field by field."""
    for one in fields_of(model):
        old, new = before.get(one.attname), after.get(one.attname)
        if old == new:
            continue
        if isinstance(one, TextField):
            yield from _in_languages(one.name, old or {}, new or {})
        elif one.name in ("outline", "point"):
            yield Difference(one.name, pieces=_sizes(old, new), shapes=both_shapes(old, new))
        else:
            yield Difference(one.name, pieces=word_pieces(_plain(one, old), _plain(one, new)))


def both_shapes(old: Any, new: Any) -> dict[str, Any] | None:
    """Return the paths of two outlines in one view, north up; None when neither is an area."""
    given = {"gone": shape(old) if old else None, "new": shape(new) if new else None}
    kept = {name: one for name, one in given.items() if one is not None and one.area}
    if not kept:
        return None
    west = min(one.bounds[0] for one in kept.values())
    south = min(one.bounds[1] for one in kept.values())
    east = max(one.bounds[2] for one in kept.values())
    north = max(one.bounds[3] for one in kept.values())
    squeeze = 0.56  # a degree of longitude in degrees of latitude, at 56° north
    scale = 100 / max((east - west) * squeeze, north - south)
    paths = {
        name: " ".join(_path(ring, west, north, scale, squeeze) for ring in _rings(one))
        for name, one in kept.items()
    }
    width, height = (east - west) * squeeze * scale, (north - south) * scale
    outlines = {name: json.loads(shapely.to_geojson(one)) for name, one in kept.items()}
    return {
        **paths,
        "outlines": json.dumps(outlines, separators=(",", ":")),
        "view": f"-4 -4 {width + 8:.1f} {height + 8:.1f}",
    }


def _rings(geometry: Any) -> Iterator[Any]:
    for part in getattr(geometry, "geoms", [geometry]):
        yield part.exterior
        yield from part.interiors


def _path(ring: Any, west: float, north: float, scale: float, squeeze: float) -> str:
    points = [
        f"{(x - west) * squeeze * scale:.2f},{(north - y) * scale:.2f}" for x, y, *_z in ring.coords
    ]
    return f"M{' L'.join(points)}Z"


def _in_languages(name: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for language, _label in settings.LANGUAGES:
        if old.get(language, "") != new.get(language, ""):
            pieces = word_pieces(old.get(language, ""), new.get(language, ""))
            yield Difference(name, language, pieces)


def _sizes(old: Any, new: Any) -> list[Piece]:
    pieces = []
    for state, given in (("gone", old), ("new", new)):
        if given:
            one = shape(given)
            words = f"{number(hectares(one))}\u00a0ha" if one.area else f"{one.y:.5f}, {one.x:.5f}"
            pieces.append((state, words))
    return [pieces[0], ("same", " "), pieces[1]] if len(pieces) == 2 else pieces


def _plain(one: Any, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if one.is_relation:
        found = one.related_model.objects.filter(pk=value).first()
        return str(getattr(found, "name", None) or found or value)
    return str(value)

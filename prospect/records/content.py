"""What a revision keeps of a record: each field as JSON, and a record made of it again."""

import copy
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely
from django.db import models
from shapely.geometry import shape

from prospect.geometry.field import GeometryField
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models.record import Record

Content = dict[str, Any]
OUTSIDE = frozenset(
    {"id", "key", "state", "confirmed_on", "answer_days"}
)  # decided, never written in a draft


def fields_of(model: type[Record]) -> list[Any]:
    """Return the fields of a model that revisions keep."""
    return [field for field in model._meta.concrete_fields if field.name not in OUTSIDE]


def owner_of(model: type[Record]) -> str:
    """Return the field that says whose a record is: its partner, or the area it is a part of."""
    return model.partner_path.partition("__")[0]


def content_of(record: Record) -> Content:
    """Return what a revision keeps of a record, by attribute; geometries as GeoJSON (EPSG:4326)."""
    return {f.attname: _as_json(f, getattr(record, f.attname)) for f in fields_of(type(record))}


def name_of(record: Any) -> Any:
    """Return what a record is called, as a Text or what makes one."""
    name = getattr(record, "name", "")
    return {"en": name} if isinstance(name, str) else name


def written(record: Record, content: Mapping[str, Any]) -> Any:
    """Return a copy of a record with what a revision keeps; fields it does not know stay.

    Whose a record is, is told of a new one alone: no revision moves one that is there already.
    """
    made = copy.copy(record)
    made._state = copy.copy(record._state)
    made._state.fields_cache = {}
    owner = owner_of(type(record)) if record.pk else ""
    for field in fields_of(type(record)):
        if field.attname in content and field.name != owner:
            setattr(made, field.attname, _as_value(field, content[field.attname]))
    return made


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the attributes in which two contents differ."""
    return [name for name in after if before.get(name) != after[name]]


def merged(base: Content, theirs: Content, mine: Content) -> tuple[Content, list[str]]:
    """Return both changes together, and the fields both changed: there it is mine that stays."""
    both = dict(theirs)
    for name in changed(base, mine):
        both[name] = mine[name]
    clashes = set(changed(base, mine)) & set(changed(base, theirs))
    return both, [name for name in mine if name in clashes and mine[name] != theirs.get(name)]


def _as_json(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, TextField):
        return dict(value)
    if isinstance(field, CodesField):
        return list(value)
    if isinstance(field, GeometryField):
        return json.loads(shapely.to_geojson(value))
    return value.isoformat() if isinstance(value, date) else value


def _as_value(field: Any, kept: Any) -> Any:
    if kept is None:
        return None
    if isinstance(field, GeometryField):
        return shape(kept)
    if isinstance(field, models.ForeignKey):
        return kept
    return field.to_python(kept)

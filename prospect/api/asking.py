"""The parameters of the API as OpenAPI describes them, from the table that filters are read by."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from prospect.api.moments import PATTERN
from prospect.api.parameters import (
    FURTHEST_OFFSET,
    LARGEST,
    MOST_ITEMS,
    ON_A_TIMELINE,
    USUAL_ITEMS,
)
from prospect.registers.stages import YEARS
from prospect.search.cells import LONGEST_QUESTION
from prospect.search.columns import Columns
from prospect.search.filters import MOST_VALUES, PARAMETERS, Parameter


def _query(name: str, schema: Mapping[str, Any], text: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": dict(schema), **more}


def form_parameter(*forms: str) -> dict[str, Any]:
    """Return the parameter ``f``."""
    text = "Format; goes before the Accept header"
    return _query("f", {"type": "string", "enum": list(forms)}, text)


_BOX = (
    "west,south,east,north in degrees, such as 12.3,55.5,13.3,56.1: what touches it; west ≤ east, "
    "south ≤ north. With heights it is six numbers, and the heights are left out"
)
_NO_TIME = (
    "A moment or an interval of RFC 3339; nothing here has a time of its own, so all items fit"
)
_YEAR = _query(
    "year",
    {"type": "string", "pattern": r"^(today|[0-9]{4}\+?)$", "default": YEARS[0]},
    f"The year of the timeline that `phase` is told for: {', '.join(YEARS)}. Any other year is the "
    f"one of these before it; {YEARS[-1]} is that year and later. It narrows nothing, as on the map",
)
FORM_ONLY_JSON = form_parameter("json")
LANGUAGE = _query(
    "lang",
    {
        "type": "string",
        "enum": [code for code, _name in settings.LANGUAGES],
        "default": settings.LANGUAGE_CODE,
    },
    "Language of names, labels and messages",
)


def paging_parameters() -> list[dict[str, Any]]:
    """Return ``limit`` and ``offset``."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS}
    offset = {"type": "integer", "minimum": 0, "maximum": FURTHEST_OFFSET, "default": 0}
    return [
        _query("limit", limit, "Most items in one answer"),
        _query(
            "offset", offset, "Items to leave out at the beginning; beyond the end no item is left"
        ),
    ]


def a_key(example: str) -> dict[str, Any]:
    """Return the path parameter ``key``."""
    schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 100}
    text = "Stable id of the item"
    return {
        "name": "key",
        "in": "path",
        "required": True,
        "description": text,
        "schema": schema,
        "example": example,
    }


def filter_parameters(collection: str, columns: Columns) -> list[dict[str, Any]]:
    """Return the filters of a collection, with the codes its columns hold."""
    question = {"type": "string", "maxLength": LONGEST_QUESTION, "pattern": r"^[^\x00]*$"}
    degrees = {"type": "number", "minimum": -180, "maximum": 180}
    flat = {"type": "array", "minItems": 4, "maxItems": 4, "items": degrees}
    high = {"type": "array", "minItems": 6, "maxItems": 6, "items": {"type": "number"}}
    return [
        _query("q", question, "Words to search for, in any of the languages"),
        _query("bbox", {"oneOf": [flat, high]}, _BOX, style="form", explode=False),
        _query("datetime", {"type": "string", "pattern": PATTERN}, _NO_TIME),
        *([_YEAR] if collection in ON_A_TIMELINE else []),
        *(_filter(parameter, columns) for parameter in PARAMETERS[collection]),
    ]


def _filter(parameter: Parameter, columns: Columns) -> dict[str, Any]:
    if parameter.mode != "codes":
        side = "At least" if parameter.mode == "least" else "At most"
        text = f"{side}, in {parameter.unit}" if parameter.unit else "In this year or before"
        schema = {"type": "number", "minimum": 0, "maximum": LARGEST}
        return _query(parameter.name, schema, f"{text}; what is not stated never fits")
    text = "Any of these codes, in upper or lower case"
    if not parameter.vocabulary:
        text = f"{text}; names in any of the languages are understood too"
    one = {"type": "string", "enum": list(parameter.vocabulary) or columns.codes(parameter.column)}
    schema = {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": one}
    return _query(parameter.name, schema, text, style="form", explode=True)

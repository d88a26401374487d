"""The parameters of the API as OpenAPI describes them, from the table that filters are read by."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from prospect.api.parameters import FURTHEST_OFFSET, LARGEST, MOST_ITEMS, USUAL_ITEMS
from prospect.search.filters import LONGEST_QUESTION, MOST_VALUES, PARAMETERS, Parameter


def _query(name: str, schema: Mapping[str, Any], text: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": dict(schema), **more}


def form_parameter(*forms: str) -> dict[str, Any]:
    """Return the parameter ``f``."""
    text = "Format; goes before the Accept header"
    return _query("f", {"type": "string", "enum": list(forms)}, text)


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
        _query("offset", offset, "Items to leave out at the beginning"),
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


def filter_parameters(collection: str, held: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Return the filters of a collection; ``held`` are the codes the release holds, by column."""
    question = {"type": "string", "maxLength": LONGEST_QUESTION, "pattern": r"^[^\x00]*$"}
    sides = {
        "type": "array",
        "minItems": 4,
        "maxItems": 4,
        "items": {"type": "number", "minimum": -180, "maximum": 180},
    }
    text = "west,south,east,north in degrees; west < east, south < north"
    whole = "12.3,55.5,13.3,56.1"
    return [
        _query("q", question, "Words to search for, in any of the languages"),
        _query("bbox", sides, f"{text}, such as {whole}", style="form", explode=False),
        *(_filter(parameter, held) for parameter in PARAMETERS[collection]),
    ]


def _filter(parameter: Parameter, held: Mapping[str, list[str]]) -> dict[str, Any]:
    if parameter.mode != "codes":
        side = "At least" if parameter.mode == "least" else "At most"
        schema = {"type": "number", "minimum": 0, "maximum": LARGEST}
        return _query(parameter.name, schema, f"{side}, in {parameter.unit or 'years'}")
    text = "Any of these codes"
    if not parameter.vocabulary:
        text = f"{text}; names in any of the languages are understood too"
    one = {"type": "string", "enum": list(parameter.vocabulary) or held[parameter.column]}
    schema = {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": one}
    return _query(parameter.name, schema, text, style="form", explode=True)

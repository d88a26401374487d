"""The shapes of the API's answers, as OpenAPI 3.0 schemas."""

from typing import Any

from prospect.api.content import OFFERS
from prospect.api.fields import NUMBER, TEXT, TEXTS, WHOLE, YES_OR_NO, Schema, a_list, an_object
from prospect.api.problems import PROBLEM

_MOMENT = {"type": "string", "format": "date-time"}
_LINK = an_object({"rel": TEXT, "href": TEXT, "type": TEXT, "title": TEXT})
_POSITION = {"type": "array", "minItems": 2, "maxItems": 2, "items": NUMBER}
_BBOX = {"type": "array", "minItems": 4, "maxItems": 4, "items": NUMBER}
_RINGS = a_list(a_list(_POSITION))
HEADERS = {"ETag": {"schema": TEXT, "description": "Changes when the answer does"}}


def _shape(name: str, coordinates: Schema) -> Schema:
    return an_object({"type": {"type": "string", "enum": [name]}, "coordinates": coordinates})


_GEOMETRY = {
    "oneOf": [
        _shape("Point", _POSITION),
        _shape("Polygon", _RINGS),
        _shape("MultiPolygon", a_list(_RINGS)),
        _shape("LineString", a_list(_POSITION)),
        _shape("MultiLineString", _RINGS),
    ]
}
_NO_GEOMETRY = {"type": "object", "nullable": True, "enum": [None]}


def reference(name: str) -> dict[str, Any]:
    """Return the content of an answer that has the schema of that name."""
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


def all_schemas() -> dict[str, Schema]:
    """Return every schema that the document refers to, by name."""
    schemas = dict(_SCHEMAS)
    for collection in OFFERS:
        schemas[f"{collection}_item"] = _item(collection)
        schemas[f"{collection}_page"] = _page(collection)
    return schemas


def _item(collection: str) -> Schema:
    offer = OFFERS[collection]
    whole = an_object(
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": TEXT,
            "geometry": _GEOMETRY if offer.geographic else _NO_GEOMETRY,
            "properties": an_object({field.name: field.schema for field in offer.fields}),
            "links": _LINKS,
        }
    )
    return {**whole, "properties": {**whole["properties"], "bbox": _BBOX}}


def _page(collection: str) -> Schema:
    return an_object(
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "timeStamp": _MOMENT,
            "numberMatched": WHOLE,
            "numberReturned": WHOLE,
            "features": a_list({"$ref": f"#/components/schemas/{collection}_item"}),
            "links": _LINKS,
        }
    )


def _refusal(text: str) -> dict[str, Any]:
    return {"description": text, "content": {PROBLEM: reference("Problem")}}


REFUSALS = {
    "400": _refusal("A parameter is not understood; the answer names it"),
    "404": _refusal("Nothing is there"),
    "405": _refusal("Only GET, HEAD and OPTIONS are answered"),
    "406": _refusal("None of the accepted media types is offered"),
    "414": _refusal("The address is too long"),
    "503": _refusal("Nothing has been published yet"),
}
_LINKS: Schema = a_list({"$ref": "#/components/schemas/Link"})
_SPATIAL = an_object({"bbox": a_list(_BBOX), "crs": TEXT})
_COLLECTION = an_object(
    {
        "id": {"type": "string", "enum": list(OFFERS)},
        "title": TEXT,
        "description": TEXT,
        "itemType": TEXT,
        "itemCount": WHOLE,
        "crs": TEXTS,
        "links": _LINKS,
    }
)
_FILE = an_object({**_LINK["properties"], "length": WHOLE})
_RELEASE = an_object({"id": TEXT, "created": _MOMENT, "current": YES_OR_NO, "links": a_list(_FILE)})
_SCHEMAS: dict[str, Schema] = {
    "Link": _LINK,
    "Problem": {
        **an_object(
            {"type": TEXT, "title": TEXT, "status": WHOLE, "detail": TEXT, "parameter": TEXT}
        ),
        "required": ["type", "title", "status", "detail"],
    },
    "Landing": an_object({"title": TEXT, "description": TEXT, "release": TEXT, "links": _LINKS}),
    "Document": {"type": "object", "required": ["openapi", "info", "servers", "paths"]},
    "Conformance": an_object({"conformsTo": TEXTS}),
    "Collection": {
        **_COLLECTION,
        "properties": {**_COLLECTION["properties"], "extent": an_object({"spatial": _SPATIAL})},
    },
    "Collections": an_object(
        {"links": _LINKS, "collections": a_list({"$ref": "#/components/schemas/Collection"})}
    ),
    "Releases": an_object({"links": _LINKS, "releases": a_list(_RELEASE)}),
}

"""The OpenAPI 3.0 document, written from the registers, the filters and the fields."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

import prospect
from prospect.api import schemas
from prospect.api.asking import (
    FORM_ONLY_JSON,
    LANGUAGE,
    a_key,
    filter_parameters,
    form_parameter,
    paging_parameters,
)  # fmt: skip
from prospect.api.content import OFFERS
from prospect.api.endpoint import GEOJSON, JSON, OPENAPI, opened_release, site_url
from prospect.api.tables import csv_columns
from prospect.records.models import published
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import open_columns

_PURPOSE = (
    "Everything the map shows, from one immutable release at a time. Coordinates are longitude and "
    "latitude (CRS84). Parameters that are not understood are refused by name, never ignored. CSV "
    "is UTF-8 with a byte order mark; text that a spreadsheet would run as a formula begins with "
    "an apostrophe. Every answer carries an ETag and can be asked for again with If-None-Match."
)
_MEDIA = f"{OPENAPI};version=3.0"
_DOCUMENTS = (
    # name of the address, path, what it does, schema, media type
    ("landing", "/", "Where everything is", "Landing", JSON),
    ("openapi", "/openapi.json", "This document", "Document", _MEDIA),
    ("conformance", "/conformance", "Requirement classes that hold here", "Conformance", JSON),
    ("collections", "/collections", "All collections", "Collections", JSON),
    ("releases", "/releases", "The releases that are kept", "Releases", JSON),
)


def openapi_document(request: HttpRequest) -> dict[str, Any]:
    """Return the document; ``servers`` is this site, examples are keys of the current release."""
    paths: dict[str, Any] = {}
    for name, path, summary, schema, media in _DOCUMENTS:
        forms = form_parameter("json", "html") if name == "landing" else FORM_ONLY_JSON
        content = {media: schemas.reference(schema)}
        if name == "landing":
            content["text/html"] = {"schema": {"type": "string"}}
        paths[path] = _get(name, summary, [LANGUAGE, forms], content)
    paths["/catalogue.gpkg"] = _download()
    for collection in OFFERS:
        paths |= _collection_paths(collection)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Prospect open data",
            "version": prospect.__version__,
            "description": _PURPOSE,
        },
        "servers": [{"url": site_url(request) + reverse("api:landing").rstrip("/")}],
        "paths": paths,
        "components": {"schemas": schemas.all_schemas(), "responses": schemas.REFUSALS},
    }


def _collection_paths(collection: str) -> dict[str, Any]:
    columns = open_columns(opened_release().columns / collection)
    model = COLLECTIONS[collection].model
    example = published(model).order_by("pk").values_list("key", flat=True).first() or "key"
    title = OFFERS[collection].title
    csv = {"type": "string", "description": f"Columns: {', '.join(csv_columns(collection))}."}
    asking = [*filter_parameters(collection, columns), *paging_parameters()]
    base = f"/collections/{collection}"
    described = {JSON: schemas.reference("Collection")}
    found = {GEOJSON: schemas.reference(f"{collection}_page"), "text/csv": {"schema": csv}}
    one = {GEOJSON: schemas.reference(f"{collection}_item")}
    forms = form_parameter("json", "csv")
    return {
        base: _get(
            f"describe_{collection}", f"About: {title}", [LANGUAGE, FORM_ONLY_JSON], described
        ),
        f"{base}/items": _get(f"list_{collection}", f"{title}", [*asking, LANGUAGE, forms], found),
        f"{base}/items/{{key}}": _get(
            f"get_{collection}",
            f"{title}: one item",
            [a_key(example), LANGUAGE, FORM_ONLY_JSON],
            one,
            missing=True,
        ),
    }


def _get(
    name: str,
    summary: str,
    parameters: list[Any],
    content: dict[str, Any],
    *,
    missing: bool = False,
) -> dict[str, Any]:
    refusals = {code: {"$ref": f"#/components/responses/{code}"} for code in schemas.REFUSALS}
    if not missing:
        refusals.pop("404")
    answered = {"description": "OK", "content": content, "headers": schemas.HEADERS}
    not_modified = {"description": "Unchanged since the ETag in If-None-Match"}
    responses = {"200": answered, "304": not_modified, **refusals}
    operation = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": responses,
    }
    return {"get": operation}


def _download() -> dict[str, Any]:
    paths = _get("catalogue", "All public data as one GeoPackage", [LANGUAGE], {})
    responses = paths["get"]["responses"]
    responses.pop("200")
    responses.pop("304")
    location = {"schema": {"type": "string"}, "required": True}
    responses["302"] = {
        "description": "To the file of the current release, at its lasting address",
        "headers": {"Location": location},
    }
    return paths

"""The addresses of the open API. Every answer is read from the current release."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from prospect.api.content import OFFERS
from prospect.api.endpoint import (
    GEOJSON,
    JSON,
    OPENAPI,
    endpoint,
    json_answer,
    opened_release,
    site_url,
)  # fmt: skip
from prospect.api.features import feature, feature_collection, feature_links, page_links
from prospect.api.metadata import (
    CONFORMS_TO,
    described_collection,
    described_collections,
    landing_page,
    listed_releases,
)  # fmt: skip
from prospect.api.openapi import openapi_document
from prospect.api.problems import not_found
from prospect.api.records import find_one, find_page
from prospect.api.tables import csv_table
from prospect.releases.store import CATALOGUE

_DOCUMENT = {"json": (JSON,)}


@endpoint({"json": (JSON,), "html": ("text/html",)})
def landing(request: HttpRequest, form: str) -> HttpResponse:
    """Say where everything is; to a browser as a page."""
    if form == "json":
        return json_answer(landing_page(request))
    here = reverse("api:landing")
    pages = {code: f"{here}?f=html&lang={code}" for code, _name in settings.LANGUAGES}
    context: dict[str, Any] = {
        "collections": described_collections(request)["collections"],
        "releases": listed_releases(request)["releases"],
        "base": site_url(request) + here,
        "canonical_url": site_url(request) + pages[str(get_language())],
        "alternates": [
            (code, get_language_info(code)["name_local"], page) for code, page in pages.items()
        ],
        "versions": [(code, site_url(request) + page) for code, page in pages.items()],
    }
    return render(request, "api/landing.html", context)


@endpoint({"json": (OPENAPI, f"{OPENAPI};version=3.0", JSON)})
def openapi(request: HttpRequest, form: str) -> HttpResponse:
    """Describe every address, parameter and answer as OpenAPI 3.0."""
    return json_answer(openapi_document(request), f"{OPENAPI};version=3.0")


@endpoint(_DOCUMENT)
def conformance(request: HttpRequest, form: str) -> HttpResponse:
    """List the requirement classes of OGC API Features that hold here."""
    return json_answer({"conformsTo": CONFORMS_TO})


@endpoint(_DOCUMENT)
def collections(request: HttpRequest, form: str) -> HttpResponse:
    """List the collections."""
    return json_answer(described_collections(request))


@endpoint(_DOCUMENT)
def collection(request: HttpRequest, form: str, id: str) -> HttpResponse:
    """Describe one collection."""
    if id not in OFFERS:
        raise not_found()
    return json_answer(described_collection(request, id))


@endpoint({"json": (GEOJSON, JSON), "csv": ("text/csv",)}, own_parameters=True)
def items(request: HttpRequest, form: str, id: str) -> HttpResponse:
    """List the items of a collection that fit the filters, as GeoJSON or CSV."""
    if id not in OFFERS:
        raise not_found()
    page = find_page(id, request.GET)
    if form == "json":
        return json_answer(feature_collection(request, id, page), GEOJSON)
    response = HttpResponse(csv_table(id, page.records), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{id}-{page.release.id}.csv"'
    response.headers["OGC-NumberMatched"] = str(page.matched)
    response.headers["OGC-NumberReturned"] = str(len(page.records))
    links = page_links(request, id, page, form)
    paging = [one for one in links if one["rel"] in ("next", "prev")]
    if paging:
        told = (f'<{one["href"]}>; rel="{one["rel"]}"; type="text/csv"' for one in paging)
        response.headers["Link"] = ", ".join(told)
    return response


@endpoint({"json": (GEOJSON, JSON)})
def item(request: HttpRequest, form: str, id: str, key: str) -> HttpResponse:
    """Show one item; its key stays the same from release to release."""
    if id not in OFFERS:
        raise not_found()
    record, _release = find_one(id, key)
    one = feature(id, record)
    one["links"] = feature_links(request, id, record)
    return json_answer(one, GEOJSON)


@endpoint(_DOCUMENT)
def releases(request: HttpRequest, form: str) -> HttpResponse:
    """List the releases that are kept, each with its files."""
    return json_answer(listed_releases(request))


@endpoint({"gpkg": ("application/geopackage+sqlite3", "application/octet-stream", JSON)})
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """Lead to the catalogue of the current release, at the address it keeps for good."""
    address = reverse("releases:download", args=[opened_release().id, CATALOGUE])
    return HttpResponseRedirect(address, headers={"Cache-Control": "no-cache"})


@endpoint(_DOCUMENT, own_parameters=True)
def missing(request: HttpRequest, form: str) -> HttpResponse:
    """Answer any other address."""
    raise not_found()

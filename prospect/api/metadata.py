"""What the API says about itself: its landing page, its collections, its releases."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prospect.api.content import OFFERS
from prospect.api.endpoint import GEOJSON, JSON, OPENAPI, opened_release, site_url
from prospect.api.features import Link, link
from prospect.api.records import extent
from prospect.releases.store import CATALOGUE, MANIFEST, Release, all_releases
from prospect.search.columns import open_columns

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS_TO = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
]
_KINDS = {CATALOGUE: "application/geopackage+sqlite3", MANIFEST: JSON}


def landing_page(request: HttpRequest) -> dict[str, Any]:
    """Return where everything is."""
    base, release = site_url(request), opened_release()
    named = {name: base + reverse(f"api:{name}") for name in _NAMED}
    return {
        "title": _("Open data of the region"),
        "description": _("Everything the map shows, free to use; facts carry sources and a mark."),
        "release": release.id,
        "links": [
            link("self", named["landing"], JSON, _("This page")),
            link("alternate", f"{named['landing']}?f=html", "text/html", _("This page for people")),
            link("service-desc", named["openapi"], f"{OPENAPI};version=3.0", "OpenAPI 3.0"),
            link("service-doc", f"{named['landing']}?f=html", "text/html", _("How to ask")),
            link("conformance", named["conformance"], JSON, _("Conformance")),
            link("data", named["collections"], JSON, _("Collections")),
            link("version-history", named["releases"], JSON, _("Releases")),
            link(
                "enclosure", named["catalogue"], _KINDS[CATALOGUE], _("All of it as one GeoPackage")
            ),
            licence_link(request),
        ],
    }


_NAMED = ("landing", "openapi", "conformance", "collections", "releases", "catalogue")


def licence_link(request: HttpRequest) -> Link:
    """Return the link to the page that says what may be done with the data, source by source."""
    page = site_url(request) + reverse("explore:sources")
    return link("license", page, "text/html", _("Sources and terms"))


def described_collections(request: HttpRequest) -> dict[str, Any]:
    """Return all collections."""
    own = site_url(request) + reverse("api:collections")
    return {
        "links": [link("self", own, JSON, _("This page")), licence_link(request)],
        "collections": [described_collection(request, one) for one in OFFERS],
    }


def described_collection(request: HttpRequest, collection: str) -> dict[str, Any]:
    """Return one collection: how many items, where they lie, and where to get them."""
    base, offer, language = site_url(request), OFFERS[collection], get_language()
    columns = open_columns(opened_release().columns / collection)
    own = base + reverse("api:collection", args=[collection])
    items = base + reverse("api:items", args=[collection])
    answer = {
        "id": collection,
        "title": str(offer.title),
        "description": str(offer.description),
        "itemType": "feature",
        "itemCount": len(columns),
        "crs": [CRS84],
        "links": [
            link("self", own, JSON, _("This page")),
            link("items", f"{items}?lang={language}", GEOJSON, str(offer.title)),
            link("items", f"{items}?lang={language}&f=csv", "text/csv", str(offer.title)),
            licence_link(request),
        ],
    }
    if bounds := extent(columns):
        answer["extent"] = {"spatial": {"bbox": [bounds], "crs": CRS84}}
    return answer


def listed_releases(request: HttpRequest) -> dict[str, Any]:
    """Return the kept releases, newest first; every address in it stays valid while it is kept."""
    current = opened_release().id
    return {
        "links": [link("self", site_url(request) + reverse("api:releases"), JSON, _("This page"))],
        "releases": [
            {
                "id": release.id,
                "created": release.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "current": release.id == current,
                "links": [_file(request, release, name) for name in _KINDS],
            }
            for release in all_releases()
        ],
    }


def _file(request: HttpRequest, release: Release, name: str) -> dict[str, Any]:
    href = site_url(request) + reverse("releases:download", args=[release.id, name])
    rel = "enclosure" if name == CATALOGUE else "describedby"
    size = (release.folder / name).stat().st_size
    return {**link(rel, href, _KINDS[name], name), "length": size}

"""Records as GeoJSON features (RFC 7946), with the links of OGC API Features."""

import json
from typing import Any

import shapely
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prospect.api.content import DECIMALS, OFFERS, position
from prospect.api.endpoint import GEOJSON, JSON, site_url
from prospect.api.records import Page

Link = dict[str, str]


def feature(collection: str, record: Any) -> dict[str, Any]:
    """Return one feature; its id is the record's key and stays the same in every release."""
    shape = geometry(collection, record)
    answer: dict[str, Any] = {"type": "Feature", "id": record.key}
    if shape is not None and shape.geom_type != "Point":
        answer["bbox"] = list(shape.bounds)
    answer["geometry"] = None if shape is None else json.loads(shapely.to_geojson(shape))
    answer["properties"] = {f.name: f.read(record) for f in OFFERS[collection].fields}
    return answer


def geometry(collection: str, record: Any) -> Any:
    """Return the outline or the point of a record in degrees, outer rings counter-clockwise."""
    offer = OFFERS[collection]
    if not offer.geographic:
        return None
    shape = getattr(record, offer.shape)
    if shape is None:
        return shapely.Point(position(record))
    rounded = shapely.transform(shape, lambda coordinates: coordinates.round(DECIMALS))
    return shapely.orient_polygons(rounded)


def feature_links(request: HttpRequest, collection: str, record: Any) -> list[Link]:
    """Return the links of one feature: itself, its collection, and its page for people."""
    base, offer, language = site_url(request), OFFERS[collection], get_language()
    own = base + reverse("api:item", args=[collection, record.key])
    whole = base + reverse("api:collection", args=[collection])
    links = [
        link("self", f"{own}?lang={language}", GEOJSON, _("This item")),
        link("collection", f"{whole}?lang={language}", JSON, str(offer.title)),
    ]
    if offer.page:
        page = base + reverse(offer.page, args=[record.key])
        links.append(link("alternate", page, "text/html", _("The page for people")))
    return links


def feature_collection(request: HttpRequest, collection: str, page: Page) -> dict[str, Any]:
    """Return a page of features; the time stamp is the release's, so that answers compare equal."""
    features = []
    for record in page.records:
        one = feature(collection, record)
        one["links"] = feature_links(request, collection, record)
        features.append(one)
    return {
        "type": "FeatureCollection",
        "timeStamp": page.release.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberMatched": page.matched,
        "numberReturned": len(features),
        "features": features,
        "links": page_links(request, collection, page, "json"),
    }


def page_links(request: HttpRequest, collection: str, page: Page, form: str) -> list[Link]:
    """Return the links of a page: itself, next and previous, the other format, the collection."""
    whole = site_url(request) + reverse("api:collection", args=[collection])
    own, other = (GEOJSON, "text/csv") if form == "json" else ("text/csv", GEOJSON)
    links = [link("self", _with(request), own, _("This page"))]
    if page.asked.offset + len(page.records) < page.matched and page.records:
        following = _with(request, offset=page.asked.offset + page.asked.limit)
        links.append(link("next", following, own, _("Next page")))
    if page.asked.offset:
        before = _with(request, offset=max(0, page.asked.offset - page.asked.limit))
        links.append(link("prev", before, own, _("Previous page")))
    other_form = _with(request, f="csv" if form == "json" else "json")
    links.append(link("alternate", other_form, other, _("The same in another format")))
    links.append(link("collection", whole, JSON, str(OFFERS[collection].title)))
    return links


def link(rel: str, href: str, kind: str, title: str) -> Link:
    """Return one link as OGC API writes it."""
    return {"rel": rel, "href": href, "type": kind, "title": title}


def _with(request: HttpRequest, **changes: Any) -> str:
    """Return the address asked for, with some parameters changed."""
    parameters = request.GET.copy()
    for name, cell in changes.items():
        parameters[name] = str(cell)
    query = parameters.urlencode()
    address = site_url(request) + request.path.rstrip("/")
    return f"{address}?{query}" if query else address

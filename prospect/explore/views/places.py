"""Places an investor steers by: an index by kind, and one page for each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area, Place
from prospect.catalogue.municipalities import names_for, spoken
from prospect.explore import sketch
from prospect.explore.errors import raise_missing
from prospect.explore.journeys import distance_words
from prospect.explore.map_settings import map_settings
from prospect.geometry.measures import metres_between
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import OPENNESS, PLACE_KINDS
from prospect.releases.store import current_release
from prospect.search.columns import open_columns
from prospect.search.filters import PARAMETERS, Filter, read_filter
from prospect.search.selection import Selection

NEAREST = 6
AROUND = (0.09, 0.045)  # degrees east and north that the small map shows beside the place
HERO = (1440, 400)
BOTH = "DK/SE"


def index(request: HttpRequest) -> HttpResponse:
    """Show the places that fit the filter, by kind."""
    columns = open_columns(current_release().columns / "places")
    asked = read_filter("places", request.GET, strict=False, code_of=columns.code_of)
    selection = Selection(columns, asked)
    context = {
        "section": "places",
        "asked": asked,
        "total": selection.total,
        "groups": _groups(selection),
        "kinds": _choices(selection, "kind"),
        "countries": _choices(selection, "country"),
        "crumbs": [(gettext("Home"), reverse("explore:home")), (gettext("Places"), "")],
    }
    return render(request, "explore/places.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one place, where it is, and the areas nearest to it."""
    place = published(Place).filter(key=key).first()
    if place is None:
        raise_missing("places", key)
    areas = list(published(Area).select_related("partner").defer("body", "note", "source_urls"))
    lon, lat = place.point.x, place.point.y
    around = (lon - AROUND[0], lat - AROUND[1], lon + AROUND[0], lat + AROUND[1])
    frame = sketch.Frame.around(around, *HERO)
    context = {
        "section": "places",
        "place": place,
        "kind": PLACE_KINDS.label(place.kind),
        "municipality": spoken(place.municipality, names_for()),
        "country": country_label(place.country),
        "status": OPENNESS.label(place.status),
        "nearest": _nearest(place, areas),
        "map": sketch.draw(frame, areas),
        "pin": frame.point(lon, lat),
        "settings": map_settings(page={"marker": [lon, lat]}, fit=around),
        "crumbs": _crumbs(place),
    }
    return render(request, "explore/place.html", context)


def country_label(code: str) -> str:
    """Return the country in words; a place on the border belongs to both."""
    return gettext("Denmark and Sweden") if code == BOTH else str(COUNTRIES.label(code))


def _groups(selection: Selection) -> list[dict[str, Any]]:
    columns = selection.columns
    order = columns.by_name(get_language() or "en")
    pks = columns["pk"][selection.positions(order)].tolist()
    found = published(Place).filter(among(pks)).defer("source_urls").in_bulk()
    groups, names = [], names_for()
    for kind, line in PLACE_KINDS.items():
        places = [found[pk] for pk in pks if pk in found and found[pk].kind == kind]
        if places:
            rows = [
                {
                    "place": place,
                    "municipality": spoken(place.municipality, names),
                    "country": country_label(place.country),
                }
                for place in places
            ]
            groups.append({"kind": kind, "label": line.label, "rows": rows})
    return groups


def _choices(selection: Selection, name: str) -> list[dict[str, Any]]:
    """Return the values of a facet as links, each with its count and the query it leads to."""
    counts, asked = selection.counts(name), selection.asked
    known = next(p for p in PARAMETERS["places"] if p.name == name).vocabulary
    chosen = asked.codes.get(name, ())
    return [
        {
            "label": PLACE_KINDS.label(code) if name == "kind" else country_label(code),
            "count": counts.get(code, 0),
            "chosen": code in chosen,
            "query": _toggled(asked, name, code),
        }
        for code in known
        if counts.get(code) or code in chosen
    ]


def _toggled(asked: Filter, name: str, code: str) -> str:
    if code in asked.codes.get(name, ()):
        return asked.without(name, code).query()
    codes = {**asked.codes, name: (*asked.codes.get(name, ()), code)}
    return Filter("places", q=asked.q, codes=codes, bbox=asked.bbox).query()


def _nearest(place: Place, areas: list[Area]) -> list[dict[str, Any]]:
    """Return the nearest areas with the distance from place to outline in words."""
    far = []
    for area in areas:
        if area.kind != sketch.CORRIDOR and area.outline is not None:
            far.append((metres_between(place.point, area.outline), area))
    far.sort(key=lambda pair: pair[0])
    return [
        {
            "area": area,
            "distance": distance_words(metres),
            "inside": metres < 50,
            "country": COUNTRIES.label(area.country),
        }
        for metres, area in far[:NEAREST]
    ]


def _crumbs(place: Place) -> list[tuple[str, str]]:
    places = (gettext("Places"), reverse("explore:places"))
    return [(gettext("Home"), reverse("explore:home")), places, (str(place.name), "")]

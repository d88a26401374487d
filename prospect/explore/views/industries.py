"""Industries: an index, and one page for each."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area, Figure, Industry, Organisation, Place
from prospect.explore.errors import raise_missing
from prospect.explore.topics import SECTOR_PLACES, serves_sector
from prospect.languages.folding import collation_key
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import PLACE_KINDS, ROLES
from prospect.registers.units import UNITS
from prospect.releases.store import Release, current_release
from prospect.search.columns import open_columns
from prospect.search.filters import Filter
from prospect.search.selection import Selection

MOST_AREAS = 12  # the map shows the rest


def index(request: HttpRequest) -> HttpResponse:
    """Show every industry with the number of areas that aim at it."""
    counts = area_counts(current_release())
    cards = [
        {"industry": industry, "count": counts.get(industry.key, 0)}
        for industry in published(Industry).only("key", "name", "summary").order_by("pk")
    ]
    context = {"section": "industries", "cards": cards, "crumbs": _crumbs(gettext("Industries"))}
    return render(request, "explore/industries.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one industry: its figures, areas, places and whom to ask."""
    industry = published(Industry).filter(key=key).first()
    if industry is None:
        raise_missing("industries", key)
    areas = _areas(key)
    context = {
        "section": "industries",
        "industry": industry,
        "clusters": _clusters(industry),
        "areas": areas[:MOST_AREAS],
        "area_total": len(areas),
        "organisations": _organisations(key),
        "named": _named_places(industry),
        "places": _places(key),
        "crumbs": _crumbs(
            str(industry.name), (gettext("Industries"), reverse("explore:industries"))
        ),
    }
    return render(request, "explore/industry.html", context)


def area_counts(release: Release) -> dict[str, int]:
    """Return how many areas aim at each sector."""
    columns = open_columns(release.columns / "areas")
    return Selection(columns, Filter("areas")).counts("sector")


def _crumbs(here: str, *above: tuple[str, str]) -> list[tuple[str, str]]:
    return [(gettext("Home"), reverse("explore:home")), *above, (here, "")]


def _clusters(industry: Industry) -> list[dict[str, Any]]:
    """Return the figures by cluster; counts of different clusters stand apart."""
    figures = published(Figure).filter(industry=industry).order_by("pk")
    rows: list[dict[str, Any]] = [{"figure": f, "unit": UNITS.label(f.unit)} for f in figures]
    rows.sort(key=lambda row: row["figure"].cluster)
    return [
        {"name": name, "rows": list(group)}
        for name, group in groupby(rows, key=lambda row: row["figure"].cluster)
    ]


def _areas(sector: str) -> list[dict[str, Any]]:
    """Return the areas that aim at a sector, the most prominent first."""
    columns = open_columns(current_release().columns / "areas")
    fitting = Selection(columns, Filter("areas", codes={"sector": (sector,)}))
    order = {pk: rank for rank, pk in enumerate(columns["pk"][(-columns["prominence"]).argsort()])}
    pks = columns["pk"][fitting.positions()].tolist()
    areas = (
        published(Area)
        .filter(among(pks))
        .select_related("partner")
        .only("key", "name", "summary", "country", "stage", "uses", "partner__short_name")
    )
    ranked = sorted(areas, key=lambda area: order[area.pk])
    return [{"area": area, "country": COUNTRIES.label(area.country)} for area in ranked]


def _organisations(sector: str) -> list[dict[str, Any]]:
    return [
        {"organisation": organisation, "role": ROLES.label(organisation.role)}
        for organisation in published(Organisation).order_by("pk")
        if serves_sector(organisation, sector)
    ]


def _every_place() -> QuerySet[Place]:
    return published(Place).only("key", "name", "kind", "municipality", "country")


def _named_places(industry: Industry) -> list[Place]:
    """Return the places the text names, by the part of their name before a comma.

    Names of areas are no names of places: 'Carlsberg Byen' is not the brewery.
    """
    body = f"{industry.summary.get('en', '')} {industry.body.get('en', '')}"
    for area in published(Area).only("name"):
        body = body.replace(area.name.get("en", ""), "")
    found = []
    for place in _every_place():
        name = place.name.get("en", "").partition(",")[0]
        if name and name in body:
            found.append(place)
    return found


def _places(sector: str) -> list[dict[str, Any]]:
    kinds, language = SECTOR_PLACES.get(sector, ()), get_language() or "en"
    groups = []
    places = list(_every_place().filter(kind__in=kinds)) if kinds else []
    for kind in kinds:
        mine = [place for place in places if place.kind == kind]
        mine.sort(key=lambda place: collation_key(str(place.name), language))
        if mine:
            groups.append({"label": PLACE_KINDS.label(kind), "kind": kind, "places": mine})
    return groups

"""Everything the page of an area tells, gathered with few questions."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area, Industry, Milestone, Opportunity
from prospect.explore import area_facts
from prospect.explore.area_media import media_of
from prospect.explore.area_neighbours import neighbours_of
from prospect.explore.area_plan import plan_of, timeline
from prospect.explore.contact_card import card_for
from prospect.explore.context import site_url
from prospect.explore.errors import raise_missing
from prospect.explore.idea_page import initiatives_of_area
from prospect.explore.journeys import access_of_area
from prospect.explore.map_settings import map_settings
from prospect.explore.opportunity_words import offers
from prospect.explore.structured_data import data_block, place_of
from prospect.languages.numbers import listing
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import AREA_KINDS
from prospect.registers.land_use import CATEGORIES, USES
from prospect.registers.sectors import SECTORS
from prospect.registers.units import UNITS
from prospect.releases.store import Release

FRESH_DAYS = 90  # older confirmations are shown as old
SURROUNDINGS = 0.6  # of the area's extent, shown around it on the page's map


def find_area(key: str) -> tuple[Area, list[Area]]:
    """Return an area and its parts with their figures; 404 or 410 when the release has none."""
    found = (
        published(Area)
        .filter(Q(key=key) | Q(parent__key=key))
        .select_related("partner", "parent")
        .prefetch_related("figures")
    )
    areas = list(found)
    area = next((one for one in areas if one.key == key), None)
    if area is None:
        raise_missing("areas", key)
    return area, [one for one in areas if one.key != key]


def tell_area(request: HttpRequest, release: Release, key: str) -> dict[str, Any]:
    """Return the context of the page of an area."""
    area, parts = find_area(key)
    milestones = list(published(Milestone).filter(area=area).order_by("year"))
    picture = site_url(request) + reverse("explore:area_share", args=[key])
    url = site_url(request) + request.path
    return {
        "section": "map",
        "area": area,
        "crumbs": _crumbs(area),
        "country": COUNTRIES[area.country],
        "category": CATEGORIES[area.category],
        "kind": AREA_KINDS.label(area.kind),
        "uses": [USES[code] for code in area.uses if code in USES],
        "fresh": is_fresh(area.confirmed_on, release.created.date()),
        "facts": area_facts.fact_bar(area),
        "anchors": _anchors(bool(parts)),
        "shares": (shares := area_facts.shares(area)),
        "any_hatched": any(share.hatched and not share.exceeds for share in shares),
        "without_share": area_facts.without_share(area),
        "figures": [area_facts.tell(f) for f in area_facts.figures_of(area).values()],
        "plan": plan_of(area),
        "stops": timeline(area, milestones, release.created.year),
        "access": access_of_area(release.id, area),
        "opportunities": _opportunities(area),
        "industries": (industries := industries_of(area)),
        "other_sectors": other_sectors(area, industries),
        "initiatives": initiatives_of_area(area.key),
        "parts": [_part(part) for part in parts],
        **media_of(area),
        "neighbours": neighbours_of(release.id, area),
        "card": card_for(area.country, area.partner, area),
        "sources": area_facts.links(area.source_urls),
        "settings": map_settings(page={"selected": area.key}, fit=_fit(area)),
        "picture": picture,
        "structured": data_block(place_of(area, url, picture, get_language() or "en")),
    }


def is_fresh(confirmed_on: date | None, today: date) -> bool:
    """Return whether the owner confirmed a record lately, counted on the day of the release."""
    return confirmed_on is not None and (today - confirmed_on).days <= FRESH_DAYS


def industries_of(area: Area) -> list[dict[str, Any]]:
    """Return the industries an area aims at, each with one figure where the region has one."""
    found = published(Industry).filter(key__in=area.sectors).prefetch_related("figures")
    pages = {industry.key: industry for industry in found}
    told = []
    for code in filter(pages.get, area.sectors):
        figure = next(iter(pages[code].figures.all()), None)
        told.append(
            {
                "label": SECTORS.label(code),
                "industry": pages[code],
                "figure": figure,
                "value": area_facts.tell(figure) if figure else None,
                "unit": UNITS.label(figure.unit) if figure else "",
            }
        )
    return told


def other_sectors(area: Area, industries: list[dict[str, Any]]) -> str:
    """Return the aims of an area that have no page of an industry, as a list in words."""
    with_page = {one["industry"].key for one in industries}
    return listing([SECTORS.label(code).lower() for code in area.sectors if code not in with_page])


def _anchors(with_parts: bool) -> list[tuple[str, str]]:
    """Return the sections of the page, for the row of links at its head."""
    anchors = [
        ("figures", gettext("Build-out")),
        ("plan", gettext("Plan status")),
        ("rail", gettext("Minutes by rail")),
        ("opportunities", gettext("Opportunities here")),
        ("industries", gettext("Industries that fit")),
        ("neighbours", gettext("Neighbours")),
        ("sources", gettext("Sources and links")),
        ("contact", gettext("Whom to ask")),
    ]
    if with_parts:
        anchors.insert(5, ("parts", gettext("Sub-areas")))
    return anchors


def _crumbs(area: Area) -> list[tuple[str, str]]:
    partner = area.partner
    place = f"{partner.short_name}, {COUNTRIES.label(area.country)}"
    crumbs = [
        (gettext("All areas"), reverse("explore:areas")),
        (place, f"{reverse('explore:map')}?municipality={partner.key}"),
    ]
    if area.parent:
        crumbs.append((str(area.parent.name), reverse("explore:area", args=[area.parent.key])))
    return crumbs


def _opportunities(area: Area) -> list[dict[str, Any]]:
    found = (
        published(Opportunity).filter(Q(area=area) | Q(area__parent=area)).select_related("area")
    )
    return offers(sorted(found, key=lambda record: (record.illustrative, str(record.name))))


def _part(part: Area) -> dict[str, Any]:
    figures = area_facts.figures_of(part)
    facts = [area_facts.tell(figures[name]) for name in figures if name.startswith("planned")]
    return {"area": part, "stage": part.rung.label, "facts": facts[:3]}


def _fit(area: Area) -> list[float]:
    """Return what the page's map shows: the area to the right, clear of the box with its name."""
    if area.outline is None:
        return [area.lon - 0.04, area.lat - 0.012, area.lon + 0.02, area.lat + 0.012]
    west, south, east, north = area.outline.bounds
    across = max(east - west, 1.7 * (north - south))
    around = SURROUNDINGS * across
    return [
        round(side, 5)
        for side in (west - 2 * around, south - around / 4, east + around / 2, north + around / 4)
    ]

"""Everything the page of an opportunity tells, and how to proceed in its country."""

from dataclasses import dataclass
from typing import Any

import shapely
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Opportunity
from prospect.explore import area_facts
from prospect.explore.area_page import is_fresh
from prospect.explore.contact_card import Card, Contact, card_for, contact_of
from prospect.explore.context import site_url
from prospect.explore.errors import raise_missing
from prospect.explore.journeys import access_of_point
from prospect.explore.map_settings import map_settings
from prospect.explore.opportunity_words import offer
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.releases.store import Release

NEED_STEP = _("The first contact in this country helps you find out whether this fits.")
OWNER_STEP = _(
    "Ask whether it is still free, on what terms and at what price; none of this is recorded here."
)
PLAN_STEP = {
    "DK": _("Ask which local plan (lokalplan) applies and what it allows; it is binding."),
    "SE": _(
        "Ask which detailed plan (detaljplan) applies and whether it has gained legal force "
        "(laga kraft); then it is binding."
    ),
}
PERMIT_STEP = {
    "DK": _("Before building, apply to the municipality for a building permit (byggetilladelse)."),
    "SE": _(
        "Before building, apply to the municipality for a building permit (bygglov); work may "
        "begin after its starting notice (startbesked)."
    ),
}
ALLOCATION_STEP = _(
    "Land of the city is given by land allocation (markanvisning): the sole right, for a limited "
    "time and on set terms, to negotiate with the municipality about building there."
)


@dataclass(frozen=True)
class Step:
    """One step of how to proceed: what to do, and with whom."""

    heading: Any
    text: Any
    contact: Contact | None = None


def tell_opportunity(request: HttpRequest, release: Release, key: str) -> dict[str, Any]:
    """Return the context of the page of an opportunity; 404 or 410 when the release has none."""
    found = published(Opportunity).select_related("area__partner", "partner", "organisation")
    record = found.filter(key=key).first()
    if record is None:
        raise_missing("opportunities", key)
    partner = record.partner or (record.area.partner if record.area else None)
    card = card_for(record.country, partner, record.area)
    owner = contact_of(record.organisation, partner) if record.organisation else None
    position = [shapely.get_x(record.point), shapely.get_y(record.point)]
    return {
        "section": "opportunities",
        "crumbs": _crumbs(record),
        **offer(record),
        "partner": partner,
        "country": COUNTRIES[record.country],
        "fresh": is_fresh(record.confirmed_on, release.created.date()),
        "owner": owner,
        "card": card,
        "steps": _steps(record, card, owner),
        "access": access_of_point(release.id, record.point),
        "sources": area_facts.links(record.source_urls),
        "picture": _picture(request, record),
        "settings": map_settings(page={"marker": position}, layer="opportunities"),
    }


def _steps(record: Opportunity, card: Card, owner: Contact | None) -> list[Step]:
    """Return how to proceed, in order; only plots need a permission to build."""
    steps = [
        Step(_("Say what you need"), NEED_STEP, card.first),
        Step(_("Ask the owner or land office"), OWNER_STEP, owner),
    ]
    if record.tenure == "land_allocation":
        steps.append(Step(_("Apply for land"), ALLOCATION_STEP))
    steps.append(Step(_("Check the plan"), PLAN_STEP[record.country], card.authority))
    if record.kind == "plot":
        steps.append(Step(_("Apply for permission to build"), PERMIT_STEP[record.country]))
    return steps


def _picture(request: HttpRequest, record: Opportunity) -> str:
    """Return the address of the picture of its area; an opportunity has none of its own."""
    if record.area is None:
        return ""
    return site_url(request) + reverse("explore:area_share", args=[record.area.key])


def _crumbs(record: Opportunity) -> list[tuple[str, str]]:
    crumbs = [(gettext("All opportunities"), reverse("explore:opportunities"))]
    if record.area:
        crumbs.append((str(record.area.name), reverse("explore:area", args=[record.area.key])))
    return crumbs

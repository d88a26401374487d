"""The idea catalogue: the list in four views, and a page for each initiative."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Region
from prospect.explore import sketch
from prospect.explore.idea_list import IdeaList
from prospect.explore.idea_page import stalled_years, tell_idea
from prospect.records.models import published
from prospect.registers.initiatives import INITIATIVE_KINDS, PROGRESS
from prospect.releases.store import current_release

MAP = (1120, 620)  # pixels


def index(request: HttpRequest) -> HttpResponse:
    """List the initiatives that fit the filters, in the view asked for."""
    listed = IdeaList.of(request.GET)
    stalled = stalled_years(listed.found)
    context: dict[str, Any] = {
        "section": "ideas",
        "listed": listed,
        "total": len(listed.every),
        "rows": [
            {
                "idea": one,
                "kind": INITIATIVE_KINDS.label(one.kind),
                "progress": PROGRESS.label(one.progress) if one.progress else "",
                "stalled": stalled.get(one.pk),
            }
            for one in listed.found
        ],
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("Idea catalogue"), ""),
        ],
    }
    if listed.view == "map":
        context |= _on_the_map(listed)
    return render(request, "explore/ideas.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one initiative; 404 when this release does not hold it."""
    return render(request, "explore/idea.html", tell_idea(current_release(), key))


def _on_the_map(listed: IdeaList) -> dict[str, Any]:
    """Return the drawn map of the areas that the initiatives change, and the same as a list."""
    wanted = {key for one in listed.found for key in one.areas}
    areas = list(published(Area).filter(key__in=wanted).select_related("partner"))
    region = published(Region).get()
    bounds = (region.view_west, region.view_south, region.view_east, region.view_north)
    changed = [
        {"area": area, "ideas": [one for one in listed.found if area.key in one.areas]}
        for area in sorted(areas, key=lambda area: str(area.name))
    ]
    return {
        "map": sketch.draw(sketch.Frame.around(bounds, *MAP), areas, offshore=True),
        "changed": changed,
        "elsewhere": [one for one in listed.found if not one.areas],
    }

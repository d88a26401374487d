"""Embeds: what other sites show of ours in a frame, and the page that makes the code for it."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import numpy as np
from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from prospect.explore import area_facts, facets, sentences, sketch
from prospect.explore.area_page import find_area, is_fresh
from prospect.explore.area_rows import Row, row_words, rows
from prospect.explore.context import site_url
from prospect.explore.embeds import KINDS, LEAST, MOST, THEMES, Embed, theme_of
from prospect.explore.errors import Gone
from prospect.explore.idea_list import FACETS, IdeaList
from prospect.explore.map_settings import map_settings
from prospect.registers.countries import COUNTRIES
from prospect.registers.initiatives import INITIATIVE_KINDS, PROGRESS
from prospect.registers.kinds import AREA_KINDS
from prospect.registers.land_use import CATEGORIES
from prospect.releases.store import current_release
from prospect.search.cells import ParameterError
from prospect.search.columns import Columns, open_columns
from prospect.search.filters import Filter, read_filter
from prospect.search.selection import Selection

View = Callable[..., HttpResponse]
MOST_AREAS, MOST_IDEAS = 100, 20  # rows in a frame; the page at Prospect has all
PICTURE = (720, 300)  # pixels
AROUND = 0.06, 0.025  # degrees shown on either side of an area


def framable(view: View) -> View:
    """Let the sites the operator names, and our own pages, show an answer in a frame; 404 and 410 too."""

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = csp_replace({"frame-ancestors": [SELF, *settings.EMBED_ON]})(_or_missing(view))
        return cast(HttpResponse, xframe_options_exempt(told)(request, *args, **kwargs))

    return shown


def framing(view: View) -> View:
    """Let a page of ours show another page of ours in a frame."""
    return cast(View, csp_replace({"frame-src": [SELF]})(view))


def _or_missing(view: View) -> View:
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404 as missing:
            status = 410 if isinstance(missing, Gone) else 404
            context = {"theme": theme_of(request.GET), "full": reverse("explore:home")}
            answer = render(request, "explore/embed/missing.html", context, status=status)
            answer.headers["Cache-Control"] = "no-store"
            return answer

    return told


@framing
def builder(request: HttpRequest) -> HttpResponse:
    """Make the code that shows a map, an area or a list of ours on another site, with a preview."""
    if hasattr(request, "as_of"):  # a frame is of today: older releases go away
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{request.path_info}?{query}" if query else request.path_info)
    embed = Embed.of(request.GET)
    context = {
        "section": "about",
        "embed": embed,
        "code": embed.code(site_url(request), reverse("embed_script")),
        "kinds": KINDS.values(),
        "themes": THEMES.values(),
        "languages": settings.LANGUAGES,
        "least": LEAST,
        "most": MOST,
        "sites": settings.EMBED_ON,
        "contact": settings.CONTACT_URL,
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("Put it on your page"), ""),
        ],
    }
    return render(request, "explore/embed.html", context)


def region(request: HttpRequest) -> HttpResponse:
    """Show the areas that fit the filter on the map, and the same as a list."""
    release = current_release()
    columns = open_columns(release.columns / "areas")
    asked, unknown = _read(request.GET, columns)
    selection = Selection(columns, asked)
    largest = np.argsort(-columns["prominence"], kind="stable")
    pks = columns["pk"][selection.page(largest, 0, MOST_AREAS)].tolist()
    listed = rows(release.id, pks, asked.year)
    context = {
        **_frame(request, f"{reverse('explore:map')}?{asked.query()}"),
        "sentence": sentences.areas_fit(selection.total, selection.split("country")),
        "chips": [chip.label for chip in facets.asked(selection)],
        "unknown": [{**facets.facet_labels(), "year": gettext("Year")}[name] for name in unknown],
        "rows": listed,
        "more": selection.total - len(listed),
        "words": row_words(),
        "settings": _map_of(listed, selection),
    }
    return render(request, "explore/embed/map.html", context)


def _map_of(listed: list[Row], selection: Selection) -> dict[str, Any]:
    """Return the settings of the map: the areas of the list, from afar as discs, where they are."""
    box = selection.box() if selection.asked.names else None
    return map_settings(
        page={},
        shown=[row["key"] for row in listed],
        clusters=facets.centres([row["area"] for row in listed], get_language() or "en"),
        fit=box and [round(side, 4) for side in box],
    )


def _read(given: Any, columns: Columns) -> tuple[Filter, list[str]]:
    """Return what is asked, and the names of what was asked and not understood."""
    asked = read_filter("areas", given, strict=False, code_of=columns.code_of)
    try:
        read_filter("areas", given, strict=True, code_of=columns.code_of)
    except ParameterError as error:
        return asked, [error.name]
    return asked, []


def area(request: HttpRequest, key: str) -> HttpResponse:
    """Show one area as a card: where it is, its first figures and its stage."""
    found, _parts = find_area(key)
    frame = sketch.Frame.around(_around(found), *PICTURE)
    context = {
        **_frame(request, reverse("explore:area", args=[key])),
        "area": found,
        "country": COUNTRIES[found.country],
        "category": CATEGORIES[found.category],
        "kind": AREA_KINDS.label(found.kind),
        "stage": found.rung.label,
        "facts": area_facts.fact_bar(found),
        "fresh": is_fresh(found.confirmed_on, current_release().created.date()),
        "map": sketch.draw(frame, [found]),
        "pin": None if found.outline is not None else frame.point(found.lon, found.lat),
    }
    return render(request, "explore/embed/area.html", context)


def _around(found: Any) -> tuple[float, float, float, float]:
    """Return the box of an area with what lies around it, in degrees."""
    here = (found.lon, found.lat, found.lon, found.lat)
    west, south, east, north = found.outline.bounds if found.outline is not None else here
    return west - AROUND[0], south - AROUND[1], east + AROUND[0], north + AROUND[1]


def ideas(request: HttpRequest) -> HttpResponse:
    """Show the initiatives that fit the filter as a list."""
    listed = IdeaList.of(request.GET)
    labels = {"priority": gettext("Priority area"), **{n: f[0] for n, f in FACETS.items()}}
    priority = next((one for one, _n, chosen in listed.doors if chosen), None)
    context = {
        **_frame(request, reverse("explore:ideas") + listed.address()),
        "priority": priority,
        "total": len(listed.found),
        "more": max(len(listed.found) - MOST_IDEAS, 0),
        "unknown": _unknown(request.GET, listed.asked, labels),
        "rows": [
            {
                "idea": one,
                "kind": INITIATIVE_KINDS.label(one.kind),
                "progress": PROGRESS.label(one.progress) if one.progress else "",
            }
            for one in listed.found[:MOST_IDEAS]
        ],
    }
    return render(request, "explore/embed/ideas.html", context)


def _unknown(given: Mapping[str, str], asked: Any, labels: dict[str, Any]) -> list[Any]:
    return [label for name, label in labels.items() if given.get(name) and name not in asked]


def _frame(request: HttpRequest, full: str) -> dict[str, Any]:
    """Return what every frame is told: its theme, and the page at Prospect that says more."""
    return {"theme": theme_of(request.GET), "full": full.rstrip("?")}

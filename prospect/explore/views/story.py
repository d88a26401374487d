"""The story of the region: all chapters beside one map, each of them alone, and its still picture."""

from typing import Any

import shapely
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.explore.context import region_name, site_url
from prospect.explore.embeds import theme_of
from prospect.explore.errors import raise_missing
from prospect.explore.map_settings import map_settings, notes_of_maps
from prospect.explore.share_picture import draw_share_picture
from prospect.explore.stills import still_of
from prospect.explore.story import Told, chapters, tell
from prospect.releases.store import current_release


def index(request: HttpRequest) -> HttpResponse:
    """Tell every chapter; the map follows who reads."""
    told = tell(chapters())
    title = gettext("The region's story")
    context = {
        "section": "story",
        "told": told,
        "title": title,
        "settings": story_settings(told),
        "crumbs": [(gettext("Home"), reverse("explore:home")), (title, "")],
    }
    return render(request, "explore/story.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Tell one chapter, with what comes before and after; 404 or 410 when this release has none."""
    rows = chapters()
    place = _place(rows, key)
    (told,) = tell([rows[place]])
    context = {
        "section": "story",
        "told": told,
        "number": place + 1,
        "of": len(rows),
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
        "settings": story_settings([told]),
        "picture": site_url(request) + reverse("explore:chapter_share", args=[key]),
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("The region's story"), reverse("explore:story")),
            (str(told.chapter.name), ""),
        ],
    }
    return render(request, "explore/chapter.html", context)


def embed(request: HttpRequest, key: str) -> HttpResponse:
    """Tell one chapter with its still picture, for a frame of another site."""
    context = {
        "told": _told(key),
        "theme": theme_of(request.GET),
        "full": reverse("explore:chapter", args=[key]),
    }
    return render(request, "explore/embed/chapter.html", context)


def still(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the view of a chapter as an SVG that stands alone, in the theme asked for."""
    told = _told(key)
    context = still_of(told, dark=request.GET.get("theme") == "dark")
    return render(request, "explore/still.svg", context, content_type="image/svg+xml")


def share_picture(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the picture of a chapter for links shared elsewhere."""
    told = _told(key)
    outlines = [area.outline for area in told.areas if area.outline is not None]
    site = f"Prospect {region_name(current_release().id, get_language() or '')}"
    at = (told.chapter.lon, told.chapter.lat)
    outline = shapely.union_all(outlines) if outlines else None
    title = str(told.chapter.name)
    story = gettext("The region's story")
    picture = draw_share_picture(outline, at, title, story, site, [*notes_of_maps()])
    return HttpResponse(picture, content_type="image/png")


def story_settings(told: list[Told]) -> dict[str, Any]:
    """Return the settings of the map beside chapters; the first view is that of the first."""
    return map_settings(story=[one.scene for one in told], cover="")


def _told(key: str) -> Told:
    rows = chapters()
    return tell([rows[_place(rows, key)]])[0]


def _place(rows: list[Any], key: str) -> int:
    found = [place for place, one in enumerate(rows) if one.key == key]
    if not found:
        raise_missing("chapters", key)
    return found[0]

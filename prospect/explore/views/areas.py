"""Pages of areas: the index of all, one page each, and the picture shown where it is shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from prospect.explore.area_index import all_areas, by_country
from prospect.explore.area_page import find_area, tell_area
from prospect.explore.context import region_name
from prospect.explore.map_settings import notes_of_maps
from prospect.explore.paging import page_of
from prospect.explore.share_picture import draw_share_picture
from prospect.registers.countries import COUNTRIES
from prospect.releases.store import current_release

PAGE_SIZE = 500


def index(request: HttpRequest) -> HttpResponse:
    """List every area by country and municipality, in the alphabetical order of the reader."""
    areas = all_areas(get_language() or "en")
    page = page_of(areas, request.GET.get("page", ""), PAGE_SIZE)
    context = {
        "section": "map",
        "total": len(areas),
        "page": page,
        "countries": by_country(page.object_list),
    }
    return render(request, "explore/areas.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one area; 404 when this release does not hold it."""
    return render(request, "explore/area.html", tell_area(request, current_release(), key))


def share_picture(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the picture of an area for links shared elsewhere."""
    area, _ = find_area(key)
    where = f"{area.partner.short_name}, {COUNTRIES.label(area.country)}"
    site = f"Prospect {region_name(current_release().id, get_language() or '')}"
    at = (area.lon, area.lat)
    picture = draw_share_picture(area.outline, at, str(area.name), where, site, [*notes_of_maps()])
    return HttpResponse(picture, content_type="image/png")

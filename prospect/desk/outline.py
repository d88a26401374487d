"""What the outline editor of the desk is told: its map, the areas around, and what to look at again."""

import json
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, Q
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from prospect.catalogue.models import Area, Region
from prospect.catalogue.siting import siblings_of, warnings_of, water_around
from prospect.geometry.measures import hectares
from prospect.geometry.positions import Window
from prospect.geometry.reading import Reading, as_geojson
from prospect.languages.numbers import number
from prospect.partners.models import Partner, Person, terms_of
from prospect.records.models import State
from prospect.releases.store import NoRelease, current_release

MOST_NEIGHBOURS = 200  # drawn to be snapped to; more would slow a phone
BESIDE = 0.05  # of a degree around what the map shows first


def region_window() -> Window | None:
    """Return the window of the region in degrees; None before a region is loaded."""
    region = Region.objects.first()
    return (region.west, region.south, region.east, region.north) if region else None


def editor_settings(
    *, by: Person, partner: Partner, area: Area | None = None, parent: Area | None = None
) -> dict[str, Any] | None:
    """Return the settings of an ``<outline-editor>``; None where there is no map to draw on yet."""
    base, window = map_base(), region_window()
    if base is None or window is None:
        return None
    view = first_view(area, partner, window)
    around = neighbours(by=by, partner=partner, area=area, view=view)
    return {
        **base,
        "fit": view,
        "check": reverse("desk:check_outline"),
        "about": {
            "key": area.key if area else "",
            "partner": partner.key,
            "parent": parent.key if parent else "",
        },
        "neighbours": [
            {"name": str(one.name), "geometry": json.loads(as_geojson(one.outline))}
            for one in around
        ],
    }


def map_base() -> dict[str, Any] | None:
    """Return what every map of the desk is told: its engine and archives; None before a release."""
    window = region_window()
    try:
        release = current_release()
    except NoRelease:
        return None
    if window is None:
        return None
    return {
        "worker": static("vendor/maplibre-gl/maplibre-gl-worker.mjs"),
        **{
            name: reverse("releases:archive", args=[release.id, name])
            if release.tiles(name).exists()
            else None
            for name in ("basemap", "region", "street")
        },
        "language": get_language() or settings.LANGUAGE_CODE,
        "bounds": window,
        "page": {"selected": ""},
        "headlines": [],
    }


def neighbours(*, by: Person, partner: Partner, area: Area | None, view: list[float]) -> list[Area]:
    """Return outlines to snap to: those of the partner, and those in view that ``by`` may see."""
    readable = Q(pk__in=Area.objects.open_to(by, "read").values("pk")) | Q(state=State.PUBLISHED)
    found = Area.objects.filter(readable).exclude(outline=None).exclude(state=State.ARCHIVED)
    found = found.only("key", "name", "outline", "partner").order_by("pk")
    if area:
        found = found.exclude(pk=area.pk)
    west, south, east, north = view
    own = list(found.filter(partner=partner)[:MOST_NEIGHBOURS])
    others = found.exclude(partner=partner).filter(
        lon__range=(west - BESIDE, east + BESIDE), lat__range=(south - BESIDE, north + BESIDE)
    )
    return [*own, *others[: MOST_NEIGHBOURS - len(own)]]


def first_view(area: Area | None, partner: Partner, window: Window) -> list[float]:
    """Return what the map shows first: the area, else the municipality, else the region."""
    if area and area.outline is not None:
        return list(area.outline.bounds)
    if area:
        return [area.lon - 0.02, area.lat - 0.012, area.lon + 0.02, area.lat + 0.012]
    border = terms_of(partner.pk).border
    if border is not None:
        return list(border.bounds)
    own = Area.objects.filter(partner=partner).aggregate(
        west=Min("lon"), south=Min("lat"), east=Max("lon"), north=Max("lat")
    )
    sides = own["west"], own["south"], own["east"], own["north"]
    return list(window) if None in sides else list(sides)


def told(reading: Reading, warnings: list[Any]) -> dict[str, Any]:
    """Return a reading as the editor takes it: words, places and shapes, all ready to show."""
    sound = reading.outline if not reading.problems else reading.repaired
    return {
        "hectares": number(hectares(sound)) if sound is not None else None,
        "outline": json.loads(as_geojson(reading.outline) or "null"),
        "problems": [{"words": one.words, "at": one.at} for one in reading.problems],
        "notes": list(reading.notes),
        "warnings": [{"words": one.words} for one in warnings],
        "repaired": json.loads(as_geojson(reading.repaired) or "null"),
    }


def siting_warnings(reading: Reading, *, by: Person, about: dict[str, str]) -> list[Any]:
    """Return what to look at again about a sound outline; Http404 for what ``by`` may not edit.

    ``about`` holds the keys of the area, its partner and the area it is a part of, or nothing.
    """
    area = _one(Area, by, about.get("key"))
    parent = _one(Area, by, about.get("parent")) or (area.parent if area else None)
    partner = area.partner if area else _one(Partner, by, about.get("partner"))
    outline = reading.outline if not reading.problems else None
    if outline is None:
        return []
    beside = siblings_of(area, parent=parent, partner=partner, by=by) if partner else ()
    return warnings_of(
        outline,
        border=terms_of(partner.pk).border if partner else None,
        siblings=beside,
        water=water_around(outline),
    )


def _one(model: Any, by: Person, key: str | None) -> Any:
    """Return the record with a key; None without one, Http404 for one somebody may not edit."""
    if not key:
        return None
    found = model.objects.editable_by(by).filter(key=key).first()
    if found is None:
        raise Http404("no such record")
    return found

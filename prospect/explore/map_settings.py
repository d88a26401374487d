"""What the map element is told: where its tiles and worker are, and every word it may say."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Region
from prospect.explore.lines import first_opening
from prospect.records.models import published
from prospect.releases.store import Release, current_release
from prospect.releases.street import credit_of


def map_settings(language: str | None = None, **more: Any) -> dict[str, Any]:
    """Return the settings of a <region-map>; ``more`` adds or replaces entries for one page."""
    release = current_release()
    region = published(Region).get()
    return {
        "release": release.id,
        "language": language or get_language() or settings.LANGUAGE_CODE,
        "worker": static("vendor/maplibre-gl/maplibre-gl-worker.mjs"),
        "basemap": _archive(release, "basemap"),
        "region": _archive(release, "region"),
        "street": _archive(release, "street"),
        "bounds": [region.west, region.south, region.east, region.north],
        "view": [region.view_west, region.view_south, region.view_east, region.view_north],
        "start": {
            "center": [
                (region.view_west + region.view_east) / 2,
                (region.view_south + region.view_north) / 2,
            ],
            "zoom": 9.9,
        },
        "linesOpen": first_opening(release.id),
        "areaUrl": reverse("explore:area", args=["KEY"]),
        "opportunityUrl": reverse("explore:opportunity", args=["KEY"]),
        "attribution": _credits(release),
        "outlineNote": notes_of_maps()[1],
        "words": _words(),
        **more,
    }


def _archive(release: Release, name: str) -> str | None:
    if not release.tiles(name).exists():
        return None
    return reverse("releases:archive", args=[release.id, name])


def notes_of_maps() -> tuple[str, str]:
    """Return what stands on everything we draw: whom we thank, and what outlines are."""
    return (
        gettext("© OpenStreetMap contributors (ODbL), drawn by Prospect"),
        gettext("Area outlines are indicative, not plan boundaries"),
    )


def _credits(release: Release) -> str:
    """Return whom the map thanks; a street-level extract brings its own words."""
    own, _outlines = notes_of_maps()
    street = release.tiles("street")
    return f"{own} | {credit_of(street)}" if street.exists() and credit_of(street) else own


def _words() -> dict[str, str]:
    return {
        "map_label": gettext("Map of the region"),
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "whole_region": gettext("Show the whole region"),
        "bridge": gettext("Øresund Bridge"),
        "opportunity": gettext("Opportunity"),
        "illustrative": gettext("Illustrative"),
        "areas": gettext("areas"),
        "failed": gettext("The map cannot be shown here. The list says the same."),
        "two_fingers": gettext("Use two fingers to move the map"),
        "ctrl_scroll": gettext("Hold Ctrl and scroll to zoom the map"),
        "cmd_scroll": gettext("Hold ⌘ and scroll to zoom the map"),
    }

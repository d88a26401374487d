"""What every public page is told: the release, the languages of this page, its address."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from prospect.catalogue.models import Region
from prospect.records.models import published
from prospect.releases.store import NoRelease, Release, current_release

BRIDGE = "–"  # in the name of a region it parts two shores; the header draws a bridge there


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the base template."""
    base, path = site_url(request), request.path_info
    as_of = getattr(request, "as_of", None)
    query = request.META.get("QUERY_STRING", "")
    pages = {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
    release = readable_release()
    return {
        "release": release,
        **names(release, get_language() or ""),
        "alternates": [
            (code, get_language_info(code)["name_local"], f"{page}?{query}" if query else page)
            for code, page in pages.items()
        ],
        "versions": [] if as_of else [(code, base + page) for code, page in pages.items()],
        "as_of": as_of,
        "today_url": f"{path}?{query}" if query else path,
        "site_url": base,
        "canonical_url": base + path,
        "active_language": get_language(),
    }


def names(release: Release | None, language: str) -> dict[str, Any]:
    """Return what the site and its region are called; without a region only Prospect."""
    name = region_name(release.id if release else "", language)
    return {
        "site_name": f"Prospect {name}".rstrip(),
        "region_name": name,
        "shores": name.split(BRIDGE) if name else [],
    }


@lru_cache(maxsize=24)
def region_name(release: str, language: str) -> str:
    """Return the name of the released region; empty when nothing is released."""
    region = published(Region).first() if release else None
    return str(region.name.spoken(language)) if region else ""


def site_url(request: HttpRequest) -> str:
    """Return the configured address of the site; the request's own where none is configured."""
    if settings.SITE_URL:
        return settings.SITE_URL
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that refuses a strange host must not name it
        return ""


def readable_release() -> Release | None:
    try:
        return current_release()
    except NoRelease:
        return None

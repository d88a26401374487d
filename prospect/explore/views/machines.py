"""What machines look for: the front door, robots.txt, the site map, security.txt, /was."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import etag

from prospect.catalogue.models import Area, Industry, Opportunity, Place
from prospect.explore.context import site_url
from prospect.records.models import published
from prospect.releases.middleware import keep_answer
from prospect.releases.store import current_release
from prospect.story.models import Chapter
from prospect.strategy.models import Initiative
from prospect.ui.vendor import ROOM

PAGES = (
    "home", "map", "areas", "opportunities", "industries", "places", "build_out", "one_plan", "changes", "story", "strategy", "strategy_report", "ideas",
    "contacts", "embed", "about", "sources", "accessibility", "privacy",
)  # fmt: skip
RECORDS: tuple[tuple[str, Any], ...] = (
    ("area", Area),
    ("opportunity", Opportunity),
    ("industry", Industry),
    ("place", Place),
    ("idea", Initiative),
    ("chapter", Chapter),
)
MOST_PAGES = 5_000  # in one part; times three languages, far below the protocol's 50,000 addresses
# The one script other sites load; our static files have addresses they cannot know.
HOST_SCRIPT = (ROOM / "static" / "ui" / "elements" / "host-page.js").read_bytes()
HOST_SCRIPT_TAG = f'"{blake2b(HOST_SCRIPT, digest_size=8).hexdigest()}"'
SECURITY_DAYS = 180  # RFC 9116 asks for less than a year


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language the browser prefers; no cookie remembers it."""
    response = HttpResponseRedirect(f"/{_language()}/")
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "private, max-age=0"
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read everything but the endless combinations of filters, tiles and older releases."""
    lines = (
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /tiles/",
        "Disallow: /as-of/",
        "Allow: /sitemap.xml",
        "",
        f"Sitemap: {site_url(request)}{reverse('sitemap')}",
    )
    return HttpResponse("\n".join(lines) + "\n", "text/plain")


@keep_answer
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page in every language; an index of parts when they are many."""
    release, base = current_release(), site_url(request)
    number = sum(published(model).count() for _, model in RECORDS) + len(PAGES)
    parts = math.ceil(number / MOST_PAGES)
    part = request.GET.get("part", "")
    context: dict[str, Any] = {"base": base, "lastmod": release.created}
    if parts > 1 and not part:
        context["parts"] = [f"{base}{reverse('sitemap')}?part={n}" for n in range(1, parts + 1)]
        return render(request, "explore/sitemap_index.xml", context, "application/xml")
    chosen = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 0
    if part and not 1 <= chosen <= parts:
        raise Http404("no such part")
    context["pages"] = _in_languages(base, (max(chosen, 1) - 1) * MOST_PAGES)
    return render(request, "explore/sitemap.xml", context, "application/xml")


def _in_languages(base: str, start: int) -> list[list[tuple[str, str]]]:
    """Return one part of the pages, each as (language, address) for every language."""
    names = _names(start)
    pages: list[list[tuple[str, str]]] = [[] for _ in names]
    for code, _ in settings.LANGUAGES:
        with override(code):
            for page, (name, args) in zip(pages, names, strict=True):
                page.append((code, base + reverse(f"explore:{name}", args=args)))
    return pages


def _names(start: int) -> list[tuple[str, list[str]]]:
    """Return address names with their arguments, at most ``MOST_PAGES`` from ``start`` on."""
    end, position = start + MOST_PAGES, len(PAGES)
    names: list[tuple[str, list[str]]] = [(name, []) for name in PAGES[start:end]]
    for name, model in RECORDS:
        keys = published(model).order_by("pk").values_list("key", flat=True)
        first, last = max(start - position, 0), max(end - position, 0)
        names += [(name, [key]) for key in keys[first:last]]
        position += keys.count()
    return names


def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a security fault, as RFC 9116 asks."""
    base = site_url(request)
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires += timedelta(days=SECURITY_DAYS)
    lines = [*_contacts(base), f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    lines.append("Preferred-Languages: " + ", ".join(code for code, _ in settings.LANGUAGES))
    lines.append(f"Canonical: {base}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def _contacts(base: str) -> Iterator[str]:
    """Yield the operator's address, and the page that tells how to report a fault."""
    if settings.CONTACT_URL:
        yield f"Contact: {settings.CONTACT_URL}"
    with override("en"):
        yield f"Contact: {base}{reverse('explore:privacy')}#security"


@etag(lambda request: HOST_SCRIPT_TAG)
def embed_script(request: HttpRequest) -> HttpResponse:
    """Give the script that lets a frame on another site be as high as what is in it."""
    answer = HttpResponse(HOST_SCRIPT, "text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """Lead from the short address Danish law asks for to the statement: WAS-Tool's, else ours."""
    if settings.WAS_URL:
        return HttpResponseRedirect(settings.WAS_URL)
    with override(_language()):
        return HttpResponseRedirect(reverse("explore:accessibility"))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE

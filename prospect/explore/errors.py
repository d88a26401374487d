"""What a reader is told when a page cannot be shown; nothing of the request is ever echoed."""

import sqlite3
from collections.abc import Callable
from typing import Any, NoReturn

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import get_language_from_path, get_language_info

from prospect.catalogue.models import Region
from prospect.explore.context import names, readable_release
from prospect.records.models import published
from prospect.releases.store import (
    CATALOGUE,
    NoRelease,
    Release,
    all_releases,
    current_id,
    unchanging,
)

Answer = Callable[[HttpRequest], HttpResponse]

API = "/api/"
TITLES = {
    400: "The request could not be understood.",
    404: "There is nothing at this address.",
    410: "This is no longer published.",
    500: "The answer could not be made. The fault is ours.",
    503: "No release yet. Run: prospect release build",
}


class Gone(Http404):
    """Something stood here in an earlier release and does no longer."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _answer(request, 400, "400.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, or 410 for what an earlier release held; both name the ways on."""
    if isinstance(exception, Gone):
        return _answer(request, 410, "410.html")
    return _answer(request, 404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs neither release nor context."""
    if request.path_info.startswith(API):
        return _problem(500)
    return HttpResponse(get_template("500.html").render(), status=500)


def raise_missing(table: str, key: str) -> NoReturn:
    """Raise Gone when a release before the current one held ``key``, else Http404.

    ``table`` is a public table of the catalogue, named by code and never by a reader.
    """
    now = current_id()
    if any(_held(kept, table, key) for kept in all_releases() if kept.id < now):
        raise Gone("held by an earlier release")
    raise Http404("unknown key")


def _held(kept: Release, table: str, key: str) -> bool:
    path = kept.folder / CATALOGUE
    try:
        database = sqlite3.connect(unchanging(path), uri=True)
    except sqlite3.Error:
        return False
    try:
        found = database.execute(f'SELECT 1 FROM "{table}" WHERE "key" = ?', [key])  # noqa: S608
        return found.fetchone() is not None
    except sqlite3.Error:
        return False
    finally:
        database.close()


def explain_missing_release(get_response: Answer) -> Answer:
    """Middleware: where there is no readable release, say so and how to make one (503)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = _explain  # type: ignore[attr-defined]
    return middleware


def _explain(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    broken = isinstance(exception, DatabaseError) and not _readable()
    if not broken and not isinstance(exception, NoRelease):
        return None
    response = _answer(request, 503, "explore/no_release.html")
    response.headers["Retry-After"] = "60"
    return response


def _readable() -> bool:
    try:
        return published(Region).exists()
    except DatabaseError:
        return False


def _answer(request: HttpRequest, status: int, template: str) -> HttpResponse:
    if request.path_info.startswith(API):
        response: HttpResponse = _problem(status)
    else:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            page = get_template(template).render({"alternates": _homes(), **_names(language)})
        response = HttpResponse(page, status=status)
        response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def _names(language: str) -> dict[str, Any]:
    """Return the names of site and region; only Prospect where the release cannot be read."""
    try:
        return names(readable_release(), language)
    except DatabaseError:
        return names(None, language)


def _homes() -> list[tuple[str, str, str]]:
    """Return the home page in each language; an error has no other address of its own.

    Pages here are rendered without the request, so that nothing of it can be repeated and that
    even a request with a host we do not serve gets its answer.
    """
    names = [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]
    return [(code, name, f"/{code}/") for code, name in names]


def _problem(status: int) -> HttpResponse:
    body = {"type": "about:blank", "title": TITLES[status], "status": status}
    return JsonResponse(body, status=status, content_type="application/problem+json")

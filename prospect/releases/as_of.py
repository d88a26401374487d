"""Pages as they were: any kept release is read under ``/as-of/<id>/`` by the same views."""

import re
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import set_script_prefix

from prospect.records.models import PUBLISHED
from prospect.releases.store import NoRelease, Release, is_readable, reading, release

Answer = Callable[[HttpRequest], HttpResponse]
_ADDRESS = re.compile(r"/as-of/([0-9A-Za-z-]{1,40})(/.*)?")
DESK = "/desk/"  # knows no releases
KEEP = "public, max-age=3600"


def open_older_release(get_response: Answer) -> Answer:
    """Middleware: under ``/as-of/<id>/`` the public side reads that release, and its links stay in it.

    ``request.as_of`` is the release; 404 for one that is not kept. The desk is where it always is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        address = _ADDRESS.fullmatch(request.path_info)
        if address is None or request.method not in ("GET", "HEAD"):
            return get_response(request)
        chosen = _kept(address[1])
        if chosen is None:
            return get_response(request)  # no page has such an address
        if (address[2] or "").startswith(DESK):
            return HttpResponseRedirect(address[2])
        asked, prefix = request.path_info, f"/as-of/{chosen.id}/"
        request.as_of = chosen  # type: ignore[attr-defined]
        request.path_info = address[2] or f"/{settings.LANGUAGE_CODE}/"
        set_script_prefix(prefix)
        try:
            with reading(chosen.id):
                connections[PUBLISHED].close_if_unusable_or_obsolete()
                response = get_response(request)
        finally:
            set_script_prefix("/")
            request.path_info = asked
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", KEEP)
        return response

    return middleware


def _kept(release_id: str) -> Release | None:
    try:
        chosen = release(release_id)
    except NoRelease:
        return None
    return chosen if is_readable(chosen) else None

"""What holds on every page of visitors' forms: nothing is kept or indexed, and nobody sends too much."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from prospect.accounts.networks import network_of
from prospect.records.faults import is_outage

View = Callable[..., HttpResponse]
MOST_SENT = 8  # forms from one network in an hour
HOUR = 60 * 60  # seconds
RETRY_AFTER = 30  # seconds


class TooMany(Exception):
    """More forms came from this network than anybody fills in."""


def visitor_page(view: View) -> View:
    """A page of a form: never kept, never indexed, of today alone; an outage is told in words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hasattr(request, "as_of"):
            today = HttpResponseRedirect(request.path_info)
            today.headers["Cache-Control"] = "no-store"
            return today
        try:
            response = view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError) as fault:
            if not is_outage(fault):
                raise
            response = away(render(request, "intake/outage.html", status=503))
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def away(response: HttpResponse) -> HttpResponse:
    """Mark an answer that says that the database is away."""
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def count_sent(request: HttpRequest) -> None:
    """Count a form from its network; TooMany where an hour's places are taken.

    A place is free again an hour after it was taken; taking one is a single INSERT, so that two at
    once take two. Where only the proxy is known nobody is counted: all would be one.
    """
    network = network_of(request)
    if network and not any(
        cache.add(f"intake {network} {place}", 1, HOUR) for place in range(MOST_SENT)
    ):
        raise TooMany


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether a form was sent from one of our own pages, as far as the browser says."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc} - {""}
    return not said or urlsplit(said).netloc in ours


def site_of(request: HttpRequest) -> str:
    """Return where letters lead: the site as configured, else where this request came in."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"

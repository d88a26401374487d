"""The page for whoever must wait before the next try."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LEAST = 60  # seconds; allauth's own rates are by the minute, and do not tell how long


def ask_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return a 429 that says how long to wait; the same whether there is such an account."""
    minutes = -(-seconds // 60)
    context = {"seconds": seconds, "minutes": minutes}
    answer = render(request, "desk/waiting.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer where one of allauth's rates is used up."""
    return ask_to_wait(request, LEAST)

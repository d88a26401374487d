"""What is wrong, said to a machine: application/problem+json (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PROBLEM = "application/problem+json"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, OGC-NumberMatched, OGC-NumberReturned",
}
_LONGEST_NAME = 100


class Problem(HttpResponse):
    """A problem document."""


class Refusal(Exception):
    """A request that cannot be answered: its status, what to do instead, and further headers."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem(
    status: int, detail: str, parameter: str = "", headers: Mapping[str, str] | None = None
) -> Problem:
    """Return a problem document; ``parameter`` names what must be mended."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if parameter:
        body["parameter"] = parameter[:_LONGEST_NAME]
    told = {
        **OPEN,
        "Content-Type": PROBLEM,
        "Content-Language": get_language() or "en",
        "Cache-Control": "no-store",
        **(headers or {}),
    }
    return Problem(json.dumps(body, ensure_ascii=False), status=status, headers=told)


def not_found() -> Refusal:
    """Return the answer to an address that leads nowhere; it never repeats the address."""
    return Refusal(404, _("There is nothing at this address. All collections: /api/collections"))

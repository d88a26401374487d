"""Byte ranges of tile archives, answered before Django: a map asks for dozens at a time.

Only the plain case is answered here, with the bytes, ETag and caching of the view (a test compares
them); everything else goes on to ``prospect.releases.views.archive``. docs/adr/0014. What RFC 9110
says of any address is settled here too: ranges of other units, and ``If-None-Match: *``.
"""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import Http404

from prospect.releases.views import byte_range, opened_archive

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

_ARCHIVE = re.compile(r"/tiles/([0-9TZ]+-[0-9a-f]+)/([a-z]+)\.pmtiles")
_OTHER_UNIT = re.compile(r"\s*(?!bytes=)[!#$%&'*+.^_`|~0-9A-Za-z-]+=.*")
_ENDLESS = re.compile(r"[0-9]{18,}")  # more bytes than any file has
_OF_THE_BODY = {
    f"content-{part}" for part in ("type", "length", "encoding", "range", "disposition")
}
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_RANGE")


def answer_ranges(application: Application) -> Application:
    """Return a WSGI application that answers ranges itself and passes all else on."""
    journal = logging.getLogger("prospect.requests")

    def answer(environ: Environ, start_response: Start) -> Iterable[bytes]:
        _tidy_range(environ)
        if environ.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
            return _unless_there(application, environ, start_response)
        asked = _ARCHIVE.fullmatch(environ["PATH_INFO"])
        if (
            asked is None
            or environ["REQUEST_METHOD"] != "GET"
            or "HTTP_RANGE" not in environ
            or any(name in environ for name in _CONDITIONS)
            or (settings.HTTPS and environ.get("HTTP_X_FORWARDED_PROTO") != "https")
            or journal.isEnabledFor(logging.INFO)  # then every request is written down
        ):
            return application(environ, start_response)
        try:
            data, headers = opened_archive(*asked.groups())
        except Http404:
            return application(environ, start_response)
        span = byte_range(environ["HTTP_RANGE"], len(data))
        if span is None:
            return application(environ, start_response)
        first, last = span
        start_response(
            "206 Partial Content",
            [
                *headers.items(),
                ("Content-Type", "application/vnd.pmtiles"),
                ("Content-Length", str(last + 1 - first)),
                ("Content-Range", f"bytes {first}-{last}/{len(data)}"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
        return [data[first : last + 1]]

    return answer


def _tidy_range(environ: Environ) -> None:
    """Leave out a range of another unit than bytes, and cut numbers short that no file reaches."""
    span = environ.get("HTTP_RANGE", "")
    if _OTHER_UNIT.fullmatch(span):
        del environ["HTTP_RANGE"]
    elif _ENDLESS.search(span):
        environ["HTTP_RANGE"] = _ENDLESS.sub("9" * 18, span)


def _unless_there(
    application: Application, environ: Environ, start_response: Start
) -> Iterable[bytes]:
    """Answer 304 for whatever is there to be read; any other answer as it is."""
    told: list[Any] = []
    plain = {name: cell for name, cell in environ.items() if name != "HTTP_IF_NONE_MATCH"}
    body = application(plain, lambda *said: told.extend(said))
    status, headers, *more = told
    readable = environ["REQUEST_METHOD"] in ("GET", "HEAD") and status.startswith("2")
    if not readable:
        start_response(status, headers, *more)
        return body
    if close := getattr(body, "close", None):
        close()
    start_response("304 Not Modified", [h for h in headers if h[0].lower() not in _OF_THE_BODY])
    return []

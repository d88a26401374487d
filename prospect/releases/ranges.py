"""Byte ranges of tile archives, answered before Django: a map asks for dozens at a time.

Only the plain case is answered here, with the bytes, ETag and caching of the view (a test compares
them); everything else goes on to ``prospect.releases.views.archive``. docs/adr/0014.
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
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_RANGE")


def answer_ranges(application: Application) -> Application:
    """Return a WSGI application that answers ranges itself and passes all else on."""
    journal = logging.getLogger("prospect.requests")

    def answer(environ: Environ, start_response: Start) -> Iterable[bytes]:
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

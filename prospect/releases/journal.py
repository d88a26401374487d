"""The request log: what was asked, how it was answered and how long it took; never who asked."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("prospect.requests")
SLOW_SECONDS = 1.0
LONGEST_PATH = 200


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: log failures and slow answers always, all others when PROSPECT_LOG is INFO.

    No address, no query, no header and no body is written, so no personal data is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - started
        bad = response.status_code >= 500 or seconds > SLOW_SECONDS
        level = logging.WARNING if bad else logging.INFO
        if logger.isEnabledFor(level):
            fields = {
                "method": request.method,
                "path": request.path_info[:LONGEST_PATH],
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            }
            logger.log(level, "request", extra=fields)
        return response

    return middleware

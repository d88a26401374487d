"""What staff are told while the editing database cannot be asked: what they typed is still there."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import get_template
from django.utils import translation

from prospect.desk.middleware import is_staff_side
from prospect.records.faults import is_outage

RETRY_AFTER = 10  # seconds
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
NEVER_SHOWN = ("account/", "welcome/")  # passwords and codes are typed there


def explain_outage(request: HttpRequest) -> HttpResponse | None:
    """Return a page of status 503 when the fault being handled is an outage of the desk's database.

    Called from within the handler of faults. What was typed is repeated, escaped, where the form
    was one of ours; a password never is. None where it is another fault, or not the desk.
    """
    if not is_staff_side(request) or not is_outage(sys.exc_info()[1]):
        return None
    language = getattr(request, "LANGUAGE_CODE", None)
    language = language or translation.get_language_from_request(request)
    typed = _typed(request)
    told = {
        "typed": typed,
        "has_files": bool(typed and request.FILES),
        "token": request.POST.get(TOKEN, "") if typed else "",
        "address": request.get_full_path(),
    }
    with translation.override(language):
        page = get_template("desk/outage.html").render(told)
    response = HttpResponse(page, status=503)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that one of our own pages sent, in their order; of passwords none."""
    page = request.path_info.removeprefix(settings.DESK)
    if request.method != "POST" or page.startswith(NEVER_SHOWN) or not _is_own(request):
        return []
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    if any("password" in name for name, _ in pairs):
        return []
    return [(name, value) for name, value in pairs if name != TOKEN]


def _is_own(request: HttpRequest) -> bool:
    """Return whether the form holds our token; else any page could put its words on ours."""
    nothing = lambda request: HttpResponse()  # noqa: E731
    guard = CsrfViewMiddleware(nothing)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    try:
        guard.process_request(request)
        return guard.process_view(request, nothing, (), {}) is None
    except (RawPostDataException, MultiPartParserError, OSError):
        return False

"""Refusals that happen before or around the API's own views, told as problem documents too."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from prospect.api.problems import Problem, problem

Answer = Callable[[HttpRequest], HttpResponse]
# Of the answer told anew; all else it carries, also what protects browsers, goes on.
_OF_THE_BODY = {"content-type", "content-language", "content-length", "cache-control", "etag"}


def answer_with_problems(get_response: Answer) -> Answer:
    """Middleware, outermost: any refusal under /api is a problem document, whoever made it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        refused = response.status_code >= HTTPStatus.BAD_REQUEST
        if refused and _is_api(request.path_info) and not isinstance(response, Problem):
            with translation.override("en"):
                return _translated(request, response)
        return response

    return middleware


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def _translated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    carried = response.items()
    headers = {name: value for name, value in carried if name.lower() not in _OF_THE_BODY}
    parameter = _holding_nul(request.META.get("QUERY_STRING", ""))
    if response.status_code == HTTPStatus.REQUEST_URI_TOO_LONG:
        detail = _("The address is too long. Ask for less at a time.")
    elif response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        detail = _("Something went wrong here, and it has been noted. Try again later.")
    elif parameter:
        detail = _("Leave out the NUL character.")
    else:
        detail = _("The request cannot be read. How to ask: /api/openapi.json")
    return problem(response.status_code, detail, parameter, headers)


def _holding_nul(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return next((name.replace("\0", "") for name, cell in pairs if "\0" in name + cell), "")

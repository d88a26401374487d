"""What holds on the staff side alone; public pages neither read nor set a cookie."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from prospect.desk.login import is_over, keep_alive
from prospect.records.faults import follows_outage

Answer = Callable[[HttpRequest], HttpResponse]


def is_staff_side(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.DESK)


class StaffSessions(SessionMiddleware):
    """Django's own sessions; only an answer of the desk sets their cookie."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:  # type: ignore[override]
        if not is_staff_side(request):
            return response
        try:
            return super().process_response(request, response)
        except SessionInterrupted as fault:
            if not follows_outage(fault):
                raise
            return response  # what was answered holds; only the session is as old as before


class StaffCsrf(CsrfViewMiddleware):
    """Django's own guard of forms, where there are any: elsewhere a POST is a 405 and not a 403."""

    def process_view(self, request: HttpRequest, *given: Any) -> Any:  # type: ignore[override]
        return super().process_view(request, *given) if is_staff_side(request) else None


def keep_staff_side(get_response: Answer) -> Answer:
    """Middleware: the person's language and the end of long sessions; no answer is kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_staff_side(request):
            return get_response(request)
        language = ""
        if request.user.is_authenticated:
            if is_over(request):
                logout(request)
            else:
                keep_alive(request)
                language = request.user.language
                translation.activate(language)
                request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        if language and settings.LANGUAGE_COOKIE_NAME not in {*request.COOKIES, *response.cookies}:
            remember_language(response, language)
        add_never_cache_headers(response)
        return response

    return middleware


def remember_language(response: HttpResponse, code: str) -> None:
    """Let the browser keep the language of the desk, for pages that cannot ask who reads them."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, path=settings.DESK, secure=settings.HTTPS,
        httponly=True, samesite="Lax",
    )  # fmt: skip

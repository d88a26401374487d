"""What every address of the API has in common: methods, formats, language, refusals, CORS."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from prospect.api.parameters import read_language, refuse_unknown
from prospect.api.problems import OPEN, Refusal, problem
from prospect.records.models import PUBLISHED
from prospect.releases.store import NoRelease, Release, current_id, release
from prospect.search.cells import ParameterError

GEOJSON = "application/geo+json"
JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json"
METHODS = "GET, HEAD, OPTIONS"
COMMON = ("f", "lang")
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}
View = Callable[..., HttpResponse]


def endpoint(
    forms: Mapping[str, tuple[str, ...]], *, own_parameters: bool = False
) -> Callable[[View], View]:
    """Decorate a view of the API; ``forms`` are its values of ``f`` with their media types.

    The view is given ``form`` as a keyword and runs in the language asked for. With
    ``own_parameters`` it reads, and refuses, the parameters beside ``f`` and ``lang`` itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **captured: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={**OPEN, **PREFLIGHT})
            try:
                language = read_language(request.GET)
            except ParameterError as error:
                return problem(400, str(error), error.name)
            with translation.override(language):
                try:
                    _refuse_method(request)
                    if not own_parameters:
                        refuse_unknown(request.GET, COMMON)
                    response = view(request, form=choose_form(request, forms), **captured)
                except ParameterError as error:
                    return problem(400, str(error), error.name)
                except Refusal as refusal:
                    return problem(refusal.status, refusal.detail, headers=refusal.headers)
            for name, text in {**OPEN, "Content-Language": language, "Vary": "Accept"}.items():
                response.headers[name] = text
            return response

        return answer

    return decorate


def _refuse_method(request: HttpRequest) -> None:
    if request.method not in ("GET", "HEAD"):
        raise Refusal(405, _("This API is read only: use GET."), {"Allow": METHODS})


def choose_form(request: HttpRequest, forms: Mapping[str, tuple[str, ...]]) -> str:
    """Return the format asked for by ``f``, else by the Accept header; Refusal 406 if none fits."""
    if "f" in request.GET:
        asked = request.GET["f"]
        if asked not in forms:
            raise ParameterError("f", _("Use one of: {codes}.").format(codes=", ".join(forms)))
        return asked
    offered = {media: form for form, kinds in forms.items() for media in kinds}
    preferred = request.get_preferred_type(list(offered))
    if preferred is None:
        message = _("Offered here: {types}.").format(types=", ".join(offered))
        raise Refusal(406, message, {"Vary": "Accept"})
    return offered[preferred]


def json_answer(content: Any, kind: str = JSON) -> HttpResponse:
    """Return a JSON answer, its letters as they are."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return HttpResponse(body, kind)


def site_url(request: HttpRequest) -> str:
    """Return the configured address of the site; the request's own where none is configured."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def opened_release() -> Release:
    """Return the release whose catalogue this request has open, also while another is activated.

    The id is read from the file itself, so that columns and rows never come from two releases.
    """
    try:
        current_id()  # says clearly that there is none, before the database says it badly
        with connections[PUBLISHED].cursor() as cursor:
            cursor.execute("SELECT id FROM release")
            return release(cursor.fetchone()[0])
    except (NoRelease, OperationalError):
        message = _("Nothing has been published here yet. Try again later.")
        raise Refusal(503, message, {"Retry-After": "60"}) from None

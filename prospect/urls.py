"""All addresses: pages by language, the API, tiles and releases, and what machines look for."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from prospect.desk.outage import explain_outage
from prospect.explore import errors
from prospect.releases import health

urlpatterns = [
    path("healthz", require_safe(health.healthz), name="healthz"),
    path("readyz", require_safe(health.readyz), name="readyz"),
    path("desk/", include("prospect.desk.urls")),
    path("desk/preview/", include("prospect.preview.urls")),
    path("desk/account/", include("prospect.desk.account_urls")),
    path("api/", include("prospect.api.urls")),
    path("", include("prospect.releases.urls")),
    path("", include("prospect.explore.machine_urls")),
    *i18n_patterns(
        path("", include("prospect.intake.urls")), path("", include("prospect.explore.urls"))
    ),
]


def server_error(request: HttpRequest) -> HttpResponse:
    return explain_outage(request) or errors.server_error(request)


handler400 = errors.bad_request
handler404 = errors.not_found
handler429 = "prospect.desk.waiting.too_many"  # allauth asks for it by this name
handler500 = server_error

"""No page can be shown inside another site's page, whatever its kind and whoever answers it."""

import pytest
from django.urls import path
from pages import PAGES, address

from prospect.releases.middleware import LARDER
from prospect.urls import urlpatterns as public

LANGUAGES = ["en", "da", "sv"]


def raise_fault(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [path("fault/", raise_fault), *public]
handler500 = "prospect.explore.errors.server_error"


def how_framed(answer):
    """Return what an answer says of frames, to old browsers and to all others."""
    policy = answer.headers.get("Content-Security-Policy", "").split("; ")
    ancestors = [part for part in policy if part.startswith("frame-ancestors")]
    return answer.headers.get("X-Frame-Options"), ancestors


NEVER = ("DENY", ["frame-ancestors 'none'"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_WEB_12_no_kind_of_page_can_be_framed(client, released, name, language):
    fresh, kept = (client.get(address(name, language)) for _ in range(2))
    assert how_framed(fresh) == how_framed(kept) == NEVER
    if tag := kept.headers.get("ETag"):
        unchanged = client.get(address(name, language), headers={"If-None-Match": tag})
        assert unchanged.status_code == 304 and how_framed(unchanged) == NEVER


@pytest.mark.parametrize(
    ("asked", "status"),
    [("/", 302), ("/en", 301), ("/en/map", 301), ("/was", 302), ("/api/", 200), ("/api/nowhere", 404),
     ("/api/collections/areas/items?f=html", 400), ("/api/openapi.json", 200), ("/nowhere", 404),
     ("/en/map/?q=%00", 400), ("/en/map/?q=" + "a" * 3_000, 414), ("/en/map/?" + "&" * 1_001, 400),
     ("/robots.txt", 200), ("/sitemap.xml", 200), ("/.well-known/security.txt", 200),
     ("/en/areas/nordhavn/share.png", 200), ("/healthz", 200), ("/tiles/x/region.pmtiles", 404)],
)  # fmt: skip
def test_WEB_12_nothing_else_that_answers_can_be_framed(client, released, asked, status):
    answer = client.get(asked)
    assert answer.status_code == status
    assert how_framed(answer) == NEVER


@pytest.mark.parametrize("asked", ["/en/map/", "/api/collections", "/nowhere"])
def test_WEB_12_a_refusal_cannot_be_framed(client, released, asked):
    for refused in (client.post(asked), client.get(asked, headers={"Host": "elsewhere.example"})):
        assert refused.status_code in (400, 404, 405)
        assert how_framed(refused) == NEVER


def test_WEB_12_pages_of_our_own_faults_cannot_be_framed(client, released, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    broken = client.get("/fault/")
    assert broken.status_code == 500 and how_framed(broken) == NEVER
    LARDER.empty()
    settings.CURRENT = settings.HOME / "no-release"
    none_yet = client.get("/en/")
    assert none_yet.status_code == 503 and how_framed(none_yet) == NEVER

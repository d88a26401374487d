"""No page can be shown inside another site's page, whatever its kind and whoever answers it.

The embeds can: by our own pages, and by the sites the operator names.
"""

import pytest
from django.urls import path
from pages import FRAMED, PAGES, address

from prospect.releases.middleware import LARDER
from prospect.releases.store import current_id
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


TOWNS = ["https://malmo.example", "https://*.kk.example:8443"]


@pytest.fixture(params=[[], TOWNS], ids=["nobody else", "two towns"])
def named(request, settings):
    """The sites the operator lets frame the embeds."""
    settings.EMBED_ON = request.param
    LARDER.empty()
    yield request.param
    LARDER.empty()


@pytest.mark.parametrize("name", FRAMED)
def test_WEB_12_only_the_sites_the_operator_names_may_frame_an_embed(client, released, named, name):
    expected = (None, [" ".join(["frame-ancestors", "'self'", *named])])
    fresh, kept = (client.get(address(name, "da")) for _ in range(2))
    assert how_framed(fresh) == how_framed(kept) == expected
    assert fresh.content == kept.content
    if tag := kept.headers.get("ETag"):
        unchanged = client.get(address(name, "da"), headers={"If-None-Match": tag})
        assert unchanged.status_code == 304 and how_framed(unchanged) == expected
    older = client.get(f"/as-of/{current_id()}{address(name, 'da')}")
    assert older.status_code == fresh.status_code and how_framed(older) == expected
    rest = fresh.headers["Content-Security-Policy"].split("; ")
    whole = client.get("/da/").headers["Content-Security-Policy"].split("; ")
    assert {one for one in whole if not one.startswith("frame-anc")} <= set(rest)


@pytest.mark.parametrize("name", PAGES)
def test_WEB_12_naming_sites_opens_no_other_page(client, released, named, name):
    fresh, kept = (client.get(address(name, "sv")) for _ in range(2))
    assert how_framed(fresh) == how_framed(kept) == NEVER


@pytest.mark.parametrize(
    "asked", ["/en/embed", "/en/embed/nothing/", "/embed.js", "/en/embed/map/?q=%00"]
)
def test_WEB_12_what_stands_beside_the_embeds_cannot_be_framed(client, released, named, asked):
    assert how_framed(client.get(asked)) == NEVER
    refused = client.post("/en/embed/map/")
    assert refused.status_code == 405

"""Any kept release can be opened by its id: it says so, stays in it, and leaves today's pages alone."""

import re

import pytest

from prospect.catalogue.models import Area
from prospect.releases.store import current_id

LANGUAGES = ["en", "da", "sv"]


@pytest.fixture
def two(own_site):
    """The id of a release, and a client of the one after it, in which Hyllie is called otherwise."""
    own_site()
    older = current_id()
    Area.objects.filter(key="hyllie").update(name={"en": "Hyllie of today", "sv": "Hyllie i dag"})
    return older, own_site()


def test_a_page_of_an_older_release_tells_what_it_told_and_says_so(two):
    older, client = two
    then = client.get(f"/as-of/{older}/en/areas/hyllie/")
    now = client.get("/en/areas/hyllie/")
    assert (
        "Hyllie of today" not in then.content.decode() and "As it was on" in then.content.decode()
    )
    assert "Hyllie of today" in now.content.decode() and "As it was on" not in now.content.decode()
    assert older in then.content.decode()
    assert then.headers["X-Robots-Tag"] == "noindex" and "X-Robots-Tag" not in now.headers


@pytest.mark.parametrize(
    "path", ["", "areas/", "map/", "strategy/", "ideas/", "build-out/", "about/"]
)
def test_links_of_an_older_release_stay_in_it(two, path):
    older, client = two
    html = client.get(f"/as-of/{older}/da/{path}").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    links = set(re.findall(r'href="(/[^"#?]*)', main))
    pages = {
        one for one in links if not one.startswith(("/static/", "/releases/", "/tiles/", "/api/"))
    }
    assert pages
    assert all(one.startswith(f"/as-of/{older}/") for one in pages)
    today = re.search(r'class="as-of".*?href="([^"]+)"', html, re.S)[1]
    assert today == f"/da/{path}"


def test_the_language_can_be_changed_inside_it(two):
    older, client = two
    html = client.get(f"/as-of/{older}/en/areas/hyllie/").content.decode()
    for language in LANGUAGES:
        assert f'href="/as-of/{older}/{language}/areas/hyllie/"' in html
    assert 'rel="canonical" href="http://testserver/en/areas/hyllie/"' in html


def test_today_is_kept_and_served_as_before_whatever_was_opened_between(two):
    older, client = two
    first = client.get("/en/areas/hyllie/")
    for _ in range(3):
        assert (
            "Hyllie of today" not in client.get(f"/as-of/{older}/en/areas/hyllie/").content.decode()
        )
        again = client.get("/en/areas/hyllie/")
        assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])


@pytest.mark.parametrize(
    "address",
    [
        "/as-of/20000101T000000Z-00000000/en/", "/as-of/../en/", "/as-of/{0}/as-of/{0}/en/",
        "/as-of/{}/en/areas/atlantis/", "/as-of/{}/fr/", "/as-of/{}x/en/",
    ],
)  # fmt: skip
def test_what_is_no_page_of_a_kept_release_is_not_found(two, address):
    older, client = two
    assert client.get(address.format(older)).status_code in (404, 410)


def test_an_older_release_is_only_read(two):
    older, client = two
    assert client.post(f"/as-of/{older}/en/areas/hyllie/").status_code in (404, 405)


def test_kept_releases_are_offered_where_changes_are_told(two):
    older, client = two
    assert f'href="/as-of/{older}/sv/"' in client.get("/sv/changes/").content.decode()


def test_the_map_of_an_older_release_has_its_tiles_and_its_data(two):
    older, client = two
    html = client.get(f"/as-of/{older}/en/areas/hyllie/").content.decode()
    addresses = set(re.findall(rf"/as-of/{older}/tiles/[\w./-]+", html))
    assert addresses, "the map names no tiles"
    for address in addresses:
        answer = client.get(address, headers={"Range": "bytes=0-126"})
        assert answer.status_code == 206 and older in address
    items = client.get(f"/as-of/{older}/api/collections/areas/items/hyllie?lang=en").json()
    assert items["properties"]["name"] == "Hyllie"


def test_the_desk_is_where_it_always_is(two):
    older, client = two
    answer = client.get(f"/as-of/{older}/desk/records/area/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/records/area/")

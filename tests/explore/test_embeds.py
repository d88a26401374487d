"""Embeds: what a frame shows, the code that puts it on a page, and addresses nobody means well with."""

import html
import json
import re
from itertools import product

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pages import FRAMED, address

from prospect.catalogue.models import Area
from prospect.explore.embeds import KINDS
from prospect.explore.views.machines import HOST_SCRIPT
from prospect.releases.middleware import LARDER
from prospect.strategy.models import Initiative

pytestmark = pytest.mark.usefixtures("released")
FRAMES = (
    "/en/embed/map/",
    "/da/embed/area/hyllie/",
    "/sv/embed/ideas/",
    "/da/embed/chapter/bridge/",
)
EVIL = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "dark; x",
    "draft",
    "' onload='",
    "🦆" * 90,
)


def read(client, path, **given):
    answer = client.get(path, given)
    assert answer.status_code == 200, path
    return answer.content.decode()


def keys(page):
    return re.findall(r'href="/en/areas/(\w+)/"', page)


def code_of(client, **given):
    page = read(client, "/en/embed/", **given)
    return html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1])


def test_a_framed_map_holds_the_areas_the_map_page_holds(client):
    asked = {"municipality": "malmoe", "use": "office"}
    framed, whole = read(client, "/en/embed/map/", **asked), read(client, "/en/map/", **asked)
    assert 0 < len(keys(framed)) < 67
    assert sorted(keys(framed)) == sorted(re.findall(r'data-key="(\w+)"', whole))
    assert "/en/map/?municipality=malmoe&amp;use=office" in framed
    sentence = re.search(r"<title>(.*?) – ", whole)[1]
    assert f"<title>{sentence} – " in framed


def test_a_framed_map_shows_its_areas_from_afar_too(client):
    page = read(client, "/da/embed/map/", use="office")
    told = json.loads(html.unescape(re.search(r"data-settings='(.*?)'", page)[1]))
    assert sum(disc["count"] for disc in told["clusters"]) == len(told["shown"]) > 40
    assert "København" in [disc["name"] for disc in told["clusters"]]
    assert len(told["fit"]) == 4


def test_a_framed_area_tells_its_figures_with_their_marks_and_where_more_is(client):
    page = read(client, "/da/embed/area/nordhavn/")
    assert "40.000" in page and "mark-sourced" in page
    assert 'href="/da/areas/nordhavn/" target="_blank" rel="noopener"' in page
    assert "OpenStreetMap" in page and '<base target="_blank">' in page


def test_framed_ideas_are_those_of_the_priority(client):
    page = read(client, "/en/embed/ideas/", priority="infrastructure")
    whole = read(client, "/en/ideas/", priority="infrastructure")
    ideas = r'<a(?: class="whole")? href="/en/ideas/(\w+)/"'
    assert re.findall(ideas, page) == re.findall(ideas, whole) != []
    assert "/en/ideas/?priority=infrastructure" in page


@pytest.mark.parametrize("frame", FRAMES)
def test_EMB_02_nothing_in_the_address_of_a_frame_is_ever_markup(client, frame):
    names = (
        "theme",
        "municipality",
        "layer",
        "use",
        "priority",
        "q",
        "selected",
        "lang",
        "year",
        "bbox",
    )
    for name, evil in product(names, EVIL):
        page = read(client, frame, **{name: evil})
        assert "<script>alert" not in page and "<img src=x" not in page and "</style" not in page
        assert "onload='" not in page
        assert name == "theme" or page.count("data-theme") == 0
    assert "data-theme" not in read(client, frame, theme="</style>")
    assert re.search(r'<html lang="\w\w" data-theme="dark">', read(client, frame, theme="dark"))


@pytest.mark.parametrize(
    ("frame", "name", "label"),
    [("/da/embed/map/", "municipality", "Kommune"), ("/sv/embed/map/", "use", "Användning"),
     ("/en/embed/ideas/", "priority", "Priority area"), ("/en/embed/map/", "year", "Year")],
)  # fmt: skip
def test_EMB_02_what_is_not_known_is_named_and_left_out(client, frame, name, label):
    page, whole = read(client, frame, **{name: "atlantis"}), read(client, frame)
    told = re.search(r'<p class="note">(.*?)</p>', page)[1]
    assert label in told and "atlantis" not in page
    assert '<p class="note">' not in whole
    assert re.findall(r"<h2>.*?</h2>", page) == re.findall(r"<h2>.*?</h2>", whole) != []


def test_EMB_02_drafts_are_in_no_frame(client):
    for layer in ("draft", "all", "unpublished"):
        assert read(client, "/en/embed/map/", layer=layer, status=layer) == read(
            client, "/en/embed/map/", x="y"
        )
    answer = client.get("/en/embed/area/not_published/")
    assert answer.status_code == 404 and "This is not published" in answer.content.decode()
    for model in (Area, Initiative):
        assert {f.name for f in model._meta.get_fields()} & {"layer"} == set()


@pytest.mark.parametrize("name", FRAMED)
def test_EMB_03_a_frame_sets_no_cookie_and_names_no_other_host(client, name):
    answer = client.get(address(name, "en"))
    assert not answer.cookies
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', answer.content.decode())
    assert loaded and all(one.startswith(("/static/", "/en/story/", "data:")) for one in loaded)


@pytest.mark.parametrize("name", FRAMED)
def test_a_frame_asks_few_questions(client, name):
    LARDER.empty()
    with CaptureQueriesContext(connections["published"]) as queries:
        client.get(address(name, "en"))
    assert len(queries) <= 12


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_the_code_of_every_kind_frames_a_page_that_is_there(client, kind, language):
    code = code_of(client, kind=kind, language=language, theme="dark", height="500")
    found = re.match(
        r'<iframe src="http://testserver([^"]+)" title="([^"]+ – Prospect)" width="100%" height="500" ',
        code,
    )
    assert found, code
    framed = client.get(html.unescape(found[1]))
    assert framed.status_code == 200
    assert f'<html lang="{language}" data-theme="dark">' in framed.content.decode()
    assert 'loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts ' in code
    assert code.endswith('<script src="http://testserver/embed.js" async></script>')


def test_the_code_carries_what_was_chosen_and_its_title_in_the_readers_language(client):
    code = code_of(client, kind="map", municipality="malmoe", use="office", language="da")
    assert "/da/embed/map/?municipality=malmoe&amp;use=office" in code
    assert re.search(r'title="[^"]+: Malmø, Kontor', code)
    area = code_of(client, kind="area", area="hyllie", language="sv")
    assert "/sv/embed/area/hyllie/" in area and "Hyllie, Malmö – Prospect" in area


@pytest.mark.parametrize(
    ("given", "height"),
    [({"height": "1"}, 240), ({"height": "99999"}, 2000), ({"height": "999999"}, 640), ({"height": "-5"}, 640),
     ({"height": "x"}, 640), ({"height": "५००"}, 640), ({}, 640)],
)  # fmt: skip
def test_a_height_is_kept_within_reason(client, given, height):
    assert f'height="{height}"' in code_of(client, **given)


def test_EMB_02_what_the_form_does_not_know_is_not_in_the_code(client):
    for name, evil in product(("kind", "municipality", "use", "language", "theme", "height"), EVIL):
        code = code_of(client, **{name: evil})
        assert code == code_of(client), (name, evil)


def test_the_page_says_which_sites_may_show_it(client, settings):
    LARDER.empty()
    assert "has named no other site" in read(client, "/en/embed/")
    settings.EMBED_ON, settings.CONTACT_URL = ["https://malmo.example"], "https://example.org/write"
    LARDER.empty()
    page = read(client, "/en/embed/")
    assert (
        "<code>https://malmo.example</code>" in page and 'href="https://example.org/write"' in page
    )
    LARDER.empty()


def test_EMB_01_the_script_for_other_sites_has_an_address_that_stays(client):
    answer = client.get("/embed.js")
    assert answer.content == HOST_SCRIPT and answer.headers["Content-Type"].startswith(
        "text/javascript"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and not answer.cookies
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_builder_of_an_older_release_is_that_of_today(client, released):
    answer = client.get(f"/as-of/{released.id}/en/embed/?kind=area")
    assert (answer.status_code, answer["Location"]) == (302, "/en/embed/?kind=area")


def test_what_is_missing_in_a_frame_is_kept_by_nobody(client, released):
    assert client.get("/en/embed/area/nowhere/")["Cache-Control"] == "no-store"

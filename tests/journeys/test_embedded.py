"""A municipality shows our map on its own page: another origin, its own policy, its own script."""

import html
import re
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings
from explore_page import WAIT
from pages import FRAMED, address
from playwright.sync_api import expect
from served import serving
from test_framed import other_site

# What the frame keeps in the browser; where the browser lets a frame keep nothing, that is nothing.
STORED = """() => [() => document.cookie.length, () => localStorage.length, () => sessionStorage.length]
  .map(read => { try { return read(); } catch { return 0; } })"""


@contextmanager
def a_town_that_may(launch_host="localhost", **policy):
    """A site of ours that lets one other frame it; yields our address, its address and its page's HTML."""
    page = []
    with (
        other_site(page, launch_host, **policy) as town,
        serving(settings.HOME, PROSPECT_EMBED_ON=town) as server,
    ):
        yield server.address, town, page


def code_of(site, query):
    """The code our page makes for an embed."""
    with urllib.request.urlopen(f"{site}/en/embed/?{query}", timeout=60) as answer:
        words = answer.read().decode()
    return html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", words, re.S)[1])


@pytest.fixture
def town(released, chromium):
    """A named town, a reader of its page without third-party cookies, and all it heard."""
    with a_town_that_may() as (site, address_of_town, html_of_page):
        context = chromium.new_context(viewport={"width": 900, "height": 800})
        context.set_default_timeout(WAIT)
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        yield site, address_of_town, html_of_page, page, asked, said
        context.close()


def opened(page, town, code, html_of_page):
    html_of_page[:] = [f"<h1>The town</h1>{code}"]
    page.goto(f"{town}/", wait_until="load")
    return page.frames[1]


def height_is(page, check, *given):
    page.wait_for_function(f"h => ({check})(Number(document.querySelector('iframe').height), h)", arg=given[0] if given else None)  # fmt: skip


def test_EMB_03_a_municipalitys_own_page_shows_the_embedded_map(town):
    site, home, html_of_page, page, asked, said = town
    frame = opened(page, home, code_of(site, "kind=map&municipality=malmoe"), html_of_page)
    frame.wait_for_selector("html[data-map-idle]", state="attached")
    assert "15 areas fit" in frame.locator("h1").inner_text()
    height_is(page, "h => h !== 640")
    before = int(page.locator("iframe").get_attribute("height"))
    assert abs(before - frame.evaluate("document.body.getBoundingClientRect().height")) <= 1
    frame.locator(".embed-list summary").click()
    height_is(page, "(h, before) => h > before + 500", before)
    frame.locator(".embed-list summary").click()
    height_is(page, "(h, before) => h === before", before)
    with page.context.expect_page() as tab:
        frame.get_by_role("link", name="Open the map at Prospect").click()
    assert tab.value.url == f"{site}/en/map/?municipality=malmoe"
    assert tab.value.evaluate("window.opener") is None
    foreign = [url for url in asked if not url.startswith((site, home, "data:", "blob:"))]
    assert foreign == [] and said == []
    assert frame.evaluate(STORED) == [0, 0, 0]
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_EMB_03_a_strict_policy_of_the_host_is_enough_for_every_kind(released, chromium):
    with a_town_that_may() as (site, town, html_of_page):
        strict = f"default-src 'none'; frame-src {site}; script-src {site}"
        with chromium.new_context() as context:
            page = context.new_page()
            page.set_default_timeout(WAIT)
            for kind, words in (
                ("area", "Hyllie"),
                ("ideas", "Idea catalogue"),
                ("map", "67 areas"),
            ):
                code = code_of(site, f"kind={kind}&area=hyllie&theme=dark")
                policy = f'<meta http-equiv="Content-Security-Policy" content="{strict}">'
                frame = opened(page, town, policy + code, html_of_page)
                assert words in frame.locator("h1").inner_text()
                height_is(page, "h => ![640, 680].includes(h)")
                assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 27, 38)"  # fmt: skip


def test_EMB_01_only_sound_heights_of_our_own_frame_are_followed(town):
    site, home, html_of_page, page, _asked, _said = town
    evil = "<script>parent.postMessage({prospect: 'height', height: 3333}, '*')</script>told"
    with other_site([evil], "127.0.0.1") as stranger:
        code = code_of(site, "kind=area&area=hyllie")
        frame = opened(page, home, code + f'<iframe id="evil" src="{stranger}/" height="50"></iframe>', html_of_page)  # fmt: skip
        height_is(page, "h => h !== 680")
        right = page.locator("iframe").first.get_attribute("height")
        page.evaluate("postMessage({prospect: 'height', height: 3333}, '*')")
        page.evaluate("postMessage(null, '*')")
        for bad in ("1e9", "4001", "119", "-1", "NaN", "Infinity", "'900'", "null", "[900]", "{}", "'1e999'", "true"):  # fmt: skip
            frame.evaluate(f"parent.postMessage({{prospect: 'height', height: {bad}}}, '*')")
        for bad in ("'height'", "{height: 900}", "{prospect: 'HEIGHT', height: 900}", "null", "9"):
            frame.evaluate(f"parent.postMessage({bad}, '*')")
        page.wait_for_timeout(300)
        heights = page.locator("iframe").evaluate_all("all => all.map(one => one.height)")
        assert heights == [right, "50"]
        frame.evaluate("parent.postMessage({prospect: 'height', height: 700.2}, '*')")
        height_is(page, "h => h === 701")


def test_EMB_01_a_frame_in_a_narrow_sandbox_keeps_its_height_and_says_the_same(town):
    site, home, html_of_page, page, _asked, _said = town
    code = code_of(site, "kind=map&municipality=lund").replace("allow-same-origin ", "")
    frame = opened(page, home, code, html_of_page)
    frame.locator(".embed-list summary").click()
    assert "Science Village" in frame.locator(".embed-list").inner_text()
    page.wait_for_timeout(300)
    assert page.locator("iframe").get_attribute("height") == "640"


def test_EMB_01_a_site_nobody_named_shows_nothing(released, site, chromium):
    framed = [f'<iframe src="{site}{address(name, "en")}"></iframe>' for name in FRAMED]
    with other_site(framed, "localhost") as other:
        page = chromium.new_page()
        page.set_default_timeout(WAIT)
        refusals = []
        page.on("console", lambda line: refusals.append(line.text))
        page.goto(f"{other}/", wait_until="load")
        urls = {frame.url for frame in page.frames[1:]}
        page.close()
    assert urls == {"chrome-error://chromewebdata/"}
    assert sum("frame-ancestors 'self'" in text for text in refusals) == len(framed)


def test_a_web_editor_chooses_looks_and_copies(open_page):
    page = open_page("/en/embed/")
    page.get_by_label("Municipality").select_option("malmoe")
    expect(page.locator("#code")).to_have_value(re.compile("municipality=malmoe"))
    assert page.frame_locator("#results iframe").locator("h1").inner_text().startswith("15 areas")
    page.get_by_label("What to show").select_option("ideas")
    page.get_by_label("Priority area").wait_for()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("The code is copied.").wait_for()


def test_a_web_editor_without_scripts_gets_the_same_code(open_page):
    page = open_page("/da/embed/", scripts=False)
    page.locator("select[name=kind]").select_option("area")
    page.locator("#filters button").click()
    page.locator("select[name=area]").select_option("hyllie")
    page.locator("#filters button").click()
    assert "/da/embed/area/hyllie/" in page.locator("#code").input_value()
    assert not page.locator("[data-copy]").is_visible()

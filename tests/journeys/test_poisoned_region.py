"""A region of attacks is shown as the words it is made of, on every page and on the map."""

import json
import shutil

import pytest
from explore_page import WAIT, map_is_idle, sentence, wait_for_sentence
from pages import PAGES, address
from poison import ALL, IMG, evil, poison, street_map, words_of
from served import CHECKOUT, prospect, serving

SHOWN = {
    "home": "region.name region.summary passages.name industries.name industries.summary "
    "figures.name figures.summary partners.short_name_en",
    "map": "areas.name partners.short_name_en",
    "map-filtered": "areas.name",
    "areas": "areas.name areas.summary partners.short_name_en",
    "area": "areas.name areas.summary areas.note areas.body areas.owners stations.name "
    "stations.lines links.line milestones.name_en opportunities.name organisations.name",
    "opportunities": "opportunities.name opportunities.summary areas.name",
    "opportunity": "opportunities.name opportunities.summary opportunities.body areas.summary "
    "organisations.name organisations.summary stations.name",
    "industries": "industries.name industries.summary",
    "industry": "industries.name industries.summary industries.body figures.name "
    "figures.summary organisations.name places.name areas.summary",
    "places": "places.name places.municipality",
    "place": "places.name places.summary places.municipality areas.name",
    "contacts": "organisations.name organisations.summary organisations.serves partners.name",
    "about": "passages.name passages.body land_use.scheme land_use.code land_use.label_local "
    "land_use.label_en land_use.category land_use.hilucs",
}
WATCH = """addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI, sample}) =>
  console.error("refused:", violatedDirective, blockedURI, sample));"""
DANGERS = """() => [...document.querySelectorAll("*")].flatMap(element => {
  const bad = [...element.attributes].filter(({name, value}) => /^on/i.test(name)
    || (/^(href|src|action|formaction|data|xlink:href)$/i.test(name) && /^\\s*javascript:/i.test(value))
    || name === "srcdoc");
  const own = element.matches("script:not([src], [type='application/ld+json']), img[src='x'], base");
  return bad.length || own ? [element.outerHTML.slice(0, 150)] : [];
})"""

SAME_MAP = ("map-filtered", "map-empty")  # drawn once, as map
DRAWN = """words => document.querySelector("region-map").engine.queryRenderedFeatures()
  .some(({layer, properties}) => layer.type === "symbol" && Object.values(properties).includes(words))"""


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """The words of a poisoned pack, and the address of a server that shows its release."""
    folder = tmp_path_factory.mktemp("poisoned")
    pack, home = folder / "pack", folder / "home"
    shutil.copytree(
        CHECKOUT / "regions" / "oresund", pack, ignore=shutil.ignore_patterns("baked", "*.py")
    )
    poison(pack)
    for words in (
        ("load", pack),
        ("basemap", "add", street_map(folder)),
        ("release", "build"),
    ):
        done = prospect(home, *words)
        assert done.returncode == 0, done.stderr
    with serving(home) as server:
        yield words_of(pack), server.address


@pytest.fixture
def visit(poisoned, chromium):
    """Go from page to page; nothing may ask, complain, or be refused by the policy of the page."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(WAIT)
    page.add_init_script(WATCH)
    trouble = []

    def dismiss(dialog):
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note(line):
        if line.type == "error" and "404" not in line.text:  # of the page that is missing
            trouble.append(line.text)

    def note_request(request):
        if not request.url.startswith((poisoned[1], "data:", "blob:")):
            trouble.append(f"request: {request.url}")

    page.on("dialog", dismiss)
    page.on("console", note)
    page.on("request", note_request)
    page.on("pageerror", lambda error: trouble.append(f"script error: {error}"))

    def go(path, name=""):
        page.goto(poisoned[1] + path, wait_until="load")
        if page.locator("region-map").count() and name not in SAME_MAP:
            map_is_idle(page)
        return page

    yield go
    page.close()
    assert trouble == []


def said_by(page):
    return " ".join(page.evaluate("document.body.textContent").split())


def test_XSS_01_XSS_02_every_page_shows_attacks_as_words(released, poisoned, visit):
    words, _ = poisoned
    for name in PAGES:
        page = visit(address(name, "en"), name)
        assert page.evaluate(DANGERS) == [], name
        assert ALL in page.title() or name == "missing", name
        said = said_by(page)
        for kind in SHOWN.get(name, "").split():
            assert any(one in said for one in words[kind]), f"{name} does not show {kind}"


def test_XSS_01_a_heading_a_description_and_data_for_machines_hold_the_words(visit, released):
    page = visit(address("area", "en"))
    nordhavn = evil("Nordhavn")
    assert page.locator("h1").inner_text() == nordhavn
    description = page.locator('meta[name="description"]').get_attribute("content")
    assert description.startswith(f"{ALL} Harbour area")
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert data["name"] == nordhavn and data["description"] == description
    source = page.locator("#sources a[href*=poison]").first
    assert source.inner_text() == "poison.example" and not source.get_attribute("onmouseover")


def test_XSS_01_the_page_about_the_api_shows_attacks_as_words(visit):
    page = visit("/api/")
    assert page.evaluate(DANGERS) == []
    assert ALL in said_by(page)


def test_XSS_01_XSS_02_map_and_list_draw_attacks_as_words(visit):
    page = visit("/en/map/?selected=nordhavn&at=12.6,55.71,11")
    for place in ("Nordhavn", "Copenhagen"):  # an area of the region, a city of the base map
        page.wait_for_function(DRAWN, arg=evil(place))
    credit = page.locator(".maplibregl-ctrl-attrib").inner_text()
    assert f"{IMG} makers" in credit

    row = page.locator('#results li[data-key="lynetteholm"]')
    row.hover()
    assert "is-lifted" in row.get_attribute("class")
    page.mouse.move(1000, 450, steps=5)
    page.mouse.click(1000, 450)

    before = sentence(page)
    page.locator('#filters input[name="use"]').first.check(force=True)
    wait_for_sentence(page, before)
    assert evil("Nordhavn") in said_by(page)
    assert page.evaluate(DANGERS) == []

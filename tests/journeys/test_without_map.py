"""A browser that cannot draw the map: the list, the page and the filters stand alone."""

import pytest
from explore_page import WAIT, keys_in_list, sentence, wait_for_sentence


@pytest.fixture
def flat_page(launch):
    """A page of a Chromium that was started without WebGL, and what its console told."""
    browser = launch("--no-sandbox", "--disable-3d-apis")
    page = browser.new_page()
    page.set_default_timeout(WAIT)
    told = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    yield page, told
    browser.close()


def test_FLT_20_without_webgl_the_list_stands_alone_and_says_why(site, flat_page):
    page, told = flat_page
    page.goto(f"{site}/da/map/", wait_until="load")
    page.wait_for_selector("region-map.map-failed")
    assert page.locator("region-map > p").is_visible()
    assert page.locator("region-map > p").inner_text().startswith("Kortet")
    assert not page.locator("region-map canvas").count()
    assert len(keys_in_list(page)) == 67
    before = sentence(page)
    page.locator("#filters input[name=q]").fill("nordhavn")
    wait_for_sentence(page, before)
    assert "nordhavn" in keys_in_list(page)
    assert told == []


def test_FLT_20_without_webgl_an_area_page_tells_all_it_has(site, flat_page):
    page, told = flat_page
    page.goto(f"{site}/sv/areas/hyllie/", wait_until="load")
    page.wait_for_selector("region-map.map-failed")
    assert page.locator("region-map > p").is_visible()
    assert page.locator("h1").inner_text() == "Hyllie"
    assert told == []

"""A phone in Swedish, and a reader without scripts."""

import pytest
from explore_page import keys_in_list, map_is_idle, sentence
from pages import FRAMED, PAGES, address


def test_a_phone_user_in_swedish_raises_and_lowers_the_list(open_page):
    page = open_page("/sv/map/", width=390, height=844)
    map_is_idle(page)
    sheet, grip = page.locator(".explore"), page.locator(".sheet-grip")
    heights = {sheet.get_attribute("data-sheet")}
    for _ in range(3):
        grip.click()
        heights.add(sheet.get_attribute("data-sheet"))
    assert heights == {"peek", "half", "full"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "områden" in sentence(page)


@pytest.mark.parametrize("height", ["peek", "half"])
def test_credits_and_what_outlines_are_stay_in_sight_above_the_sheet(open_page, height):
    page = open_page("/en/map/", width=390, height=844)
    map_is_idle(page)
    while page.locator(".explore").get_attribute("data-sheet") != height:
        page.locator(".sheet-grip").click()
    page.wait_for_timeout(600)  # until the sheet rests
    credit = page.locator(".maplibregl-ctrl-attrib")
    assert "OpenStreetMap" in credit.inner_text() and "indicative" in credit.inner_text()
    box, sheet = credit.bounding_box(), page.locator(".panel").bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] <= sheet["y"] + 1


def test_a_reader_without_scripts_filters_and_reads_everything(open_page):
    page = open_page("/en/map/", scripts=False)
    assert len(keys_in_list(page)) == 67
    page.locator("input[name=q]").fill("oerestad")
    page.locator("#filters button").first.click()
    page.wait_for_url("**q=oerestad**")
    assert "oerestad" in keys_in_list(page)
    row = page.locator("li[data-key=oerestad]").inner_text()
    assert "60,000" in row and "310\u00a0ha" in row
    page.locator("input[name=year][value='2035']").check()
    page.locator(".when button").click()
    page.wait_for_url("**year=2035**")
    assert "In 2035, as expected" in page.locator("#results .count").inner_text()


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_no_page_scrolls_sideways_on_a_small_phone(released, site, open_page, language):
    wide = {}
    page = open_page("/healthz", width=320, height=640)
    for name in [*PAGES, *FRAMED]:
        page.goto(site + address(name, language), wait_until="load")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}

"""Everything by keyboard, and told to those who do not see the map."""

from explore_page import keys_in_list, map_is_idle, sentence, wait_for_sentence


def test_A11_02_a_danish_officer_opens_nordhavn_by_keyboard_only(open_page):
    page = open_page("/da/map/")
    before = sentence(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("nordhavn")
    wait_for_sentence(page, before)
    assert "nordhavn" in keys_in_list(page)
    for _ in range(150):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        assert page.evaluate("document.activeElement !== document.body"), "the focus was lost"
        if href.endswith("/da/areas/nordhavn/"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus cannot be seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/areas/nordhavn/")
    assert page.locator("h1").inner_text() == "Nordhavn"


def test_A11_03_the_map_shows_the_areas_of_the_list_and_no_others(open_page):
    page = open_page("/en/map/?municipality=malmoe&at=13.0,55.59,11")
    map_is_idle(page)
    shown = page.evaluate(
        """() => {
          const map = document.querySelector('region-map').engine;
          const layers = map.getStyle().layers
            .filter(l => ['areas', 'area_points'].includes(l['source-layer'])).map(l => l.id);
          return [...new Set(map.queryRenderedFeatures({layers}).map(f => f.properties.key))];
        }"""
    )
    assert shown, "the map shows no areas"
    assert set(shown) <= set(keys_in_list(page))


def test_the_structure_of_the_explore_page_is_told_to_a_screen_reader(open_page):
    page = open_page("/sv/map/")
    tree = page.locator("body").aria_snapshot()
    for role in ("banner", "navigation", "main", "search", "heading"):
        assert role in tree
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator("h1").count() == 1

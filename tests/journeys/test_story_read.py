"""The story in a browser: the map follows the reader, and those it does not move for miss nothing."""

import pytest
from explore_page import map_is_idle

NOW = ".way [aria-current=step]"
STILLS = ".still-of img"


@pytest.fixture
def read(open_page):
    """Open the story as somebody whom motion does no harm."""

    def open_one(path, **more):
        page = open_page(path, calm=False, **more)
        map_is_idle(page)
        return page

    return open_one


def bring(page, key):
    page.locator(f"#{key} h2").evaluate(
        "h => h.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    page.wait_for_function(
        "key => document.querySelector('.way [aria-current=step]')?.hash === '#' + key", arg=key
    )


def view(page):
    return page.evaluate(
        "() => { const m = document.querySelector('region-map').engine; const c = m.getCenter();"
        " return [c.lng, c.lat, m.getZoom()]; }"
    )


def settle(page):
    page.wait_for_function("() => !document.querySelector('region-map').engine.isMoving()")


def test_the_map_travels_to_what_is_read_and_the_address_names_it(read):
    page = read("/en/story/")
    assert page.locator(NOW).get_attribute("href") == "#two_cities"
    before = view(page)
    bring(page, "bridge")
    settle(page)
    after = view(page)
    assert after[2] > before[2]
    assert after[:2] == pytest.approx([12.8, 55.6], abs=0.01)
    assert page.evaluate("location.hash") == "#bridge"
    bring(page, "by_2040")
    settle(page)
    assert page.evaluate("document.querySelector('region-map').engine.getStyle()").keys()
    assert page.locator(".way .done").count() == 8


def test_a_link_to_a_chapter_opens_there(read):
    page = read("/sv/story/#research")
    assert page.locator(NOW).get_attribute("href") == "#research"
    assert page.locator("#research h2").is_visible()
    assert view(page)[:2] == pytest.approx([12.87, 55.78], abs=0.01)


def test_by_keyboard_alone_every_chapter_is_reached(read):
    page = read("/en/story/")
    page.locator(".way a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.way [aria-current=step]').hash === '#bridge'"
    )


def test_who_wants_no_motion_gets_pictures_and_no_map(open_page):
    page = open_page("/da/story/")
    assert page.locator(STILLS).first.is_visible()
    assert not page.locator("region-map").is_visible()
    assert page.locator("region-map canvas").count() == 0
    page.locator(STILLS).last.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.still-of img')].at(-1).naturalWidth > 0"
    )


def test_without_scripts_every_chapter_has_its_picture_and_its_words(open_page):
    page = open_page("/sv/story/", scripts=False)
    assert page.locator(STILLS).count() == page.locator(".chapter").count() >= 8
    assert page.locator(STILLS).first.is_visible()
    assert "Öresund" in page.locator(".chapter").first.inner_text()


def test_on_paper_there_are_pictures_whatever_moves_on_the_screen(read):
    page = read("/en/story/waterfronts/")
    assert not page.locator(STILLS).is_visible()
    page.emulate_media(media="print")
    assert page.locator(STILLS).is_visible()
    assert not page.locator("region-map").is_visible()


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (1440, 900)])
def test_nothing_is_cut_off_at_the_side(read, size):
    page = read("/da/story/", width=size[0], height=size[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_politician_finds_in_danish_what_became_of_an_initiative(open_page):
    page = open_page("/da/")
    page.get_by_role("link", name="Strategien, og hvor langt den er nået").click()
    assert "rekonstruktion" in page.locator("main").inner_text().lower()
    page.get_by_role("link", name="Urban Transition", exact=False).first.click()
    heading = page.get_by_role("heading", name="Resultat")
    told = heading.evaluate("h => h.parentElement.innerText")
    assert len(told) > 40
    assert page.locator("html").get_attribute("lang") == "da"


def test_on_a_phone_the_title_of_a_linked_chapter_stands_below_the_map(read):
    page = read("/sv/story/#research", width=390, height=844)
    title = page.locator("#research h2").bounding_box()
    stage = page.locator(".story-map").bounding_box()
    assert stage["y"] + stage["height"] <= title["y"] < 844

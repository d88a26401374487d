"""An investor looks for land, abroad and in a hurry."""

from explore_page import keys_in_list, map_is_idle, sentence, wait_for_sentence


def test_an_investor_finds_logistics_land_on_both_shores_and_shares_the_url(open_page, site):
    page = open_page("/en/map/")
    before = sentence(page)
    assert before.startswith("67 areas fit: 36 in Denmark, 31 in Sweden")
    page.locator("input[name=use][value=logistics]").check(force=True)
    wait_for_sentence(page, before)
    found = sentence(page)
    assert "in Denmark" in found and "in Sweden" in found
    assert "use=logistics" in page.url
    shared = open_page(page.url.removeprefix(site))
    assert sentence(shared) == found
    assert keys_in_list(shared) == keys_in_list(page)


def test_back_and_forward_restore_the_list(open_page):
    page = open_page("/en/map/")
    everything = sentence(page)
    page.locator("input[name=stage][value=built_out]").check(force=True)
    wait_for_sentence(page, everything)
    built = sentence(page)
    page.go_back()
    wait_for_sentence(page, built)
    assert sentence(page) == everything
    page.go_forward()
    wait_for_sentence(page, everything)
    assert sentence(page) == built


def test_zero_hits_say_which_filter_to_drop_and_what_that_gives(open_page):
    page = open_page("/en/map/?use=logistics&q=nordhavn&country=SE")
    assert sentence(page) == "No area fits"
    offers = page.locator("#results .empty li")
    assert offers.count() >= 1
    assert "areas fit" in offers.first.inner_text() or "area fits" in offers.first.inner_text()
    offers.first.locator("a").click()
    wait_for_sentence(page, "No area fits")
    assert sentence(page) != "No area fits"


def test_the_timeline_changes_the_list_and_the_sentence(open_page):
    page = open_page("/en/map/")
    today = page.locator("#phases").inner_text()
    page.locator("input[name=year][value='2040']").check(force=True)
    page.wait_for_function("t => document.querySelector('#phases').innerText !== t", arg=today)
    assert "year=2040" in page.url
    assert "2040" in page.locator("#results .count").inner_text()


def test_choosing_an_area_marks_its_row_and_stays_in_the_address(open_page):
    page = open_page("/en/map/?selected=hyllie")
    assert page.locator("[data-key=hyllie]").get_attribute("aria-current") == "true"


def test_nothing_is_stored_on_the_visitors_machine(open_page):
    page = open_page("/en/map/")
    page.locator("input[name=country][value=SE]").evaluate("box => box.click()")
    page.wait_for_url("**country=SE**")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_only_what_the_map_shows_answers_before_the_map_is_moved(open_page):
    page = open_page("/en/map/?at=12.9700,55.5640,12.5")
    map_is_idle(page)
    before = sentence(page)
    page.locator(".more-filters summary").click()
    page.locator("input[name=bbox]").check(force=True)
    wait_for_sentence(page, other_than=before)
    assert "hyllie" in keys_in_list(page) and "nordhavn" not in keys_in_list(page)
    assert "bbox=" in page.url


def test_the_list_of_opportunities_answers_a_chip_in_place_and_back_undoes_it(open_page):
    page = open_page("/en/opportunities/")
    before = page.locator("h1").inner_text()
    page.evaluate("window.stays = true")
    page.locator("input[name=country][value=DK]").check(force=True)
    page.wait_for_function(
        "before => document.querySelector('h1').innerText !== before", arg=before
    )
    assert "country=DK" in page.url and page.evaluate("window.stays")
    page.go_back()
    page.wait_for_function(
        "before => document.querySelector('h1').innerText === before", arg=before
    )
    assert "country" not in page.url and page.evaluate("window.stays")

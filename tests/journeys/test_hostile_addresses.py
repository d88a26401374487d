"""Addresses made to change what every object of a page inherits change nothing."""

from explore_page import keys_in_list, map_is_idle, sentence, wait_for_sentence

NAMES = "__proto__[a]=b&constructor[prototype][a]=b&__proto__=x&constructor=y"
VALUES = "selected=__proto__&year=constructor&sort=__proto__&use=__proto__&at=__proto__,1,1"
INHERITED = """() => [typeof ({}).a, typeof ({}).x, Object.keys(Object.prototype).length,
  Object.prototype.toString.call({}), ({}).constructor === Object]"""
UNTOUCHED = ["undefined", "undefined", 0, "[object Object]", True]


def test_XSS_10_names_every_object_inherits_are_only_names(released, open_page):
    plain = open_page("/en/map/")
    expected = sentence(plain), keys_in_list(plain)
    page = open_page(f"/en/map/?{NAMES}&{VALUES}")
    assert page.evaluate(INHERITED) == UNTOUCHED
    map_is_idle(page)
    assert (sentence(page), keys_in_list(page)) == expected
    assert page.evaluate(INHERITED) == UNTOUCHED

    page.locator('#filters input[name="use"][value="logistics"]').check(force=True)
    wait_for_sentence(page, expected[0])
    page.locator("#results li[data-key]").first.hover()
    narrowed = sentence(page)
    page.go_back()
    wait_for_sentence(page, narrowed)
    assert (sentence(page), keys_in_list(page)) == expected
    assert page.evaluate(INHERITED) == UNTOUCHED

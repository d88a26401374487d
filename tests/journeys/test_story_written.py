"""An officer writes a chapter with the view of the map, looks at it, and it is live."""

import re

import pytest
from desk_pages import comes_to_hold, demo_home, public, say, take
from explore_page import map_is_idle
from served import serving
from test_together import faults


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with demo_home(tmp_path_factory.mktemp("story")) as home:
        yield home


@pytest.fixture(scope="module")
def site(home):
    with serving(home) as server:
        yield server.address


def test_an_officer_makes_a_chapter_with_the_view_of_the_map_and_it_is_live(
    site, as_staff, axe_source
):
    editor, other = as_staff("admin@region.example"), as_staff("reviewer@region.example")
    editor.goto(f"{site}/desk/records/chapter/new/")
    map_is_idle(editor)
    words = " ".join(["Cyklister krydser Øresund i dag med toget og ikke ad broen."] * 6)
    for code, title in (("en", "By bicycle"), ("da", "På cykel"), ("sv", "Med cykel")):
        say(editor, f"name_{code}", title)
        say(editor, f"body_{code}", f"{words} {{areas}}")
    editor.locator("[name=number]").fill("15")
    zoom = float(editor.locator("[name=zoom]").input_value())
    editor.locator("[data-zoom=in]").click()
    editor.wait_for_function("() => !document.querySelector('region-map').engine.isMoving()")
    editor.get_by_role("button", name="Use this view").click()
    assert editor.locator(".scene [role=status]").inner_text()
    taken = float(editor.locator("[name=zoom]").input_value())
    assert taken == pytest.approx(zoom + 1, abs=0.02)
    editor.locator("[name=areas][value=hyllie]").check()
    found = faults(editor, axe_source)
    with editor.expect_navigation():
        editor.locator("button[name=save]").click()
    assert editor.url.endswith("/records/chapter/by_bicycle/")
    assert editor.locator("[name=zoom]").input_value() == str(taken)

    editor.get_by_role("link", name="Preview").click()
    assert editor.locator(".live").first.inner_text() == "67"
    found += faults(editor, axe_source)
    editor.get_by_role("link", name="Back to the draft").click()
    take(editor, "ask_review")
    other.goto(f"{site}/desk/records/chapter/by_bicycle/")
    take(other, "approve")
    assert comes_to_hold(site, "/sv/story/by_bicycle/", "Med cykel")
    assert comes_to_hold(site, "/da/story/", "På cykel")
    order = re.findall(r'class="chapter" id="(\w+)"', public(site, "/da/story/"))
    assert order[:3] == ["two_cities", "by_bicycle", "bridge"]
    assert found == []

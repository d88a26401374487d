"""Whoever looks at the history of an area sees both outlines on the map, in light and in dark."""

import pytest
from test_accessibility import RULES
from test_drawing import PAGE, desk, open_editor  # noqa: F401  fixtures

HISTORY = f"{PAGE}history/"
MOVE = """() => {
  const field = document.querySelector("textarea[name=outline]");
  const outline = JSON.parse(field.value);
  const ring = outline.type === "Polygon" ? outline.coordinates[0] : outline.coordinates[0][0];
  for (const corner of ring) corner[0] += 0.002;
  field.value = JSON.stringify(outline);
}"""


@pytest.fixture
def history(desk, open_editor):  # noqa: F811
    """Open the history of Hyllie, whose outline was moved; the map has been drawn if scripts run."""

    def open_one(**how):
        page = open_editor(
            **{
                "scripts": True,
                **how,
            }
        )
        if how.get("scripts", True):
            page.goto(desk + PAGE)
            page.wait_for_selector(".outline-ready, .map-failed")
            page.evaluate(MOVE)
            page.locator("button[name=save]").click()
            page.wait_for_load_state()
        page.goto(desk + HISTORY)
        return page

    return open_one


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_both_outlines_lie_on_the_map_with_their_hectares(history, axe_source, width, theme):
    page = history(width=width, theme=theme)
    page.wait_for_selector("outline-difference.is-drawn")
    drawn = page.evaluate("""() => {
      const map = document.querySelector("outline-difference.is-drawn region-map").engine;
      return map.getStyle().layers.map(({ id }) => id).filter((id) => id.startsWith("drawn-"));
    }""")
    assert drawn == ["drawn-new-fill", "drawn-new-line", "drawn-gone-case", "drawn-gone-line"]
    first = page.locator("outline-difference").first
    assert first.locator(".both-legend").inner_text().count("ha") == 2
    assert not first.locator("svg.both").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(axe_source)
    ask = """rules => axe.run('outline-difference', {runOnly: {type: 'tag', values: rules}})
      .then(({violations}) => violations.map(({id, nodes}) => id + " " + nodes[0].html))"""
    found = page.evaluate(ask, RULES)
    assert found == []


@pytest.mark.browser
def test_one_map_is_alive_at_a_time(history):
    page = history()
    page.wait_for_selector("outline-difference.is-drawn")
    page.locator("outline-difference").nth(1).locator("[data-open]").click()
    page.wait_for_selector("outline-difference:not(.is-drawn) >> nth=0")
    page.wait_for_selector("li outline-difference.is-drawn")
    assert page.locator("region-map").count() == 1
    assert page.locator("outline-difference").first.locator("svg.both").is_visible()


@pytest.mark.browser
def test_without_scripts_the_picture_says_the_same(history):
    history()
    page = history(scripts=False)
    assert page.locator("svg.both").first.is_visible()
    assert page.locator(".both-legend").first.inner_text().count("ha") == 2
    assert not page.locator("[data-open]").first.is_visible()

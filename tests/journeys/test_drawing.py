"""An editor draws: on the map, with the keyboard, from a file, on a phone, and without scripts."""

import json
import re
import subprocess
import sys

import pytest
from served import CHECKOUT, environment, prospect, serving
from shapely.geometry import shape
from test_accessibility import RULES

PASSWORD = "seven small sheep"
EDITOR = "editor@malmo.example"
PAGE = "/desk/records/area/hyllie/"
SQUARE = [[13.03, 55.575], [13.04, 55.575], [13.04, 55.58], [13.03, 55.58]]
BOW = {"type": "Polygon", "coordinates": [[[13.03, 55.575], [13.04, 55.58], [13.04, 55.575],
                                           [13.03, 55.58], [13.03, 55.575]]]}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A demo with the demo's staff, as `prospect demo` serves it."""
    home = tmp_path_factory.mktemp("drawing") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROSPECT_DEMO", "yes")
        assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
        assert prospect(home, "release", "build").returncode == 0
        make_staff(home)
        with serving(home) as server:
            yield server.address


def make_staff(home):
    code = (
        "import django; django.setup(); from prospect.desk.actions import make_demo_staff as make; "
        f"make(password={PASSWORD!r}, by='tests')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def open_editor(desk, chromium):
    """Open the page of Hyllie as the editor of Malmö; fail on script errors and refused styles."""
    contexts, told = [], []

    def open_one(*, width=1440, height=900, theme="light", scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            has_touch=width < 500,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
        page.goto(f"{desk}/desk/account/login/")
        page.locator("input[name=login]").fill(EDITOR)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator(".sheet-form button").first.click()
        page.wait_for_url("**/desk/")
        page.goto(desk + PAGE)
        if scripts:
            page.wait_for_selector("outline-editor.outline-ready")
            until(page, "document.querySelector('outline-editor').rings.length > 0")
            page.locator(".outline-stage").scroll_into_view_if_needed()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [line for line in told if "400 (Bad Request)" not in line] == []


def rings(page):
    return page.evaluate("document.querySelector('outline-editor').rings.map(ring => ring.corners)")


def posted(page):
    return json.loads(page.locator("textarea[name=outline]").input_value() or "null")


def until(page, expression):
    """Wait for something to hold; Playwright's own wait needs an eval that our policy forbids."""
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def tool(page, name):
    page.locator(f"[data-tool={name}]").click()


def act(page, name):
    page.locator(f"[data-act={name}]").click()


def pixel(page, position):
    """Where a position lies on the screen."""
    return page.evaluate(
        """at => {
          const map = document.querySelector("outline-editor region-map").engine;
          const box = map.getCanvas().getBoundingClientRect();
          const { x, y } = map.project(at);
          return [x + box.left, y + box.top];
        }""",
        position,
    )


def look_at(page, west, south, east, north):
    """Show a box, with the whole map in the window."""
    page.evaluate(
        """box => {
          const element = document.querySelector("outline-editor region-map");
          element.scrollIntoView({ block: "center" });
          element.engine.fitBounds(box, { padding: 60, duration: 0 });
        }""",
        [west, south, east, north],
    )
    page.wait_for_timeout(250)


def press(page, position):
    x, y = pixel(page, position)
    page.mouse.move(x, y, steps=3)
    page.mouse.click(x, y)
    page.wait_for_timeout(320)  # two presses in a row would be a double press


def drag(page, start, end):
    (x1, y1), (x2, y2) = pixel(page, start), pixel(page, end)
    page.mouse.move(x1, y1, steps=3)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=6)
    page.mouse.move(x2, y2, steps=6)
    page.mouse.up()
    page.wait_for_timeout(200)


def draw(page, corners):
    for corner in corners:
        press(page, corner)
    act(page, "finish")
    page.wait_for_timeout(200)


def start_anew(page):
    act(page, "clear")
    assert posted(page) is None
    look_at(page, 13.025, 55.573, 13.045, 55.582)
    tool(page, "draw")
    draw(page, SQUARE)


def near(one, other, degrees=2e-4):
    return all(abs(a - b) < degrees for a, b in zip(one, other, strict=True))


def test_an_outline_is_drawn_reshaped_pierced_undone_and_stands_in_the_form(open_editor):
    page = open_editor()
    before = rings(page)
    start_anew(page)
    ((*corners,),) = rings(page)
    assert len(corners) == 4 and all(near(a, b) for a, b in zip(corners, SQUARE, strict=True))
    assert shape(posted(page)).is_valid
    hectares = page.locator("[data-hectares]")
    until(page, "/^3[45],/.test(document.querySelector('[data-hectares]').textContent)")

    drag(page, SQUARE[2], [13.042, 55.5815])  # a corner
    assert near(rings(page)[0][2], [13.042, 55.5815])
    drag(page, [13.035, 55.575], [13.035, 55.574])  # the dot between two corners: a new one
    assert len(rings(page)[0]) == 5

    tool(page, "hole")
    draw(page, [[13.033, 55.577], [13.036, 55.577], [13.036, 55.579], [13.033, 55.579]])
    assert len(rings(page)) == 2 and len(posted(page)["coordinates"]) == 2
    assert len(shape(posted(page)).interiors) == 1

    tool(page, "remove")
    press(page, [13.035, 55.574])
    assert len(rings(page)[0]) == 4

    for _ in range(2):
        page.locator("[data-act=undo]").focus()
        page.keyboard.press("Control+z")
    assert len(rings(page)) == 1 and len(rings(page)[0]) == 5
    page.keyboard.press("Control+Shift+Z")
    assert len(rings(page)) == 2
    while page.locator("[data-act=undo]").is_enabled():
        act(page, "undo")
    assert rings(page) == before
    hectares.wait_for()  # once the server has answered


def test_a_shape_is_moved_with_its_hole(open_editor):
    page = open_editor()
    start_anew(page)
    tool(page, "hole")
    draw(page, [[13.033, 55.577], [13.036, 55.577], [13.036, 55.579], [13.033, 55.579]])
    drag(page, [13.038, 55.5765], [13.040, 55.5765])
    outer, hole = rings(page)
    assert near(outer[0], [13.032, 55.575]) and near(hole[0], [13.035, 55.577])


def test_a_line_snaps_to_a_corner_of_the_area_beside_it(open_editor):
    page = open_editor()
    neighbour = page.evaluate(
        """() => JSON.parse(document.querySelector("outline-editor").dataset.settings)
                 .neighbours.find(({ geometry }) => geometry.type === "Polygon").geometry.coordinates[0][0]"""
    )
    lon, lat = neighbour
    act(page, "clear")
    look_at(page, lon - 0.01, lat - 0.005, lon + 0.01, lat + 0.005)
    tool(page, "draw")
    x, y = pixel(page, neighbour)
    page.mouse.move(x + 6, y + 5, steps=4)
    page.mouse.click(x + 6, y + 5)
    page.wait_for_timeout(320)
    press(page, [lon - 0.006, lat - 0.003])
    press(page, [lon - 0.006, lat + 0.003])
    act(page, "finish")
    assert near(rings(page)[0][0], neighbour, 1e-6)


def test_A11_03_the_table_of_corners_does_all_of_it_with_the_keyboard(open_editor):
    page = open_editor()
    act(page, "clear")
    page.locator(".outline-table summary").focus()
    page.keyboard.press("Enter")
    page.locator("[data-corner=new]").focus()
    page.keyboard.press("Enter")
    assert len(rings(page)[0]) == 3
    for row, (lon, lat) in enumerate(SQUARE[:3]):
        for axis, value in ((1, lat), (0, lon)):
            cell = page.locator(f".outline-table li >> nth={row} >> [data-axis='{axis}']")
            cell.fill(str(value).replace(".", ","))  # as a Dane writes it
            cell.press("Enter")
    assert rings(page) == [SQUARE[:3]]
    assert page.url.endswith(PAGE), "Enter sent the form"
    page.locator(".outline-table li >> nth=2 >> [data-corner=insert]").press("Enter")
    assert len(rings(page)[0]) == 4
    assert page.evaluate("document.activeElement.dataset.axis") == "1"
    page.locator(".outline-table li >> nth=3 >> [data-corner=up]").press("Enter")
    assert rings(page)[0][3] == SQUARE[2]
    page.locator(".outline-table li >> nth=2 >> [data-corner=remove]").press("Enter")
    assert rings(page) == [SQUARE[:3]] and len(posted(page)["coordinates"][0]) == 4
    cell = page.locator(".outline-table [data-axis='1']").first
    cell.fill("north")
    cell.press("Tab")
    assert cell.get_attribute("aria-invalid") == "true" and rings(page) == [SQUARE[:3]]


def test_a_file_is_taken_over_what_is_wrong_is_told_and_mended(open_editor, tmp_path):
    page = open_editor()
    page.locator(".outline-text summary").click()
    file = tmp_path / "hyllie.geojson"
    file.write_text(json.dumps(BOW))
    page.locator("[data-file]").set_input_files(file)
    problem = page.locator("[data-told=problems] li")
    problem.wait_for()
    assert "55.57750, 13.03500" in problem.inner_text()
    page.locator("[data-repair]").click()
    until(page, "!document.querySelector('[data-told=problems] li')")
    assert shape(posted(page)).is_valid and posted(page)["type"] == "MultiPolygon"
    text = page.locator("textarea[name=outline]")
    text.fill("POLYGON ((13.03 55.575, 13.04 55.575, 13.04 55.58, 13.03 55.575))")
    until(page, "document.querySelector('outline-editor').rings.length === 1")
    assert rings(page) == [SQUARE[:3]]
    text.fill("hello")
    problem.wait_for()
    assert rings(page) == [SQUARE[:3]], "what cannot be read takes nothing away"


def test_what_was_drawn_is_saved(open_editor):
    page = open_editor()
    page.locator(".outline-text summary").click()
    wkt = "POLYGON ((12.98 55.56, 12.99 55.56, 12.99 55.57, 12.98 55.56))"
    page.locator("textarea[name=outline]").fill(wkt)
    with page.expect_navigation():
        page.locator("button[name=save]").click()
    page.wait_for_selector("outline-editor.outline-ready")
    until(page, "document.querySelector('outline-editor').rings.length === 1")
    assert shape(posted(page)).equals(shape({"type": "Polygon", "coordinates": [
        [[12.98, 55.56], [12.99, 55.56], [12.99, 55.57], [12.98, 55.56]]]}))  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_PHO_on_a_phone_every_button_is_large_enough_and_a_finger_draws(open_editor, theme):
    page = open_editor(width=390, height=844, theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.evaluate(
        """() => [...document.querySelectorAll("outline-editor button")]
             .map(button => [button.innerText, button.getBoundingClientRect()])
             .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([text]) => text)"""
    )
    assert small == []
    act(page, "clear")
    look_at(page, 13.025, 55.573, 13.045, 55.582)
    tool(page, "draw")
    look_at(page, 13.025, 55.573, 13.045, 55.582)
    for corner in SQUARE:
        page.touchscreen.tap(*pixel(page, corner))
        page.wait_for_timeout(320)
    page.locator("[data-act=finish]").tap()
    page.wait_for_timeout(300)
    assert len(rings(page)) == 1 and len(rings(page)[0]) == 4


def test_the_drawing_outlives_a_change_of_theme(open_editor):
    page = open_editor()
    start_anew(page)
    before = rings(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(600)
    layers = page.evaluate(
        """() => document.querySelector("outline-editor region-map").engine.getStyle()
             .layers.map(({ id, source }) => source).filter(source => source?.startsWith("drawn")).length"""
    )
    assert layers >= 4 and rings(page) == before
    tool(page, "remove")
    look_at(page, *shape(posted(page)).bounds)
    press(page, before[0][0])
    assert len(rings(page)[0]) == len(before[0]) - 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_A11_01_the_editor_has_no_fault(open_editor, axe_source, theme):
    page = open_editor(theme=theme)
    page.locator(".outline-table summary").click()
    page.locator(".outline-text summary").click()
    tool(page, "draw")
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run('outline-editor', {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in report["violations"]] == []


def test_without_scripts_the_text_is_enough(open_editor):
    page = open_editor(scripts=False)
    text = page.locator("textarea[name=outline]")
    assert text.is_visible() and not page.locator(".outline-tools").is_visible()
    text.fill(json.dumps(BOW))
    with page.expect_navigation():
        page.locator("button[name=save]").click()
    assert re.search(r"55\.57750, 13\.03500", page.locator("main").inner_text())
    with page.expect_navigation():
        page.locator("[data-repair]").click()
    assert '"MultiPolygon"' in text.input_value()

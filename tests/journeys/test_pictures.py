"""A picture on its way: uploaded at the desk, refused without its words, approved, seen by everybody."""

import os
import subprocess
import sys

import pytest
from drawn import jpeg
from served import CHECKOUT, environment, prospect, serving
from test_accessibility import RULES

PASSWORD = "seven small sheep"
NEW = "/desk/records/picture/new/?area=hyllie"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A demo with the demo's staff, as `prospect demo` serves it, and its PROSPECT_HOME."""
    home = tmp_path_factory.mktemp("pictures") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROSPECT_DEMO", "yes")
        assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
        assert prospect(home, "release", "build").returncode == 0
        code = (
            "import django; django.setup(); from prospect.desk.actions import make_demo_staff as make; "
            f"make(password={PASSWORD!r}, by='tests')"
        )
        subprocess.run([sys.executable, "-c", code], env=environment(home), check=True)
        with serving(home) as server:
            yield server.address, home


@pytest.fixture
def log_in(desk, chromium):
    """Open the desk as somebody; fail on script errors and refused styles."""
    contexts, told = [], []

    def open_one(email, width=1440):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
        page.goto(f"{desk[0]}/desk/account/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator(".sheet-form button").first.click()
        page.wait_for_url("**/desk/")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert told == []


def faults(page, axe_source):
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [f"{page.url}: {fault['id']}" for fault in report["violations"]]


def take(page, step):
    with page.expect_navigation():
        page.locator(f"form.step:has(input[value={step}]) button").click()


def save(page):
    with page.expect_navigation():
        page.locator(".savebar button").click()


def test_IMG_05_a_picture_is_public_when_it_has_its_words_and_somebody_approved_it(
    desk, log_in, chromium, axe_source
):
    site, home = desk
    editor = log_in("editor@malmo.example")
    editor.goto(f"{site}/desk/records/area/hyllie/")
    editor.locator(f"a[href='{NEW}']").click()
    editor.wait_for_url("**/picture/new/**")
    photo = {"name": "IMG_4711.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1000, 700)}
    editor.locator("input[type=file]").set_input_files(photo)
    editor.locator("[name=credit]").fill("Åsa Öberg")
    editor.locator("[name=rights]").select_option("own")
    save(editor)
    editor.wait_for_url(lambda url: "/new/" not in url)
    record = editor.url

    shown = editor.locator(".kept-picture.is-live img")
    box = shown.bounding_box()
    shown.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    assert editor.locator("[name=focal_x]").input_value() == "25"
    assert editor.locator("[name=focal_y]").input_value() == "75"
    found = faults(editor, axe_source)
    save(editor)
    take(editor, "ask_review")

    reviewer = log_in("reviewer@malmo.example")
    reviewer.goto(record)
    shut = reviewer.locator("form.step:has(input[value=approve])")
    assert shut.locator("button").count() == 0 and shut.locator(".shut").count() == 1

    editor.goto(record)
    for button in editor.locator(".language-choice [data-show]").all():
        button.click()
        code = button.get_attribute("data-show")
        editor.locator(f"[name=alt_{code}]").fill(f"Hyllie, {code}")
    save(editor)
    take(editor, "ask_review")
    reviewer.goto(record)
    take(reviewer, "approve")
    assert prospect(home, "work", "--once").returncode == 0

    context = chromium.new_context(viewport={"width": 390, "height": 844})
    reader = context.new_page()
    reader.goto(f"{site}/sv/areas/hyllie/")
    picture = reader.locator("#pictures img")
    picture.scroll_into_view_if_needed()
    reader.wait_for_function("document.querySelector('#pictures img').naturalWidth > 0")
    assert picture.get_attribute("alt") == "Hyllie, sv"
    assert picture.evaluate("one => one.currentSrc").endswith(".avif")
    assert picture.evaluate("one => getComputedStyle(one).objectPosition") == "25% 75%"
    frame = picture.bounding_box()
    assert abs(frame["width"] / frame["height"] - 1.5) < 0.02
    assert reader.evaluate("document.documentElement.scrollWidth") == 390
    assert context.cookies() == []
    found += faults(reader, axe_source)
    if shots := os.environ.get("PROSPECT_SHOTS"):
        reader.screenshot(path=f"{shots}/public.png", full_page=False)
        reviewer.screenshot(path=f"{shots}/desk.png", full_page=True)
    context.close()
    assert found == []

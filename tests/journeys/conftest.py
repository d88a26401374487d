"""A real server, a real Chromium: what journeys stand on."""

import os
import re
import shutil

import pytest
from desk_pages import PASSWORD, log_in, note
from explore_page import CHECKOUT, WAIT
from served import serving

# Playwright's loop runs in the thread of the tests, which Django takes for a view's.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


def pytest_collection_modifyitems(items):
    """Skip by name what needs a browser where there is none; say so once for each."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def site(django_db_setup):
    """The address of a granian that serves the released demo region."""
    from django.conf import settings

    with serving(settings.HOME) as server:
        yield server.address


@pytest.fixture(scope="session")
def launch():
    """Start a Chromium with the flags given."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(
            executable_path=CHROMIUM, args=flags, timeout=WAIT * 3
        )


@pytest.fixture(scope="session")
def chromium(launch):
    """One Chromium for the session."""
    browser = launch(*FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(site, chromium):
    """Open pages as a visitor; fail on foreign requests, script errors and refused styles."""
    contexts, complaints = [], []

    def open_one(path, *, width=1440, height=900, theme="light", scripts=True, calm=True):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            java_script_enabled=scripts,
            has_touch=width < 500,
            reduced_motion="reduce" if calm else "no-preference",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda line: _note(line, complaints))
        page.on("request", lambda request: _note_foreign(request.url, site, complaints))
        page.goto(site + path, wait_until="load")  # styles apply only then
        return page

    yield open_one
    kept = [cookie for context in contexts for cookie in context.cookies()]
    heard = [*complaints]  # closing cuts off what a map still asked for, which it would tell
    for context in contexts:
        context.close()
    assert kept == [], "a visitor was given cookies"
    assert heard == []


@pytest.fixture
def as_staff(site, chromium):
    """Open the desk as one of the demo's staff; script errors fail the test."""
    contexts, told = [], []

    def open_desk(email, password=PASSWORD, **more):
        view = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **more}
        context = chromium.new_context(**view)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: note(line, told))
        log_in(page, site, email, password)
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert told == []


def _note(line, complaints):
    if line.type == "error" and not re.search(r"\b(404|410|400)\b", line.text):
        complaints.append(f"console: {line.text}")


def _note_foreign(url, site, complaints):
    if not url.startswith((site, "data:", "blob:")):
        complaints.append(f"foreign request: {url}")


@pytest.fixture(scope="session")
def axe_source():
    """The text of axe-core, which is injected by evaluation and so passes the strict CSP."""
    return _text_of("axe-core/axe.min.js")


@pytest.fixture(scope="session")
def codesniffer_source():
    """The text of HTML_CodeSniffer, injected like axe-core."""
    return _text_of("html_codesniffer/build/HTMLCS.js")


def _text_of(name):
    path = CHECKOUT / "node_modules" / name
    assert path.exists(), f"{name} is not installed: run make prepare-dev"
    return path.read_text(encoding="utf-8")

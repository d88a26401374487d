"""The first view of the explore page and of the story in a real Chromium, with an empty cache each time."""

import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from bench.homes import Homes
from bench.report import Line, Result, Skipped, spread
from bench.server import site

ROUNDS = 5
LONGEST = 120_000  # milliseconds
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless=new", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
VIEW = {"width": 1280, "height": 800}
IDLE = "document.documentElement.dataset.mapIdle"
PAINTED = """performance.getEntriesByName("first-contentful-paint")[0].startTime"""
BLOCKING = """performance.getEntriesByType("resource").filter((e) =>
  e.renderBlockingStatus === "blocking" && /\\.m?js(\\?|$)/.test(e.name)).length"""


@dataclass(frozen=True)
class View:
    """One first view: milliseconds until words were painted and the map idle, and what came over the wire."""

    painted: float
    idle: float
    html: int
    code: int
    requests: int
    blocking: int
    plain_html: int


def measure(homes: Homes) -> Iterator[Line]:
    """Open the page several times, the first thrown away; weigh what it fetched."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        yield Skipped("explore page, first view", "no Chromium here (Debian: apt install chromium)")
        return
    from playwright.sync_api import sync_playwright

    with site(homes.demo()) as prospect, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        address = f"http://127.0.0.1:{prospect.port}/en/map/"
        views = [_look(browser, address, "#results .row") for _ in range(ROUNDS + 1)][1:]
        address = f"http://127.0.0.1:{prospect.port}/en/story/"
        told = [_look(browser, address, ".chapter h1") for _ in range(ROUNDS + 1)][1:]
        browser.close()
    last, idle = views[-1], [view.idle / 1000 for view in views]
    plain = f"{last.plain_html / 1000:.0f} kB unpacked"
    yield Result("explore HTML, compressed", last.html / 1000, "kB", most=60, noise=plain)
    yield Result("explore JavaScript and CSS, compressed", last.code / 1000, "kB", most=420)
    yield Result("explore requests until the map is idle", last.requests, "", most=40)
    yield Result("scripts that block rendering", last.blocking, "", most=0)
    middle = statistics.median(idle)
    yield Result("explore map idle, cold cache", middle, "s", most=2.5, noise=spread(idle))
    for name, times, most in (
        ("story, first chapter painted", [view.painted / 1000 for view in told], 1),
        ("story, map idle", [view.idle / 1000 for view in told], 3),
    ):
        yield Result(
            f"{name}, cold cache", statistics.median(times), "s", most=most, noise=spread(times)
        )


def _look(browser: Any, address: str, wanted: str) -> View:
    context = browser.new_context(viewport=VIEW)
    page, answers, faults = context.new_page(), [], []
    page.on("requestfinished", lambda request: answers.append(request))
    page.on("requestfailed", lambda request: faults.append(f"{request.url}: {request.failure}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address, wait_until="commit", timeout=LONGEST)
    page.wait_for_selector("html[data-map-idle]", state="attached", timeout=LONGEST)
    idle, blocking = float(page.evaluate(IDLE)), int(page.evaluate(BLOCKING))
    html, code, plain = _weigh(answers, faults)
    if faults or not page.locator(wanted).count():
        raise RuntimeError(f"{address} is not right: {faults or 'no ' + wanted}")
    painted = float(page.evaluate(PAINTED))
    context.close()
    return View(painted, idle, html, code, len(answers), blocking, plain)


def _weigh_alone(address: str) -> int:
    """Return the bytes of a file as a browser is sent it: of a worker's Chromium does not tell."""
    asked = Request(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    with urlopen(asked, timeout=60) as answer:
        return len(answer.read())


def _weigh(answers: list[Any], faults: list[str]) -> tuple[int, int, int]:
    """Return bytes of HTML and of code as they came over the wire, and of the HTML unpacked."""
    html = code = plain = 0
    for request in answers:
        response = request.response()
        if response.status not in (200, 206, 304):
            faults.append(f"{request.url}: {response.status}")
            continue
        kind = response.headers.get("content-type", "")
        size = request.sizes()["responseBodySize"] or _weigh_alone(request.url)
        if kind.startswith("text/html"):
            html, plain = html + size, plain + len(response.body())
        elif "javascript" in kind or kind.startswith("text/css"):
            code += size
    return html, code, plain

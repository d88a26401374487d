"""A citizen suggests an idea in Swedish, a moderator joins it with one there is, the sender reads the answer."""

import re
import subprocess

import pytest
from postbox import Postbox, listening
from served import CHECKOUT, command, environment, prospect, serving
from test_accessibility import RULES

PASSWORD = "seven small sheep"
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
IDEA = {
    "title": "Cykelgarage vid stationerna",
    "problem": "Det finns ingen säker plats för cykeln när man tar tåget över Sundet.",
    "proposal": "Bygg garage vid Hyllie och Ørestad, med samma kort på båda sidor.",
    "place": "Hyllie, Ørestad",
    "email": "asa@citizen.example",
    "name": "Åsa Öberg",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A server with the demo region and its staff, a mail server, and a way to send what waits."""
    home, box = tmp_path_factory.mktemp("suggesting") / "home", Postbox()
    assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
    assert prospect(home, "release", "build").returncode == 0
    with listening(box) as port, serving(home, PROSPECT_DEMO="yes") as server:
        told = {
            "PROSPECT_MAIL_URL": f"smtp://127.0.0.1:{port}", "PROSPECT_MAIL_FROM": "map@prospect.example",
            "PROSPECT_SITE_URL": server.address, "PROSPECT_DEMO": "yes",
        }  # fmt: skip

        def run(words):
            python = [command()[0].replace("prospect", "python"), "-c", f"import django; django.setup()\n{words}"]  # fmt: skip
            done = subprocess.run(python, env=environment(home) | told, cwd=CHECKOUT, capture_output=True, text=True, check=False)  # fmt: skip
            assert done.returncode == 0, done.stderr

        run(f"from prospect.desk.actions import make_demo_staff; make_demo_staff(password={PASSWORD!r}, by='tests')")  # fmt: skip

        def letters_to(address):
            run("from prospect.mail.post import send_waiting; send_waiting()")
            return [one.get_content() for one in box.taken if one["To"] == address]

        yield server.address, letters_to


def faults(page, axe_source):
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [f"{page.url}: {fault['id']} {[n['html'] for n in fault['nodes']]}" for fault in report["violations"]]  # fmt: skip


def address_in(letter):
    return re.search(r"http\S+/ideas/suggestion/\S+", letter)[0]


def fill(page):
    for name, words in IDEA.items():
        page.locator(f"[name={name}]").fill(words)


def test_a_citizen_suggests_and_reads_the_answer(service, chromium, axe_source):
    site, letters_to = service
    context = chromium.new_context(**PHONE)
    page, found = context.new_page(), []
    page.goto(f"{site}/sv/ideas/")
    page.locator("a[href$='/ideas/suggest/']").click()
    found += faults(page, axe_source)
    assert not page.locator("[name=named]").is_checked()
    page.locator("[name=title]").press_sequentially("Cykelregion Öresund", delay=20)
    page.locator("similar-ideas a[href='/sv/ideas/cycling_region/']").wait_for()
    found += faults(page, axe_source)
    fill(page)
    page.locator("[name=named]").check()
    page.wait_for_timeout(3500)  # nobody fills in a form more quickly
    page.locator(".sheet-form button").click()
    page.wait_for_url("**/sv/ideas/suggest/sent/")
    found += faults(page, axe_source)

    [letter] = letters_to(IDEA["email"])
    assert IDEA["title"] not in letter
    page.goto(address_in(letter))
    page.locator("button[value=confirm]").click()
    page.locator(".way .is-done").nth(1).wait_for()
    found += faults(page, axe_source)
    assert len(letters_to("admin@region.example")) == 1

    desk = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()  # fmt: skip
    desk.goto(f"{site}/desk/")
    desk.locator("input[name=login]").fill("admin@region.example")
    desk.locator("input[name=password]").fill(PASSWORD)
    desk.locator(".sheet-form button").first.click()
    desk.locator("#suggestions a").click()
    found += faults(desk, axe_source)
    desk.locator("[name=answer][value=merged]").check()
    desk.locator("select[name=idea]").select_option("cycling_region")
    desk.locator("textarea[name=words]").fill("Tack! Idén finns redan, och vi tar med din plats.")
    desk.locator(".sheet-form button").click()
    assert "Tack! Idén finns redan" in desk.locator("#letter").inner_text()
    found += faults(desk, axe_source)
    desk.locator("#letter button[name=send]").click()
    desk.locator(".message").wait_for()
    found += faults(desk, axe_source)
    credit = desk.locator("a[href*='/desk/records/turn/']").first
    credit.click()
    desk.wait_for_url("**/desk/records/turn/**")
    assert "Åsa Öberg" in desk.content()
    desk.context.close()

    answer = letters_to(IDEA["email"])[-1]
    assert "Tack! Idén finns redan, och vi tar med din plats." in answer
    page.goto(address_in(answer))
    assert "Tack! Idén finns redan" in page.locator("main").inner_text()
    assert page.locator("a[href='/sv/ideas/cycling_region/']").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert context.cookies() == []
    context.close()
    assert found == []


def test_XSS_01_without_scripts_the_form_shows_what_is_like_it_and_markup_stays_text(
    service, chromium
):
    site, _letters = service
    page = chromium.new_context(java_script_enabled=False, **PHONE).new_page()
    page.goto(f"{site}/en/ideas/suggest/")
    fill(page)
    page.locator("[name=title]").fill("A cycling region <img src=x onerror=alert(1)>")
    page.wait_for_timeout(3500)
    page.locator(".sheet-form button").click()
    assert page.locator("similar-ideas a[href='/en/ideas/cycling_region/']").is_visible()
    assert page.locator("[name=title]").input_value().endswith("onerror=alert(1)>")
    assert page.locator("main img").count() == 0
    page.locator(".sheet-form button").click()
    page.wait_for_url("**/en/ideas/suggest/sent/")
    page.context.close()

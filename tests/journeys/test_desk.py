"""Staff: from the operator's command to a desk of one's own, in a browser."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from served import CHECKOUT, prospect, serving
from test_accessibility import RULES

PASSWORD = "seven small sheep"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A server with the demo region, and what the operator's command said to the first person."""
    home = tmp_path_factory.mktemp("desk") / "home"
    assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
    assert prospect(home, "release", "build").returncode == 0
    first = ("--name", "Inger Holm", "--role", "regional_admin", "--language", "da")
    done = prospect(home, "invite", "inger@region.example", *first)
    assert done.returncode == 0, done.stderr
    with serving(home) as server:
        yield server.address, re.search(r"(/desk/welcome/\S+)", done.stdout)[1]


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page, told = context.new_page(), []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert told == []


def code_of(secret):
    """The six digits an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def choose_password(page, address):
    page.goto(address)
    page.locator("input[name=new_password1]").fill(PASSWORD)
    page.locator("input[name=new_password2]").fill(PASSWORD)
    page.locator(".sheet-form button").click()


def log_in(page, email):
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(".sheet-form button").first.click()


def add_app(page, desk):
    """Set up the second step, as everybody outside the demo must."""
    page.wait_for_url("**/desk/account/2fa/")
    page.goto(f"{desk}/desk/account/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator(".sheet-form button").first.click()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator(".sheet-form button").first.click()
    page.wait_for_url("**/recovery-codes/**")


def faults(page, axe_source):
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [f"{page.url}: {fault['id']}" for fault in report["violations"]]


def test_an_administrator_admits_an_editor_who_finds_her_own_areas(
    desk, page, chromium, axe_source
):
    site, invitation = desk
    found = []
    choose_password(page, site + invitation)
    found += faults(page, axe_source)
    log_in(page, "inger@region.example")
    add_app(page, site)
    found += faults(page, axe_source)
    page.goto(f"{site}/desk/people/")
    found += faults(page, axe_source)
    page.get_by_label("Medarbejderens navn").fill("Åsa Öberg")
    page.get_by_label("E-mailadresse").fill("asa@malmo.example")
    page.locator("#id_language").select_option("sv")
    page.get_by_label("Rolle", exact=True).select_option("editor")
    page.get_by_label("Partner", exact=True).select_option(label="Malmø")
    page.get_by_role("button", name="Giv adgang").click()
    told = page.locator(".message").inner_text()
    address = re.search(r"http\S+", told)[0]

    other = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    choose_password(other, address)
    log_in(other, "asa@malmo.example")
    add_app(other, site)
    other.goto(f"{site}/desk/")
    assert other.locator("html").get_attribute("lang") == "sv"
    assert other.locator("h1").inner_text() == "Hej Åsa Öberg"
    other.goto(f"{site}/desk/records/area/")
    assert other.locator("tbody tr").count() == 15
    assert "Hyllie" in other.locator("tbody").inner_text()
    assert "Nordhavn" not in other.locator("tbody").inner_text()
    found += faults(other, axe_source)
    width = other.evaluate("document.documentElement.scrollWidth")
    assert width == 390, "the page scrolls sideways"
    other.context.close()
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["login/", "password/reset/"])
def test_A11_01_pages_before_the_login_have_no_fault(desk, page, axe_source, path, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(f"{desk[0]}/desk/account/{path}")
    assert faults(page, axe_source) == []

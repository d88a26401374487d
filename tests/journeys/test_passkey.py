"""A passkey, in a real browser: added, and the only thing needed to log in again."""

import re

import pytest
import served
from served import CHECKOUT, prospect, serving

PASSWORD = "seven small sheep"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A server at a name a passkey can be for, and the invitation of its first person."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(served, "HOST", "localhost")  # browsers make none for an IP address
        yield from serve_to_first(tmp_path_factory.mktemp("passkey") / "home")


def serve_to_first(home):
    assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
    assert prospect(home, "release", "build").returncode == 0
    first = ("--name", "First", "--role", "regional_admin", "--language", "en")
    done = prospect(home, "invite", "first@region.example", *first)
    assert done.returncode == 0, done.stderr
    with serving(home) as server:
        yield server.address, re.search(r"(/desk/welcome/\S+)", done.stdout)[1]


@pytest.fixture
def page(chromium):
    """A page of a browser with a key inside, as a laptop has, that asks for a finger."""
    context = chromium.new_context()
    page = context.new_page()
    told = []
    page.on("pageerror", lambda error: told.append(str(error)))
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    yield page
    context.close()
    assert told == []


def send(page):
    page.locator(".sheet-form button").first.click()


def test_AUT_05_a_passkey_is_added_and_logs_in_without_a_password(desk, page):
    site, invitation = desk
    page.goto(site + invitation)
    page.locator("input[name=new_password1]").fill(PASSWORD)
    page.locator("input[name=new_password2]").fill(PASSWORD)
    send(page)
    page.locator("input[name=login]").fill("first@region.example")
    page.locator("input[name=password]").fill(PASSWORD)
    send(page)
    page.wait_for_url("**/desk/account/2fa/")
    page.goto(f"{site}/desk/account/2fa/webauthn/add/")  # a fresh login: no password asked again
    assert page.url.endswith("/webauthn/add/")
    page.locator("input[name=name]").fill("Laptop")
    page.locator("input[name=passwordless]").check()
    send(page)
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{site}/desk/")
    assert page.locator("h1").inner_text() == "Hello, First"

    page.get_by_role("button", name="Log out").click()
    page.goto(f"{site}/desk/")
    assert "/desk/account/login/" in page.url
    page.locator("#passkey_login").click()
    page.wait_for_url(f"{site}/desk/")
    assert page.locator("h1").inner_text() == "Hello, First"

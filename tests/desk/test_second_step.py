"""AUT-05: the second step cannot be replayed, guessed, skipped or taken off by the way."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import get_resolver, reverse

from prospect.accounts.waits import FREE

LOGIN, PASSWORD = "/desk/account/login/", "four words in a row"


def code_now(secret):
    """The six digits an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def halfway(client, person_with, secret, settings):
    """A client that gave the right password, of somebody with an app."""
    settings.SECOND_STEP = True
    person = person_with("regional_admin")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    begin(client, person)
    return client, person


def begin(client, person):
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


def give(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_AUT_05_a_code_is_taken_once(halfway, secret, monkeypatch):
    client, person = halfway
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    assert give(client, code_now(secret)).status_code == 302
    client.post("/desk/account/logout/")
    begin(client, person)
    assert give(client, code_now(secret)).status_code == 200
    assert client.get("/desk/").status_code == 302


def test_AUT_05_six_digits_cannot_be_tried_through(halfway, secret):
    client, _person = halfway
    wrong = "000000" if code_now(secret) != "000000" else "111111"
    answers = [give(client, wrong).status_code for _ in range(20)]
    assert answers == [200] * FREE["account"] + [429] * (20 - FREE["account"])
    assert give(client, code_now(secret)).status_code == 429  # guessed too late


def test_AUT_05_a_new_half_login_gives_no_new_tries(halfway, secret):
    client, person = halfway
    for _ in range(FREE["account"]):
        give(client, "000000")
    client.cookies.clear()
    begin(client, person)
    assert give(client, "000000").status_code == 429


def test_AUT_05_a_recovery_code_is_taken_once(halfway):
    client, person = halfway
    kept = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    code = kept.wrap().get_unused_codes()[0]
    assert give(client, code).status_code == 302
    client.post("/desk/account/logout/")
    begin(client, person)
    assert give(client, code).status_code == 200
    assert client.get("/desk/").status_code == 302


def addresses(patterns=None, before="/", within=()):
    """Every address under /desk/ that there is, with something for each of its parts."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, before + route)
        elif before.startswith("/desk/"):
            yield filled(before + route)


def filled(route):
    import re

    route = re.sub(r"\^?\(\?P<\w+>[^)]*\)", "area", route).replace("^", "").rstrip("$")
    route = re.sub(r"<int:\w+>|<pk>", "1", route)
    route = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", route)
    return re.sub(r"<(\w+:)?\w+>", "area", route)


# what somebody may see who is not logged in yet: the way in, and what tells why not
WAY_IN = ("/desk/account/", "/desk/welcome/", "/desk/language/", "/desk/confirm/")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_AUT_05_halfway_nothing_of_the_desk_can_be_reached(halfway, method):
    client, person = halfway
    found = list(addresses())
    assert len(found) > 25
    for address in found:
        answer = client.generic(method, address)
        if not address.startswith(WAY_IN):
            assert answer.status_code in (302, 404, 405), address
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith(LOGIN), address
        assert not answer.wsgi_request.user.is_authenticated, address
        assert person.name not in answer.content.decode(), address


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_AUT_05_without_an_app_only_the_way_to_one_is_open(logged_in, settings, method):
    settings.SECOND_STEP = True
    client = logged_in("regional_admin")
    for address in addresses():
        if address.startswith(WAY_IN):
            continue
        answer = client.generic(method, address)
        assert answer.status_code in (302, 404, 405), address
        if answer.status_code == 302:
            assert answer.headers["Location"] == reverse("mfa_index"), address


def test_AUT_05_an_app_is_taken_off_only_after_a_recent_proof(halfway, secret):
    client, person = halfway
    give(client, code_now(secret))
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 3600
    session.save()
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        answer = client.post(reverse(name))
        assert answer.status_code == 302 and "reauthenticate" in answer.headers["Location"], name
    assert Authenticator.objects.filter(user=person).count() == 2


def test_AUT_05_a_password_alone_does_not_log_in_whoever_has_an_app(halfway):
    client, _person = halfway
    assert client.get("/desk/").headers["Location"].startswith(LOGIN)


def test_AUT_05_asking_again_is_counted_too(halfway, secret):
    client, _person = halfway
    give(client, code_now(secret))
    again = reverse("mfa_reauthenticate")
    answers = [client.post(again, {"code": "000000"}).status_code for _ in range(8)]
    assert answers == [200] * FREE["browser"] + [429] * 3


def test_AUT_05_asking_for_the_password_again_is_counted_too(halfway, secret):
    client, _person = halfway
    give(client, code_now(secret))
    again = reverse("account_reauthenticate")
    answers = [client.post(again, {"password": "wrong words"}).status_code for _ in range(8)]
    assert answers == [200] * FREE["browser"] + [429] * 3

"""What a login tells and keeps: no names by guessing, a new session each time, passwords that hold."""

import json
import os
import re
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import hashers
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from test_second_step import code_now

from prospect.mail.models import Letter
from prospect.partners.models import Person

LOGIN, PASSWORD = "/desk/account/login/", "four words in a row"


@pytest.fixture
def owner(person_with):
    person = person_with("editor")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def log_in(client, email, password=PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def without_form_marks(answer, email):
    words = answer.content.decode().replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_AUT_02_the_answer_is_the_same_whether_there_is_an_account(owner, monkeypatch):
    """Text, cookies, hashes and questions to the database, which are what the time is made of."""
    told = []
    no_password = Person.objects.create_user("n@malmo.example", name="No password yet")
    gone = Person.objects.create_user(
        "gone@malmo.example", "four words", name="Gone", is_active=False
    )
    known = (owner.email, no_password.email, gone.email)
    encode = hashers.MD5PasswordHasher.encode
    for place, email in enumerate(("nobody@malmo.example", *known)):
        hashed, client = [], Client(REMOTE_ADDR=f"10.0.{place}.1")
        monkeypatch.setattr(
            hashers.MD5PasswordHasher,
            "encode",
            lambda *a, seen=hashed: seen.append(1) or encode(*a),
        )
        with CaptureQueriesContext(connection) as asked:
            answer = log_in(client, email, "wrong words here")
        assert set(answer.cookies) <= {"desk-form"}
        told.append(
            (answer.status_code, without_form_marks(answer, email), len(hashed), len(asked))
        )
    assert told[0][2] == 1 and all(one[:3] == told[0][:3] for one in told[1:])
    counts = [one[3] for one in told]
    assert max(counts) - min(counts) <= 1, counts  # one by its key, a tenth of a millisecond


def test_AUT_02_a_forgotten_password_tells_nothing_of_who_has_an_account(
    owner, monkeypatch, settings
):
    """Answer, letters written, hashes and questions to the database are the same; two are never sent."""
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "map@prospect.example"
    gone = Person.objects.create_user("gone@malmo.example", name="Gone", is_active=False)
    bare = Person.objects.create_user("bare@malmo.example", name="No password yet")
    hashed, told = [], {}
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *a: hashed.append(1) or encode(*a)
    )
    for place, email in enumerate(("nobody@malmo.example", owner.email, gone.email, bare.email)):
        hashed.clear()
        client = Client(REMOTE_ADDR=f"10.1.{place}.1")
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(reverse("account_reset_password"), {"email": email})
        written = [one["sql"] for one in asked if one["sql"].startswith('INSERT INTO "letters"')]
        told[email] = (answer.status_code, answer["Location"], len(written), len(hashed))
        page = client.get(answer["Location"])
        told[email] += (without_form_marks(page, email), len(asked))
    assert len({one[:5] for one in told.values()}) == 1, told
    counts = [one[5] for one in told.values()]
    assert max(counts) - min(counts) <= 3, counts  # each by a key, a tenth of a millisecond
    assert set(Letter.objects.values_list("to", flat=True)) <= {owner.email, bare.email}
    assert Letter.objects.filter(to=owner.email).exists()


def test_AUT_02_the_page_to_wait_is_the_same_whether_there_is_an_account(client, owner):
    pages = []
    for email in (owner.email, "nobody@malmo.example"):
        answers = [log_in(client, email, "wrong words here") for _ in range(6)]
        assert [one.status_code for one in answers] == [200] * 5 + [429]
        pages.append(without_form_marks(answers[-1], email))
    assert pages[0] == pages[1]


def test_AUT_02_signing_up_tells_nothing_of_who_has_an_account(client, owner):
    pages = [
        client.post("/desk/account/signup/", {"email": email, "password1": PASSWORD}).content
        for email in (owner.email, "nobody@malmo.example")
    ]
    assert b"csrfmiddlewaretoken" not in pages[0] or len(pages[0]) == len(pages[1])


def test_AUT_03_a_session_has_a_new_key_at_the_login(client, owner):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["desk"] = session.session_key
    log_in(client, owner.email)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_AUT_03_a_session_has_a_new_key_at_each_step(client, owner):
    secret = generate_totp_secret()
    TOTP.activate(owner, secret)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["desk"] = session.session_key
    log_in(client, owner.email)
    halfway = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/desk/").status_code == 200
    assert len({session.session_key, halfway, client.session.session_key}) == 3
    assert not Session.objects.filter(session_key__in=[session.session_key, halfway]).exists()


def test_AUT_03_logging_out_ends_the_session_on_the_server(client, owner):
    log_in(client, owner.email)
    key = client.cookies["desk"].value
    client.post("/desk/account/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["desk"] = key
    assert client.get("/desk/").status_code == 302


def test_AUT_03_a_new_password_ends_the_other_sessions(client, owner):
    other = Client()
    log_in(client, owner.email)
    log_in(other, owner.email)
    new = {"oldpassword": PASSWORD, "password1": "nine new words", "password2": "nine new words"}
    client.post("/desk/account/password/change/", new)
    assert other.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "password",
    ["elevenchars", "qwerty123456", "editor@malmo.example", "malmo.example", "123456789012", "x" * 129],
)  # fmt: skip
def test_AUT_09_a_password_that_does_not_hold_is_refused(owner, password):
    with pytest.raises(ValidationError):
        validate_password(password, owner)


@pytest.mark.parametrize("password", ["twelve chars", "å" * 64 + "ö" * 64])
def test_AUT_09_twelve_to_128_signs_are_taken_and_none_is_cut_off(owner, password):
    validate_password(password, owner)
    owner.set_password(password)
    assert owner.check_password(password) and not owner.check_password(password[:-1])


def test_AUT_09_ten_thousand_signs_are_refused_unhashed(client, owner, monkeypatch):
    def never(*_):
        raise AssertionError("hashed")

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", never)
    for email in (owner.email, "nobody@malmo.example"):
        answer = log_in(client, email, "x" * 10_000)
        assert answer.status_code == 200 and client.get("/desk/").status_code == 302
    with pytest.raises(ValidationError):  # the time limit of a test would tell a hang
        validate_password("x" * 10_000, owner)


@pytest.mark.parametrize("https", [False, True])
def test_AUT_08_cookies_are_the_desks_alone(client, owner, https):
    """The prefix needs HTTPS from the start, so settings are read anew in a process of their own."""
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME LANGUAGE_COOKIE_NAME BROWSER_COOKIE_NAME"
    words = (
        "import json; from prospect import settings as s; "
        f"print(json.dumps([[getattr(s, n) for n in {names.split()!r}], s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_AGE, s.LONGEST_SESSION]))"
    )
    given = {**os.environ, "PROSPECT_HTTPS": "yes" if https else ""}
    said = subprocess.run([sys.executable, "-c", words], env=given, capture_output=True, check=True)
    cookies, secure, secure_form, idle, longest = json.loads(said.stdout)
    assert all(name.startswith("__Secure-desk") == https for name in cookies)
    assert secure == secure_form == https and (idle, longest) == (30 * 60, 10 * 60 * 60)


def test_AUT_08_every_cookie_is_kept_from_scripts_and_other_sites(client, owner):
    client.post("/desk/language/", {"language": "da"})
    log_in(client, owner.email)
    assert {"desk", "desk-browser"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/desk/"


def test_FLT_12_a_cache_that_is_lost_ends_no_session_and_forgets_no_failed_login(client, owner):
    log_in(client, owner.email)
    stranger = Client(REMOTE_ADDR="10.2.0.1")
    assert [log_in(stranger, owner.email, "wrong words here").status_code for _ in range(5)]
    cache.clear()
    assert client.get("/desk/").status_code == 200
    assert log_in(stranger, owner.email, "wrong words here").status_code == 429


def test_a_fresh_login_is_proof_enough_to_add_an_app(client, owner):
    log_in(client, owner.email)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200

"""What the staff side keeps to itself: cookies, languages, answers that nobody keeps."""

import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/en/", "/da/map/", "/api/", "/healthz"])
def test_PRV_01_public_pages_take_no_notice_of_who_is_logged_in(logged_in, released, path):
    response = logged_in("editor").get(path)
    assert response.status_code == 200 and not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_cookies_of_the_desk_are_sent_to_the_desk_alone(logged_in):
    client = logged_in("editor")
    client.get("/desk/")
    client.post("/desk/language/", {"language": "da"})
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/desk/"}
    assert all(cookie["httponly"] for cookie in client.cookies.values())
    assert all(cookie["samesite"] == "Lax" for cookie in client.cookies.values())


def test_nothing_of_the_desk_is_kept_or_indexed(logged_in):
    response = logged_in("editor").get("/desk/")
    assert "no-store" in response.headers["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()


def test_WEB_01_a_form_of_another_site_is_refused(person_with):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person_with("partner_admin"))
    assert client.post("/desk/people/", {}).status_code == 403
    assert client.post("/en/map/", {}).status_code == 405


def test_nobody_signs_up_by_themselves(client):
    answer = {"email": "me@malmo.example", "password1": "four words in a row"}
    response = client.post("/desk/account/signup/", answer)
    assert response.status_code == 200 and client.get("/desk/").status_code != 200
    assert "/desk/account/signup/" not in client.get("/desk/account/login/").content.decode()


@pytest.mark.parametrize(
    ("code", "words"), [("da", "Log ind"), ("sv", "Logga in"), ("en", "Log in")]
)
def test_the_login_speaks_the_language_chosen(client, code, words):
    client.post("/desk/language/", {"language": code, "next": "/desk/account/login/"})
    assert f"<h1>{words}</h1>" in client.get("/desk/account/login/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_WEB_02_the_way_back_never_leads_elsewhere(client, back):
    response = client.post("/desk/language/", {"language": "da", "next": back})
    assert response.headers["Location"] == "/desk/"

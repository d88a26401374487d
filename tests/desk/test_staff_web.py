"""What the web may do to the staff side: forms of others, ways elsewhere, hosts, headers, frames."""

import re
from urllib.parse import urljoin

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from test_second_step import addresses

from prospect.partners.models import Membership, Person

LOGIN, PASSWORD = "/desk/account/login/", "four words in a row"
OUTSIDE = [
    "//evil.example", "/\\evil.example", "https:evil.example", "///evil.example", "https://evil.example/",
    "http:///evil.example", "javascript:alert(1)", "%0d%0aLocation:%20//evil.example", "\thttps://evil.example",
    "https://testserver@evil.example/", "/%5cevil.example/..//evil.example",
]  # fmt: skip
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
OTHER_SITE = {"HTTP_ORIGIN": "https://evil.example", "HTTP_REFERER": "https://evil.example/x"}


@pytest.fixture
def strict(person_with):
    """A client of a regional administrator that is asked for the mark of a form, as browsers are."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person_with("regional_admin"))
    return client


@pytest.mark.parametrize("method", UNSAFE)
def test_WEB_01_no_address_takes_anything_without_the_mark_of_a_form(strict, method):
    before = (Person.objects.count(), Membership.objects.count())
    for address in addresses():
        for sent in ({}, {"content_type": "text/plain"}, OTHER_SITE):
            status = strict.generic(method, address, '{"a": 1}', **sent).status_code
            assert status in (403, 405), (address, status)
    assert (Person.objects.count(), Membership.objects.count()) == before
    assert strict.get("/desk/").status_code == 200  # not logged out either


def test_WEB_01_a_mark_given_to_nobody_does_not_serve_another_site(strict):
    page = Client(enforce_csrf_checks=True).get(LOGIN).content.decode()
    mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"csrfmiddlewaretoken": mark, "language": "da"}
    assert strict.post("/desk/language/", sent).status_code == 403
    assert Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a@b.example"}).status_code == 403


def test_WEB_01_reading_changes_nothing(strict):
    before = (Person.objects.count(), Membership.objects.count())
    for address in addresses():
        strict.get(address)
    assert strict.get("/desk/").status_code == 200
    assert (Person.objects.count(), Membership.objects.count()) == before


@pytest.mark.parametrize("back", OUTSIDE)
def test_WEB_02_after_the_login_nobody_is_led_elsewhere(client, person_with, back):
    person = person_with("editor")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    given = {"login": person.email, "password": PASSWORD, "next": back}
    answer = client.post(LOGIN, given)
    assert answer.status_code == 302 and stays_here(answer.headers["Location"])
    again = client.post(
        f"{reverse('account_reauthenticate')}", {"password": PASSWORD, "next": back}
    )
    assert again.status_code != 302 or stays_here(again.headers["Location"])
    out = client.post(reverse("account_logout"), {"next": back})
    assert stays_here(out.headers["Location"])


def stays_here(address):
    """Whether a browser that is told so stays on this site, reading as browsers do."""
    led = urljoin("http://testserver/desk/account/login/", address.replace("\\", "/").strip())
    return led.startswith("http://testserver/") and not re.search(r"[\r\n\t]", address)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_HOST", "HTTP_X_ORIGINAL_URL"]
)
def test_WEB_03_an_invitation_leads_to_the_site_whatever_the_request_says(
    logged_in, settings, header
):
    settings.SITE_URL = "https://map.example.org"
    client = logged_in("regional_admin")
    page = client.post(
        "/desk/people/",
        {"name": "A", "email": "new@region.example", "language": "en", "role": "regional_admin"},
        follow=True,
        **{header: "evil.example"},
    )
    assert "evil.example" not in page.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example"]
)
def test_WEB_03_a_host_that_is_not_ours_gets_nothing_of_the_desk(client, host):
    assert client.get(LOGIN, HTTP_HOST=host).status_code == 400


def test_WEB_04_WEB_08_WEB_12_no_answer_of_the_desk_is_kept_or_framed(strict):
    strict.handler.enforce_csrf_checks = False
    answers = [strict.get(address) for address in addresses()]
    answers += [Client().get(address) for address in addresses()]
    answers += [strict.post("/desk/people/", {}), strict.get("/desk/no-such-page/")]
    for answer in answers:
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            assert "noindex" in answer.content.decode()
        headers, where = answer.headers, answer.wsgi_request.path
        assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", ")), where
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], where
        assert headers["X-Frame-Options"] == "DENY", where
        assert headers["X-Content-Type-Options"] == "nosniff", where
        assert headers["Referrer-Policy"] == "same-origin", where
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
        assert "Permissions-Policy" in headers and "Server" not in headers, where


@pytest.mark.parametrize(
    "path", ["/desk/x.css", "/desk/people/x.css", "/desk/;x=1", "/desk/people/..%2fx.js"]
)
def test_WEB_04_a_page_of_the_desk_under_the_name_of_a_file_is_not_there(strict, path):
    assert strict.get(path).status_code in (302, 404)

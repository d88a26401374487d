"""Every address of the desk, every method, every role: a new address without a row fails."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from prospect.desk import urls
from prospect.desk.login import BEGAN
from prospect.partners.actions import admit
from prospect.partners.models import Membership, Person

EVERYBODY = ("nobody", "no_role", "reader", "editor", "reviewer", "partner_admin", "regional_admin")
STAFF = {"nobody": 302, "no_role": 403}
MANAGERS = {**STAFF, "reader": 403, "editor": 403, "reviewer": 403}
OPEN = {}
# address, method: what each gets; whoever is not named gets the last number
MATRIX = {
    ("start", "GET"): (STAFF, 200),
    ("start", "POST"): (OPEN, 405),
    ("people", "GET"): (MANAGERS, 200),
    ("people", "POST"): (MANAGERS, 400),
    ("dismiss", "GET"): (OPEN, 405),
    ("dismiss", "POST"): ({**MANAGERS, "partner_admin": 404}, 302),
    ("invite", "GET"): (OPEN, 405),
    ("invite", "POST"): ({**MANAGERS, "partner_admin": 404}, 302),
    ("welcome", "GET"): (OPEN, 410),
    ("welcome", "POST"): (OPEN, 410),
    ("language", "GET"): (OPEN, 405),
    ("language", "POST"): (OPEN, 302),
}


@pytest.fixture
def foreign(koebenhavn):
    """A membership at a partner that none of the people but the regional one manages."""
    person = admit(
        email="a@koebenhavn.example", name="A", role="editor", partner=koebenhavn, by="tests"
    )
    return Membership.objects.get(person=person)


def test_AZN_01_every_address_of_the_desk_has_its_rows():
    names = {pattern.name for pattern in urls.urlpatterns}
    assert {name for name, _method in MATRIX} == names
    assert len(MATRIX) == 2 * len(names)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(("name", "method"), MATRIX)
def test_AZN_01_everybody_gets_what_the_matrix_says(logged_in, foreign, name, method, who):
    client = logged_in(who)
    arguments = {"dismiss": [foreign.pk], "invite": [foreign.pk], "welcome": ["made-up"]}
    address = reverse(f"desk:{name}", args=arguments.get(name))
    named, otherwise = MATRIX[name, method]
    assert client.generic(method, address).status_code == named.get(who, otherwise)


@pytest.mark.parametrize("path", ["", "people/"])
def test_AUT_02_without_a_second_step_staff_can_do_nothing(logged_in, settings, path):
    settings.SECOND_STEP = True
    response = logged_in("regional_admin").get(f"/desk/{path}")
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("mfa_index")


def test_AUT_02_with_an_app_they_can(logged_in, settings):
    settings.SECOND_STEP = True
    client = logged_in("editor")
    TOTP.activate(Person.objects.get(), generate_totp_secret())
    assert client.get("/desk/").status_code == 200


def test_AUT_02_a_password_alone_does_not_log_in_whoever_has_an_app(client, person_with):
    person = person_with("editor")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, generate_totp_secret())
    answer = {"login": person.email, "password": "four words in a row"}
    response = client.post(reverse("account_login"), answer)
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302


def test_a_session_ends_ten_hours_after_logging_in(logged_in, settings):
    client = logged_in("editor")
    assert client.get("/desk/").status_code == 200
    session = client.session
    session[BEGAN] = time.time() - settings.LONGEST_SESSION - 1
    session.save()
    assert client.get("/desk/").status_code == 302


def test_whoever_left_can_do_nothing(logged_in):
    client = logged_in("partner_admin")
    person = Person.objects.get()
    person.is_active = False
    person.save()
    assert client.get("/desk/").status_code == 302

"""Admitting people, their invitations, and taking roles back."""

import re

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from prospect.audit.models import Event
from prospect.desk.actions import demo_staff, invite, make_demo_staff
from prospect.partners import invitations
from prospect.partners.actions import admit
from prospect.partners.invitations import invitation_for, invited_by
from prospect.partners.models import Membership, Person

NEW = {"name": "Åsa Öberg", "email": "Asa@Malmo.example", "language": "sv", "role": "editor"}


def invited(client, malmoe, **changes):
    """Admit somebody by the form; returns the address the administrator is told."""
    answer = client.post("/desk/people/", {**NEW, "partner": malmoe.pk, **changes}, follow=True)
    found = re.search(r"http://testserver(/desk/welcome/[^\s<]+)", answer.content.decode())
    return found and found[1]


def test_whoever_is_admitted_chooses_a_password_and_logs_in(client, logged_in, malmoe):
    address = invited(logged_in("partner_admin"), malmoe)
    client.logout()
    page = client.get(address)
    assert page.status_code == 200 and "Åsa Öberg" in page.content.decode()
    chosen = {"new_password1": "seven small sheep", "new_password2": "seven small sheep"}
    assert client.post(address, chosen).headers["Location"] == reverse("account_login")
    login = {"login": "asa@malmo.example", "password": "seven small sheep"}
    assert client.post(reverse("account_login"), login).headers["Location"] == "/desk/"
    start = client.get("/desk/").content.decode()
    assert 'lang="sv"' in start and "Redaktör, Malmö" in start
    start = client.get("/desk/records/area/").content.decode()
    assert "Hyllie" in start
    assert "Nordhavn" not in start
    verbs = list(Event.objects.filter(subject__startswith="person").values_list("verb", flat=True))
    assert verbs == ["accept invitation", "admit", "admit"]


def test_CON_04_a_partner_that_answers_for_something_cannot_be_taken_away(malmoe, person_with):
    person_with("editor")
    with pytest.raises(ProtectedError):
        malmoe.delete()
    assert malmoe.areas.exists() and malmoe.memberships.exists()


def test_AUT_08_an_invitation_works_once(client, logged_in, malmoe):
    address = invited(logged_in("partner_admin"), malmoe)
    chosen = {"new_password1": "seven small sheep", "new_password2": "seven small sheep"}
    client.post(address, chosen)
    assert client.get(address).status_code == 410
    assert client.post(address, chosen).status_code == 410


def test_AUT_08_an_invitation_ends_after_a_week(person_with, monkeypatch):
    token = invitation_for(person_with("no_role"))
    assert invited_by(token) is not None
    monkeypatch.setattr(invitations, "LIFETIME", -1)
    assert invited_by(token) is None


@pytest.mark.parametrize(
    "token", ["", "x", "a:b:c", "eyJwZXJzb24iOjF9:1xWEw5:gUDolkN521dKuxSBczQC1qUMjy2T"]
)
def test_AUT_08_a_made_up_invitation_is_void(token):
    assert invited_by(token) is None


@pytest.mark.parametrize("password", ["short", "123456789012", "Åsa Öberg", "password1234"])
def test_a_weak_password_is_refused_with_its_reason(client, logged_in, malmoe, password):
    address = invited(logged_in("partner_admin"), malmoe)
    answer = client.post(address, {"new_password1": password, "new_password2": password})
    assert answer.status_code == 400 and 'class="wrong"' in answer.content.decode()
    assert not Person.objects.get(email="asa@malmo.example").has_usable_password()


def test_AZN_03_an_administrator_admits_nobody_elsewhere_and_makes_no_regional_one(
    logged_in, malmoe, koebenhavn
):
    client = logged_in("partner_admin")
    for changes in ({"partner": koebenhavn.pk}, {"partner": ""}, {"role": "regional_admin"}):
        answer = client.post("/desk/people/", {**NEW, "partner": malmoe.pk, **changes})
        assert answer.status_code == 400
    assert not Person.objects.filter(email="asa@malmo.example").exists()


def test_the_list_holds_only_whom_one_manages(logged_in, person_with, koebenhavn):
    person_with("reviewer", at=koebenhavn, email="reviewer@copenhagen.example")
    page = logged_in("partner_admin").get("/desk/people/").content.decode()
    assert "partner_admin@malmo.example" in page and "copenhagen.example" not in page


def test_a_role_that_was_taken_back_is_gone_and_one_keeps_ones_own(logged_in, person_with):
    client = logged_in("partner_admin")
    other = Membership.objects.get(person=person_with("editor"))
    own = Membership.objects.get(role="partner_admin")
    for one in (other, own):
        client.post(reverse("desk:dismiss", args=[one.pk]))
    assert list(Membership.objects.all()) == [own]


def test_AZN_03_an_invitation_never_opens_a_role_out_of_reach(logged_in, person_with, koebenhavn):
    person = person_with("editor")
    admit(email=person.email, name="", role="partner_admin", partner=koebenhavn, by="tests")
    one = Membership.objects.get(person=person, role="editor")
    page = logged_in("partner_admin").post(reverse("desk:invite", args=[one.pk]), follow=True)
    assert "/desk/welcome/" not in page.content.decode()
    assert "roles elsewhere too" in page.content.decode()


def test_whoever_lost_the_password_is_invited_again(client, logged_in, person_with):
    one = Membership.objects.get(person=person_with("editor"))
    page = logged_in("partner_admin").post(reverse("desk:invite", args=[one.pk]), follow=True)
    address = re.search(r"http://testserver(/desk/welcome/[^\s<]+)", page.content.decode())[1]
    client.logout()
    assert "administrator" in client.get(reverse("account_reset_password")).content.decode()
    chosen = {"new_password1": "seven small sheep", "new_password2": "seven small sheep"}
    client.post(address, chosen)
    assert client.login(email="editor@malmo.example", password="seven small sheep")


def test_names_are_words_and_never_markup(logged_in, malmoe):
    client = logged_in("partner_admin")
    invited(client, malmoe, name="<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/desk/people/").content.decode()


def test_the_operator_invites_the_first_person():
    given = {"email": "first@region.example", "name": "First", "language": "da", "by": "tests"}
    address = invite(**given, role="regional_admin", partner=None)
    assert invited_by(address.split("/")[-2]).email == "first@region.example"
    with pytest.raises(ValueError, match=r"no partner .malmo.*malmoe"):
        invite(**given, role="editor", partner="malmo")
    with pytest.raises(ValueError, match="Leave the partner out"):
        invite(**given, role="regional_admin", partner="malmoe")
    with pytest.raises(ValueError, match="not a role"):
        invite(**given, role="king", partner="malmoe")


def test_AUT_11_the_demo_has_its_six_and_the_check_names_them_elsewhere(client, settings):
    from prospect.checks import explain_setup

    make_demo_staff(by="tests")
    events = Event.objects.count()
    password = make_demo_staff(by="tests")  # the next start tells a new password, and nothing else
    assert len(demo_staff()) == 6 and Event.objects.count() == events
    login = {"login": "editor@copenhagen.example", "password": password}
    assert client.post(reverse("account_login"), login).headers["Location"] == "/desk/"
    settings.ALLOWED_HOSTS = ["localhost"]
    assert not [fault for fault in explain_setup() if "Demo accounts" in fault]
    settings.SECOND_STEP = True
    assert [fault for fault in explain_setup() if "editor@malmo.example" in fault]

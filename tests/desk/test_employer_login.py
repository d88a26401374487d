"""Logging in with the employer's login: who is let in, as what, and how it is linked."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from prospect.audit.models import Event
from prospect.partners.actions import admit
from prospect.partners.models import Membership, Person

LOGIN, PASSWORD = "/desk/account/employer/login/", "four words in a row"
ASA = {"email": "asa@malmo.example", "name": "Asa", "locale": "sv-SE"}


def come_back(client, employer, subject="s-1", begin=LOGIN):
    """Go to the employer, log in there, and come back."""
    away = client.get(begin)
    assert away.status_code == 302, away.content
    return client.get(employer.visit(subject, away.headers["Location"]))


def roles():
    kept = Membership.objects.filter(person__email=ASA["email"])
    return {one.partner.key if one.partner else None: one.role for one in kept}


def test_the_button_is_there_only_where_the_operator_named_an_issuer(client, settings):
    settings.OIDC_ISSUER = ""
    assert LOGIN not in client.get("/desk/account/login/").content.decode()
    assert client.get(LOGIN).status_code == 404
    settings.OIDC_ISSUER, settings.OIDC_NAME = "https://login.malmo.example", "Malmö stad"
    page = client.get("/desk/account/login/").content.decode()
    assert LOGIN in page and "Log in with Malmö stad" in page


def test_AUT_06_whoever_the_employer_gives_a_role_is_let_in_and_linked(client, employer):
    employer.tell({"s-1": {**ASA, "prospect_roles": ["editor:malmoe", "king:malmoe", 7]}})
    answer = come_back(client, employer)
    assert answer.headers["Location"] == "/desk/", answer.content
    person = Person.objects.get(email=ASA["email"])
    assert (person.name, person.language, roles()) == ("Asa", "sv", {"malmoe": "editor"})
    assert not person.has_usable_password()
    link = SocialAccount.objects.get()
    assert (link.provider, link.uid, link.user) == (employer.address, "s-1", person)
    assert client.get("/desk/").status_code == 200
    verbs = set(Event.objects.filter(subject=f"person {person.pk}").values_list("verb", flat=True))
    assert verbs == {"join", "admit", "connect"}


def test_AUT_06_state_nonce_and_PKCE_go_with_every_login(client, employer):
    asked = parse_qs(urlsplit(client.get(LOGIN).headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and len(asked["nonce"][0]) == 32
    assert asked["state"][0] and asked["response_type"] == ["code"]
    again = parse_qs(urlsplit(client.get(LOGIN).headers["Location"]).query)
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    "said", [None, [], ["editor"], ["editor:nowhere"], ["king:malmoe"], {"a": 1}]
)
def test_whoever_the_employer_gives_no_role_is_told_so(client, employer, said):
    employer.tell({"s-1": {**ASA, "prospect_roles": said}})
    answer = come_back(client, employer)
    assert answer.status_code == 403 and "gave you no role here" in answer.content.decode()
    assert not Person.objects.filter(email=ASA["email"]).exists()
    assert client.get("/desk/").status_code == 302


def test_AUT_06_nobody_is_linked_by_an_address(client, employer, person_with):
    person = person_with("partner_admin", email=ASA["email"])
    answer = come_back(client, employer)
    assert answer.status_code == 403 and "already" in answer.content.decode()
    assert not SocialAccount.objects.exists() and client.get("/desk/").status_code == 302
    person.refresh_from_db()
    assert roles() == {"malmoe": "partner_admin"}


@pytest.mark.parametrize(
    "more", [{"email_verified": False}, {"email": ""}, {"email": "no address"}]
)
def test_AUT_06_an_address_that_is_not_confirmed_makes_nobody(client, employer, more):
    employer.tell({"s-1": {**ASA, "prospect_roles": ["editor:malmoe"], **more}})
    assert come_back(client, employer).status_code == 403
    assert not SocialAccount.objects.exists()


def test_another_subject_with_the_same_address_is_somebody_else(client, employer):
    come_back(client, employer)
    client.post("/desk/account/logout/")
    employer.tell({"s-2": {**ASA, "prospect_roles": ["reviewer:malmoe"]}})
    assert come_back(client, employer, "s-2").status_code == 403
    assert roles() == {"malmoe": "editor"}


def test_an_account_is_connected_by_its_person_alone(client, employer, logged_in):
    client = logged_in("editor")
    assert client.get(reverse("employer_connect")).status_code == 405
    client.post("/desk/account/reauthenticate/", {"password": PASSWORD})
    EmailAddress.objects.create(
        user=Person.objects.get(), email="editor@malmo.example", verified=True, primary=True
    )
    client.post("/desk/account/reauthenticate/", {"password": PASSWORD})
    page = client.post(reverse("employer_connect"))
    away = page.context["address"]
    answer = client.get(employer.visit("s-1", away))
    assert answer.headers["Location"] == reverse("socialaccount_connections")
    assert SocialAccount.objects.get().user.email == "editor@malmo.example"
    client.post("/desk/account/logout/")
    assert come_back(client, employer).headers["Location"] == "/desk/"
    assert (
        Person.objects.get(pk=int(client.session["_auth_user_id"])).email == "editor@malmo.example"
    )


def test_roles_are_renewed_at_every_login_and_others_are_left(client, employer, koebenhavn):
    come_back(client, employer)
    admit(email=ASA["email"], name="", role="reader", partner=koebenhavn, by="tests")
    for said, expected in (
        (["reviewer:malmoe"], {"malmoe": "reviewer", "koebenhavn": "reader"}),
        (
            "editor:lund editor:malmoe",
            {"malmoe": "editor", "lund": "editor", "koebenhavn": "reader"},
        ),
        (["regional_admin"], {None: "regional_admin", "koebenhavn": "reader"}),
        ([], {"koebenhavn": "reader"}),
    ):
        client.post("/desk/account/logout/")
        employer.tell({"s-1": {**ASA, "prospect_roles": said}})
        assert come_back(client, employer).headers["Location"] == "/desk/"
        assert roles() == expected
    before = Event.objects.count()
    client.post("/desk/account/logout/")
    come_back(client, employer)
    assert Event.objects.count() == before  # what did not change is not told


def test_whoever_lost_the_last_role_is_not_let_in(client, employer):
    come_back(client, employer)
    client.post("/desk/account/logout/")
    employer.tell({"s-1": {**ASA, "prospect_roles": []}})
    assert come_back(client, employer).status_code == 403
    assert roles() == {} and client.get("/desk/").status_code == 302


def test_AZN_03_an_employer_speaks_for_its_own_partners_alone(client, employer, settings):
    settings.OIDC_PARTNERS = ["malmoe"]
    said = ["editor:malmoe", "partner_admin:koebenhavn", "regional_admin"]
    employer.tell({"s-1": {**ASA, "prospect_roles": said}})
    come_back(client, employer)
    assert roles() == {"malmoe": "editor"}


@pytest.mark.parametrize(
    ("amr", "always", "status"),
    [(None, False, 302), (["pwd"], False, 302), (["pwd", "mfa"], False, 200), (None, True, 200)],
)
def test_AUT_05_the_employers_second_step_counts_when_it_says_so(
    client, employer, settings, amr, always, status
):
    settings.SECOND_STEP, settings.OIDC_MFA = True, always
    employer.tell(
        {"s-1": {**ASA, "prospect_roles": ["editor:malmoe"], **({"amr": amr} if amr else {})}}
    )
    come_back(client, employer)
    assert client.get("/desk/").status_code == status


def test_AUT_05_the_employers_second_step_never_counts_for_a_password(client, employer, settings):
    settings.SECOND_STEP = settings.OIDC_MFA = True
    come_back(client, employer)
    person = Person.objects.get(email=ASA["email"])
    person.set_password(PASSWORD)
    person.save()
    client.post("/desk/account/logout/")
    client.post("/desk/account/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/desk/").headers["Location"] == reverse("mfa_index")


def test_whoever_left_is_not_let_in_by_the_employer(client, employer):
    come_back(client, employer)
    client.post("/desk/account/logout/")
    Person.objects.filter(email=ASA["email"]).update(is_active=False)
    employer.tell({"s-1": {**ASA, "prospect_roles": ["reviewer:malmoe"]}})
    assert come_back(client, employer).headers["Location"] == reverse("account_inactive")
    assert roles() == {"malmoe": "editor"}


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_WEB_02_the_employers_login_leads_nowhere_else(client, employer, back):
    answer = come_back(client, employer, begin=f"{LOGIN}?next={back}")
    assert answer.headers["Location"] == "/desk/"


def test_an_issuer_that_does_not_answer_is_told_in_words(client, settings):
    settings.OIDC_ISSUER, settings.OIDC_NAME = "http://127.0.0.1:9", "Malmö stad"
    answer = client.get(LOGIN)
    assert answer.status_code == 502 and "does not answer" in answer.content.decode()

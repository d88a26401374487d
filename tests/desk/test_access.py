"""Every address of the desk, every method, every role: a new address without a row fails."""

import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from prospect.desk import urls
from prospect.desk.login import BEGAN, SEEN, SEEN_EVERY
from prospect.mail.actions import write_letter
from prospect.partners.actions import admit
from prospect.partners.models import Membership, Person
from prospect.suggestions.actions import confirm_suggestion, suggest

EVERYBODY = ("nobody", "no_role", "reader", "editor", "reviewer", "partner_admin", "regional_admin")
STAFF = {"nobody": 302, "no_role": 403}
MANAGERS = {**STAFF, "reader": 403, "editor": 403, "reviewer": 403}
OPEN = {}
# of a record that only the regional administrator may see, or write
UNSEEN = {**STAFF, "reader": 404, "editor": 404, "reviewer": 404, "partner_admin": 404}
UNWRITTEN = {**UNSEEN, "reader": 403}
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
    ("letters", "GET"): (MANAGERS, 200),
    ("letters", "POST"): (OPEN, 405),
    ("letter", "GET"): ({**MANAGERS, "partner_admin": 404}, 200),
    ("letter", "POST"): (OPEN, 405),
    ("send_again", "GET"): (OPEN, 405),
    ("send_again", "POST"): ({**MANAGERS, "partner_admin": 404}, 302),
    ("check_outline", "GET"): (OPEN, 405),
    ("check_outline", "POST"): ({**STAFF, "reader": 403}, 400),
    ("glossary", "GET"): (STAFF, 200),
    ("glossary", "POST"): (OPEN, 405),
    ("partners", "GET"): ({**MANAGERS, "partner_admin": 302}, 200),
    ("partners", "POST"): (OPEN, 405),
    ("terms", "GET"): ({**MANAGERS, "partner_admin": 404}, 200),
    ("terms", "POST"): ({**MANAGERS, "partner_admin": 404}, 400),
    ("new_record", "GET"): ({**STAFF, "reader": 403}, 200),
    ("new_record", "POST"): ({**STAFF, "reader": 403, "regional_admin": 200}, 400),
    ("records", "GET"): (STAFF, 200),
    ("records", "POST"): (OPEN, 405),
    ("record", "GET"): (UNSEEN, 200),
    ("record", "POST"): (UNSEEN, 400),
    ("autosave", "GET"): (OPEN, 405),
    ("autosave", "POST"): (UNWRITTEN, 200),
    ("step", "GET"): (OPEN, 405),
    ("step", "POST"): (UNWRITTEN, 302),
    ("confirm", "GET"): (OPEN, 405),
    ("confirm", "POST"): (UNWRITTEN, 302),
    ("confirmer", "GET"): (OPEN, 405),
    ("confirmer", "POST"): (UNWRITTEN, 302),
    ("confirm_facts", "GET"): (OPEN, 405),
    ("confirm_facts", "POST"): (UNWRITTEN, 302),
    ("confirm_by_letter", "GET"): (OPEN, 410),
    ("confirm_by_letter", "POST"): (OPEN, 410),
    ("log", "GET"): (MANAGERS, 200),
    ("log", "POST"): (OPEN, 405),
    ("history", "GET"): (UNSEEN, 200),
    ("history", "POST"): (OPEN, 405),
    ("restore", "GET"): (OPEN, 405),
    ("restore", "POST"): ({**UNWRITTEN, "regional_admin": 404}, 404),
    ("suggestions", "GET"): (UNSEEN, 200),
    ("suggestions", "POST"): (OPEN, 405),
    ("suggestion", "GET"): (UNSEEN, 200),
    ("suggestion", "POST"): (UNSEEN, 400),
    ("unnamed", "GET"): (OPEN, 405),
    ("unnamed", "POST"): (UNSEEN, 302),
    ("mailboxes", "GET"): (UNSEEN, 200),
    ("mailboxes", "POST"): (UNSEEN, 400),
    ("publishing", "GET"): (STAFF, 200),
    ("publishing", "POST"): (OPEN, 405),
    ("progress", "GET"): (STAFF, 200),
    ("progress", "POST"): (OPEN, 405),
    ("build", "GET"): (OPEN, 405),
    ("build", "POST"): ({**STAFF, "reader": 403, "editor": 403}, 302),
    ("activate", "GET"): (OPEN, 405),
    ("activate", "POST"): ({**MANAGERS, "partner_admin": 403}, 302),
    ("media", "GET"): (STAFF, 404),
    ("media", "POST"): (OPEN, 405),
    ("export", "GET"): (STAFF, 200),
    ("export", "POST"): (OPEN, 405),
    ("send_table", "GET"): ({**STAFF, "reader": 403}, 200),
    ("send_table", "POST"): ({**STAFF, "reader": 403}, 400),
    ("several", "GET"): (OPEN, 405),
    ("several", "POST"): ({**STAFF, "reader": 403}, 302),
    ("upload", "GET"): ({**STAFF, "reader": 403}, 404),
    ("upload", "POST"): ({**STAFF, "reader": 403}, 404),
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


@pytest.fixture
def foreign_letter(foreign):
    """A letter to that person."""
    context = {"what": "Your password was changed."}
    return write_letter("login_changed", to=foreign.person.email, language="da", context=context)


@pytest.fixture
def suggested():
    """A suggestion of a visitor that waits for an answer."""
    fields = {"title": "LEAK-B", "problem": "", "proposal": "LEAK-B", "place": "", "name": "",
              "email": "a@citizen.example", "named": False}  # fmt: skip
    made = suggest(once="matrix", fields=fields, language="da", site="https://map.example")
    confirm_suggestion(made, site="https://map.example")
    return made


def test_AZN_01_every_address_of_the_desk_has_its_rows():
    names = {pattern.name for pattern in urls.urlpatterns}
    assert {name for name, _method in MATRIX} == names
    assert len(MATRIX) == 2 * len(names)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(("name", "method"), MATRIX)
def test_AZN_01_everybody_gets_what_the_matrix_says(
    logged_in, foreign, foreign_letter, suggested, name, method, who
):
    client = logged_in(who)
    arguments = {"dismiss": [foreign.pk], "invite": [foreign.pk], "welcome": ["made-up"]}
    arguments |= {key: [foreign_letter.pk] for key in ("letter", "send_again")}
    arguments |= {key: [suggested.pk] for key in ("suggestion", "unnamed")}
    arguments |= {key: ["area", "nordhavn"] for key in ("record", "autosave", "step", "history")}
    arguments |= {"confirm": ["area", "nordhavn"], "restore": ["area", "nordhavn", 1]}
    arguments |= {"confirmer": ["figure", "nordhavn-site_area"], "confirm_facts": ["nordhavn"]}
    arguments |= {"confirm_by_letter": ["made-up"]}
    arguments |= {"records": ["area"], "new_record": ["area"], "terms": ["koebenhavn"]}
    arguments |= {"activate": ["20200101T000000Z-00000000"]}
    arguments |= {key: ["area"] for key in ("export", "send_table", "several")}
    arguments |= {"upload": ["00000000-0000-4000-8000-000000000000"]}
    arguments |= {"media": ["0123456789abcdef-480.jpg"]}
    address = reverse(f"desk:{name}", args=arguments.get(name))
    named, otherwise = MATRIX[name, method]
    assert client.generic(method, address).status_code == named.get(who, otherwise)


@pytest.mark.parametrize("path", ["", "people/"])
def test_AUT_05_without_a_second_step_staff_can_do_nothing(logged_in, settings, path):
    settings.SECOND_STEP = True
    response = logged_in("regional_admin").get(f"/desk/{path}")
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("mfa_index")


def test_AUT_05_with_an_app_they_can(logged_in, settings):
    settings.SECOND_STEP = True
    client = logged_in("editor")
    TOTP.activate(Person.objects.get(), generate_totp_secret())
    assert client.get("/desk/").status_code == 200


def test_AUT_05_a_password_alone_does_not_log_in_whoever_has_an_app(client, person_with):
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


def test_AUT_08_half_an_hour_counts_from_the_last_page_and_is_written_once_a_minute(logged_in):
    client = logged_in("editor")
    client.get("/desk/")
    kept = Session.objects.get()
    client.get("/desk/")
    assert Session.objects.get().expire_date == kept.expire_date  # the page before was just now
    session = client.session
    session[SEEN] -= SEEN_EVERY
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/desk/")
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/desk/").status_code == 302


def test_whoever_left_can_do_nothing(logged_in):
    client = logged_in("partner_admin")
    person = Person.objects.get()
    person.is_active = False
    person.save()
    assert client.get("/desk/").status_code == 302

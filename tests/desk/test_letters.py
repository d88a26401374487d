"""Letters of the desk: invitations and new passwords by mail, and who sees which letter."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from postbox import Postbox, listening

from prospect.mail.actions import write_letter
from prospect.mail.models import Letter
from prospect.mail.post import send_waiting
from prospect.partners.actions import admit

RESET = "/desk/account/password/reset/"
NEW = {"name": "Åsa Öberg", "email": "asa@malmo.example", "language": "sv", "role": "editor"}
CHOSEN = {"new_password1": "seven small sheep", "new_password2": "seven small sheep"}
AGAIN = {"password1": "seven small sheep", "password2": "seven small sheep"}


@pytest.fixture
def postbox(settings):
    """Mail is set up, with a real server on this machine."""
    settings.MAIL_FROM = "Prospect <map@prospect.example>"
    box = Postbox()
    with listening(box) as port:
        settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
        yield box


@pytest.fixture
def editor(person_with):
    person = person_with("editor")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def address_in(message):
    """Return the path of the one address of the desk that a letter names."""
    return re.search(r"http://testserver(/desk/\S+)", message.get_content())[1]


def letter_to(person, name="sent_back"):
    context = {"what": "Hyllie", "who": "Per", "reason": "", "address": "https://x.example/words"}
    return write_letter(name, to=person.email, language="en", context=context)


def test_an_invitation_comes_by_mail_in_the_language_of_whom_it_is_for(
    client, logged_in, malmoe, postbox
):
    page = logged_in("partner_admin").post(
        "/desk/people/", {**NEW, "partner": malmoe.pk}, follow=True
    )
    assert "/desk/welcome/" not in page.content.decode()
    assert send_waiting() == 1
    (message,) = postbox.taken
    assert postbox.envelopes[0][1] == ["asa@malmo.example"] and message["Content-Language"] == "sv"
    client.logout()
    assert client.post(address_in(message), CHOSEN).headers["Location"] == reverse("account_login")
    assert client.login(email="asa@malmo.example", password="seven small sheep")


def test_whoever_is_invited_without_mail_is_handed_the_address_and_the_letter_waits(
    logged_in, malmoe
):
    page = logged_in("partner_admin").post(
        "/desk/people/", {**NEW, "partner": malmoe.pk}, follow=True
    )
    assert "/desk/welcome/" in page.content.decode()
    assert Letter.objects.get(kind="invitation").state == "waiting"


def test_whoever_forgot_the_password_chooses_a_new_one_from_a_letter(client, editor, postbox):
    assert client.post(RESET, {"email": "Editor@malmo.example"}).status_code == 302
    assert send_waiting() == 1
    address = address_in(postbox.taken[0])
    page = client.get(address, follow=True)
    assert "Choose a new password" in page.content.decode()
    assert client.post(page.wsgi_request.path, AGAIN).status_code == 302
    assert client.get("/desk/").status_code == 302  # it does not log in: a second step may follow
    assert client.login(email=editor.email, password="seven small sheep")
    assert "no longer works" in client.get(address, follow=True).content.decode()
    assert Letter.objects.filter(kind="login_changed", to=editor.email).count() == 1


def test_the_letter_for_a_new_password_ends_after_an_hour(client, editor, postbox, settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    client.post(RESET, {"email": editor.email})
    send_waiting()
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = client.get(address_in(postbox.taken[0]), follow=True)
    assert "no longer works" in page.content.decode()


def test_AUT_02_MAI_03_an_unknown_address_gets_the_same_answer_and_no_letter(
    client, editor, postbox
):
    told = []
    for email in (editor.email, "stranger@elsewhere.example"):
        answer = client.post(RESET, {"email": email}, follow=True)
        said = re.sub(r'value="[^"]{60,}"', "", answer.content.decode())
        told.append((answer.redirect_chain, said))
    assert told[0] == told[1]
    assert [letter.to for letter in Letter.objects.all()] == [editor.email]


def test_nobody_is_flooded_with_letters_for_a_new_password(client, editor, postbox):
    for _ in range(4):
        assert client.post(RESET, {"email": editor.email}).status_code == 302
    assert Letter.objects.count() == 3
    Letter.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))
    client.post(RESET, {"email": editor.email})
    assert Letter.objects.count() == 4


def test_WEB_03_a_letter_names_the_site_and_never_a_host_of_the_request(
    client, editor, postbox, settings
):
    settings.SITE_URL = "https://map.example.org"
    client.post(RESET, {"email": editor.email}, headers={"host": "127.0.0.1"})
    assert "https://map.example.org/desk/account/password/reset/key/" in Letter.objects.get().body


def test_without_mail_the_administrator_is_to_be_asked(client, editor):
    for page in (client.get(RESET), client.post(RESET, {"email": editor.email})):
        assert "Ask the administrator" in page.content.decode()
    assert not Letter.objects.exists()


def test_a_changed_password_is_told_to_its_owner(client, editor):
    client.post(
        reverse("account_login"), {"login": editor.email, "password": "four words in a row"}
    )
    given = {"oldpassword": "four words in a row", **AGAIN}
    client.post(reverse("account_change_password"), given)
    assert "Your password was changed." in Letter.objects.get(to=editor.email).body


def test_AZN_01_an_administrator_sees_letters_to_people_who_are_theirs_alone(
    logged_in, person_with, koebenhavn
):
    mine, elsewhere = (
        person_with("editor"),
        person_with("editor", at=koebenhavn, email="e@koebenhavn.example"),
    )
    both = person_with("reviewer", email="both@malmo.example")
    admit(email=both.email, name="", role="reader", partner=koebenhavn, by="tests")
    regional = person_with("regional_admin")
    kept = {person.email: letter_to(person) for person in (mine, elsewhere, both, regional)}
    client = logged_in("partner_admin")
    page = client.get("/desk/letters/").content.decode()
    assert [email for email in kept if email in page] == [mine.email]
    for email, letter in kept.items():
        status = 200 if email == mine.email else 404
        assert client.get(reverse("desk:letter", args=[letter.pk])).status_code == status
        if status == 404:
            assert client.post(reverse("desk:send_again", args=[letter.pk])).status_code == 404
    client.logout()
    client.force_login(regional)
    page = client.get("/desk/letters/").content.decode()
    assert all(email in page for email in kept)


def test_words_that_open_something_are_shown_in_the_demo_alone(
    logged_in, person_with, settings, monkeypatch
):
    person = person_with("editor")
    key, plain = letter_to(person, "password_reset"), letter_to(person)
    client = logged_in("regional_admin")
    assert "x.example/words" in client.get(reverse("desk:letter", args=[key.pk])).content.decode()
    settings.SECOND_STEP = True
    monkeypatch.setattr("prospect.desk.access.lacks_second_step", lambda request: False)
    page = client.get(reverse("desk:letter", args=[key.pk])).content.decode()
    assert "x.example/words" not in page and "only its receiver" in page
    assert "x.example/words" in client.get(reverse("desk:letter", args=[plain.pk])).content.decode()


def test_MAI_05_what_was_given_up_is_shown_with_its_reason_and_sent_again(logged_in, person_with):
    letter = letter_to(person_with("editor"))
    Letter.objects.update(state="undelivered", last_error="550 no such user")
    client = logged_in("partner_admin")
    page = client.get("/desk/letters/?state=undelivered").content.decode()
    assert "550 no such user" in page and "1 letter could not be delivered" in page
    client.post(reverse("desk:send_again", args=[letter.pk]))
    assert Letter.objects.get(pk=letter.pk).state == "waiting"
    assert "550" not in client.get("/desk/letters/").content.decode()


def test_the_list_asks_the_same_few_questions_however_many_letters(
    logged_in, person_with, django_assert_max_num_queries
):
    person = person_with("editor")
    for _ in range(30):
        letter_to(person)
    client = logged_in("partner_admin")
    with django_assert_max_num_queries(12):
        assert client.get("/desk/letters/").content.decode().count('scope="row"') == 30

"""Answering a suggestion at the desk: read it, see the letter first, then send it."""

import html

import pytest
from django.urls import reverse

from prospect.mail.models import Letter
from prospect.strategy.models import Initiative, Turn
from prospect.suggestions.actions import confirm_suggestion, suggest, take_part, withdraw
from prospect.suggestions.models import Mailbox, Suggestion

SITE = "https://map.example"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def waiting():
    def make(title="Cykelgarage vid stationerna", once="one", **more):
        fields = {"title": title, "problem": "", "proposal": f"Bygg dem. {EVIL}", "place": "Hyllie",
                  "name": "Åsa", "email": "asa@citizen.example", "named": True, **more}  # fmt: skip
        one = suggest(once=once, fields=fields, language="sv", site=SITE)
        confirm_suggestion(one, site=SITE)
        return one

    return make


def send(client, one, **given):
    return client.post(reverse("desk:suggestion", args=[one.pk]), given)


def page_of(answer):
    return html.unescape(answer.content.decode())


def test_the_list_shows_what_waits_the_late_first_and_the_start_page_leads_there(
    logged_in, waiting
):
    first, late = waiting("The first"), waiting("The late", once="two")
    Suggestion.objects.filter(pk=late.pk).update(answer_by="2026-01-31")
    client = logged_in("regional_admin")
    page = page_of(client.get(reverse("desk:suggestions")))
    assert page.index("The late") < page.index("The first") and "late</b>" in page
    start = page_of(client.get("/desk/"))
    assert start.index("The late") < start.index("The first")
    assert reverse("desk:suggestion", args=[first.pk]) in start


def test_a_municipality_sees_nothing_of_them(logged_in, waiting):
    waiting("LEAK-B")
    client = logged_in("partner_admin")
    for path in ("/desk/", "/desk/log/", "/desk/letters/", "/desk/records/area/"):
        page = page_of(client.get(path))
        assert "LEAK-B" not in page and "/desk/suggestions/" not in page


def test_XSS_01_ideas_like_it_stand_beside_it_and_what_was_typed_is_text(logged_in, waiting):
    answer = logged_in("regional_admin").get(reverse("desk:suggestion", args=[waiting().pk]))
    raw = answer.content.decode()
    assert reverse("desk:record", args=["initiative", "cycling_region"]) in raw
    assert EVIL not in raw and "&lt;script&gt;" in raw


def test_the_letter_is_seen_before_it_is_sent(logged_in, waiting):
    one, client = waiting(), logged_in("regional_admin")
    given = {"answer": "merged", "idea": "cycling_region", "words": "Tack, det är samma tanke."}
    seen = send(client, one, **given)
    page = page_of(seen)
    assert seen.status_code == 200 and "Tack, det är samma tanke." in page and 'name="send"' in page
    assert one.token not in page and "Öresund som cykelregion" in page
    one.refresh_from_db()
    assert one.state == "waiting" and not Letter.objects.filter(kind="suggestion_merged").exists()
    assert send(client, one, send="yes", **given).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.initiative) == ("merged", "cycling_region")
    letter = Letter.objects.get(kind="suggestion_merged")
    assert "Tack, det är samma tanke." in letter.body and one.token in letter.body
    after = page_of(client.get(reverse("desk:suggestion", args=[one.pk])))
    assert reverse("desk:record", args=["turn", Turn.objects.get(kind="suggestion").key]) in after
    assert reverse("desk:record", args=["initiative", "cycling_region"]) in after


def test_accepting_leads_to_the_draft(logged_in, waiting):
    one, client = waiting(), logged_in("regional_admin")
    assert "Cykelgarage" in page_of(send(client, one, answer="accepted", words=""))
    assert not Initiative.objects.filter(key__startswith="cykelgarage").exists()
    answer = send(client, one, answer="accepted", words="", send="yes")
    address = reverse("desk:record", args=["initiative", "cykelgarage_vid_stationerna"])
    assert answer.headers["Location"] == address and client.get(address).status_code == 200


@pytest.mark.parametrize(
    "given",
    [{"answer": "declined", "words": " "}, {"answer": "merged"}, {"answer": "made-up"}, {},
     {"answer": "merged", "idea": "nowhere"}, {"answer": "declined", "words": "x" * 4001}],
)  # fmt: skip
def test_what_lacks_something_is_told_and_sends_nothing(logged_in, waiting, given):
    one, client = waiting(), logged_in("regional_admin")
    answer = send(client, one, send="yes", **given)
    one.refresh_from_db()
    assert (
        answer.status_code == 400 and one.state == "waiting" and 'class="wrong"' in page_of(answer)
    )


def test_somebody_was_quicker(logged_in, waiting):
    one, client = waiting(), logged_in("regional_admin")
    for words in ("First.", "Second."):
        send(client, one, answer="declined", words=words, send="yes")
    one.refresh_from_db()
    assert one.answer == "First."
    assert Letter.objects.filter(kind="suggestion_declined").count() == 1


def test_what_is_not_confirmed_is_not_there(logged_in, waiting):
    one = waiting()
    Suggestion.objects.filter(pk=one.pk).update(state="unconfirmed")
    path = reverse("desk:suggestion", args=[one.pk])
    assert logged_in("regional_admin").get(path).status_code == 404


def test_AZN_02_only_the_answer_is_read_from_the_form(logged_in, waiting):
    one, client = waiting(), logged_in("regional_admin")
    send(client, one, answer="declined", words="No.", send="yes", email="x@evil.example",
         title="Other", state="accepted", answered_by="somebody", answer_by="2030-01-01")  # fmt: skip
    one.refresh_from_db()
    assert (one.state, one.email, one.title) == ("declined", "asa@citizen.example", "Cykelgarage vid stationerna")  # fmt: skip
    assert one.answered_by == "regional_admin@malmo.example"


def test_the_address_of_an_organisation_is_kept_and_forgotten(logged_in, client):
    logged_in("regional_admin")
    path = reverse("desk:mailboxes")
    client.post(path, {"organisation": "regionskane", "email": "post@skane.example"})
    assert Mailbox.objects.get().email == "post@skane.example"
    assert "post@skane.example" in page_of(client.get(path))
    assert client.post(path, {"organisation": "nobody", "email": "a@b.example"}).status_code == 400
    client.post(path, {"organisation": "regionskane", "email": ""})
    assert not Mailbox.objects.exists()


def test_who_takes_part_is_listed_once_confirmed(logged_in):
    fields = {
        "name": "Bo Holm",
        "organisation": "",
        "email": "bo@citizen.example",
        "message": "Hej",
    }
    one = take_part(once="p", fields=fields, initiative="oresund_metro", language="sv", site=SITE)
    client, path = logged_in("regional_admin"), reverse("desk:suggestions")
    assert "Bo Holm" not in page_of(client.get(path))
    from prospect.suggestions.actions import confirm_participation

    confirm_participation(one, site=SITE)
    assert "Bo Holm" in page_of(client.get(path))


def test_the_log_tells_of_them_in_words(logged_in, waiting):
    one, client = waiting(), logged_in("regional_admin")
    send(client, one, answer="declined", words="No.", send="yes")
    page = page_of(client.get("/desk/log/"))
    assert "declined the suggestion" in page and "a visitor" in page
    assert reverse("desk:suggestion", args=[one.pk]) in page


@pytest.mark.parametrize("choice", ["accepted", "merged", "declined"])
def test_what_was_withdrawn_meanwhile_is_told_and_not_a_fault(logged_in, waiting, choice):
    one, client = waiting(), logged_in("regional_admin")
    withdraw(one)
    answer = send(client, one, answer=choice, idea="cycling_region", words="x")
    assert answer.status_code == 302
    assert "withdrawn" in page_of(client.get(answer["Location"]))
    assert not Letter.objects.filter(kind__startswith="suggestion_accepted").exists()


def test_a_draft_is_not_offered_to_join_with_as_its_name_would_go_out(logged_in, waiting):
    Initiative.objects.filter(key="cycling_region").update(state="draft")
    one, client = waiting(), logged_in("regional_admin")
    answer = send(client, one, answer="merged", idea="cycling_region", words="")
    assert answer.status_code == 400
    assert 'value="cycling_region"' not in answer.content.decode()


def test_joining_with_an_idea_of_a_long_key_gives_a_key_there_is_room_for(logged_in, waiting):
    long = Initiative.objects.get(key="cycling_region")
    long.pk, long.key = None, "k" * 98
    long.save()
    client = logged_in("regional_admin")
    send(client, waiting(), answer="merged", idea=long.key, words="", send="yes")
    assert len(Turn.objects.get(initiative=long).key) <= 100


def test_two_of_one_name_taken_up_at_once_are_told_apart(logged_in, waiting, monkeypatch):
    taken = Initiative.objects.get(key="cycling_region")
    monkeypatch.setattr("prospect.suggestions.answering._free_key", lambda model, stem: taken.key)
    one, client = waiting(), logged_in("regional_admin")
    answer = send(client, one, answer="accepted", words="", send="yes")
    assert answer.status_code == 302
    assert "at the same moment" in page_of(client.get(answer["Location"]))
    one.refresh_from_db()
    assert one.state == "waiting"

"""What a sender does: confirm, take back, take part; what is kept of them, and for how long."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from prospect.audit.models import Event
from prospect.mail.models import Letter
from prospect.strategy.models import Initiative
from prospect.suggestions.actions import (
    MOST_LETTERS,
    MailboxFull,
    OtherWords,
    ask_unnamed,
    confirm_participation,
    confirm_suggestion,
    suggest,
    take_part,
    withdraw,
)
from prospect.suggestions.answering import decline, keep_mailbox, merge
from prospect.suggestions.models import (
    ANSWER_DAYS,
    CONFIRM_DAYS,
    KEPT_DAYS,
    Participation,
    Suggestion,
)
from prospect.suggestions.senders import erase_sender, kept_about
from prospect.suggestions.sweeping import sweep_senders

SITE = "https://map.example"
SENTINEL = "xyzzyq"
WISH = {
    "name": f"Bo {SENTINEL}", "organisation": "Cykelklubben", "email": "bo@citizen.example",
    "message": "Vi kan räkna cyklar.",
}  # fmt: skip


@pytest.fixture
def wish():
    def make(initiative="cycling_region", once="w-1", **more):
        return take_part(once=once, fields={**WISH, **more}, initiative=initiative, language="sv", site=SITE)  # fmt: skip

    return make


def test_the_letter_to_confirm_holds_nothing_that_was_typed(sent, admin):
    one = sent(confirmed=False, title="Buy cheap pills", name="Free money", proposal="Click here")
    [letter] = Letter.objects.filter(about=str(one))
    assert letter.kind == "suggestion_confirm" and letter.language == "sv"
    assert f"{SITE}/sv/ideas/suggestion/{one.token}/" in letter.body
    for typed in ("pills", "money", "Click"):
        assert typed not in letter.body + letter.subject
    assert not Letter.objects.filter(to=admin.email).exists()


def test_confirmed_it_gets_a_receipt_with_the_day_and_the_desk_is_told_once(sent, admin):
    one = sent()
    assert one.state == "waiting"
    assert one.answer_by == timezone.localdate() + timedelta(days=ANSWER_DAYS)
    confirm_suggestion(one, site=SITE)
    assert Letter.objects.filter(kind="suggestion_received").count() == 1
    [told] = Letter.objects.filter(kind="suggestion_waiting")
    assert told.to == admin.email and f"{SITE}/desk/suggestions/{one.pk}/" in told.body


def test_ENQ_03_a_form_sent_twice_is_kept_once_and_other_words_are_not_lost(sent):
    first, again = sent(confirmed=False), sent(confirmed=False)
    assert first.pk == again.pk and Letter.objects.filter(about=str(first)).count() == 1
    with pytest.raises(OtherWords):
        sent(confirmed=False, proposal="Something else")
    assert Suggestion.objects.get().proposal == first.proposal


def test_a_form_is_no_way_to_fill_a_mailbox(sent):
    for number in range(MOST_LETTERS):
        sent(confirmed=False, once=f"n-{number}", email="Victim@else.example")
    for number in range(2):  # nothing is kept that could never be confirmed
        with pytest.raises(MailboxFull):
            sent(confirmed=False, once=f"m-{number}", email="Victim@else.example")
    assert Letter.objects.filter(to="victim@else.example").count() == MOST_LETTERS
    assert Suggestion.objects.count() == MOST_LETTERS


def test_a_name_that_stands_nowhere_has_nothing_to_leave(sent):
    one = sent(name="Bo", named=True)
    ask_unnamed(one)
    assert (one.named, one.unname_at) == (False, None)
    other = sent(once="o", name="Bo", named=True)
    withdraw(other)
    assert not other.named


def test_an_address_opens_one_suggestion_and_no_other(sent):
    one, other = sent(), sent(once="once-2")
    assert Suggestion.named_by(one.token).pk == one.pk
    number, mark = one.token.split("-")
    for wrong in (f"{other.pk}-{mark}", number, f"{number}-", "", "x", f"²-{mark}", f"{number}-{mark[:-1]}"):  # fmt: skip
        assert Suggestion.named_by(wrong) is None


def test_what_is_withdrawn_is_gone_at_once_with_its_letters(sent):
    one = sent()
    assert withdraw(one)
    one.refresh_from_db()
    assert (one.state, one.title, one.email, one.proposal) == ("withdrawn", "", "", "")
    assert not Letter.objects.filter(about=str(one)).exists()


def test_the_lead_hears_of_it_only_after_the_address_was_confirmed(wish, admin):
    lead = Initiative.objects.get(key="cycling_region").lead
    keep_mailbox(lead.key, email="post@skane.example", by=admin)
    one = wish()
    assert not Letter.objects.filter(to="post@skane.example").exists()
    [ask] = Letter.objects.filter(about=str(one))
    assert ask.kind == "participation_confirm" and SENTINEL not in ask.body
    confirm_participation(one, site=SITE)
    confirm_participation(one, site=SITE)
    [letter] = Letter.objects.filter(to="post@skane.example")
    assert letter.language == "sv" and "bo@citizen.example" in letter.body
    assert WISH["message"] in letter.body and SENTINEL in letter.body
    [receipt] = Letter.objects.filter(kind="participation_received")
    assert receipt.to == "bo@citizen.example" and Participation.objects.get().told_lead


@pytest.mark.parametrize("initiative", ["cycling_region", "oresund_metro"])
def test_without_an_address_of_the_lead_the_desk_of_the_region_gets_it(wish, admin, initiative):
    one = wish(initiative)
    confirm_participation(one, site=SITE)
    [letter] = Letter.objects.filter(kind="participation")
    assert letter.to == admin.email and not Participation.objects.get().told_lead


def test_PRV_01_what_nobody_confirmed_is_gone_after_seven_days(sent, wish):
    sent(confirmed=False, email=f"{SENTINEL}@citizen.example"), wish()
    assert sweep_senders(timezone.now() + timedelta(days=CONFIRM_DAYS - 1), by="calendar") == 0
    assert sweep_senders(timezone.now() + timedelta(days=CONFIRM_DAYS + 1), by="calendar") == 2
    assert not Suggestion.objects.exists() and not Participation.objects.exists()
    assert not Letter.objects.exists()


def test_PRV_01_a_year_after_the_answer_nothing_says_who_it_was(sent, wish, admin):
    one = sent(name=SENTINEL, title=SENTINEL, problem=SENTINEL, proposal=SENTINEL, place=SENTINEL)
    decline(one, by=admin, words=f"No, {SENTINEL}.", site=SITE)
    confirm_participation(wish(), site=SITE)
    late = timezone.now() + timedelta(days=KEPT_DAYS)
    assert sweep_senders(late - timedelta(days=1), by="calendar") == 0
    assert sweep_senders(late + timedelta(days=1), by="calendar") == 2
    for model in (Suggestion, Participation, Letter, Event):
        for row in model.objects.values():
            assert SENTINEL not in str(row) and "asa@citizen" not in str(row)
    kept = Suggestion.objects.get()
    assert kept.state == "declined" and kept.forgotten_at
    event = Event.objects.filter(verb="forget senders").get()
    assert event.details == {"removed": 1, "forgotten": 1} and event.by == "calendar"
    assert sweep_senders(late + timedelta(days=2), by="calendar") == 0
    assert Event.objects.filter(verb="forget senders").count() == 1


def test_PRV_04_the_log_of_decisions_knows_no_address_and_no_words(sent, wish, admin):
    one = sent(name=SENTINEL, proposal=SENTINEL)
    decline(one, by=admin, words=SENTINEL, site=SITE)
    confirm_participation(wish(), site=SITE)
    for event in Event.objects.values():
        assert SENTINEL not in str(event) and "citizen.example" not in str(event)


def test_AZN_02_what_no_form_asks_for_is_not_kept(sent):
    fields = {"title": "T", "problem": "", "proposal": "P", "place": "", "name": "", "email": "a@b.example", "named": False}  # fmt: skip
    more = {"state": "accepted", "answer": "Yes", "answered_by": "me", "initiative": "x"}
    made = suggest(once="m-1", fields={**fields, **more}, language="en", site=SITE)
    made.refresh_from_db()
    assert (made.state, made.answer, made.initiative) == ("unconfirmed", "", "")


def test_PRV_02_all_that_was_sent_from_an_address_is_told_with_its_letters(sent):
    sent(title="Sentinel-A"), sent(once="two", email="other@else.example", title="Sentinel-B")
    take_part(once="w", fields={**WISH, "email": "Asa@citizen.example"}, initiative="cycling_region", language="sv", site=SITE)  # fmt: skip
    told = json.dumps(kept_about("ASA@citizen.example"), default=str, ensure_ascii=False)
    assert "Sentinel-A" in told and WISH["message"] in told and "suggestion_confirm" in told
    assert "Sentinel-B" not in told and "other@else.example" not in told and "once" not in told


def test_PRV_03_what_is_erased_is_nowhere_and_the_log_keeps_the_reason_alone(sent):
    one = sent(title="Sentinel-A")
    assert erase_sender("asa@CITIZEN.example", reason="asked for", by="tests") == 1
    rows = [*Suggestion.objects.values(), *Letter.objects.filter(about=str(one)).values()]
    rows += Event.objects.values("subject", "details", "by")
    said = json.dumps(rows, default=str, ensure_ascii=False)
    assert "Sentinel-A" not in said and "asa@" not in said.lower() and "Öberg" not in said
    event = Event.objects.get(verb="erase sender")
    assert event.details["reason"] == "asked for"
    assert Suggestion.objects.get().state == "withdrawn"
    assert erase_sender("asa@citizen.example", reason="again", by="tests") == 0


def test_PRV_03_a_name_in_the_catalogue_goes_onto_the_desks_list(sent, admin):
    one = sent()
    merge(one, into=Initiative.objects.get(key="cycling_region"), by=admin, site=SITE)
    erase_sender("asa@citizen.example", reason="asked for", by="tests")
    one.refresh_from_db()
    assert one.state == "merged" and one.unname_at and not one.named

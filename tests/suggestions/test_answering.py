"""What becomes of a suggestion: a draft, a credit, a reason; and what its sender is told."""

import pytest

from prospect.audit.models import Event
from prospect.mail.models import Letter
from prospect.partners.actions import admit
from prospect.partners.models import Partner
from prospect.records.models import Dossier, State
from prospect.strategy.models import Initiative, Turn
from prospect.suggestions.actions import ask_unnamed, withdraw
from prospect.suggestions.answering import RefusedAnswer, accept, decline, merge, note_unnamed
from prospect.suggestions.models import Suggestion

SITE = "https://map.example"


def letters(kind):
    return list(Letter.objects.filter(kind=kind))


def test_accepting_makes_a_draft_that_only_staff_see_and_tells_the_sender(sent, admin):
    made = accept(sent(), by=admin, words="Tack! Vi tar den vidare.", site=SITE)
    kept = Initiative.objects.get(key="cykelparkering_vid_hyllie")
    assert kept.pk == made.pk and kept.state == State.DRAFT and kept.progress == "idea"
    assert dict(kept.name) == {"sv": "Cykelparkering vid Hyllie"}
    assert Dossier.objects.get(kind="initiative", key=kept.key).state == State.DRAFT
    assert not Initiative.objects.public().filter(pk=kept.pk).exists()
    [letter] = letters("suggestion_accepted")
    assert letter.to == "asa@citizen.example" and letter.language == "sv"
    assert "Tack! Vi tar den vidare." in letter.body
    assert f"{SITE}/sv/ideas/cykelparkering_vid_hyllie/" in letter.body
    one = Suggestion.objects.get()
    assert (one.state, one.initiative, one.answered_by) == ("accepted", kept.key, admin.email)
    event = Event.objects.filter(verb="accepted suggestion").get()
    assert (event.by, event.subject) == (admin.email, str(one))


def test_merging_gives_credit_as_a_draft_event_and_leaves_the_public_idea_alone(sent, admin):
    idea = Initiative.objects.get(key="cycling_region")
    merge(sent(), into=idea, by=admin, site=SITE)
    credit = Turn.objects.get(kind="suggestion")
    assert credit.initiative == idea and credit.state == State.DRAFT
    assert credit.name["en"] == "Suggested by Åsa Öberg"
    assert Initiative.objects.get(key="cycling_region").is_public
    [letter] = letters("suggestion_merged")
    assert f"{SITE}/sv/ideas/cycling_region/" in letter.body
    assert str(idea.name.spoken("sv")) in letter.body


def test_PRV_05_who_does_not_want_to_be_named_is_not(sent, admin):
    merge(sent(named=False), into=Initiative.objects.get(key="cycling_region"), by=admin, site=SITE)
    credit = Turn.objects.get(kind="suggestion")
    assert "Öberg" not in str(dict(credit.name))


def test_PRV_05_consent_to_be_named_is_taken_back_and_the_desk_has_it_on_its_list(sent, admin):
    one = sent()
    merge(one, into=Initiative.objects.get(key="cycling_region"), by=admin, site=SITE)
    ask_unnamed(one)
    assert not one.named and one.unname_at and Event.objects.filter(verb="ask unnamed").exists()
    note_unnamed(one, by=admin)
    one.refresh_from_db()
    assert one.unname_at is None


def test_declining_needs_a_reason_which_the_sender_reads(sent, admin):
    one = sent()
    with pytest.raises(RefusedAnswer):
        decline(one, by=admin, words="  ", site=SITE)
    assert not letters("suggestion_declined")
    decline(one, by=admin, words="Stationen byggs om 2027; då frågar vi igen.", site=SITE)
    [letter] = letters("suggestion_declined")
    assert "Stationen byggs om 2027; då frågar vi igen." in letter.body
    assert one.state == "declined"


@pytest.mark.parametrize("role", ["editor", "reviewer", "partner_admin"])
def test_AZN_01_a_municipality_answers_nothing(sent, role):
    malmoe = Partner.objects.get(key="malmoe")
    person = admit(email="x@malmo.example", name="X", role=role, partner=malmoe, by="tests")
    one = sent()
    for answer in (accept, decline):
        with pytest.raises(RefusedAnswer):
            answer(one, by=person, words="No.", site=SITE)
    one.refresh_from_db()
    assert one.state == "waiting" and not Turn.objects.filter(kind="suggestion").exists()


def test_what_is_answered_or_withdrawn_is_answered_no_second_time(sent, admin):
    one, other = sent(), sent(once="once-2")
    decline(one, by=admin, words="No.", site=SITE)
    assert withdraw(other) and not withdraw(one)
    for late in (one, other):
        with pytest.raises(RefusedAnswer):
            accept(late, by=admin, site=SITE)
    assert len(letters("suggestion_declined")) == 1 and not letters("suggestion_accepted")


def test_what_was_not_confirmed_is_not_answered(sent, admin):
    with pytest.raises(RefusedAnswer):
        accept(sent(confirmed=False), by=admin, site=SITE)


def test_two_suggestions_of_one_title_get_keys_of_their_own(sent, admin):
    first = accept(sent(), by=admin, site=SITE)
    second = accept(sent(once="once-2"), by=admin, site=SITE)
    assert [first.key, second.key] == ["cykelparkering_vid_hyllie", "cykelparkering_vid_hyllie_2"]

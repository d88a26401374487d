"""A record on its way: draft, review, public, archived; who may, what changes, what is never lost."""

from datetime import timedelta

import pytest
from callers import form_fields
from django.urls import reverse
from django.utils import timezone

from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.editing.actions import (
    StaleEdit,
    content_at,
    decide,
    publish_due,
    save_draft,
)
from prospect.editing.rules import RefusedStep, choices
from prospect.editing.visibility import pending, reasons
from prospect.jobs.models import Job
from prospect.mail.models import Letter
from prospect.partners.models import Terms
from prospect.records.content import content_of, merged, written
from prospect.records.models import Dossier, Revision, State
from prospect.records.transitions import TRANSITIONS


@pytest.fixture
def hyllie():
    return Area.objects.get(key="hyllie")


@pytest.fixture
def editor(person_with):
    return person_with("editor")


@pytest.fixture
def reviewer(person_with):
    return person_with("reviewer")


def write(area, by, words, based_on=0):
    content = content_of(area)
    content["summary"] = {**content["summary"], "sv": words}
    return save_draft(area, content, by=by, based_on=based_on)


def dossier_of(area):
    return Dossier.objects.of(area).get()


def test_a_draft_changes_nothing_the_public_reads(hyllie, editor):
    before = content_of(hyllie)
    dossier = write(hyllie, editor, "Nya ord")
    fresh = Area.objects.get(key="hyllie")
    assert content_of(fresh) == before and fresh.state == State.PUBLISHED
    assert dossier.state == State.DRAFT and dossier.number == 2
    assert content_at(dossier)["summary"]["sv"] == "Nya ord"
    assert content_at(dossier, 1) == before, "what was there before is the first revision"
    assert not Job.objects.exists()


def test_what_a_reviewer_approves_becomes_public_and_asks_for_one_release(hyllie, editor, reviewer):
    dossier = write(hyllie, editor, "Nya ord")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    fresh = Area.objects.get(key="hyllie")
    assert fresh.summary["sv"] == "Nya ord" and fresh.is_public
    assert fresh.confirmed_on == timezone.localdate()
    assert Job.objects.filter(kind="release", state="waiting").count() == 1
    other = (
        Area.objects.get(key="vaestra_hamnen")
        if Area.objects.filter(key="vaestra_hamnen")
        else Area.objects.filter(partner=hyllie.partner).exclude(pk=hyllie.pk).first()
    )
    dossier = write(other, editor, "Andra ord")
    decide(other, "approve", by=reviewer, based_on=dossier.number)
    job = Job.objects.get(kind="release")
    assert job.asked_by == reviewer.email, "several approvals are one job"


def test_AZN_07_nobody_approves_what_they_wrote_where_two_pairs_of_eyes_are_asked(
    hyllie, reviewer, person_with
):
    dossier = write(hyllie, reviewer, "Mina ord")
    with pytest.raises(RefusedStep, match="Somebody else"):
        decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    assert dossier_of(hyllie).state == State.DRAFT and not Job.objects.exists()
    other = person_with("partner_admin")
    dossier = write(hyllie, other, "Ännu fler", based_on=dossier.number)
    with pytest.raises(RefusedStep, match="Somebody else"):  # part of it is still theirs
        decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    Terms.objects.create(partner=hyllie.partner, two_pairs_of_eyes=False)
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    assert Area.objects.get(key="hyllie").summary["sv"] == "Ännu fler"


def test_AZN_07_an_editor_cannot_publish(hyllie, editor):
    dossier = write(hyllie, editor, "Nya ord")
    with pytest.raises(RefusedStep, match="role"):
        decide(hyllie, "approve", by=editor, based_on=dossier.number)


@pytest.mark.parametrize("verb", ["approve", "send_back", "archive"])
def test_AZN_01_a_reviewer_elsewhere_decides_nothing(hyllie, editor, person_with, koebenhavn, verb):
    dossier = write(hyllie, editor, "Nya ord")
    decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    foreign = person_with("reviewer", at=koebenhavn, email="r@koebenhavn.example")
    with pytest.raises(RefusedStep):
        decide(hyllie, verb, by=foreign, based_on=dossier.number + 1, reason="x")


def test_CON_01_whoever_saves_on_an_old_revision_is_refused_and_nothing_is_overwritten(
    hyllie, editor, person_with
):
    write(hyllie, editor, "Första")
    with pytest.raises(StaleEdit) as refusal:
        write(hyllie, person_with("partner_admin"), "Andra", based_on=1)
    assert refusal.value.dossier.changed_by == editor.email
    assert content_at(dossier_of(hyllie))["summary"]["sv"] == "Första"


def test_CON_01_both_changes_together_keep_every_word():
    base = {"a": 1, "b": 2, "c": 3}
    both, clashes = merged(base, {"a": 10, "b": 20, "c": 3}, {"a": 1, "b": 21, "c": 31})
    assert both == {"a": 10, "b": 21, "c": 31} and clashes == ["b"]


def test_a_draft_thrown_away_leaves_the_public_words_and_stays_in_the_history(hyllie, editor):
    before = content_of(hyllie)
    dossier = write(hyllie, editor, "Bort med det")
    dossier = decide(hyllie, "discard", by=editor, based_on=dossier.number)
    assert content_at(dossier) == before and dossier.state == State.PUBLISHED
    assert (
        Revision.objects.get(dossier=dossier, number=2).content["summary"]["sv"] == "Bort med det"
    )


def test_an_archived_record_leaves_the_public_and_can_be_brought_back(hyllie, editor, reviewer):
    dossier = decide(hyllie, "archive", by=reviewer, based_on=0, reason="Färdigbyggt")
    assert Area.objects.get(key="hyllie").state == State.ARCHIVED
    assert hyllie not in Area.objects.public()
    dossier = decide(hyllie, "bring_back", by=editor, based_on=dossier.number)
    assert Area.objects.get(key="hyllie").state == State.DRAFT
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    assert Area.objects.get(key="hyllie").is_public


def test_a_step_that_wants_a_reason_is_refused_without_one(hyllie, reviewer):
    with pytest.raises(RefusedStep, match="why"):
        decide(hyllie, "archive", by=reviewer, based_on=0, reason="  ")
    assert Area.objects.get(key="hyllie").is_public


def test_an_approval_for_a_later_day_waits_for_it(hyllie, editor, reviewer):
    dossier = write(hyllie, editor, "På måndag")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    later = timezone.now() + timedelta(days=3)
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number, publish_at=later)
    assert publish_due() == 0 and "På måndag" not in str(Area.objects.get(key="hyllie").summary)
    assert "becomes public on" in pending(Area.objects.get(key="hyllie"), dossier_of(hyllie))
    assert publish_due(later) == 1
    assert Area.objects.get(key="hyllie").summary["sv"] == "På måndag"
    assert publish_due(later) == 0


def test_AZN_11_what_was_approved_by_somebody_who_lost_the_role_is_not_published(
    hyllie, editor, reviewer
):
    dossier = write(hyllie, editor, "På måndag")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    later = timezone.now() + timedelta(days=3)
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number, publish_at=later)
    reviewer.memberships.all().delete()
    assert publish_due(later) == 0
    assert dossier_of(hyllie).publish_at is None and not Job.objects.exists()
    assert Event.objects.filter(verb="drop publishing").exists()


def test_an_edit_after_the_approval_drops_the_day(hyllie, editor, reviewer):
    dossier = write(hyllie, editor, "På måndag")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    later = timezone.now() + timedelta(days=3)
    dossier = decide(hyllie, "approve", by=reviewer, based_on=dossier.number, publish_at=later)
    dossier = write(hyllie, editor, "Ändrat", based_on=dossier.number)
    assert dossier.publish_at is None and publish_due(later) == 0


def test_reviewers_are_told_and_whoever_wrote_it_hears_the_answer(hyllie, editor, reviewer):
    reviewer.language = "sv"
    reviewer.save()
    dossier = write(hyllie, editor, "Nya ord")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    told = Letter.objects.filter(to=reviewer.email).get()
    assert told.language == "sv" and "Hyllie" in told.subject + told.body
    decide(hyllie, "send_back", by=reviewer, based_on=dossier.number, reason="Årtalet saknas")
    answer = Letter.objects.filter(to=editor.email).get()
    assert "Årtalet saknas" in answer.body


def test_every_decision_is_one_event(hyllie, editor, reviewer):
    before = Event.objects.count()
    dossier = write(hyllie, editor, "Nya ord")
    dossier = decide(hyllie, "ask_review", by=editor, based_on=dossier.number)
    decide(hyllie, "approve", by=reviewer, based_on=dossier.number)
    made = Event.objects.order_by("pk")[before:]
    assert [(one.by, one.verb) for one in made] == [
        (editor.email, "save"), (editor.email, "ask_review"), (reviewer.email, "approve"),
    ]  # fmt: skip
    assert {one.subject for one in made} == {"area hyllie"}


def test_every_state_has_a_way_on_and_no_step_leads_nowhere():
    for state in State:
        assert any(state in step.sources for step in TRANSITIONS.values() if step.code != "save")
    assert all(step.target in State for step in TRANSITIONS.values())
    assert all(str(step.effect) for step in TRANSITIONS.values())


def test_the_page_says_of_each_step_who_may_when_one_may_not(hyllie, editor):
    dossier = write(hyllie, editor, "Nya ord")
    told = {one.step.code: one.against for one in choices(hyllie, dossier, editor)}
    assert told["ask_review"] == "" and told["discard"] == ""
    assert "Reviewers" in told["approve"]


def test_why_is_this_not_visible(hyllie, editor, reviewer):
    assert reasons(hyllie, None) == []
    decide(hyllie, "archive", by=reviewer, based_on=0, reason="x")
    gone = Area.objects.get(key="hyllie")
    assert "archived" in reasons(gone, dossier_of(hyllie))[0]
    milestone = gone.milestones.first()
    assert any("Hyllie" in why for why in reasons(milestone, None))


@pytest.mark.parametrize(
    "model",
    [
        "area",
        "figure",
        "milestone",
        "opportunity",
        "place",
        "organisation",
        "industry",
        "textblock",
        "partner",
    ],
)
def test_what_a_revision_keeps_makes_the_same_record_again(model):
    from prospect.desk.kinds import KINDS

    for record in KINDS[model].model.objects.all()[:40]:
        content = content_of(record)
        assert content_of(written(type(record)(), content)) == content


def test_nothing_typed_is_lost_when_a_form_has_a_fault(logged_in, hyllie):
    client = logged_in("editor")
    address = reverse("desk:record", args=["area", "hyllie"])
    response = client.post(
        address, {"based_on": 0, "name_sv": "Hyllie", "body_sv": "Lång text", "start_year": "när?"}
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert "Lång text" in page and "när?" in page
    assert not Revision.objects.exists()


def test_AZN_02_what_is_not_on_the_form_is_not_even_read(logged_in, hyllie):
    client = logged_in("editor")
    fields = posted(client, "area", "hyllie") | {
        "state": "published", "partner": "koebenhavn", "confirmed_on": "2030-01-01", "key": "stolen", "id": "1",
    }  # fmt: skip
    before = Area.objects.get(key="hyllie")
    assert client.post(reverse("desk:record", args=["area", "hyllie"]), fields).status_code == 302
    after = Area.objects.get(key="hyllie")
    assert (after.state, after.partner_id, after.confirmed_on) == (
        before.state,
        before.partner_id,
        before.confirmed_on,
    )
    content = content_at(dossier_of(after))
    assert content["partner_id"] == before.partner_id and not {
        "state",
        "key",
        "confirmed_on",
    } & set(content)


def test_a_form_saved_as_it_was_opened_changes_nothing(logged_in):
    client = logged_in("regional_admin")
    from prospect.desk.kinds import KINDS

    for kind in KINDS.values():
        for record in kind.model.objects.all()[:6]:
            client.post(
                reverse("desk:record", args=[kind.code, record.key]),
                posted(client, kind.code, record.key),
            )
            dossier = Dossier.objects.of(record).get()
            before, after = content_of(record), content_at(dossier)
            assert {n: (before[n], after[n]) for n in before if before[n] != after[n]} == {}, record


def test_what_is_typed_is_kept_and_can_be_taken_up_again(logged_in, hyllie):
    client = logged_in("editor")
    fields = posted(client, "area", "hyllie") | {"summary_sv": "Halvfärdigt"}
    kept = client.post(reverse("desk:autosave", args=["area", "hyllie"]), fields)
    assert kept.json() == {"kept": True} and not Revision.objects.exists()
    page = client.get(reverse("desk:record", args=["area", "hyllie"])).content.decode()
    assert "?unsaved" in page and "Halvfärdigt" not in page
    page = client.get(reverse("desk:record", args=["area", "hyllie"]) + "?unsaved").content.decode()
    assert "Halvfärdigt" in page


def test_a_revision_taken_up_again_is_the_newest_draft(logged_in, hyllie, editor):
    write(hyllie, editor, "Första")
    write(hyllie, editor, "Andra", based_on=2)
    client = logged_in("reviewer")
    response = client.post(reverse("desk:restore", args=["area", "hyllie", 2]), {"based_on": 3})
    assert response.status_code == 302
    assert content_at(dossier_of(hyllie))["summary"]["sv"] == "Första"
    assert dossier_of(hyllie).number == 4
    page = client.get(reverse("desk:history", args=["area", "hyllie"])).content.decode()
    assert "<ins>Första</ins>" in page and "<del>Andra</del>" in page


def test_XSS_09_history_shows_markup_as_text(logged_in, hyllie, editor):
    write(hyllie, editor, "<img src=x onerror=alert(1)>")
    page = (
        logged_in("reviewer").get(reverse("desk:history", args=["area", "hyllie"])).content.decode()
    )
    assert "<img src=x" not in page and "&lt;img" in page


def posted(client, kind, key):
    """Return what a browser would post from the form of a record as it stands."""
    return form_fields(client.get(reverse("desk:record", args=[kind, key])).content.decode())

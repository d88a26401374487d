"""What is done with all that a list finds, beyond its page, under the rules of one record."""

import pytest
from django.urls import reverse

from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.editing.actions import content_at, save_draft
from prospect.jobs.models import Job
from prospect.languages.text import Text
from prospect.mail.models import Letter
from prospect.records.models import Dossier, Revision

DRAFTS = 60


@pytest.fixture
def drafts(malmoe, person_with):
    """Sixty areas of Malmö, each with a draft by an editor."""
    like, by = (
        Area.objects.filter(partner=malmoe).first(),
        person_with("editor", email="e@malmo.example"),
    )
    for number in range(DRAFTS):
        one = Area.objects.get(pk=like.pk)
        one.pk, one.key, one.name = None, f"extra_{number:02}", Text({"en": f"Extra {number:02}"})
        one._state.adding = True
        one.save()
        save_draft(one, {"plan_term": "Detaljplan 5000"}, by=by, based_on=0)
    return by


def shown(client, **asked):
    response = client.get(reverse("desk:records", args=["area"]), asked)
    listed = response.context["list"]
    return {"matching": "yes", "asked": response.context["asked"].query, "seen": listed.seen}


def several(client, **posted):
    return client.post(reverse("desk:several", args=["area"]), posted)


def test_all_that_a_list_finds_are_approved_with_an_event_each_and_one_job(logged_in, drafts):
    client = logged_in("reviewer")
    response = several(client, act="approve", **shown(client, q="extra"))
    assert len(response.context["done"]) == DRAFTS and response.context["left"] == []
    areas = Area.objects.filter(key__startswith="extra")
    assert {(one.plan_term, one.state) for one in areas} == {("Detaljplan 5000", "published")}
    assert None not in {one.confirmed_on for one in areas}
    assert {(one.state, one.number) for one in Dossier.objects.all()} == {("published", 3)}
    assert Event.objects.filter(verb="approve").count() == DRAFTS
    assert Job.objects.filter(kind="release").count() == 1


def test_MAI_whoever_wrote_many_hears_of_all_in_one_letter(logged_in, drafts):
    client = logged_in("reviewer")
    several(client, act="approve", **shown(client, q="extra"))
    [letter] = Letter.objects.filter(to=drafts.email, kind="approved_many")
    assert "60" in letter.subject and "state=published" in letter.body


def test_MAI_reviewers_are_asked_for_many_in_one_letter(logged_in, drafts, person_with):
    person_with("reviewer", email="r@malmo.example")
    client = logged_in("editor")
    several(client, act="ask_review", **shown(client, q="extra"))
    [letter] = Letter.objects.filter(to="r@malmo.example")
    assert (letter.kind, "60" in letter.subject) == ("review_asked_many", True)
    assert set(Dossier.objects.values_list("state", flat=True)) == {"in_review"}


def test_CON_02_what_was_saved_after_the_page_was_made_is_left_and_told(logged_in, drafts):
    client = logged_in("reviewer")
    page = shown(client, q="extra")
    late = Area.objects.get(key="extra_07")
    save_draft(late, {"plan_term": "Later"}, by=drafts, based_on=2)
    response = several(client, act="approve", **page)
    assert [one.key for one in response.context["left"]] == ["extra_07"]
    assert len(response.context["done"]) == DRAFTS - 1
    assert content_at(Dossier.objects.get(key="extra_07"))["plan_term"] == "Later"


def test_AZN_07_nobody_approves_what_they_wrote_among_many(logged_in, drafts):
    client = logged_in("reviewer")
    save_draft(
        Area.objects.get(key="extra_03"), {"plan_term": "Mine"}, based_on=2,
        by=type(drafts).objects.get(email="reviewer@malmo.example"),
    )  # fmt: skip
    response = several(client, act="approve", **shown(client, q="extra"))
    assert [one.key for one in response.context["left"]] == ["extra_03"]


def test_AZN_01_a_list_of_others_changes_nothing(logged_in, drafts, koebenhavn):
    client = logged_in("reviewer", at=koebenhavn)
    response = several(client, act="approve", matching="yes", asked="q=extra", seen="9999")
    assert response.status_code == 302 and not Event.objects.filter(verb="approve").exists()


def test_one_field_is_set_for_all_that_a_list_finds(logged_in, drafts):
    client = logged_in("editor")
    asked = several(client, act="set", field="stage", **shown(client, q="extra"))
    assert b'name="matching"' in asked.content
    before = Revision.objects.count()
    several(
        client, act="set", field="stage", stage="vision", given="yes", **shown(client, q="extra")
    )
    assert Revision.objects.count() == before + DRAFTS
    assert {content_at(one)["stage"] for one in Dossier.objects.all()} == {"vision"}
    assert set(Area.objects.filter(key__startswith="extra").values_list("stage", flat=True)) != {
        "vision"
    }


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "½"])
def test_WEB_a_strange_moment_is_no_fault_of_the_server(logged_in, drafts, seen):
    response = several(
        logged_in("reviewer"), act="approve", matching="yes", asked="q=extra", seen=seen
    )
    assert response.status_code == 302 and not Event.objects.filter(verb="approve").exists()


def test_facts_are_found_true_one_by_one_and_not_by_the_list(logged_in, drafts):
    client = logged_in("reviewer")
    response = several(client, act="confirm", **shown(client, q="extra"))
    assert response.status_code == 302
    assert not Event.objects.filter(verb="confirm").exists()

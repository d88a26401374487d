"""An earlier revision taken up again moves no record: not to a partner, and under no foreign area."""

import pytest
from django.urls import reverse

from prospect.catalogue.models import Area, Figure, Opportunity
from prospect.editing.actions import content_at, decide, save_draft
from prospect.editing.restoring import restorable
from prospect.partners.actions import admit
from prospect.partners.models import Partner
from prospect.records.content import content_of, written
from prospect.records.models import Dossier


@pytest.fixture
def area():
    return Area.objects.get(key="hyllieang")


@pytest.fixture
def koebenhavn():
    return Partner.objects.get(key="koebenhavn")


@pytest.fixture
def elsewhere(koebenhavn):
    return Area.objects.filter(partner=koebenhavn, parent=None).first()


@pytest.fixture
def reviewer(malmoe):
    return admit(email="r@malmo.example", name="R", role="reviewer", partner=malmoe, by="tests")


def saved(area, by, **content):
    """Save a draft; gives the dossier."""
    dossier = Dossier.objects.of(area).first()
    number = dossier.number if dossier else 0
    return save_draft(area, {**content_of(area), **content}, by=by, based_on=number)


def taken_up(client, editor, area, number):
    client.force_login(editor)
    dossier = Dossier.objects.of(area).get()
    address = reverse("desk:restore", args=["area", area.key, number])
    answer = client.post(address, {"based_on": dossier.number}, follow=True)
    return [str(one) for one in answer.context["messages"]], content_at(dossier)


def moved(area, partner):
    """The record goes to another partner, as a region pack can say; what was written stays."""
    Area.objects.filter(pk=area.pk).update(partner=partner, parent=None)
    Dossier.objects.of(area).update(partner=partner.pk)
    area.refresh_from_db()


def test_AZN_02_no_revision_takes_a_record_back_to_the_partner_it_left(
    client, editor, reviewer, area, koebenhavn
):
    saved(area, editor, owners=["Malmö stad"])
    moved(area, koebenhavn)
    theirs = admit(
        email="e@kk.example", name="E", role="editor", partner=koebenhavn, language="en", by="tests"
    )
    second = admit(email="s@kk.example", name="S", role="reviewer", partner=koebenhavn, by="tests")
    told, content = taken_up(client, theirs, area, 1)
    assert content["partner_id"] == koebenhavn.pk
    assert "Partner" in told[-1] or "partner" in told[-1]
    decide(area, "approve", by=second, based_on=Dossier.objects.of(area).get().number)
    area.refresh_from_db()
    assert area.partner_id == koebenhavn.pk
    assert Dossier.objects.of(area).get().partner == koebenhavn.pk


def test_AZN_02_what_is_written_over_a_record_never_moves_it(area, koebenhavn):
    assert written(area, {"partner_id": koebenhavn.pk}).partner_id == area.partner_id
    fact, other = Figure.objects.filter(area__key="hyllie").first(), koebenhavn
    foreign = Area.objects.filter(partner=other).first()
    assert written(fact, {"area_id": foreign.pk}).area_id == fact.area_id
    assert written(Figure(), {"area_id": foreign.pk}).area_id == foreign.pk, (
        "a new one has to go somewhere"
    )


def test_AZN_01_a_parent_that_is_somebody_elses_by_now_is_not_taken_up(
    client, editor, area, koebenhavn
):
    parent = area.parent
    saved(area, editor, parent_id=None)
    Area.objects.filter(pk=parent.pk).update(partner=koebenhavn)
    Area.objects.filter(pk=area.pk).update(parent=None)
    editor.language = "en"
    editor.save()
    told, content = taken_up(client, editor, area, 1)
    assert content["parent_id"] is None
    assert told[-1] == "Left as it is now, as what stood there is gone or no longer yours: Part of."


def test_a_parent_that_is_still_ones_own_is_taken_up(client, editor, area):
    parent = area.parent_id
    saved(area, editor, parent_id=None)
    Area.objects.filter(pk=area.pk).update(parent=None)
    told, content = taken_up(client, editor, area, 1)
    assert content["parent_id"] == parent
    assert len(told) == 1


def test_no_area_becomes_part_of_itself_or_of_a_part(area):
    whole, part = area.parent, area
    for pk in (whole.pk, part.pk):
        content, kept = restorable(whole, {"parent_id": pk})
        assert (content["parent_id"], kept) == (None, ["parent"])


def test_what_is_gone_is_left_as_it_is(elsewhere):
    held = Opportunity.objects.filter(area__partner__key="malmoe").first()
    content, kept = restorable(held, {"area_id": 10**9, "organisation_id": 10**9})
    assert content == {"area_id": held.area_id, "organisation_id": held.organisation_id}
    assert kept == ["area", "organisation"]


def test_AZN_01_an_opportunity_is_not_put_into_an_area_of_somebody_else(elsewhere):
    held = Opportunity.objects.filter(area__partner__key="malmoe").first()
    content, kept = restorable(held, {"area_id": elsewhere.pk})
    assert (content["area_id"], kept) == (held.area_id, ["area"])

"""A fact is confirmed from a letter: one receiver, one fact, one answer, and nothing by looking."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse

from prospect.audit.models import Event
from prospect.catalogue.models import Figure
from prospect.editing import confirmations
from prospect.editing.actions import confirm
from prospect.editing.confirmations import answer_yes, question_of, token_for
from prospect.editing.confirmers import name_confirmer
from prospect.editing.models import Confirmer, Doubt
from prospect.jobs.models import Job
from prospect.mail.models import Letter
from prospect.partners.models import Terms
from prospect.records.models import State


@pytest.fixture
def owner(fact):
    name_confirmer(fact, email="owner@land.example", language="da", by="tests")
    return Confirmer.objects.get()


def address(token):
    return reverse("desk:confirm_by_letter", args=[token])


def test_looking_shows_the_fact_in_the_receivers_language_and_changes_nothing(client, fact, owner):
    before, events = Figure.objects.get(pk=fact.pk).confirmed_on, Event.objects.count()
    response = client.get(address(token_for(fact, owner)))
    assert response.status_code == 200
    words = response.content.decode()
    assert "Hyllie" in words and '<html lang="da">' in words
    assert "land.example" not in words
    for _ in range(3):
        client.head(address(token_for(fact, owner)))
    assert Figure.objects.get(pk=fact.pk).confirmed_on == before
    assert Event.objects.count() == events


def test_yes_confirms_once_moves_the_day_of_review_and_asks_for_a_release(
    client, fact, owner, today, malmoe
):
    Terms.objects.update_or_create(partner=malmoe, defaults={"review_days": 100})
    token = token_for(fact, owner)
    assert client.post(address(token), {"answer": "yes"}).status_code == 302
    fact.refresh_from_db()
    assert (fact.confirmed_on, fact.review_by) == (today, today + timedelta(days=100))
    event = Event.objects.filter(verb="confirm").first()
    assert (event.by, event.subject) == ("owner@land.example", f"figure {fact.key}")
    assert Job.objects.filter(kind="release", state="waiting").exists()
    again = client.post(address(token), {"answer": "yes"})
    assert again.status_code == 409
    assert Event.objects.filter(verb="confirm").count() == 1
    assert not answer_yes(token)


def test_no_is_told_to_the_editors_and_waits_on_their_list(client, fact, owner, editor):
    token = token_for(fact, owner)
    client.post(address(token), {"answer": "no", "words": "<b>Sold</b>\r\nBcc: x@y.example"})
    doubt = Doubt.objects.get()
    assert doubt.record == fact.pk and doubt.settled_at is None
    letter = Letter.objects.get(kind="doubted")
    assert letter.to == editor.email and "<b>Sold</b>" in letter.body
    assert client.post(address(token), {"answer": "yes"}).status_code == 409
    fact.refresh_from_db()
    confirm([fact], by=editor.email)
    assert Doubt.objects.get().settled_at is not None


@pytest.mark.parametrize("kind", ["made-up", "cut", "other purpose", "old"])
def test_AUT_a_token_that_is_not_ours_or_too_old_is_gone(client, fact, owner, kind, monkeypatch):
    token = token_for(fact, owner)
    if kind == "cut":
        token = token[:-3]
    elif kind == "made-up":
        token = "made-up"
    elif kind == "other purpose":
        said = signing.loads(token, salt=confirmations.SALT)
        token = signing.dumps(said, salt="prospect.partners.invitation")
    else:
        monkeypatch.setattr(confirmations, "LIFETIME", -1)
    assert client.get(address(token)).status_code == 410
    assert client.post(address(token), {"answer": "yes"}).status_code == 410
    fact.refresh_from_db()
    assert Job.objects.count() == 0


def test_a_letter_is_void_when_its_receiver_is_no_longer_asked(fact, owner, editor):
    for_owner, for_editor = token_for(fact, owner), token_for(fact, editor)
    name_confirmer(fact, email="next@land.example", language="da", by="tests")
    assert question_of(for_owner) is None
    assert question_of(for_editor).open
    editor.memberships.all().delete()
    assert question_of(for_editor) is None


def test_a_fact_rewritten_or_hidden_since_is_not_confirmed(fact, owner):
    token = token_for(fact, owner)
    Figure.objects.filter(pk=fact.pk).update(value=fact.value + 1)
    assert not question_of(token).open
    assert not answer_yes(token)
    Figure.objects.filter(pk=fact.pk).update(value=fact.value, state=State.ARCHIVED)
    assert question_of(token) is None


def test_the_token_names_nobody(fact, owner):
    said = signing.loads(token_for(fact, owner), salt=confirmations.SALT)
    assert "land.example" not in repr(said)

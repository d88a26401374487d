"""An overdue fact is shown as not confirmed; after its partner's grace it leaves the public."""

import shutil
from datetime import timedelta

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from prospect.catalogue.models import Figure
from prospect.editing.visibility import reasons
from prospect.explore import area_facts, freshness
from prospect.partners.models import Partner, Terms
from prospect.releases.build import build_release
from prospect.releases.removals import removal_faults

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def both_sides(released, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def fact():
    return Figure.objects.filter(area__key="hyllie").order_by("pk").first()


def due(fact, days):
    fact.review_by = timezone.localdate() + days * DAY
    fact.save()
    return fact


@pytest.mark.parametrize(("days", "faded"), [(1, False), (0, False), (-1, True), (-90, True)])
def test_a_fact_fades_when_its_day_has_passed(fact, days, faded):
    due(fact, days)
    fact.confirmed_on = timezone.localdate() - 400 * DAY
    told = area_facts.tell(fact)
    assert told.faded == (fact.confirmed_on if faded else None)


def test_a_fact_never_confirmed_fades_from_the_day_it_was_due(fact):
    due(fact, -3).confirmed_on = None
    assert area_facts.tell(fact).faded == fact.review_by


def test_the_page_says_it_in_words_with_an_icon(fact):
    due(fact, -3)
    words = render_to_string(
        "explore/parts/area_figures.html", {"figures": [area_facts.tell(fact)]}
    )
    assert "Not confirmed since" in words and "#i-clock" in words and "is-faded" in words


@pytest.mark.parametrize(("grace", "days", "public"), [(None, -90, True), (None, -91, False), (10, -10, True), (10, -11, False)])  # fmt: skip
def test_after_the_grace_of_its_partner_it_leaves_by_one_rule(fact, grace, days, public):
    if grace:
        Terms.objects.create(partner=Partner.objects.get(key="malmoe"), grace_days=grace)
    due(fact, days)
    assert Figure.objects.public().filter(pk=fact.pk).exists() == public
    told = "".join(reasons(fact, None))
    assert ("It was to be confirmed by" in told) == (not public)


def test_figures_without_a_day_or_without_an_area_stay(fact):
    Terms.objects.create(partner=Partner.objects.get(key="koebenhavn"), grace_days=1)
    assert Figure.objects.public().count() == Figure.objects.count()
    national = Figure.objects.filter(area=None).first()
    due(national, -89)
    assert Figure.objects.public().filter(pk=national.pk).exists()
    due(national, -91)
    assert not Figure.objects.public().filter(pk=national.pk).exists()


def test_a_release_without_overdue_facts_is_not_refused_as_a_loss():
    Figure.objects.update(review_by=timezone.localdate() - 200 * DAY)
    assert not Figure.objects.public().exists()
    assert losses() == []


def test_other_losses_are_refused_as_before():
    Figure.objects.update(state="draft")
    (told,) = losses()
    assert "figures would disappear" in told


def losses():
    """Build a release and say what would disappear with it."""
    built = build_release(with_tiles=False)
    try:
        return list(removal_faults(built))
    finally:
        shutil.rmtree(built.folder)


def test_the_freshness_of_a_partner_is_counted_from_what_is_public(monkeypatch):
    assert freshness.freshness_by_partner() == {}, "nothing has a day of review yet"
    today = timezone.localdate()
    mine = list(Figure.objects.filter(area__partner__key="malmoe")[:4])
    for number, one in enumerate(mine):
        one.review_by, one.confirmed_on = today + (number - 1) * DAY, today - number * DAY
        one.save()
    monkeypatch.setattr(freshness, "published", lambda model: model.objects.public())
    (found,) = freshness.freshness_by_partner().values()
    assert (found.in_time, found.of, found.last) == (3, 4, today)

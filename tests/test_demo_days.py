"""The days of the demo: something to confirm on Monday, and nothing that looks abandoned."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from prospect.catalogue.models import Figure
from prospect.demo import set_days
from prospect.desk.actions import make_demo_staff
from prospect.desk.completeness import areas_seen_by
from prospect.desk.monday import monday_list
from prospect.editing.actions import confirm
from prospect.partners.models import Person


@pytest.fixture(autouse=True)
def both_sides(released, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo_staff(password="four words in a row", by="tests")
        yield
        transaction.set_rollback(True)


def to_confirm(email):
    person = Person.objects.get(email=email)
    sections = monday_list(person, areas_seen_by(person))
    return next((one for one in sections if one.code == "overdue"), None)


@pytest.mark.parametrize("place", ["malmo", "copenhagen"])
def test_an_editor_of_the_demo_has_something_to_confirm(place):
    set_days()
    section = to_confirm(f"editor@{place}.example")
    assert len(section.items) == 4
    assert section.wholes, "an area of which all can be confirmed at once"


def test_nothing_of_the_demo_is_faded_whenever_it_is_started():
    for day in (timezone.localdate(), timezone.localdate() + timedelta(days=900)):
        set_days(day)
        figures = Figure.objects.exclude(area=None)
        assert not figures.filter(review_by=None).exists()
        assert not any(one.is_overdue(day) for one in figures)


def test_what_was_confirmed_keeps_its_day():
    set_days()
    fact = Figure.objects.filter(area__key="hyllie").order_by("pk").first()
    confirm([fact], by="editor@malmo.example")
    fact.refresh_from_db()
    kept = fact.review_by
    set_days(timezone.localdate() + timedelta(days=3))
    fact.refresh_from_db()
    assert fact.review_by == kept


def test_every_figure_names_the_office_that_answers_for_its_area():
    set_days()
    assert Figure.objects.get(key="hyllie-planned_homes").owner.startswith("Malmö stad")
    assert not Figure.objects.exclude(area=None).filter(owner="").exists()

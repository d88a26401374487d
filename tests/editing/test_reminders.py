"""Reminders come before the day, on it and then weekly: one letter each, and none twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prospect import daily
from prospect.catalogue.models import Figure
from prospect.editing import reminders
from prospect.editing.confirmers import name_confirmer
from prospect.editing.models import Asked
from prospect.editing.reminders import remind
from prospect.jobs.actions import ask_for, take_next
from prospect.jobs.models import Job
from prospect.mail.models import Letter
from prospect.partners.actions import admit
from prospect.releases.store import Release
from prospect.worker import HANDLERS


def letters():
    return Letter.objects.filter(kind="reminder")


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("days", "written"), [(-15, 0), (-14, 1), (-1, 1), (0, 1), (7, 1), (70, 1)]
)
def test_a_letter_is_written_from_fourteen_days_before(fact, today, days, written):
    fact.review_by = today
    fact.save()
    assert remind(today + timedelta(days=days)) == written


@pytest.mark.usefixtures("editor")
def test_over_ten_weeks_it_is_two_weeks_before_the_day_and_then_weekly(fact, today):
    fact.review_by = today
    fact.save()
    days = [n for n in range(-20, 30) if remind(today + timedelta(days=n))]
    assert days == [-14, 0, 7, 14, 21, 28]


def test_CON_06_a_second_run_of_a_day_writes_nothing(fact, today, editor):
    assert remind(today) == 1
    assert remind(today) == 0
    assert letters().get().to == editor.email


def test_one_letter_lists_all_facts_in_the_receivers_language(fact, today, editor):
    Figure.objects.filter(area__key="hyllie").update(review_by=today)
    remind(today)
    letter = letters().get()
    assert letter.language == "sv"
    total = Figure.objects.filter(area__key="hyllie").count()
    assert letter.body.count("https://map.example/desk/confirm/") == total > 1


def test_a_landowner_is_asked_only_of_the_fact_that_names_them(fact, today, editor):
    Figure.objects.filter(area__key="hyllie").update(review_by=today)
    fact.refresh_from_db()
    name_confirmer(fact, email="owner@land.example", language="da", by="tests")
    assert remind(today) == 2
    mine = letters().get(to="owner@land.example")
    assert mine.body.count("/desk/confirm/") == 1 and mine.language == "da"


def test_FLT_a_run_cut_off_in_the_middle_goes_on(fact, today, malmoe, editor, monkeypatch):
    admit(email="per@malmo.example", name="Per", role="reviewer", partner=malmoe, by="tests")
    write, calls = reminders.write_letter, []

    def dies_at_the_second(*given, **more):
        calls.append(more["to"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*given, **more)

    monkeypatch.setattr(reminders, "write_letter", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        remind(today)
    assert letters().count() == 1
    assert Asked.objects.count() == 1
    monkeypatch.setattr(reminders, "write_letter", write)
    assert remind(today) == 1
    assert sorted(letters().values_list("to", flat=True)) == [editor.email, "per@malmo.example"]


@pytest.mark.usefixtures("editor")
def test_the_morning_job_reminds_and_asks_for_a_release_when_a_fact_crossed_its_day(
    fact, today, monkeypatch
):
    job = ask_for("daily", by="calendar")
    taken = take_next("one")
    assert taken.pk == job.pk
    assert HANDLERS["daily"](taken, lambda step: None) == "1 reminders"
    assert not Job.objects.filter(kind="release").exists(), "the release is of today already"
    monkeypatch.setattr(Release, "created", _days_ago(5))
    HANDLERS["daily"](taken, lambda step: None)
    assert Job.objects.filter(kind="release").exists()


def _days_ago(days):
    return property(lambda self: timezone.now() - timedelta(days=days))


def test_no_release_is_asked_for_while_nothing_crosses(monkeypatch):
    monkeypatch.setattr(Release, "created", _days_ago(5))
    assert not daily.is_release_outdated()

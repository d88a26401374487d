"""The queue: several wishes are one job, a dead worker's job goes on, a poisoned one is parked."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from prospect import worker
from prospect.jobs import actions
from prospect.jobs.actions import (
    LEASE,
    TRIES,
    ask_for,
    fail,
    finish,
    keep_hold,
    note_beat,
    take_next,
    worker_is_silent,
)
from prospect.jobs.models import Beat, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def silence(monkeypatch):
    """Let so much time pass, when called, that who said nothing is taken for dead."""
    passed = [time.monotonic()]
    monkeypatch.setattr(actions, "time", SimpleNamespace(monotonic=lambda: passed[0]))

    def pass_by():
        passed[0] += LEASE.total_seconds() + 1

    return pass_by


def test_several_wishes_are_one_job_that_names_everybody():
    first = ask_for("release", by="a@malmo.example")
    assert ask_for("release", by="b@malmo.example").pk == first.pk
    assert ask_for("release", by="a@malmo.example").asked_by == "a@malmo.example, b@malmo.example"
    assert Job.objects.count() == 1


def test_a_wish_during_a_job_is_a_job_of_its_own():
    ask_for("release", by="a")
    assert take_next("one") is not None
    ask_for("release", by="b")
    assert Job.objects.count() == 2


def test_CON_06_one_job_goes_to_one_worker():
    ask_for("release", by="a")
    assert take_next("one") is not None
    assert take_next("two") is None


def test_a_job_for_later_is_not_taken_before():
    ask_for("daily", by="calendar", at=timezone.now() + timedelta(hours=1))
    assert take_next("one") is None


def test_FLT_01_the_job_of_a_silent_worker_is_taken_by_another(silence):
    ask_for("release", by="a")
    job = take_next("one")
    assert take_next("two") is None
    silence()
    again = take_next("two")
    assert again.pk == job.pk and again.tries == 2
    assert not keep_hold(job, "one"), "the first may not go on with it"
    assert keep_hold(again, "two", "tiles")
    assert Job.objects.get().leased_until > timezone.now() + LEASE / 2


def test_FLT_14_a_job_that_always_fails_is_parked_and_others_go_on():
    ask_for("release", by="a")
    for number in range(1, TRIES + 1):
        Job.objects.filter(state="waiting").update(due_at=timezone.now())
        assert fail(take_next("one"), ["no"]) is (number == TRIES)
    assert Job.objects.get().state == "parked" and Job.objects.get().reasons == ["no"]
    ask_for("release", by="b")
    finish(take_next("one"), "done it")
    assert Job.objects.first().result == "done it"


def test_FLT_01_what_a_worker_that_stood_still_says_in_the_end_counts_no_more(silence):
    ask_for("release", by="a")
    slow = take_next("one")
    assert take_next("two") is None
    silence()
    assert take_next("two") is not None
    finish(slow, "an old one")
    assert not fail(slow, ["an old fault"])
    kept = Job.objects.get()
    assert (kept.state, kept.worker, kept.result, kept.reasons) == ("running", "two", "", [])


def test_FLT_14_a_job_that_kills_its_worker_is_parked_too(silence):
    ask_for("release", by="a")
    for _ in range(TRIES):
        assert take_next("one") is not None
        assert take_next("one") is None
        silence()
    assert take_next("one") is None
    assert Job.objects.get().state == "parked"


def test_FLT_13_a_silent_worker_is_noticed():
    assert worker_is_silent()
    note_beat("one")
    assert not worker_is_silent()
    Beat.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert worker_is_silent()


def test_FLT_01_a_worker_that_lost_its_job_goes_no_step_further(monkeypatch):
    monkeypatch.setattr(worker, "connection", SimpleNamespace(in_atomic_block=False))
    ask_for("release", by="a")
    job, steps = take_next("one"), []

    def build(job, say):
        for step in ("tiles", "verify", "make it current"):
            say(step)
            steps.append(step)
            Job.objects.update(worker="two", tries=2)
        return "an old release"

    worker._do(job, {"release": build}, worker._signs_of_life(job, "one").say)
    kept = Job.objects.get()
    assert steps == ["tiles"] and (kept.state, kept.worker, kept.result) == ("running", "two", "")

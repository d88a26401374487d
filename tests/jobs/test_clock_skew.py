"""FLT-11: machines whose clocks differ, and clocks that jump; each actor has a clock of its own here."""

import time
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from prospect.jobs import actions, clock
from prospect.jobs.actions import (
    LEASE,
    ask_for,
    finish,
    keep_hold,
    note_beat,
    take_next,
    worker_is_silent,
)
from prospect.jobs.models import Job
from prospect.mail.models import Letter
from prospect.mail.post import claim

pytestmark = pytest.mark.django_db
MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
SKEWS = [MINUTES, -MINUTES, HOUR, -HOUR, DAY, -DAY]
skewed = pytest.mark.parametrize("skew", SKEWS, ids=str)
RENEWED = 5.0  # seconds between two renewals


class Actor:
    """A process: its clock, which may be wrong, and what it has seen of the others' leases."""

    def __init__(self, now=timezone.now):
        self.skew, self.seen, self.now = timedelta(0), {}, now

    @contextmanager
    def acting(self):
        wrong = SimpleNamespace(now=lambda: self.now() + self.skew)
        with patch.object(clock, "timezone", wrong), patch.object(actions, "_seen", self.seen):
            yield
            self.seen = actions._seen

    def does(self, what, *given, **named):
        with self.acting():
            return what(*given, **named)


@pytest.fixture
def actors():
    return Actor(), Actor()


@pytest.fixture
def passing(monkeypatch):
    """Let seconds pass on the clock that only goes forward."""
    passed = [time.monotonic()]
    monkeypatch.setattr(actions, "time", SimpleNamespace(monotonic=lambda: passed[0]))

    def let(seconds):
        passed[0] += seconds

    return let


@skewed
def test_FLT_11_two_workers_whose_clocks_differ_never_do_one_job_twice(actors, passing, skew):
    one, two = actors
    two.skew = skew
    ask_for("release", by="a")
    job = one.does(take_next, "one")
    for _ in range(30):
        passing(RENEWED)
        assert two.does(take_next, "two") is None
        assert one.does(keep_hold, job, "one")
    one.does(finish, job)
    assert two.does(take_next, "two") is None and Job.objects.get().tries == 1


@skewed
def test_FLT_11_a_dead_workers_job_goes_on_after_one_lease_whatever_the_clocks_say(
    actors, passing, skew
):
    one, two = actors
    one.skew = skew
    one.does(ask_for, "release", by="a")
    assert one.does(take_next, "one") is not None
    assert two.does(take_next, "two") is None
    passing(LEASE.total_seconds() - 1)
    assert two.does(take_next, "two") is None
    passing(2)
    assert two.does(take_next, "two").tries == 2


@skewed
def test_FLT_11_a_clock_that_jumps_during_a_job_lets_nobody_else_in(actors, passing, skew):
    one, two = actors
    ask_for("release", by="a")
    job = one.does(take_next, "one")
    assert two.does(take_next, "two") is None
    one.skew = two.skew = skew
    passing(RENEWED)
    assert two.does(take_next, "two") is None, "before the holder could renew it"
    assert one.does(keep_hold, job, "one")
    passing(LEASE.total_seconds() - 1)
    assert two.does(take_next, "two") is None
    one.does(finish, job, "done")
    assert Job.objects.get().result == "done"


@skewed
def test_FLT_11_what_the_web_asks_for_at_once_is_due_at_once(actors, skew):
    web, worker = actors
    web.skew = skew
    web.does(ask_for, "import", by="a")
    web.does(ask_for, "release", by="calendar", at=timezone.now() + 2 * DAY)
    web.does(ask_for, "release", by="a")
    web.skew = -skew  # and so it is where the clock jumps afterwards
    assert {worker.does(take_next, "one").kind for _ in range(2)} == {"import", "release"}


@skewed
def test_FLT_11_a_living_worker_is_not_told_to_be_silent(actors, skew):
    web, worker = actors
    worker.does(note_beat, "one")
    web.skew, worker.skew = skew, other_machine(-skew, skew)
    worker.does(note_beat, "one")
    assert not web.does(worker_is_silent)


@skewed
def test_FLT_11_two_senders_whose_clocks_differ_do_not_send_one_letter_twice(actors, skew):
    one, two = actors
    two.skew = other_machine(skew, timedelta(0))
    letter = Letter.objects.create(to="a@malmo.example", subject="One", body="One")
    assert one.does(claim, letter)
    assert not two.does(claim, letter)


def other_machine(skew, this):
    """Return what the clock of another machine may be off by: on SQLite there is only this one."""
    return skew if connection.vendor == "postgresql" else this

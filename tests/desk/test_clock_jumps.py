"""FLT-11 at the desk: a clock that differs or jumps ends no session and makes nobody wait for hours."""

import shutil
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from prospect.accounts.waits import FREE, LONGEST_WAIT, TooSoon, begin_try
from prospect.audit.actions import record_event
from prospect.checks import explain_setup
from prospect.releases.build import build_release
from prospect.releases.store import Release

DESK = "/desk/"
MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
BACK = [-MINUTES, -HOUR, -DAY]


def off_by(skew):
    """Have every clock of this process be off."""
    moment, seconds = timezone.now, time.time
    return (
        patch.object(timezone, "now", lambda: moment() + skew),
        patch.object(time, "time", lambda: seconds() + skew.total_seconds()),
    )


def open_desk(client, skew=timedelta(0)):
    one, two = off_by(skew)
    with one, two:
        return client.get(DESK).status_code


@pytest.mark.parametrize("skew", [MINUTES, *BACK], ids=str)
def test_FLT_11_a_session_outlives_a_clock_that_differs_or_goes_back(logged_in, skew):
    client = logged_in("editor")
    assert [open_desk(client), open_desk(client, skew), open_desk(client)] == [200] * 3


def test_FLT_11_after_a_day_too_many_and_back_one_logs_in_at_once(logged_in, person_with):
    client = logged_in("editor")
    assert open_desk(client, DAY) == 302, "half an hour without a request is over by that clock"
    person = person_with("reviewer")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    sent = {"login": person.email, "password": "four words in a row"}
    assert client.post("/desk/account/login/", sent).status_code == 302
    assert open_desk(client) == 200


@pytest.mark.parametrize("skew", BACK, ids=str)
def test_FLT_11_a_clock_that_goes_back_makes_no_wait_longer(skew):
    for _ in range(FREE["account"]):
        begin_try(account="a@malmo.example")
    with pytest.raises(TooSoon) as before:
        begin_try(account="a@malmo.example")
    one, two = off_by(skew)
    with one, two, pytest.raises(TooSoon) as after:
        begin_try(account="a@malmo.example")
    assert after.value.seconds <= before.value.seconds <= LONGEST_WAIT


@pytest.mark.parametrize("ahead", [timedelta(0), HOUR, DAY], ids=str)
def test_FLT_11_a_release_made_after_the_clock_went_back_is_still_the_newest(
    released, monkeypatch, ahead
):
    later = Release(f"{timezone.now() + ahead:%Y%m%dT%H%M%SZ}-ffffffff", released.folder)
    monkeypatch.setattr("prospect.releases.build.all_releases", lambda: [later])
    made = build_release(with_tiles=False)
    shutil.rmtree(made.folder)
    assert made.id > later.id


def test_FLT_11_what_is_dated_in_the_future_is_told_by_check():
    def told():
        return [fault for fault in explain_setup() if "clock" in fault]

    assert told() == []
    one, two = off_by(HOUR)
    with one, two:
        record_event(by="tests", verb="edit", subject="area hyllie")
    (fault,) = told()
    assert "Set the clock" in fault

"""What the worker throws away in the morning, and what it never does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prospect.audit.models import Event
from prospect.daily import daily_job
from prospect.jobs.models import Job
from prospect.mail.actions import send_again, write_letter
from prospect.mail.models import Letter
from prospect.mail.sweeping import SENT_DAYS, UNDELIVERED_DAYS, sweep_letters
from prospect.tables.models import Upload, UploadState
from prospect.tables.sweeping import KEPT_DAYS, sweep_uploads

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def letter():
    """Make a letter in a state, of a day."""

    def make(state, when):
        context = {"what": "Your password was changed."}
        made = write_letter("login_changed", to="a@kk.example", language="da", context=context)
        sent = when if state == Letter.State.SENT else None
        Letter.objects.filter(pk=made.pk).update(
            state=state, sent_at=sent, queued_at=when, created_at=when
        )
        return made

    return make


@pytest.fixture
def upload():
    """Make a table in a state, sent on one day and perhaps taken over on another."""

    def make(state, sent, taken=None):
        made = Upload.objects.create(kind="area", by="a@kk.example", name="t.csv", sha256=str(sent))
        Upload.objects.filter(pk=made.pk).update(state=state, made_at=sent, taken_at=taken)
        return made

    return make


@pytest.mark.parametrize(
    ("state", "days"), [("sent", SENT_DAYS), ("undelivered", UNDELIVERED_DAYS)]
)
def test_a_letter_goes_when_its_time_is_over_and_not_before(letter, state, days):
    letter(state, ago(days) - HOUR)
    kept = letter(state, ago(days) + HOUR)
    assert sweep_letters() == 1
    assert [one.pk for one in Letter.objects.all()] == [kept.pk]


def test_a_letter_that_waits_is_never_thrown_away(letter):
    letter("waiting", ago(5000))
    assert sweep_letters() == 0


def test_AZN_10_the_log_of_a_letter_stays_when_the_letter_goes(letter):
    old = letter("undelivered", ago(UNDELIVERED_DAYS + 1))
    send_again(old, by="admin@region.example")
    Letter.objects.filter(pk=old.pk).update(state="sent", sent_at=ago(SENT_DAYS + 1))
    assert sweep_letters() == 1
    assert Event.objects.filter(verb="send letter again", subject=f"letter {old.pk}").exists()


@pytest.mark.parametrize(
    ("state", "sent", "taken", "goes"),
    [
        (UploadState.CHECKED, KEPT_DAYS + 1, None, True),
        (UploadState.READ, KEPT_DAYS + 1, None, True),
        (UploadState.CHECKED, KEPT_DAYS - 1, None, False),
        (UploadState.TAKEN, KEPT_DAYS + 9, KEPT_DAYS + 1, True),
        (UploadState.TAKEN, KEPT_DAYS + 9, KEPT_DAYS - 1, False),
        (UploadState.ASKED, KEPT_DAYS + 9, None, False),
    ],
)
def test_a_table_goes_thirty_days_after_its_last_use(upload, state, sent, taken, goes):
    upload(state, ago(sent), ago(taken) if taken else None)
    assert sweep_uploads() == goes


def test_the_morning_sweeps_both(letter, upload, released):
    letter("sent", ago(SENT_DAYS + 1))
    upload(UploadState.CHECKED, ago(KEPT_DAYS + 1))
    daily_job(Job(), lambda _step: None)
    assert not Letter.objects.filter(kind="login_changed").exists()
    assert not Upload.objects.exists()

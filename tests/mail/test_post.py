"""A server that is down, silent, slow, refusing or cut off: nothing is lost, nothing sent twice."""

import datetime
import socket

import pytest
from django.db import transaction
from django.utils import timezone

from prospect.audit.models import Event
from prospect.mail import post
from prospect.mail.actions import send_again
from prospect.mail.models import Letter
from prospect.mail.post import MOST_TRIES, claim, send_waiting

HOUR = datetime.timedelta(hours=1)


def later(**changes):
    """Let every wait be over."""
    Letter.objects.update(next_try_at=timezone.now(), claimed_until=None, **changes)


def test_a_letter_is_sent_once_and_it_is_noted(letter, postbox):
    kept = letter()
    assert (send_waiting(), send_waiting()) == (1, 0)
    kept.refresh_from_db()
    assert (kept.state, kept.tries, len(postbox.taken)) == ("sent", 1, 1) and kept.sent_at


def test_a_decision_that_is_taken_back_writes_to_nobody(letter, postbox):
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert send_waiting() == 0 and postbox.taken == []


def test_without_a_server_set_up_letters_wait(letter, settings):
    settings.MAIL_URL = ""
    letter()
    assert send_waiting() == 0
    assert Letter.objects.get().tries == 0 and Letter.objects.due().count() == 1


def test_MAI_04_a_server_that_is_down_costs_no_letter_a_try(letter, settings):
    with socket.socket() as nobody:  # bound, and not listening
        nobody.bind(("127.0.0.1", 0))
        settings.MAIL_URL = f"smtp://127.0.0.1:{nobody.getsockname()[1]}"
        letter(), letter()
        for _ in range(MOST_TRIES + 1):
            assert send_waiting() == 0
            assert Letter.objects.due().count() == 0
            later()
    assert {(one.state, one.tries) for one in Letter.objects.all()} == {("waiting", 0)}
    assert all("refused" in one.last_error for one in Letter.objects.all())


def test_MAI_04_a_silent_server_is_given_up_and_asked_again(letter, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.MAIL_URL = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        letter()
        assert send_waiting() == 0
    assert (Letter.objects.get().state, Letter.objects.get().tries) == ("waiting", 0)
    assert "timed out" in Letter.objects.get().last_error


@pytest.mark.parametrize("mode", ["450", "451 data", "421", "cut", "held at DATA", "held at RCPT"])
def test_MAI_04_a_failure_for_now_is_tried_again_later_and_then_sent(letter, postbox, mode):
    postbox.mode = mode
    letter()
    assert send_waiting() == 0
    kept = Letter.objects.get()
    assert (kept.state, kept.tries) == ("waiting", 1) and kept.last_error
    assert send_waiting() == 0 and Letter.objects.get().tries == 1  # not before its time
    postbox.mode = ""
    postbox.goes_on.set()
    later()
    assert send_waiting() == 1
    assert Letter.objects.get().last_error == ""
    assert set(postbox.ids()) == {kept.message_id}  # a second copy can be told from the first


def test_MAI_04_a_slow_server_gets_each_letter_once(letter, postbox):
    postbox.mode = "slow"
    for _ in range(5):
        letter()
    assert send_waiting() == 5 and len(set(postbox.ids())) == len(postbox.taken) == 5


def test_MAI_04_the_waits_grow_and_the_last_try_gives_up(letter, postbox):
    postbox.mode, waits = "450", []
    letter()
    for _ in range(MOST_TRIES):
        send_waiting()
        waits.append(Letter.objects.get().next_try_at - timezone.now())
        state = Letter.objects.get().state
        later()
    assert waits[:-1] == sorted(waits[:-1]) and waits[-2] > 5 * HOUR
    assert (state, send_waiting()) == ("undelivered", 0)


@pytest.mark.parametrize("mode", ["550", "554 data"])
def test_MAI_05_what_is_refused_for_good_is_undelivered_with_its_reason(letter, postbox, mode):
    postbox.mode = mode
    letter(), letter(to="b@malmo.example")
    assert send_waiting() == 0
    assert Letter.objects.undelivered().count() == 2  # one refusal does not stop the next letter
    assert Letter.objects.first().last_error.startswith(mode[:3])


def test_MAI_05_an_undelivered_letter_is_sent_again_by_hand(letter, postbox):
    kept = letter()
    Letter.objects.update(state="undelivered", tries=8, queued_at=timezone.now() - 300 * HOUR)
    with transaction.atomic():  # the log keeps what is committed, for all other tests too
        assert send_again(kept, by="a@malmo.example")
        assert Event.objects.first().verb == "send letter again"
        assert send_waiting() == 1
        assert not send_again(kept, by="a@malmo.example")
        transaction.set_rollback(True)
    assert len(postbox.taken) == 1


def test_MAI_04_a_letter_that_waits_over_a_quarter_of_an_hour_is_told(letter, postbox):
    letter()
    assert not Letter.objects.late().exists()
    Letter.objects.update(queued_at=timezone.now() - HOUR / 2)
    assert Letter.objects.late().count() == 1
    send_waiting()
    assert not Letter.objects.late().exists()


def test_MAI_04_the_check_tells_of_late_and_undelivered_letters(letter, settings):
    from prospect.checks import _mail

    settings.MAIL_URL, settings.ALLOWED_HOSTS = "smtp://127.0.0.1:25", ["localhost"]
    letter(), letter()
    assert _mail() == []
    Letter.objects.update(queued_at=timezone.now() - HOUR)
    Letter.objects.filter(pk=letter().pk).update(state="undelivered")
    late, given_up = _mail()
    assert late.startswith("2 letters wait") and given_up.startswith("1 letters could not")
    settings.MAIL_URL = ""
    assert _mail() == []
    settings.ALLOWED_HOSTS = ["map.example.org"]
    assert "Mail is not set up" in _mail()[0]


def test_what_waited_for_five_days_is_not_sent_any_more(letter, postbox):
    letter()
    Letter.objects.update(queued_at=timezone.now() - 121 * HOUR)
    assert send_waiting() == 0 and postbox.taken == []
    assert Letter.objects.undelivered().count() == 1


def test_only_one_of_two_senders_gets_a_letter(letter):
    one, other = (Letter.objects.get(pk=letter().pk), Letter.objects.get())
    assert claim(one) and not claim(other)
    assert not send_again(one, by="a@malmo.example")  # nor is it given to a third meanwhile
    assert post.claim_next() is None


def test_a_sender_that_was_overtaken_does_not_undo_what_the_other_did(letter):
    one = letter()
    assert claim(one)
    Letter.objects.update(state="sent", tries=2)
    post._fail(one, OSError("late"), final=True)
    assert Letter.objects.get().state == "sent"


def test_the_words_of_a_key_are_gone_once_it_is_sent_but_in_the_demo(letter, postbox, settings):
    for settings.SECOND_STEP in (True, False):
        letter(name="password_reset"), letter()
        send_waiting()
    bodies = {(one.kind, bool(one.body)) for one in Letter.objects.all()}
    assert bodies == {("password_reset", False), ("password_reset", True), ("sent_back", True)}
    assert all("https://x.example/" in message.get_content() for message in postbox.taken)

"""Handing waiting letters to the server: each once, also by two senders, or after one was killed."""

import datetime
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.charset import QP, Charset
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone
from django.utils.translation import gettext_noop

from prospect.jobs.clock import shared_now
from prospect.mail.actions import NO_ADDRESS, is_address, is_set_up
from prospect.mail.models import Letter, Letters
from prospect.mail.server import read_server
from prospect.mail.wording import one_line

PATIENCE = 10  # seconds without a word from the server
CLAIM = datetime.timedelta(minutes=5)  # longer than a server can take over one letter, step by step
PAUSE = datetime.timedelta(minutes=1)  # before a server is asked again that could not be reached
WAITS = (1, 5, 15, 60, 180, 360, 720)  # minutes between tries of a letter
MOST_TRIES = len(WAITS) + 1
LONGEST_WAIT = datetime.timedelta(days=5)  # as mail servers do; what it says is old by then
TOO_OLD = gettext_noop("It could not be sent for five days.")
CLOSING = 421  # the server ends the conversation after this answer
TEXT = Charset("utf-8")
TEXT.body_encoding = QP  # every server takes it, also one that knows only seven bits


class Interrupted(Exception):
    """The server stopped answering in the middle of a letter."""


def send_waiting(*, limit: int = 50) -> int:
    """Send letters that are due and return how many a server took; call it outside a transaction.

    Nothing is sent while mail is not set up. A server that cannot be reached costs no letter a try.
    """
    if not is_set_up():
        return 0
    _give_up_old()
    if not Letter.objects.due().exists():
        return 0
    sent = 0
    try:
        with _conversation() as server:
            for _ in range(limit):
                if (letter := claim_next()) is None:
                    break
                sent += _send(letter, server)
    except Interrupted:
        pass
    return sent


def claim_next() -> Letter | None:
    """Take the letter that is due the longest, for this sender alone; None when there is none.

    One UPDATE decides between two senders; it counts the try, which is kept if this one is killed.
    """
    while (letter := Letter.objects.due().order_by("next_try_at", "pk").first()) is not None:
        if claim(letter):
            return letter
    return None


def claim(letter: Letter) -> bool:
    """Take one letter unless another sender has since it was read."""
    until = shared_now() + CLAIM
    mine = Letter.objects.due().filter(pk=letter.pk, tries=letter.tries)
    if not mine.update(claimed_until=until, tries=letter.tries + 1):
        return False
    letter.tries += 1
    return True


@contextmanager
def _conversation() -> Iterator[EmailBackend]:
    """Open a conversation with the server; without one all that is due waits a little."""
    given = read_server(settings.MAIL_URL)
    server = EmailBackend(
        host=given.host, port=given.port, username=given.user, password=given.password,
        use_tls=given.starttls, use_ssl=given.tls, timeout=PATIENCE, fail_silently=False,
    )  # fmt: skip
    try:
        server.open()
    except OSError as error:  # SMTPException is one
        _shut(server)
        Letter.objects.due().update(next_try_at=timezone.now() + PAUSE, last_error=_told(error))
        raise Interrupted from error
    try:
        yield server
    finally:
        _shut(server)


def _shut(server: EmailBackend) -> None:
    """End the conversation; a server that does not say goodbye is left."""
    try:
        server.close()
    except OSError:
        pass
    finally:
        server.connection = None


def _send(letter: Letter, server: EmailBackend) -> bool:
    """Hand one claimed letter over and note how it went; Interrupted when no other can follow."""
    if not is_address(letter.to):
        _give_up(letter, NO_ADDRESS)
        return False
    try:
        server.send_messages([_message(letter)])
    except smtplib.SMTPServerDisconnected as error:
        _fail(letter, error)
        raise Interrupted from error
    except smtplib.SMTPRecipientsRefused as error:
        ((code, words),) = error.recipients.values()
        _fail(letter, smtplib.SMTPResponseException(code, words), final=code >= 500)
        _stop_after(code, error)
    except smtplib.SMTPResponseException as error:
        about_letter = isinstance(error, smtplib.SMTPDataError)
        _fail(letter, error, final=about_letter and error.smtp_code >= 500)
        _stop_after(error.smtp_code, error)
    except OSError as error:  # silence, or a line that was cut
        _fail(letter, error)
        raise Interrupted from error
    else:
        _note_sent(letter)
        return True
    return False


def _stop_after(code: int, error: Exception) -> None:
    if code == CLOSING:
        raise Interrupted from error


def _message(letter: Letter) -> EmailMessage:
    """Return the message; its Message-ID stays, so that receivers can drop one that comes twice."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.MAIL_FROM,
        [letter.to],
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(letter.created_at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    message.encoding = TEXT
    return message


def _fail(letter: Letter, error: Exception, *, final: bool = False) -> None:
    """Note a try that failed: the next one comes later each time, and after the last none."""
    if final or letter.tries >= MOST_TRIES:
        _give_up(letter, _told(error))
        return
    wait = datetime.timedelta(minutes=WAITS[letter.tries - 1])
    _mine(letter).update(
        last_error=_told(error), claimed_until=None, next_try_at=timezone.now() + wait
    )


def _give_up(letter: Letter, why: str) -> None:
    state = Letter.State.UNDELIVERED
    _mine(letter).update(state=state, last_error=why, claimed_until=None)


def _mine(letter: Letter) -> Letters:
    """Return the letter to note a failure on, unless another sender has tried it since."""
    kept: Letters = Letter.objects.filter(pk=letter.pk, tries=letter.tries)
    return kept.filter(state=Letter.State.WAITING)


def _note_sent(letter: Letter) -> None:
    """Note that a server took a letter, whoever else has tried it.

    A key that was sent is nobody else's to read; the demo has no other way to read its mail.
    """
    body = "" if letter.holds_key and settings.SECOND_STEP else letter.body
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.SENT,
        last_error="",
        claimed_until=None,
        sent_at=timezone.now(),
        body=body,
    )


def _give_up_old() -> None:
    old = Letter.objects.due().filter(queued_at__lt=timezone.now() - LONGEST_WAIT)
    old.update(state=Letter.State.UNDELIVERED, last_error=TOO_OLD)


def _told(error: Exception) -> str:
    """Return what the server said, or what happened to the line, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        said: Any = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return one_line(f"{error.smtp_code} {words}")[:300]
    return one_line(str(error) or type(error).__name__)[:300]

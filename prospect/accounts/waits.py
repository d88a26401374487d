"""How long whoever failed to log in has to wait: longer each time, for an account and for a network.

A try counts before it is checked, so that a thousand at once are no better than a thousand in a
row, and is taken back when it was right. A try during a wait is refused unchecked and makes the
wait no longer, so nobody outside can lock an account for good. A browser in which the person was
logged in before has a count of its own: it never waits for what others do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from prospect.accounts.models import Attempt
from prospect.audit.actions import record_event

FREE = {"account": 5, "browser": 5, "network": 30}  # failures before the first wait
FIRST_WAIT, LONGEST_WAIT = 10, 15 * 60  # seconds; it doubles from the first to the longest
FORGET = timedelta(hours=24)  # without a failure


class TooSoon(Exception):
    """Nothing may be tried yet; ``seconds`` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Try:
    """A try that was let through, under the keys it counts for: (kind, HMAC)."""

    keys: tuple[tuple[str, str], ...]


def begin_try(*, account: str, network: str = "", browser: str = "", subject: str = "") -> Try:
    """Count a try as failed until ``forgive`` says it was right; TooSoon when one must wait.

    ``subject`` is whom the log names when a wait begins.
    """
    named = [("browser", f"{account} {browser}")] if browser else [("account", account)]
    if network and not browser:
        named.append(("network", network))
    keys = tuple((kind, _mark(kind, what)) for kind, what in named)
    now = timezone.now()
    with transaction.atomic():
        rows = [(kind, _row(mark, now)) for kind, mark in keys]
        if (wait := max(_left(kind, row, now) for kind, row in rows)) > 0:
            raise TooSoon(ceil(wait))
        for kind, row in rows:
            _count(kind, row, now, subject)
    return Try(keys)


def forgive(tried: Try) -> None:
    """Take a try back that was right: all of the account's, of the network's only this one."""
    with transaction.atomic():
        for kind, mark in tried.keys:
            row = Attempt.objects.select_for_update().filter(key=mark).first()
            if row is None:
                continue
            if kind == "network" and row.failures > 1:
                row.failures, row.until = row.failures - 1, None
                row.save(update_fields=["failures", "until"])
            else:
                row.delete()


def wait_after(kind: str, failures: int) -> int:
    """Return the seconds to wait after so many failures."""
    beyond = failures - FREE[kind]
    return 0 if beyond < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond, 20))


def _row(mark: str, now: datetime) -> Attempt:
    """Return the count of a key, held until the transaction ends, by whomever it was made."""
    held = Attempt.objects.select_for_update().filter(key=mark)
    while (row := held.first()) is None:  # another may make it, or take it away, in this moment
        _forget_old(now)
        Attempt.objects.get_or_create(key=mark, defaults={"last_at": now})
    if row.last_at < now - FORGET:
        row.failures, row.until = 0, None
    return row


def _left(kind: str, row: Attempt, now: datetime) -> float:
    """Return the seconds still to wait; never more than there were, also where a clock went back."""
    until = row.until or now
    return min((until - now).total_seconds(), wait_after(kind, row.failures))


def _forget_old(now: datetime) -> None:
    """Take away what is over; rows that somebody holds are left, as waiting for them could be mutual."""
    old = Attempt.objects.select_for_update(skip_locked=True).filter(last_at__lt=now - FORGET)
    Attempt.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def _count(kind: str, row: Attempt, now: datetime, subject: str) -> None:
    row.failures, row.last_at = row.failures + 1, now
    if seconds := wait_after(kind, row.failures):
        row.until = now + timedelta(seconds=seconds)
        record_event(
            by="login",
            verb="hold back login",
            subject="a network" if kind == "network" else subject,
            details={"failures": row.failures, "seconds": seconds},
        )
    row.save()


def _mark(kind: str, what: str) -> str:
    return salted_hmac("prospect.accounts.try", f"{kind} {what}", algorithm="sha256").hexdigest()

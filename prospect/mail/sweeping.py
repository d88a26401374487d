"""Throws away letters of long ago: they hold names, addresses and words that were for one person."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from prospect.mail.models import Letter

SENT_DAYS = 90  # long enough to answer whether somebody was told
UNDELIVERED_DAYS = 365  # somebody may still have to be told another way


def sweep_letters(now: datetime | None = None) -> int:
    """Remove old letters and return how many; one that waits is never removed, nor is any event."""
    moment = now or timezone.now()
    sent = Q(state=Letter.State.SENT, sent_at__lt=moment - timedelta(days=SENT_DAYS))
    given_up = Q(
        state=Letter.State.UNDELIVERED, queued_at__lt=moment - timedelta(days=UNDELIVERED_DAYS)
    )
    number, _kinds = Letter.objects.filter(sent | given_up).delete()
    return number

"""Forgets who sent what, when its time is over: in the tables, and in the letters about it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from prospect.audit.actions import record_event
from prospect.mail.models import Letter
from prospect.suggestions.actions import forget
from prospect.suggestions.models import (
    ANSWERED,
    CONFIRM_DAYS,
    KEPT_DAYS,
    Participation,
    Suggestion,
)


def sweep_senders(now: datetime | None = None, *, by: str) -> int:
    """Remove what nobody confirmed, forget the senders of what was answered long ago; how many."""
    moment = now or timezone.now()
    unconfirmed, old = moment - timedelta(days=CONFIRM_DAYS), moment - timedelta(days=KEPT_DAYS)
    with transaction.atomic():
        ideas, parts = (
            Suggestion.objects.select_for_update(),
            Participation.objects.select_for_update(),
        )
        gone = [
            *ideas.filter(state=Suggestion.State.UNCONFIRMED, sent_at__lt=unconfirmed),
            *parts.filter(confirmed_at=None, sent_at__lt=unconfirmed),
            *parts.filter(confirmed_at__lt=old),
        ]
        answered = Suggestion.objects.filter(state__in=ANSWERED, answered_at__lt=old)
        past = list(answered.filter(forgotten_at=None).select_for_update())
        for one in past:
            forget(one)
            one.save()
        _remove(gone)
        if gone or past:
            details = {"removed": len(gone), "forgotten": len(past)}
            record_event(by=by, verb="forget senders", subject="suggestions", details=details)
    return len(gone) + len(past)


def _remove(rows: list[Any]) -> None:
    Letter.objects.filter(about__in=[str(one) for one in rows]).delete()
    for one in rows:
        one.delete()

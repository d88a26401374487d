"""Writing the log."""

from collections.abc import Iterable
from typing import Any

from prospect.audit.models import Event

AT_ONCE = 500  # rows of one statement


def record_event(
    *, by: str, verb: str, subject: str, details: dict[str, Any] | None = None
) -> Event:
    """Add one decision to the log; call it inside the decision's own transaction."""
    return Event.objects.create(by=by, verb=verb, subject=subject, details=details or {})


def record_events(
    *, by: str, verb: str, subjects: Iterable[str], details: dict[str, Any] | None = None
) -> None:
    """Add the same decision on several subjects to the log, an event each."""
    Event.objects.bulk_create(
        [Event(by=by, verb=verb, subject=one, details=details or {}) for one in subjects],
        batch_size=AT_ONCE,
    )

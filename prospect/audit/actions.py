"""Writing the log."""

from typing import Any

from prospect.audit.models import Event


def record_event(
    *, by: str, verb: str, subject: str, details: dict[str, Any] | None = None
) -> Event:
    """Add one decision to the log; call it inside the decision's own transaction."""
    return Event.objects.create(by=by, verb=verb, subject=subject, details=details or {})

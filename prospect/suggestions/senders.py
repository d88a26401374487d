"""What is kept about one e-mail address, told whole or erased: GDPR, articles 15, 17 and 20."""

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from prospect.audit.actions import record_event
from prospect.mail.models import Letter
from prospect.suggestions.actions import forget
from prospect.suggestions.models import Participation, Suggestion


def kept_about(email: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything that was sent from an address and every letter about it, as plain values."""
    suggestions = list(Suggestion.objects.filter(email__iexact=email).order_by("pk"))
    wishes = list(Participation.objects.filter(email__iexact=email).order_by("pk"))
    about = [str(one) for one in (*suggestions, *wishes)]
    letters = Letter.objects.filter(about__in=about).order_by("pk")
    columns = letters.values("kind", "to", "subject", "body", "created_at", "state")
    return {
        "suggestions": [_plain(one) for one in suggestions],
        "participations": [_plain(one) for one in wishes],
        "letters": [dict(one) for one in columns],
    }


def erase_sender(email: str, *, reason: str, by: str) -> int:
    """Take out what an address sent, with the letters about it; how many rows. ``reason`` is logged.

    A name that stands in the catalogue goes onto the desk's list; the log names no address.
    """
    with transaction.atomic():
        ideas = list(Suggestion.objects.select_for_update().filter(email__iexact=email))
        wishes = list(Participation.objects.select_for_update().filter(email__iexact=email))
        for one in ideas:
            if one.named and one.credit:
                one.unname_at = timezone.now()
            one.named = False
            if one.is_open:
                one.state = Suggestion.State.WITHDRAWN
            forget(one)
            one.save()
        for wish in wishes:
            Letter.objects.filter(about=str(wish)).delete()
            wish.delete()
        if ideas or wishes:
            details = {"suggestions": len(ideas), "participations": len(wishes), "reason": reason}
            record_event(by=by, verb="erase sender", subject="suggestions", details=details)
    return len(ideas) + len(wishes)


def _plain(sent: Any) -> dict[str, Any]:
    """Return the row without what only guards it."""
    return {
        name: value for name, value in model_to_dict(sent).items() if name not in ("id", "once")
    }

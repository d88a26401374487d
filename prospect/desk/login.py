"""What allauth asks of us: nobody signs up by themselves, and times out after a day's work."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

BEGAN = "began"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


@receiver(user_logged_in)
def note_when(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """Note in the session when it began, so that it ends after LONGEST_SESSION."""
    if request is not None and hasattr(request, "session"):
        request.session[BEGAN] = int(time.time())


def is_over(request: HttpRequest) -> bool:
    """Return whether a session has lasted as long as one may."""
    return time.time() - request.session.get(BEGAN, 0) > settings.LONGEST_SESSION

"""Letters about logins, which allauth asks for: through the outbox, in the receiver's language."""

import datetime
from typing import Any

from allauth.core import context as allauth_context
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from prospect.desk.letters import ANY_CHANGE, CHANGES, whole_address
from prospect.mail.actions import write_letter
from prospect.mail.models import Letter
from prospect.partners.models import Person

RESET, NOBODY = "account/email/password_reset_key", "account/email/unknown_account"
MOST_RESETS = 3  # in an hour to one address: a form must not flood somebody's mailbox
HOUR = datetime.timedelta(hours=1)


class LoginLetters:
    """The part of allauth's adapter that writes letters."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter allauth wants sent; to an unknown address none is left.

        There the same work is done and taken back, so that the time tells nothing either.
        """
        if template_prefix not in (RESET, NOBODY):
            person = Person.objects.filter(email=email.lower()).first()
            what = CHANGES.get(template_prefix, ANY_CHANGE)
            language = person.language if person else "en"
            write_letter("login_changed", to=email, language=language, context={"what": what})
            return
        recent = Letter.objects.filter(kind="password_reset", to=email.lower())
        if recent.filter(created_at__gt=timezone.now() - HOUR).count() >= MOST_RESETS:
            return
        person = context.get("user")
        address = context.get("password_reset_url") or context["signup_url"]
        with transaction.atomic():
            letter = write_letter(
                "password_reset",
                to=email,
                language=person.language if person else "en",
                context={"address": address},
                about=f"person {person.pk}" if person else "",
            )
            if person is None:
                letter.delete()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the whole address with the key."""
        given = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=given)
        return whole_address(allauth_context.request, path.replace("UID-KEY", key))

"""Which letters somebody may see, and what a letter says about a login."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from prospect.mail.models import Letter
from prospect.partners.models import Membership, Person
from prospect.records.scope import EVERYWHERE

CHANGES = {  # allauth's names of what happened to a login
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_set": _("Your password was set."),
    "account/email/password_reset": _("Your password was changed."),
    "mfa/email/totp_activated": _("An authenticator app was added to your login."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your login."),
    "mfa/email/webauthn_added": _("A passkey was added to your login."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your login."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your login."),
    "socialaccount/email/account_connected": _("Your employer's login was connected."),
    "socialaccount/email/account_disconnected": _("Your employer's login was disconnected."),
}
ANY_CHANGE = _("Something about your login was changed.")


def letters_seen_by(person: Any) -> Any:
    """Return the letters to people all of whose roles a person manages; regionally, every letter.

    Whoever has a role elsewhere too gets letters about drafts there, which are not theirs to see.
    """
    scope = person.scope("manage")
    if scope == EVERYWHERE:
        return Letter.objects.all()
    elsewhere = Membership.objects.exclude(partner__in=scope).values("person")
    people = Person.objects.filter(memberships__partner__in=scope).exclude(pk__in=elsewhere)
    return Letter.objects.filter(to__in=people.values("email"))


def may_read(letter: Letter) -> bool:
    """Return whether its words may be shown: those that open something in the demo alone."""
    return not letter.holds_key or not settings.SECOND_STEP


def whole_address(request: HttpRequest, path: str) -> str:
    """Return an address for a letter: of the site as configured, never of a forged host."""
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)

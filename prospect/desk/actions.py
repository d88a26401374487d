"""Decisions on staff that come from the command line: invite one, make those of the demo."""

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from prospect.partners.actions import admit
from prospect.partners.invitations import invitation_for
from prospect.partners.models import Partner, Person

DEMO_HOST = ".example"  # no mail can ever be sent there (RFC 2606)
DEMO_STAFF = (
    ("editor@malmo.example", "Malmö editor", "editor", "malmoe", "sv"),
    ("reviewer@malmo.example", "Malmö reviewer", "reviewer", "malmoe", "sv"),
    ("editor@copenhagen.example", "København editor", "editor", "koebenhavn", "da"),
    ("reviewer@copenhagen.example", "København reviewer", "reviewer", "koebenhavn", "da"),
    ("admin@region.example", "Region administrator", "regional_admin", None, "en"),
    ("reviewer@region.example", "Region reviewer", "regional_admin", None, "en"),
)


def invite(*, email: str, name: str, role: str, partner: str | None, language: str, by: str) -> str:
    """Admit a person and return the address to send to them; ValueError says what is wrong."""
    found = Partner.objects.filter(key=partner).first() if partner else None
    if partner and found is None:
        known = ", ".join(Partner.objects.order_by("key").values_list("key", flat=True))
        raise ValueError(
            f"There is no partner {partner!r}. Known: {known or 'none, load a region'}."
        )
    person = admit(email=email, name=name, role=role, partner=found, language=language, by=by)
    if person.has_usable_password():
        raise ValueError(f"{person.email} has the role now, and a password already.")
    return settings.SITE_URL + reverse("desk:welcome", args=[invitation_for(person)])


def make_demo_staff(*, password: str = "", by: str) -> str:
    """Make the people of the demo, all with one password, which is returned; a new one if none is given."""
    chosen = password or secrets.token_urlsafe(9)
    hashed = make_password(chosen)  # one for all: five would cost a second at each start
    with transaction.atomic():
        for email, name, role, partner, language in DEMO_STAFF:
            at = Partner.objects.filter(key=partner).first() if partner else None
            if partner and at is None:
                continue
            person = Person.objects.filter(email=email).first() or admit(
                email=email, name=name, role=role, partner=at, language=language, by=by
            )
            person.password = hashed
            person.save(update_fields=["password"])
            address = {"verified": True, "primary": True}
            EmailAddress.objects.update_or_create(user=person, email=email, defaults=address)
    return chosen


def demo_staff() -> list[str]:
    """Return the addresses of demo accounts that can log in."""
    kept = Person.objects.filter(email__endswith=DEMO_HOST, is_active=True)
    return list(kept.order_by("email").values_list("email", flat=True))

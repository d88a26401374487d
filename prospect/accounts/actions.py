"""Decisions that an employer's login brings: a new person, and which roles the employer gives."""

from django.db import transaction

from prospect.accounts.claims import Given
from prospect.accounts.models import EmployerRole
from prospect.audit.actions import record_event
from prospect.partners.actions import admit, dismiss
from prospect.partners.models import Membership, Partner, Person


def join(*, email: str, name: str, language: str, roles: Given, by: str) -> Person:
    """Make a person, without a password, and give the roles; the address must be new."""
    with transaction.atomic():
        person = Person.objects.create_user(email, name=name or email, language=language)
        record_event(by=by, verb="join", subject=f"person {person.pk}")
        renew_roles(person, roles=roles, by=by)
    return person


def renew_roles(person: Person, *, roles: Given, by: str) -> None:
    """Let the roles be what the employer says, where it says something or did before.

    A role given by hand at a partner the employer does not name is left as it is.
    """
    known = {one.key: one for one in Partner.objects.filter(key__in=[key for key in roles if key])}
    with transaction.atomic():
        held = {
            one.partner.key if one.partner else None: one
            for one in person.memberships.select_related("partner", "by_employer")
        }
        for key, membership in held.items():
            if key not in roles and hasattr(membership, "by_employer"):
                dismiss(membership, by=by)
        for key, role in roles.items():
            if key is not None and key not in known:
                continue
            _give(person, role, known[key] if key else None, held.get(key), by)
    person.__dict__.pop("roles", None)  # read before; they may be others now


def _give(
    person: Person, role: str, partner: Partner | None, held: Membership | None, by: str
) -> None:
    if held is None or held.role != role:
        admit(email=person.email, name=person.name, role=role, partner=partner, by=by)
        held = person.memberships.get(partner=partner)
    EmployerRole.objects.get_or_create(membership=held)

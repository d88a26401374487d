"""Decisions on people: admit them, give and take roles."""

from django.db import transaction

from prospect.audit.actions import record_event
from prospect.partners.models import Membership, Partner, Person
from prospect.registers.roles import ROLES


class RefusedRole(ValueError):
    """A role that does not exist, or one that does not go with the partner named."""


def admit(
    *, email: str, name: str, role: str, partner: Partner | None, by: str, language: str = "en"
) -> Person:
    """Give a person a role at a partner, or in the whole region; a new person has no password yet.

    Raises RefusedRole. Who is known already keeps name, language and other roles.
    """
    _check(role, partner)
    with transaction.atomic():
        address = email.strip().lower()
        person = Person.objects.filter(email=address).first()
        if person is None:
            person = Person.objects.create_user(address, name=name, language=language)
        Membership.objects.update_or_create(person=person, partner=partner, defaults={"role": role})
        record_event(
            by=by,
            verb="admit",
            subject=f"person {person.pk}",
            details={"role": role, "partner": partner.key if partner else None},
        )
    return person


def dismiss(membership: Membership, *, by: str) -> None:
    """Take a role back; the person stays, and with no role left can do nothing."""
    with transaction.atomic():
        partner = membership.partner
        record_event(
            by=by,
            verb="dismiss",
            subject=f"person {membership.person_id}",
            details={"role": membership.role, "partner": partner.key if partner else None},
        )
        membership.delete()


def _check(role: str, partner: Partner | None) -> None:
    if role not in ROLES:
        raise RefusedRole(f"{role!r} is not a role. Use one of {', '.join(ROLES)}.")
    if ROLES[role].regional and partner is not None:
        raise RefusedRole(f"{role} is a role in the whole region. Leave the partner out.")
    if not ROLES[role].regional and partner is None:
        raise RefusedRole(f"{role} is a role at a partner. Say which.")

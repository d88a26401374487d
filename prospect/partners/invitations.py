"""Invitations: a signed address with which a person chooses a password, once and for a week."""

from django.core import signing

from prospect.partners.models import Person

SALT = "prospect.partners.invitation"
LIFETIME = 7 * 24 * 60 * 60  # seconds


def invitation_for(person: Person) -> str:
    """Return the token of an invitation; a password chosen since makes it void."""
    return signing.dumps({"person": person.pk, "mark": _mark(person)}, salt=SALT)


def invited_by(token: str) -> Person | None:
    """Return whom a token invites; None when it is void, too old, used or made up."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=said["person"], is_active=True).first()
    return person if person and said["mark"] == _mark(person) else None


def _mark(person: Person) -> str:
    """Return what changes with the password, and tells nothing of it."""
    return signing.Signer(salt=SALT).signature(person.password)[:16]

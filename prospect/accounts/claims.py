"""What an employer's login says of a person: roles such as ``editor:malmoe`` or ``regional_admin``."""

from collections.abc import Iterable
from typing import Any

from prospect.registers.roles import ROLES

Given = dict[str | None, str]  # the partner's key, None for the whole region; the role


def roles_in(claim: Any, partners: Iterable[str] = ()) -> Given:
    """Return the roles of a claim, a list or words with spaces; what is no role is passed over.

    With ``partners`` only roles at these count, and none of the whole region. Of two roles at one
    partner the one further down the register counts.
    """
    words = claim.replace(",", " ").split() if isinstance(claim, str) else claim
    if not isinstance(words, list):
        return {}
    only, order = set(partners), list(ROLES)
    found: Given = {}
    for word in words:
        role, _, partner = word.partition(":") if isinstance(word, str) else ("", "", "")
        if role not in ROLES or ROLES[role].regional != (not partner):
            continue
        key = partner or None
        if only and key not in only:
            continue
        if key not in found or order.index(role) > order.index(found[key]):
            found[key] = role
    return found


def proves_second_step(claims: dict[str, Any]) -> bool:
    """Return whether the employer says that more than a password was asked (RFC 8176)."""
    methods = claims.get("amr")
    return isinstance(methods, list) and "mfa" in methods

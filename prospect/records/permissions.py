"""The one rule: who may do what with which record."""

from prospect.records.models.record import Holder, Record
from prospect.records.scope import EVERYWHERE


def may(holder: Holder, verb: str, record: Record) -> bool:
    """Return whether somebody may do something with one record; nobody unknown may.

    ``Model.objects.open_to(holder, verb)`` asks the same of all; a test holds the two together.
    """
    scope = holder.scope(verb)
    return scope == EVERYWHERE or record.partner_pk in scope

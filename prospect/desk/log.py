"""Which events somebody may read: those of the records and the people of the partners they manage."""

from typing import Any

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from prospect.audit.models import Event
from prospect.desk.kinds import KINDS
from prospect.partners.models import Membership, Person
from prospect.records.models import Dossier
from prospect.records.scope import EVERYWHERE


def events_seen_by(person: Person) -> Any:
    """Return the events somebody may read; regionally every one.

    Of people only those with no role elsewhere, who are not this partner's alone to know of.
    """
    scope = person.scope("manage")
    if scope == EVERYWHERE:
        return Event.objects.all()
    may = Q(subject__in=_people(scope))
    dossiers = Dossier.objects.filter(partner__in=scope)
    may |= Q(subject__in=_told(dossiers, "kind", "key"))  # also of records that are gone
    for kind in KINDS.values():
        if kind.model.partner_path:
            mine = kind.model.objects.open_to(person, "manage").order_by()
            may |= Q(subject__in=_told(mine, Value(kind.code), "key"))
    return Event.objects.filter(may)


def _told(rows: Any, kind: Any, key: str) -> Any:
    words = Concat(kind, Value(" "), key, output_field=CharField())
    return rows.annotate(told=words).values("told")


def _people(scope: Any) -> Any:
    elsewhere = Membership.objects.exclude(partner__in=scope).values("person")
    people = Person.objects.filter(memberships__partner__in=scope).exclude(pk__in=elsewhere)
    words = Concat(Value("person "), Cast("pk", CharField()), output_field=CharField())
    return people.order_by().annotate(told=words).values("told")

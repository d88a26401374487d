"""Where a record stands: what the public reads of it, and who may do what next."""

from dataclasses import dataclass
from typing import Any

from prospect.desk.kinds import KINDS, Kind
from prospect.editing.rules import Choice, choices
from prospect.editing.visibility import pending, reasons
from prospect.partners.models import Person
from prospect.records.models import Dossier
from prospect.records.permissions import may
from prospect.records.transitions import STATES


@dataclass(frozen=True)
class Standing:
    """What stands beside the form of a record."""

    record: Any
    dossier: Dossier | None
    state: str
    word: str
    number: int
    steps: list[Choice]
    hidden: list[str]
    pending: str
    address: str
    may_edit: bool
    parts: list[tuple[Kind, list[Any]]]


def standing_of(person: Person, kind: Kind, record: Any, dossier: Dossier | None) -> Standing:
    """Return where a record stands, for one person."""
    state = dossier.state if dossier else record.state
    hidden = reasons(record, dossier)
    return Standing(
        record, dossier, state, STATES.label(state), dossier.number if dossier else 0,
        choices(record, dossier, person), hidden, pending(record, dossier),
        kind.public_address(record) if record.is_public and not hidden else "",
        may(person, "edit", record), _parts(person, kind, record),
    )  # fmt: skip


def _parts(person: Person, kind: Kind, record: Any) -> list[tuple[Kind, list[Any]]]:
    """Return the records that are parts of this one, by their kind."""
    if kind.code != "area":
        return []
    return [
        (one, list(one.model.objects.open_to(person, "read").filter(area=record).order_by("pk")))
        for one in KINDS.values()
        if one.within == "area"
    ]

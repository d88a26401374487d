"""How anything edited by people is kept, and how it is read once public."""

from prospect.records.models.dossier import Dossier, Revision, Unsaved
from prospect.records.models.record import (
    PUBLISHED,
    Holder,
    ReadOnlyRecord,
    Record,
    RecordQuerySet,
    State,
    attach,
    published,
)

__all__ = [
    "PUBLISHED",
    "Dossier",
    "Holder",
    "ReadOnlyRecord",
    "Record",
    "RecordQuerySet",
    "Revision",
    "State",
    "Unsaved",
    "attach",
    "published",
]

"""What staff have edited at the desk, when a pack is about to replace it."""

from collections.abc import Iterable

from django.utils import timezone

from prospect.records.content import content_of
from prospect.records.models import Dossier, Revision, State

TOLD = 10  # records named in the refusal


class EditedAtTheDesk(Exception):
    """A pack would overwrite what staff have written; nothing was changed."""

    def __init__(self, edited: Iterable[Dossier]) -> None:
        names = [str(one) for one in edited]
        shown = ", ".join(names[:TOLD]) + (" …" if len(names) > TOLD else "")
        super().__init__(
            f"{len(names)} records were edited at the desk since: {shown}. Nothing was changed. "
            "Take the edits into the pack first (prospect export), or say --over-edits: "
            "what staff wrote then stays in the history of each record."
        )


def note_replaced(edited: Iterable[Dossier], *, by: str) -> None:
    """Give each dossier a revision of what the pack made of its record; drafts stay before it."""
    now = timezone.now()
    for dossier in list(edited):
        record = dossier.row
        dossier.number += 1
        dossier.state = record.state if record else State.ARCHIVED
        dossier.changed_at, dossier.changed_by, dossier.publish_at = now, by, None
        Revision.objects.create(
            dossier=dossier, number=dossier.number, verb="load", state=dossier.state, made_at=now,
            by=by, content=content_of(record) if record else None,
        )  # fmt: skip
        dossier.save()

"""Who of the staff may see a kept file: whoever may read a record that has it, or had it once."""

from typing import Any

from prospect.media.models import Document, Picture
from prospect.media.names import STEM
from prospect.records.models import Dossier, Holder, Revision

KINDS: dict[str, Any] = {"picture": Picture, "document": Document}


def may_see(holder: Holder, name: str) -> bool:
    """Return whether somebody may read a record with the file of this name, or a revision of one."""
    stem = name[:STEM]
    for kind, model in KINDS.items():
        if model.objects.open_to(holder, "read").filter(file__startswith=stem).exists():
            return True
        dossiers = Dossier.objects.filter(kind=kind).open_to(holder, "read")
        written = Revision.objects.filter(dossier__in=dossiers, content__file__startswith=stem)
        if written.exists():
            return True
    return False

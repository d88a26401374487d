"""Who outside the staff is asked about a fact."""

from typing import Any

from django.db import transaction

from prospect.audit.actions import record_event
from prospect.editing.models import Confirmer


def name_confirmer(record: Any, *, email: str, language: str, by: str) -> None:
    """Let somebody be asked about a fact; nobody any more where the address is empty.

    The log says that it was changed, not to whom: the address is theirs to have forgotten.
    """
    kind = str(record._meta.model_name)
    with transaction.atomic():
        held = Confirmer.objects.select_for_update().of(record).first()
        if held and held.email != email:
            held.delete()  # with it every letter the former one got is void
            held = None
        if email:
            what = {"email": email, "language": language}
            Confirmer.objects.update_or_create(kind=kind, record=record.pk, defaults=what)
        verb = "name confirmer" if email else "forget confirmer"
        record_event(by=by, verb=verb, subject=f"{kind} {record.key}")

"""The form beside a fact: who outside the staff is asked about it."""

from typing import Any

from django import template

from prospect.desk.forms.confirmer import ConfirmerForm
from prospect.editing.models import Confirmer

register = template.Library()


@register.inclusion_tag("desk/_confirmer.html", takes_context=True)
def confirmer_form(context: Any, kind: str, record: Any, *, may_edit: bool) -> dict[str, Any]:
    """Return the form of a fact that is confirmed by a day; nothing for all else."""
    if not may_edit or not hasattr(record, "review_by"):
        return {}
    held = Confirmer.objects.of(record).first()
    language = held.language if held else context["request"].user.language
    first = {"email": held.email if held else "", "language": language}
    form = ConfirmerForm(initial=first, auto_id="confirmer_%s")
    return {"form": form, "kind": kind, "record": record, "csrf_token": context["csrf_token"]}

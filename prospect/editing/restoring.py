"""What of an earlier revision can be taken up again: never what lies with somebody else by now."""

from typing import Any

from django.db import models

from prospect.records.content import Content, fields_of, owner_of
from prospect.records.models import Record


def restorable(record: Record, content: Content) -> tuple[Content, list[str]]:
    """Return what of a revision can be a draft again, and the fields where the present one stays.

    Whose it is stays as it is. A link to another record holds only while that exists and its form would still offer it: it is
    the same partner's, or the region's, and no part of something itself.
    """
    taken, kept, owner = dict(content), [], owner_of(type(record))
    for field in fields_of(type(record)):
        if not isinstance(field, models.ForeignKey) or field.attname not in content:
            continue
        now, then = getattr(record, field.attname), content[field.attname]
        if then == now or (then is None and field.name != owner):
            continue
        if field.name == owner or not _may_link(record, field, then):
            taken[field.attname] = now
            kept.append(field.name)
    return taken, kept


def _may_link(record: Record, field: Any, pk: int) -> bool:
    model = field.related_model
    target = model.objects.filter(pk=pk).first()
    if target is None:
        return False
    if model is type(record) and (pk == record.pk or getattr(target, field.attname) is not None):
        return False
    return not model.partner_path or target.partner_pk == record.partner_pk

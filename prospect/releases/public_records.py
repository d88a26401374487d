"""The public records a release is made of, all read as they were at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch

from prospect.records.models import attach
from prospect.search.collections import COLLECTIONS, Collection


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all reads inside see the database as it is at the first of them; nobody has to wait."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        mode = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode  # type: ignore[attr-defined]
        return
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def load_collections() -> dict[str, list[Any]]:
    """Return the public records of every collection, ready for columns, words and tiles."""
    return {collection.id: _load(collection) for collection in COLLECTIONS.values()}


def _load(collection: Collection) -> list[Any]:
    records = list(
        collection.model.objects.public()
        .prefetch_related(*(_public_parts(collection.model, name) for name in collection.prefetch))
        .defer(*collection.unread)
        .order_by("pk")
    )
    for name in collection.related:
        attach(records, name, _others(collection.model._meta.get_field(name)))
    collection.prepare(records)
    return records


def _public_parts(model: Any, name: str) -> "Prefetch[Any]":
    return Prefetch(name, model._meta.get_field(name).related_model.objects.public())


def _others(field: Any) -> dict[Any, Any]:
    """Return what records may point at: neither words, columns nor tiles speak of what is hidden.

    A required record that is not public is given all the same: verification refuses the release.
    """
    others = field.related_model.objects
    return dict((others.public() if field.null else others.all()).in_bulk())

"""Copies the editing database into an empty one of another kind, and compares the two."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import dj_database_url
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DEFAULT_DB_ALIAS as HERE

from prospect.environment import explain_environment
from prospect.releases.public_records import one_moment

THERE = "there"  # the alias of the other database, while a command runs
CHUNK = 2_000
MADE_BY_DJANGO = (ContentType, Permission)  # written anew by every migration
Model = type[models.Model]


class CannotMove(Exception):
    """Why nothing was moved, and what to do; the databases are as they were."""


@dataclass(frozen=True)
class Compared:
    """One table on both sides: how many rows, and a checksum that does not depend on their order."""

    table: str
    here: tuple[int, str]
    there: tuple[int, str]

    @property
    def is_same(self) -> bool:
        return self.here == self.there


def move(url: str, progress: Callable[[str], None] = lambda step: None) -> list[Compared]:
    """Copy every table into the empty database at ``url`` in one transaction, and compare.

    Only what is committed moves, as it was at one moment; the source is only read. Raises
    CannotMove where the target is not empty, a row does not fit into it, or migrations differ.
    """
    with _other(url):
        _refuse_unmigrated(HERE)
        found = _tables(THERE)
        if strange := found - _tables(HERE):
            names = ", ".join(sorted(strange))
            raise CannotMove(f"The target is not empty: it holds {names}. Make a new database.")
        if not found:
            call_command("migrate", database=THERE, verbosity=0, interactive=False)
        _refuse_unmigrated(THERE)
        with one_moment(), transaction.atomic(using=THERE):
            _empty(is_new=not found)
            for model in _models():
                _copy(model, progress)
            connections[THERE].check_constraints()
            _set_sequences()
            return list(_compare())


def compare(url: str) -> list[Compared]:
    """Compare every table of the editing database with that at ``url``; nothing is changed."""
    with _other(url):
        for alias in (HERE, THERE):
            _refuse_unmigrated(alias)
        with one_moment(), transaction.atomic(using=THERE):
            return list(_compare())


def as_table(found: list[Compared]) -> str:
    """Return the comparison as lines that a person reads: table, rows and checksum on either side."""
    lines = [f"{'table':<36}{'rows here':>10}{'there':>10}  {'checksum here':<18}there"]
    for one in found:
        (here, sum_here), (there, sum_there) = one.here, one.there
        mark = "" if one.is_same else "  DIFFERS"
        lines.append(f"{one.table:<36}{here:>10}{there:>10}  {sum_here:<18}{sum_there}{mark}")
    return "\n".join(lines)


@contextmanager
def _other(url: str) -> Iterator[None]:
    if faults := explain_environment({"DATABASE_URL": url}):
        raise CannotMove(" ".join(faults))
    told = {HERE: dj_database_url.parse(url)}
    connections.settings[THERE] = connections.configure_settings(told)[HERE]
    try:
        connections[THERE].ensure_connection()
        yield
    except DatabaseError as error:
        raise CannotMove(f"A database does not answer or refuses: {str(error).strip()}") from error
    finally:
        connections[THERE].close()
        del connections[THERE]
        del connections.settings[THERE]


def _models() -> list[Model]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _tables(alias: str) -> set[str]:
    return set(connections[alias].introspection.table_names())


def _rows(model: Model, alias: str) -> models.QuerySet[Any]:
    return model._base_manager.using(alias).order_by("pk")


def _refuse_unmigrated(alias: str) -> None:
    executor = MigrationExecutor(connections[alias])
    known = set(executor.loader.disk_migrations)  # type: ignore[arg-type]
    strange = {key for key in executor.loader.applied_migrations if key not in known}
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if strange or waiting:
        which = "editing database" if alias == HERE else "target"
        raise CannotMove(f"The {which} is of another version. Run: prospect release build")


def _empty(*, is_new: bool) -> None:
    """Remove what migrations wrote into the target; refuse one that somebody else has filled."""
    for model in reversed(_models()):
        rows = _rows(model, THERE)
        if not is_new and model not in MADE_BY_DJANGO and rows.exists():
            raise CannotMove(
                f"The target is not empty: there are rows in {model._meta.db_table}. Make a new database."
            )
        rows.order_by()._raw_delete(THERE)


def _copy(model: Model, progress: Callable[[str], None]) -> None:
    fields, copied = model._meta.local_concrete_fields, 0
    size = connections[THERE].ops.bulk_batch_size(fields, range(CHUNK))  # type: ignore[arg-type]
    for rows in _chunks(_rows(model, HERE), max(1, min(size, CHUNK))):
        _refuse_misfits(fields, rows)
        # raw: dates of a change stay what they are
        _rows(model, THERE)._insert(rows, fields=fields, raw=True, using=THERE)  # type: ignore[attr-defined]
        copied += len(rows)
    progress(f"{model._meta.db_table}: {copied}")


def _chunks(rows: models.QuerySet[Any], size: int) -> Iterator[list[Any]]:
    found: list[Any] = []
    for row in rows.iterator(chunk_size=CHUNK):
        found.append(row)
        if len(found) == size:
            yield found
            found = []
    if found:
        yield found


def _refuse_misfits(fields: Any, rows: list[Any]) -> None:
    """Name the row that PostgreSQL would refuse and SQLite keeps: a text too long, or with a NUL."""
    for field in fields:
        if not isinstance(field, models.CharField | models.TextField):
            continue
        for row in rows:
            words = field.get_prep_value(getattr(row, field.attname)) or ""
            too_long = field.max_length is not None and len(words) > field.max_length
            if too_long or "\0" in words:
                fault = f"is longer than {field.max_length}" if too_long else "holds the sign NUL"
                where = f"{row._meta.db_table}, row {row.pk}, {field.column}"
                raise CannotMove(f"{where}: the text {fault}. Correct it first.")


def _set_sequences() -> None:
    other = connections[THERE]
    with other.cursor() as cursor:
        for statement in other.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _compare() -> Iterator[Compared]:
    for model in _models():
        yield Compared(model._meta.db_table, _sum(model, HERE), _sum(model, THERE))


def _sum(model: Model, alias: str) -> tuple[int, str]:
    """Return how many rows there are, and the sum of their SHA-256 as 16 hexadecimal digits."""
    count = total = 0
    for row in _rows(model, alias).iterator(chunk_size=CHUNK):
        cells = [_plain(field, row) for field in model._meta.local_concrete_fields]
        words = json.dumps(cells, sort_keys=True, ensure_ascii=False, default=str)
        total += int.from_bytes(hashlib.sha256(words.encode()).digest())
        count += 1
    return count, f"{total % 2**64:016x}"


def _plain(field: Any, row: models.Model) -> Any:
    """Return a cell as JSON can say it, the same for every kind of database."""
    value = field.get_prep_value(getattr(row, field.attname))
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.timestamp()
    return str(value) if isinstance(value, date | time | timedelta | Decimal | UUID) else value

"""Brings the editing database up to date, whole or not at all; of an SQLite one a copy is kept."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

UPGRADE = 160_827  # names the lock on PostgreSQL
KEPT = 3  # copies; they hold what was thrown away since, so no more


class NoCopy(Exception):
    """The database cannot be copied before it is changed."""


def bring_up_to_date() -> None:
    """Apply what this software changes in the database, all of it or nothing; NoCopy says why nothing.

    Django makes one transaction a step and notes some as done after it: cut off between the two, a
    step would be done again the next time, and fail for good.
    """
    settings.HOME.mkdir(parents=True, exist_ok=True)
    if not _is_behind():
        call_command("migrate", verbosity=0, interactive=False)
        return
    connection.disable_constraint_checking()  # SQLite's; it cannot be within a transaction
    try:
        with transaction.atomic():
            _wait_for_others()
            steps = len(MigrationExecutor(connection).loader.applied_migrations)
            if steps and _is_behind():
                keep_copy(steps)
            call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.enable_constraint_checking()


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _wait_for_others() -> None:
    """Have one process at a time do it, as with SQLite, and rows be checked at once, not at the end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UPGRADE])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def keep_copy(steps: int) -> Path | None:
    """Copy an SQLite database beside itself, named by how many steps it has; PostgreSQL has pg_dump.

    So an upgrade that fails again and again makes one copy, and does not push out the others.
    """
    if (
        connection.vendor != "sqlite"
        or not (name := Path(connection.settings_dict["NAME"])).exists()
    ):
        return None
    kept = name.with_name(f"before-upgrade-{steps}.sqlite3")
    unfinished = kept.with_suffix(".part")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(unfinished)) as copy:
            unfinished.chmod(name.stat().st_mode & 0o777)
            source.backup(copy)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(kept)
    except (sqlite3.Error, OSError) as error:
        if unfinished.is_file():
            unfinished.unlink()
        message = f"{name} could not be copied before it is brought up to date ({error}). Nothing was changed. Make room, or move it."
        raise NoCopy(message) from error
    for old in _newest_first(name.parent)[KEPT:]:
        old.unlink()
    return kept


def _newest_first(folder: Path) -> list[Path]:
    copies = folder.glob("before-upgrade-*.sqlite3")
    return sorted(copies, key=lambda copy: copy.stat().st_mtime_ns, reverse=True)

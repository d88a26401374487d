"""Brings the editing database up to date, and keeps a copy of an SQLite one as it was before."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

KEPT = 3  # copies; they hold what was thrown away since, so no more


class NoCopy(Exception):
    """The database cannot be copied before it is changed."""


def bring_up_to_date() -> None:
    """Apply what this software changes in the database, each step whole or not at all.

    Cut off between two steps it goes on from there the next time. NoCopy says why nothing was done.
    """
    settings.HOME.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    if applied and executor.migration_plan(executor.loader.graph.leaf_nodes()):
        keep_copy(len(applied))
    call_command("migrate", verbosity=0, interactive=False)


def keep_copy(steps: int) -> Path | None:
    """Copy an SQLite database beside itself, named by how many steps it has; PostgreSQL has pg_dump.

    So a step that fails again and again does not push out the copy of before the first.
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
    except (sqlite3.Error, OSError) as error:
        if unfinished.is_file():
            unfinished.unlink()
        message = f"{name} could not be copied before it is brought up to date ({error}). Nothing was changed. Make room, or move it."
        raise NoCopy(message) from error
    unfinished.replace(kept)
    for old in _newest_first(name.parent)[KEPT:]:
        old.unlink()
    return kept


def _newest_first(folder: Path) -> list[Path]:
    copies = folder.glob("before-upgrade-*.sqlite3")
    return sorted(copies, key=lambda copy: copy.stat().st_mtime_ns, reverse=True)

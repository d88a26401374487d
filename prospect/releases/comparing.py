"""What changed between two releases, compared key by key and column by column in SQL."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from prospect.languages.text import Text
from prospect.releases.build import RELEASED
from prospect.releases.store import CATALOGUE, Release, unchanging

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
PARTS = {
    "figures": "area_id",
    "milestones": "area_id",
    "turns": "initiative_id",
}  # told of their whole
WHOLES = {"area_id": "areas", "initiative_id": "initiatives"}
LEFT_OUT = ("partners", "regions", "land_use_codes", "pictures", "documents", "links", "stations")
SILENT = ("id", "key", "state", "confirmed_on", "review_by", "owner")  # no news to a reader


@dataclass(frozen=True)
class Change:
    """One record that is new, other than before, or gone; ``fields`` are the columns that differ."""

    kind: str  # its table
    key: str
    name: Text
    what: str
    fields: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def changes_between(before: Release, after: Release) -> tuple[Change, ...]:
    """Return what a reader finds other in ``after`` than in ``before``, by kind and key.

    Releases never change, so the answer is kept. What is damaged or was written by other software
    is compared as far as both can be read.
    """
    found: list[Change] = []
    address = unchanging(after.folder / CATALOGUE)
    with closing(sqlite3.connect(address, uri=True)) as database:
        try:
            database.execute("ATTACH ? AS before", [unchanging(before.folder / CATALOGUE)])
        except sqlite3.DatabaseError:
            return ()
        for table in _tables():
            try:
                found += _compare(database, table)
            except sqlite3.DatabaseError:  # one of the two has no such table
                continue
    return tuple(found)


def _tables() -> list[str]:
    names = [model._meta.db_table for model in RELEASED]
    return [name for name in names if name not in LEFT_OUT and name not in PARTS]


def _compare(database: sqlite3.Connection, table: str) -> Iterator[Change]:
    columns = _shared_columns(database, table)
    for what, one, other in ((ADDED, "main", "before"), (REMOVED, "before", "main")):
        query = (
            f'SELECT key, name FROM {one}."{table}" WHERE key NOT IN '  # noqa: S608
            f'(SELECT key FROM {other}."{table}") ORDER BY key'
        )
        yield from (Change(table, key, _text(name), what) for key, name in database.execute(query))
    parts = _changed_parts(database, table)
    flags = ", ".join(f'now."{name}" IS NOT old."{name}"' for name in columns)
    query = (
        f'SELECT now.key, now.name, {flags} FROM main."{table}" now '  # noqa: S608
        f'JOIN before."{table}" old ON old.key = now.key ORDER BY now.key'
    )
    for key, name, *differ in database.execute(query):
        fields = [column for column, differs in zip(columns, differ, strict=True) if differs]
        fields += sorted(parts.get(key, ()))
        if fields:
            yield Change(table, key, _text(name), CHANGED, tuple(fields))


def _changed_parts(database: sqlite3.Connection, table: str) -> dict[str, set[str]]:
    """Return, by the key of the whole, which kinds of parts of it came, went or differ."""
    found: dict[str, set[str]] = {}
    for part, column in PARTS.items():
        if WHOLES[column] != table:
            continue
        shared = ", ".join(f'p."{name}"' for name in _shared_columns(database, part))
        rows = {
            side: f'SELECT w.key, p.key, {shared} FROM {side}."{part}" p '  # noqa: S608
            f'JOIN {side}."{table}" w ON w.id = p."{column}"'
            for side in ("main", "before")
        }
        for one, other in (("main", "before"), ("before", "main")):
            query = f"SELECT * FROM ({rows[one]} EXCEPT {rows[other]})"  # noqa: S608
            for key, *_rest in database.execute(query):
                found.setdefault(key, set()).add(part)
    return found


def _shared_columns(database: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns both releases have and a reader sees; what points at others is left out."""
    held = [
        {row[1] for row in database.execute(f'PRAGMA {side}.table_info("{table}")')}
        for side in ("main", "before")
    ]
    if not all(held):
        raise sqlite3.OperationalError(f"no such table: {table}")
    shared = held[0] & held[1]
    return sorted(name for name in shared if name not in SILENT and not name.endswith("_id"))


def _text(stored: Any) -> Text:
    try:
        words = json.loads(stored or "{}")
    except ValueError:
        words = {"en": str(stored)}
    return Text(words if isinstance(words, dict) else {"en": str(words)})

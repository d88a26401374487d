"""What a release would take away from readers, compared key by key with the current one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from django.utils import timezone

from prospect.records.models import State
from prospect.releases.build import RELEASED
from prospect.releases.store import CATALOGUE, NoRelease, Release, current_id, release, unchanging

MOST_REMOVED = 0.20  # a larger loss of one kind is a mistake until somebody says otherwise
FEW = ("pictures", "documents")  # one of three may well be archived, and an area guards its own
KINDS = {
    model._meta.db_table: f"SELECT key FROM {{}}.{model._meta.db_table}"  # noqa: S608
    for model in RELEASED
    if model._meta.db_table not in FEW
}
KINDS["outlines"] = "SELECT key FROM {}.areas WHERE geom IS NOT NULL"


def removal_faults(candidate: Release) -> Iterator[str]:
    """Yield each kind of which more than MOST_REMOVED would go, new records notwithstanding."""
    try:
        before = release(current_id())
    except NoRelease:
        return
    with closing(sqlite3.connect(unchanging(candidate.folder / CATALOGUE), uri=True)) as database:
        try:
            database.execute("ATTACH ? AS before", [unchanging(before.folder / CATALOGUE)])
        except sqlite3.DatabaseError:  # gone or damaged: nothing to compare with
            return
        for kind, keys in KINDS.items():
            removed, of = _count(database, keys)
            if removed > of * MOST_REMOVED:
                removed -= _overdue(database, kind, keys)
            if removed > of * MOST_REMOVED:
                yield (
                    f"{removed} of {of} {kind} would disappear, more than 20 %. "
                    "If that is meant, say --allow-removal."
                )


def _count(database: sqlite3.Connection, keys: str) -> tuple[int, int]:
    """Return how many of the current keys the candidate lacks, and how many there are."""
    then, now = keys.format("before"), keys.format("main")
    query = f"SELECT count(*), (SELECT count(*) FROM ({then})) FROM ({then} EXCEPT {now})"  # noqa: S608
    try:
        removed, of = database.execute(query).fetchone()
    except sqlite3.DatabaseError:  # what other software wrote, or damage, cannot be compared
        return 0, 0
    return int(removed), int(of)


def _overdue(database: sqlite3.Connection, kind: str, keys: str) -> int:
    """Return how many of the keys that would go are facts which nobody confirmed in time.

    Those leave by a rule that was agreed on, however many; no other release would bring them back.
    """
    model = next((one for one in RELEASED if one._meta.db_table == kind), None)
    rule = model.in_time(timezone.localdate()) if model else None
    if model is None or not rule:  # other kinds have no such rule
        return 0
    late = model.objects.filter(state=State.PUBLISHED).exclude(rule)
    keys_late = set(late.values_list("key", flat=True))
    before, now = (set(database.execute(keys.format(name))) for name in ("before", "main"))
    return sum(key in keys_late for (key,) in before - now)

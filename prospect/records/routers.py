"""Keeps Django's migrations and writes away from the released, read-only database."""

from typing import Any

from prospect.records.models import PUBLISHED


class PublishedRouter:
    """The released catalogue is made by a build; nothing is ever written to it."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == PUBLISHED else None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return one._state.db == other._state.db

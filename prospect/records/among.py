"""Records by their primary keys, many at once, in one short question."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup


class _Among(Lookup):  # type: ignore[type-arg]
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, self.rhs)  # noqa: S608


def among(pks: Iterable[int]) -> _Among:
    """Return a filter for these primary keys in a release, which SQLite takes as one JSON text.

    ``pk__in`` writes a placeholder for each key and is prepared anew for every number of them.
    """
    return _Among(F("pk"), as_parameter(pks))


def as_parameter(pks: Iterable[int]) -> str:
    """Return primary keys as the one parameter that a question with ``among`` takes."""
    return json.dumps(list(pks))

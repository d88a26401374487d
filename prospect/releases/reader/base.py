"""Django's SQLite reading the current release: it stays open until another one is current."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from prospect.releases.store import read_id, unchanging


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the file that NAME, a path through the link ``current``, leads to.

    Opening a release costs a request more than its questions do: every table is read anew and no
    page is remembered. So it stays open, and Django's own look before and after each request
    (``close_if_unusable_or_obsolete``) lets go of a release that is current no more. A thread that
    is ``reading`` one release opens that one, wherever the link leads by then.
    """

    _opened: os.stat_result
    _id = ""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        file = Path(conn_params["database"]).resolve()
        held = file.parent.with_name(read_id() or file.parent.name) / file.name
        file = held if held.exists() else file
        opened = super().get_new_connection({**conn_params, "database": unchanging(file)})
        self._opened, self._id = file.stat(), file.parent.name
        return opened  # type: ignore[no-any-return]

    def close_if_unusable_or_obsolete(self) -> None:
        super().close_if_unusable_or_obsolete()
        if self.connection is not None and not self._is_current():
            self.close()

    def _is_current(self) -> bool:
        if held := read_id():
            return self._id == held
        try:
            return os.path.samestat(self._opened, os.stat(self.settings_dict["NAME"]))  # noqa: PTH116  asked twice a request; Path is slower
        except OSError:
            return False

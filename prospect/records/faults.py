"""Which faults mean that the editing database is away, locked, full or read only."""

import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

READ_ONLY = "25006"  # SQLSTATE of a write where only reading is allowed


def is_outage(fault: BaseException | None) -> bool:
    """Return whether a fault is an outage of the database; a wrong question to it is none."""
    if not isinstance(fault, DatabaseError | InterfaceError):
        return False
    cause = fault.__cause__
    if getattr(cause, "sqlstate", None) == READ_ONLY:
        return True
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False  # such as a missing table
    return isinstance(fault, OperationalError | InterfaceError)


def follows_outage(fault: BaseException | None) -> bool:
    """Return whether a fault was raised while an outage was being handled."""
    while fault is not None and not is_outage(fault):
        fault = fault.__context__
    return fault is not None

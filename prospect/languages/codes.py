"""A short list of register codes kept in one column, most important first."""

from functools import lru_cache
from typing import Any

from django.db import models

SEPARATOR = ";"


class CodesField(models.CharField):  # type: ignore[type-arg]
    """An ordered tuple of codes or names, stored with semicolons so that a person can read it."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[str, ...]:
        return split_codes(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        return split_codes(value) if isinstance(value, str) else tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        return SEPARATOR.join(self.to_python(value))


@lru_cache(maxsize=4_096)
def split_codes(cell: str) -> tuple[str, ...]:
    """Return the entries of a semicolon list without surrounding blanks."""
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())

"""Cells as text that no spreadsheet runs: what begins like a formula gets an apostrophe in CSV.

XLSX needs none, as its cells are written as strings. Reading takes the apostrophe off again, so
that what was written is what is read, whatever it begins with.
"""

from datetime import date
from typing import Any

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # and their full-width twins
MARK = "'"
SEPARATOR = ";"  # of CSV as written: the comma is the decimal sign of Danish and Swedish sheets


def as_text(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, days as 2026-11-27, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def guarded(value: Any) -> str:
    """Return a cell for CSV: text that begins like a formula gets a mark, numbers do not."""
    text = as_text(value)
    return MARK + text if isinstance(value, str) and _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return a cell of CSV as it was before it was guarded."""
    return text[1:] if text.startswith(MARK) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip(MARK).lstrip(" ").startswith(FORMULA)

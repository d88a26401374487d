"""Records as CSV (RFC 4180) that a spreadsheet opens safely and in the right letters."""

import csv
import io
import re
from typing import Any

from prospect.api.content import OFFERS
from prospect.api.fields import Cell

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads å as Ã¥
# A cell that begins so would be run as a formula (OWASP, CSV injection). The semicolon counts as
# a beginning because spreadsheets set to Danish or Swedish split cells there.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n])")


def csv_table(collection: str, records: list[Any]) -> str:
    """Return records as a table: a header of stable names, then a line for each record."""
    fields = OFFERS[collection].fields
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(csv_columns(collection))
    for record in records:
        cells = [cell for field in fields for cell in field.cells(_read(field, record))]
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()


def csv_columns(collection: str) -> list[str]:
    """Return the names of the columns, in order."""
    return [name for field in OFFERS[collection].fields for name in field.csv_columns]


def safe_cell(cell: Cell) -> str | int | float:
    """Return a cell as CSV has it: numbers as they are, text that no spreadsheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _read(field: Any, record: Any) -> Any:
    return field.read(record) if field.csv_columns else None

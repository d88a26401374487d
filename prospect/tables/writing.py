"""Tables as files: CSV that spreadsheets open rightly, and XLSX whose cells are never formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from prospect.tables.cells import SEPARATOR, as_text, guarded

LONGEST_CELL = 32_767  # letters a cell of XLSX can hold


class TooLong(ValueError):
    """A cell is longer than XLSX can hold; CSV has no such bound."""


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return CSV in UTF-8 with a mark (BOM) and semicolons."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return kept.getvalue().encode("utf-8-sig")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str) -> bytes:
    """Return XLSX of one sheet: numbers are numbers, everything else is text. TooLong says so."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        strong = book.add_format({"bold": True})
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, strong)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                _write_cell(sheet, line, place, cell)
    return kept.getvalue()


def _write_cell(sheet: Any, line: int, place: int, cell: Any) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, place, cell)
    elif text := as_text(cell):
        if len(text) > LONGEST_CELL:
            raise TooLong(f"row {line + 1}, column {place + 1}")
        sheet.write_string(line, place, text)

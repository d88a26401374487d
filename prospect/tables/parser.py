"""Reads one table from standard input and tells its rows on standard output; run on its own.

It is started in a process with bounds, so that a file made to use up a machine uses up only that
process. It imports nothing of ours and opens no file.
"""

import csv
import io
import itertools
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_BYTES, MOST_MEMORY, MOST_SECONDS = 10_000_000, 1_500_000_000, 20
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 200, 4_000_000
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 1_000, 200_000_000, 100
SMALL = 20_000_000  # bytes unpacked below which the ratio does not matter
SEPARATORS = ";,\t|"
NO_TEXT = (b"MZ", b"%PDF", b"<", b"\x7fELF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what a file with a password begins with
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Fault(Exception):
    """What is wrong with the file: a code, and where."""

    def __init__(self, code: str, where: Any = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where


def read(data: bytes) -> dict[str, Any]:
    """Return format, how it was understood, and rows as line number and cells."""
    if len(data) > MOST_BYTES:
        raise Fault("large")
    if not data.strip():
        raise Fault("empty")
    if data.startswith(OLD_EXCEL):
        raise Fault("old")
    if data.startswith(b"PK"):
        return _bounded(read_xlsx(data))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(NO_TEXT):
        raise Fault("kind")
    return _bounded(read_csv(data))


def read_csv(data: bytes) -> dict[str, Any]:
    """Return the rows of CSV; its encoding and separator are found, and told."""
    text, encoding = _decoded(data)
    if "\0" in text:
        raise Fault("kind")
    said = re.match(r"sep=(.)\r?\n", text)
    text = text[said.end() :] if said else text
    separator = said.group(1) if said else _separator(text)
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1 + bool(said)
    begun = line
    try:
        for cells in reader:
            if any(cells):
                rows.append([line, cells])
            line = begun + reader.line_num
            if len(rows) > MOST_ROWS + 1:
                raise Fault("rows", MOST_ROWS)
    except csv.Error:
        raise Fault("quotes", line) from None
    return {"format": "CSV", "encoding": encoding, "separator": separator, "rows": rows}


def read_xlsx(data: bytes) -> dict[str, Any]:
    """Return the rows of the first visible sheet; a workbook that is a trap is a Fault."""
    _check_archive(data)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    seen = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    if not seen:
        raise Fault("empty")
    sheet = book.get_sheet_by_name(seen[0])
    if sheet.height * sheet.width > MOST_CELLS:
        raise Fault("rows", MOST_ROWS)
    first = (sheet.start or (0, 0))[0] + 1
    rows = [
        [line, [_cell(value) for value in cells]]
        for line, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first)
        if any(value not in ("", None) for value in cells)
    ]
    unread = [one.name for one in sheets if one.name != seen[0]]
    return {"format": "XLSX", "sheet": seen[0], "unread": unread, "rows": rows}


def _bounded(found: dict[str, Any]) -> dict[str, Any]:
    rows = found["rows"]
    if not rows:
        raise Fault("empty")
    if len(rows) > MOST_ROWS + 1:
        raise Fault("rows", MOST_ROWS)
    if max(len(cells) for _line, cells in rows) > MOST_COLUMNS:
        raise Fault("columns", MOST_COLUMNS)
    return found


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = ("utf-16",)
    elif data.startswith(b"\xef\xbb\xbf"):
        order = ("utf-8-sig",)
    else:
        order = ("utf-8", "cp1252")  # type: ignore[assignment]
    for encoding in order:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Fault("encoding")


def _separator(text: str) -> str:
    """Return the sign that parts the header, which holds no quoted text of ours."""
    header = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    return max(SEPARATORS, key=header.count)


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        names = {one.filename for one in entries}
        if len(entries) > MOST_ENTRIES or any(one.flag_bits & 1 for one in entries):
            raise Fault("archive")
        unpacked = sum(one.file_size for one in entries)
        if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * len(data)):
            raise Fault("archive")
        if any("vbaProject" in name for name in names):
            raise Fault("macros")
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
            raise Fault("kind")
        order = sorted(entries, key=lambda one: one.header_offset)
        for one, following in itertools.pairwise(order):
            if one.header_offset + 30 + one.compress_size > following.header_offset:
                raise Fault("archive")
        for one in entries:
            _check_entry(archive, one)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as kept:
        head = kept.read(4_096).replace(b"\0", b"")  # also where it is UTF-16
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Fault("archive")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def main() -> None:
    """Read within bounds; what breaks is a damaged file, whatever broke."""
    for bound, most in (
        (resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 64), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(bound, (most, most))
    try:
        found = read(sys.stdin.buffer.read(MOST_BYTES + 1))
    except Fault as fault:
        found = {"fault": fault.code, "where": fault.where}
    except MemoryError:
        found = {"fault": "archive", "where": ""}
    except BaseException:  # a panic in Rust is no Exception
        found = {"fault": "damaged", "where": ""}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

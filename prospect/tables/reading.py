"""Tables that people send: read in a process of its own, within bounds, and told in words."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from prospect.tables.cells import unguarded

MOST_BYTES = 10_000_000
LONGEST_WAIT = 60  # seconds; the process has a bound of its own on what it may compute
PARSER = Path(__file__).with_name("parser.py")


class Unreadable(Exception):
    """A file that is no table we read; its words say why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """A table as read: its header, its rows with their line numbers, and how it was understood."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    facts: dict[str, Any]


def read_table(data: bytes) -> Sheet:
    """Return the rows of CSV or XLSX, at most 10 MB; Unreadable for anything else."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_words("large", ""))
    found = _parsed(data)
    if "fault" in found:
        raise Unreadable(_words(found["fault"], found.get("where", "")))
    (_line, header), *rows = found.pop("rows")
    titles = [str(title).strip().lower() for title in header]
    while titles and not titles[-1]:
        titles.pop()
    twice = sorted({title for title in titles if title and titles.count(title) > 1})
    if twice:
        words = gettext("The column “{name}” stands there twice. Keep one of them.")
        raise Unreadable(words.format(name=twice[0][:50]))
    if found["format"] == "CSV":
        rows = [(line, [unguarded(cell) for cell in cells]) for line, cells in rows]
    return Sheet(titles, [(line, _trimmed(cells, len(titles))) for line, cells in rows], found)


def _parsed(data: bytes) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(  # noqa: S603  our own file, no shell, nothing of the sender in it
                [sys.executable, "-I", str(PARSER)], input=data, capture_output=True,
                cwd=empty, env={}, timeout=LONGEST_WAIT, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"fault": "archive"}
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it was ended by one of its bounds
        return {"fault": "archive"}
    return found


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Return a row without the empty cells beyond the header that spreadsheets leave."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells


def _words(code: str, where: Any) -> str:
    told = {
        "large": gettext("The file is larger than 10 MB. Send it in parts."),
        "empty": gettext("The file is empty. Nothing is changed."),
        "old": gettext("It has a password, or is in the old format .xls. Save it as .xlsx without a password."),
        "kind": gettext("It is neither CSV nor XLSX, whatever its name says. Save it as one of them."),
        "macros": gettext("It holds macros. Save it as .xlsx without them."),
        "archive": gettext("It unpacks to more than a table can be, so it was not read. Copy the rows into a new file."),
        "damaged": gettext("The file is incomplete or damaged. Send it again."),
        "encoding": gettext("Its letters are in an encoding we do not know. Save it as CSV UTF-8."),
        "quotes": gettext("A quotation mark is not closed, from line {where} on. Close it, or send XLSX."),
        "rows": gettext("It has more than {where} rows. Send it in parts."),
        "columns": gettext("It has more than {where} columns. Keep those of our export."),
    }  # fmt: skip
    return told.get(code, told["damaged"]).format(where=where)

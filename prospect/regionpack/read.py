"""Reads a pack folder into rows, collecting every fault instead of stopping at the first."""

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from prospect.languages.text import Text
from prospect.regionpack.cells import LONGEST_CELL
from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.outlines import FILE as OUTLINES
from prospect.regionpack.outlines import read_outlines
from prospect.regionpack.tables import TABLES, Table
from prospect.regionpack.texts import read_texts

MOST_ROWS = 200_000
MOST_BYTES = 100_000_000
LONGEST_HEADER, MOST_SHOWN = 40, 5  # of wrong columns, in a message


@dataclass
class Row:
    """One row of a table with the line it stands on, counted from 1 with the header."""

    line: int
    values: dict[str, Any]
    cells: dict[str, str]


@dataclass
class Pack:
    """A pack as read: rows by table name, and what is wrong so far."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    outline_numbers: dict[str, int] = field(default_factory=dict)  # of features, by area key
    faults: list[Fault] = field(default_factory=list)

    def knows(self, name: str) -> bool:
        """Whether a table could be read; if not, nothing can be said about what names its keys."""
        file = f"{name}.csv"
        return bool(self.rows[name]) or not any(fault.file == file for fault in self.faults)


def read_pack(folder: Path) -> Pack:
    """Return the rows and the faults of the pack in ``folder``."""
    pack = Pack()
    if not folder.is_dir():
        remedy = "Give the folder of a region pack, such as regions/oresund."
        pack.faults.append(Fault(str(folder), 1, "", "", "is not a folder.", remedy))
        return pack
    for table in TABLES:
        pack.rows[table.name] = _read_table(folder, table, pack.faults)
    _add_outlines(folder, pack)
    for table in TABLES:
        if table.texts:
            _add_texts(folder, table, pack)
    return pack


def content_hash(folder: Path) -> str:
    """Return the SHA-256 over all files that make up a pack, names included."""
    digest = hashlib.sha256()
    names = [f"{table.name}.csv" for table in TABLES] + [OUTLINES]
    rest = sorted([*folder.glob("texts/*/*.md"), *folder.glob("basemap/*.geojson")])
    for path in [*(folder / name for name in names), *rest]:
        if path.exists():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read_table(folder: Path, table: Table, faults: list[Fault]) -> list[Row]:
    name = f"{table.name}.csv"
    path = folder / name
    if not path.exists():
        faults.append(
            Fault(name, 1, "", "", "is missing.", f"Add it with: {','.join(table.headers)}")
        )
        return []
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CellFault("is larger than 100 MB.", "Split the region.")
        words = path.read_bytes().decode("utf-8-sig")
        if "\0" in words:
            raise CellFault("holds NUL bytes.", "Save it again as CSV in UTF-8.")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(Fault(name, line, "", "", "is not in UTF-8.", "Save it as CSV UTF-8."))
        return []
    except CellFault as fault:
        faults.append(Fault(name, 1, "", "", fault.rule, fault.remedy))
        return []
    return _read_rows(name, table, words, faults)


def _read_rows(name: str, table: Table, words: str, faults: list[Fault]) -> list[Row]:
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    rows: list[Row] = []
    try:
        headers = next(reader, [])
        if rule := _wrong_headers(headers, table.headers):
            remedy = f"Use exactly: {','.join(table.headers)}"
            faults.append(Fault(name, 1, "", ",".join(headers), rule, remedy))
            return []
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(headers):
                rule = f"has {len(cells)} cells instead of {len(headers)}."
                faults.append(Fault(name, line, "", "", rule, "Quote cells that hold a comma."))
            elif len(rows) >= MOST_ROWS:
                rule = f"has more than {MOST_ROWS} rows."
                faults.append(Fault(name, line, "", "", rule, "Split the region."))
                break
            else:
                rows.append(
                    _read_row(name, table, dict(zip(headers, cells, strict=True)), line, faults)
                )
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(
            Fault(name, reader.line_num, "", "", f"is not CSV: {error}.", "Save it again.")
        )
    return rows


def _wrong_headers(headers: list[str], wanted: list[str]) -> str:
    """Return which columns a header lacks, repeats or should not have; '' when it is right."""
    counts = Counter(headers)
    wrong = {
        "lacks": [name for name in wanted if name not in counts],
        "repeats": [name for name in counts if counts[name] > 1],
        "does not know": [name for name in counts if name not in wanted],
    }
    told = [f"{what} {_shown(names)}" for what, names in wrong.items() if names]
    return f"has other columns: it {', '.join(told)}." if told else ""


def _shown(names: list[str]) -> str:
    """Return names of columns for a message: a few, cut short, on one line whatever they hold."""
    few = ", ".join(f"{name[:LONGEST_HEADER]!r}" for name in names[:MOST_SHOWN])
    return f"{few} and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else few


def _read_row(
    name: str, table: Table, cells: dict[str, str], line: int, faults: list[Fault]
) -> Row:
    values: dict[str, Any] = {}
    for column in table.columns:
        cell = cells[column.name].strip()
        try:
            if column.required and not cell:
                raise CellFault("is empty.", "This column must be filled in.")
            if len(cell) > LONGEST_CELL:
                raise CellFault(f"is longer than {LONGEST_CELL} characters.", "Shorten it.")
            values[column.name] = column.cell.read(cell)
        except CellFault as fault:
            faults.append(Fault(name, line, column.name, cell, fault.rule, fault.remedy))
            values[column.name] = None
    return Row(line, values, cells)


def _add_outlines(folder: Path, pack: Pack) -> None:
    outlines, faults = read_outlines(folder)
    pack.faults += faults
    pack.outline_numbers = {key: values.pop("number") for key, values in outlines.items()}
    for row in pack.rows["areas"]:
        row.values.update(outlines.pop(row.values["key"], {}))
    rule, remedy = "is no area of areas.csv.", "Add the area or drop the outline."
    if pack.knows("areas"):
        numbers = pack.outline_numbers
        pack.faults += [Fault(OUTLINES, numbers[k], "key", k, rule, remedy) for k in outlines]


def _add_texts(folder: Path, table: Table, pack: Pack) -> None:
    spoken: dict[str, dict[str, dict[str, str]]] = {}
    keys, known = {row.values["key"] for row in pack.rows[table.name]}, pack.knows(table.name)
    for language, _ in settings.LANGUAGES:
        name = f"texts/{language}/{table.name}.md"
        entries, faults = read_texts(folder / name, name, table.texts)
        pack.faults += faults
        for entry in entries:
            if known and entry.key not in keys:
                rule, remedy = f"is no key of {table.name}.csv.", "Add the row or drop the entry."
                pack.faults.append(Fault(name, entry.line, "key", entry.key, rule, remedy))
            for field_name, words in entry.fields.items():
                spoken.setdefault(entry.key, {}).setdefault(field_name, {})[language] = words
    for row in pack.rows[table.name]:
        texts = spoken.get(row.values["key"], {})
        row.values.update({name: Text(texts.get(name)) for name in table.texts})

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
from prospect.regionpack.basemap import Drawn, read_basemap
from prospect.regionpack.cells import LONGEST_CELL
from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.files import read_words
from prospect.regionpack.geojson import Feature
from prospect.regionpack.inventory import strange_files
from prospect.regionpack.outlines import FILE as OUTLINES
from prospect.regionpack.outlines import read_outlines
from prospect.regionpack.tables import TABLES, Table
from prospect.regionpack.texts import Entry, read_texts

MOST_ROWS = 200_000
LONGEST_HEADER, MOST_SHOWN = 40, 5  # of wrong columns, in a message


@dataclass
class Row:
    """One row of a table with the line it stands on, counted from 1 with the header.

    A value is None where its cell broke a rule: what compares values passes over it.
    """

    line: int
    values: dict[str, Any]
    cells: dict[str, str]


@dataclass
class Pack:
    """A pack as read: rows by table name, and what is wrong so far."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)  # by table, of rows with faults too
    outlines: dict[str, Feature] = field(default_factory=dict)  # by area key
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)  # by file and key
    basemap: list[Drawn] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # files whose rest nobody knows
    absent: set[str] = field(
        default_factory=set
    )  # tables an older pack has not: what there is stays
    faults: list[Fault] = field(default_factory=list)

    def knows(self, name: str, key: str | None) -> bool:
        """Whether a table may have a row of this key; one that could not be read may have any."""
        return f"{name}.csv" in self.unread or key in self.keys[name]

    def give_up(self, name: str, line: int, value: str, rule: str, remedy: str) -> None:
        """Note a fault after which nothing more is known of a file."""
        self.faults.append(Fault(name, line, "", value, rule, remedy))
        self.unread.add(name)


def read_pack(folder: Path) -> Pack:
    """Return the rows and the faults of the pack in ``folder``."""
    pack = Pack()
    if not folder.is_dir():
        remedy = "Give the folder of a region pack, such as regions/oresund."
        pack.faults.append(Fault(str(folder), 1, "", "", "is not a folder.", remedy))
        return pack
    pack.faults += strange_files(folder)
    for table in TABLES:
        pack.keys[table.name] = set()
        pack.rows[table.name] = _read_table(folder, table, pack)
    _add_outlines(folder, pack)
    for table in TABLES:
        if table.texts:
            _add_texts(folder, table, pack)
    pack.basemap = read_basemap(folder, pack.faults)
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


def _read_table(folder: Path, table: Table, pack: Pack) -> list[Row]:
    name = f"{table.name}.csv"
    path = folder / name
    if not path.exists():
        if table.absent:
            pack.absent.add(table.name)
            return []
        pack.give_up(name, 1, "", "is missing.", f"Add it with: {','.join(table.headers)}")
        return []
    words = read_words(path, name, "Split the region.", pack.faults)
    if words is None:
        pack.unread.add(name)
    elif "\0" in words:
        pack.give_up(name, 1, "", "holds NUL bytes.", "Save it again as CSV in UTF-8.")
    else:
        return _read_rows(name, table, words, pack)
    return []


def _read_rows(name: str, table: Table, words: str, pack: Pack) -> list[Row]:
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    rows: list[Row] = []
    keys = pack.keys[table.name]
    try:
        headers = next(reader, [])
        if rule := _wrong_headers(headers, table):
            remedy = f"Use exactly: {','.join(table.headers)}"
            pack.give_up(name, 1, ",".join(headers), rule, remedy)
            return []
        line, place = reader.line_num + 1, headers.index("key")
        for cells in reader:
            keys.update(cell.strip().lower() for cell in cells[place : place + 1])
            if len(cells) != len(headers):
                rule = f"has {len(cells)} cells instead of {len(headers)}."
                remedy = "Quote cells that hold a comma."
                pack.faults.append(Fault(name, line, "", "", rule, remedy))
            elif len(rows) >= MOST_ROWS:
                rule = f"has more than {MOST_ROWS} rows."
                pack.give_up(name, line, "", rule, "Split the region.")
                break
            else:
                named = dict(zip(headers, cells, strict=True))
                rows.append(_read_row(name, table, named, line, pack.faults))
            line = reader.line_num + 1
    except csv.Error as error:
        pack.give_up(name, reader.line_num, "", f"is not CSV: {error}.", "Save it again.")
    return rows


def _wrong_headers(headers: list[str], table: Table) -> str:
    """Return which columns a header lacks, repeats or should not have; '' when it is right."""
    counts, wanted = Counter(headers), table.headers
    wrong = {
        "lacks": [name for name in table.needed if name not in counts],
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
        cell = cells.get(column.name, "").strip()
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
    pack.outlines = {key: values.pop("feature") for key, values in outlines.items()}
    for row in pack.rows["areas"]:
        row.values.update(outlines.get(row.values["key"], {}))
    rule, remedy = "is no area of areas.csv.", "Add the area or drop the outline."
    for key, feature in pack.outlines.items():
        if not pack.knows("areas", key):
            pack.faults.append(feature.fault("key", key, rule, remedy))


def _add_texts(folder: Path, table: Table, pack: Pack) -> None:
    spoken: dict[str, dict[str, dict[str, str]]] = {}
    for language, _ in settings.LANGUAGES:
        name = f"texts/{language}/{table.name}.md"
        entries, faults = read_texts(folder / name, name, table.texts)
        pack.faults += faults
        if faults and not entries:
            pack.unread.add(name)
        for entry in entries:
            pack.entries[name, entry.key] = entry
            if not pack.knows(table.name, entry.key):
                rule, remedy = f"is no key of {table.name}.csv.", "Add the row or drop the entry."
                pack.faults.append(Fault(name, entry.line, "key", entry.key, rule, remedy))
            for field_name, words in entry.fields.items():
                spoken.setdefault(entry.key, {}).setdefault(field_name, {})[language] = words
    for row in pack.rows[table.name]:
        texts = spoken.get(row.values["key"], {})
        row.values.update({name: Text(texts.get(name)) for name in table.texts})

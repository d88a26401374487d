"""Rules that hold between rows and files of a pack."""

from collections.abc import Iterator

from prospect.regionpack.cells import Key, Keys
from prospect.regionpack.contradictions import contradictions
from prospect.regionpack.faults import Fault
from prospect.regionpack.positions import misplaced
from prospect.regionpack.read import Pack, Row
from prospect.regionpack.tables import TABLES, Table


def check_pack(pack: Pack) -> list[Fault]:
    """Return the faults that only show when the whole pack is read."""
    if not pack.rows:  # there was no folder
        return []
    faults: list[Fault] = []
    for table in TABLES:
        faults += _repeated_keys(table, pack)
        faults += _dangling_references(table, pack)
        faults += _missing_texts(table, pack)
    faults += _parent_circles(pack)
    faults += misplaced(pack)
    faults += contradictions(pack)
    return faults


def _repeated_keys(table: Table, pack: Pack) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in pack.rows[table.name]:
        key = row.values["key"]
        if key in seen:
            rule = f"stands already on line {seen[key]}."
            yield Fault(f"{table.name}.csv", row.line, "key", key, rule, "Give it another key.")
        if key:
            seen[key] = row.line


def _dangling_references(table: Table, pack: Pack) -> Iterator[Fault]:
    for column in table.columns:
        if not isinstance(column.cell, Key | Keys) or not column.cell.of:
            continue
        for row in pack.rows[table.name]:
            value = row.values[column.name] or ()
            for key in (value,) if isinstance(value, str) else value:
                if not pack.knows(column.cell.of, key):
                    rule = f"is no key of {column.cell.of}.csv."
                    remedy = "Correct the key, or add the row it names."
                    yield Fault(f"{table.name}.csv", row.line, column.name, key, rule, remedy)


def _missing_texts(table: Table, pack: Pack) -> Iterator[Fault]:
    name = f"texts/en/{table.name}.md"
    if name in pack.unread:
        return
    for row in pack.rows[table.name]:
        entry = pack.entries.get((name, row.values["key"]))
        if not row.values["key"] or (entry and entry.faulty):
            continue
        for field in _needed(table, row):
            if not row.values[field].get("en"):
                rule = f"has no English {field}."
                remedy = f"Add '## {row.values['key']}' with a line '{field}: ...'."
                line = entry.line if entry else 1
                yield Fault(name, line, field, row.values["key"], rule, remedy)


def _needed(table: Table, row: Row) -> tuple[str, ...]:
    """Return which texts a row cannot be without; a measure names its figures."""
    if table.name == "figures" and row.values["measure"] != "":
        return ()
    fields = ("name",) if table.name == "passages" else ("name", "summary")
    return tuple(field for field in fields if field in table.texts)


def _parent_circles(pack: Pack) -> Iterator[Fault]:
    parents = {row.values["key"]: row.values["parent"] for row in pack.rows["areas"]}
    for row in pack.rows["areas"]:
        seen, key = set(), row.values["key"]
        while key and key not in seen:
            seen.add(key)
            key = parents.get(key)
        if key:
            rule, value = "is part of itself.", str(row.values["parent"])
            yield Fault("areas.csv", row.line, "parent", value, rule, "Break the circle.")

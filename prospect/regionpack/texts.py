"""Texts of a pack: one Markdown-like file for each language and table, plain words only.

An entry is a heading ``## key``, lines such as ``name:`` and ``summary:``, then the body.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from prospect.regionpack.cells import LONGEST_CELL
from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.files import read_words
from prospect.regionpack.letters import check_letters

LINES = ("name", "summary", "note", "problem", "money", "outcome")  # before the body, one line each
_FIELD = re.compile(rf"({'|'.join(LINES)}): ?(.*)")
LONGEST_NAME = 300
LONGEST_BODY = 100_000  # some thirty printed pages; nobody reads more about one area


@dataclass
class Entry:
    """The words of one record in one language, and the line its heading stands on."""

    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    faulty: bool = False  # so that nobody looks for what its faulty line may have said


def read_texts(path: Path, name: str, fields: tuple[str, ...]) -> tuple[list[Entry], list[Fault]]:
    """Return the entries of a text file and its faults; a missing file has no entries."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    if not path.exists():
        return entries, faults
    words = read_words(path, name, "Shorten the texts.", faults)
    if words is None:
        return entries, faults
    known: set[str] = set()
    for number, words_of_line in enumerate(words.replace("\r\n", "\n").split("\n"), start=1):
        try:
            _read_line(unicodedata.normalize("NFC", words_of_line), number, entries, known)
        except CellFault as fault:
            faults.append(Fault(name, number, "", words_of_line, fault.rule, fault.remedy))
            for entry in entries[-1:]:
                entry.faulty = True
    for entry in entries:
        faults += _close(entry, name, fields)
    return entries, faults


def _read_line(line: str, number: int, entries: list[Entry], known: set[str]) -> None:
    check_letters(line.replace("\t", " "))
    if len(line) > LONGEST_CELL:
        raise CellFault(f"is longer than {LONGEST_CELL} characters.", "Shorten it.")
    if line.startswith("## "):
        entries.append(Entry(line[3:].strip(), number))
        if entries[-1].key in known:
            raise CellFault("stands twice.", "Keep one entry.")
        known.add(entries[-1].key)
    elif not entries:
        if line.strip() and not line.startswith("# "):
            raise CellFault("stands before the first entry.", "Begin with '## key'.")
    elif (match := _FIELD.fullmatch(line)) and not any(entries[-1].body):
        if match[1] in entries[-1].fields:
            raise CellFault(f"gives a second {match[1]}.", "Keep one of the two lines.")
        entries[-1].fields[match[1]] = match[2].strip()
    elif not entries[-1].body and line.strip():
        rule = f"is none of {', '.join(f'{name}:' for name in LINES)}."
        raise CellFault(rule, "Begin the line with one of them; a body follows an empty line.")
    else:
        entries[-1].body.append(line.strip())


def _close(entry: Entry, name: str, fields: tuple[str, ...]) -> list[Fault]:
    """Put the body together and return what is wrong with the entry as a whole."""
    faults = []
    if body := "\n".join(entry.body).strip():
        entry.fields["body"] = re.sub(r"\n{3,}", "\n\n", body)
    for extra in sorted(set(entry.fields) - set(fields)):
        remedy = f"Use {', '.join(fields)}."
        faults.append(Fault(name, entry.line, extra, entry.key, "has no such field.", remedy))
    for column, most in (("name", LONGEST_NAME), ("body", LONGEST_BODY)):
        if len(spoken := entry.fields.get(column, "")) > most:
            rule = f"is longer than {most} characters."
            faults.append(Fault(name, entry.line, column, spoken, rule, "Shorten it."))
    return faults


def write_texts(path: Path, entries: list[Entry]) -> None:
    """Write entries in the form ``read_texts`` reads; no file where there are none."""
    if not entries:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = []
    for entry in entries:
        lines = [f"## {entry.key}"]
        lines += [f"{name}: {entry.fields[name]}" for name in LINES if entry.fields.get(name)]
        if entry.fields.get("body"):
            lines += ["", entry.fields["body"]]
        parts.append("\n".join(lines))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

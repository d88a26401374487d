"""Kinds of cells: how a value is read from a pack file and written back, letter for letter."""

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from prospect.regionpack.faults import CellFault
from prospect.regionpack.letters import check_letters

_KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,40})?")
_PERIOD = re.compile(r"([0-9]{4})(?: (?:Q[1-4]|H[12])|[-–]([0-9]{4}))?")
_NOT_IN_ADDRESSES = re.compile(r"[;<>\"\\]")  # ; parts them; RFC 3986 allows none of the others
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Words:
    """Free words on one line; invisible and garbled letters are refused."""

    most: int = 300

    def read(self, cell: str) -> Any:
        if len(cell) > self.most:
            raise CellFault(f"is longer than {self.most} characters.", "Shorten it.")
        words = unicodedata.normalize("NFC", cell)
        check_letters(words)
        return words

    def write(self, value: Any) -> str:
        return str(value or "")


@dataclass(frozen=True)
class Digits(Words):
    """A code of digits, whose leading zeros count."""

    most: int = 8

    def read(self, cell: str) -> Any:
        if cell and not (cell.isascii() and cell.isdigit()):
            raise CellFault("is not a code of digits.", "Write it as 0101 or 1280.")
        return super().read(cell)


@dataclass(frozen=True)
class Key(Words):
    """A stable key, also of another table when ``of`` names it."""

    of: str = ""
    most: int = 100

    def read(self, cell: str) -> Any:
        if cell and not _KEY.fullmatch(cell):
            raise CellFault(
                "is not a key.", "Use small letters a-z, digits, and single _ or - between them."
            )
        return super().read(cell)


@dataclass(frozen=True)
class Keys(Words):
    """Keys of another table, with semicolons between them."""

    of: str = ""
    most: int = 1000

    def read(self, cell: str) -> Any:
        words = super().read(cell)
        parts = (part.strip() for part in words.split(";"))
        return tuple(Key(of=self.of).read(part) for part in parts if part)

    def write(self, value: Any) -> str:
        return ";".join(value)


@dataclass(frozen=True)
class Names(Words):
    """Free names with semicolons between them."""

    most: int = 1000

    def read(self, cell: str) -> Any:
        return tuple(part.strip() for part in super().read(cell).split(";") if part.strip())

    def write(self, value: Any) -> str:
        return ";".join(value)


@dataclass(frozen=True)
class Code:
    """One code of a register."""

    register: Mapping[str, Any]

    def read(self, cell: str) -> Any:
        if cell and cell not in self.register:
            raise CellFault("is not a known code.", f"Use one of: {', '.join(self.register)}.")
        return cell

    def write(self, value: Any) -> str:
        return str(value or "")


@dataclass(frozen=True)
class Codes(Code):
    """Codes of a register with semicolons between them, most important first."""

    def read(self, cell: str) -> Any:
        parts = tuple(part.strip() for part in cell.split(";") if part.strip())
        for part in parts:
            super().read(part)
        if len(set(parts)) != len(parts):
            raise CellFault("names a code twice.", "Keep each code once.")
        return parts

    def write(self, value: Any) -> str:
        return ";".join(value)


@dataclass(frozen=True)
class Number:
    """A number with a decimal point and no grouping, within bounds.

    ``whole`` refuses fractions; ``decimals`` is how many are kept, as read when it is None.
    """

    least: float
    most: float
    whole: bool = False
    decimals: int | None = None

    def read(self, cell: str) -> Any:
        if not cell:
            return None
        remedy = f"Write a number from {self.least:g} to {self.most:g} with a point for decimals."
        if not _NUMBER.fullmatch(cell):
            raise CellFault("is not a plain number.", remedy)
        value = float(cell)
        if not math.isfinite(value) or not self.least <= value <= self.most:
            raise CellFault("is out of range.", remedy)
        if self.whole and value != int(value):
            raise CellFault("must be a whole number.", remedy)
        if self.whole:
            return int(value)
        return value if self.decimals is None else round(value, self.decimals)

    def write(self, value: Any) -> str:
        if value is None:
            return ""
        if value == int(value):
            return str(int(value))
        return format(Decimal(repr(float(value))), "f")  # never 1e-05, which no cell may hold


@dataclass(frozen=True)
class Flag:
    """yes or no."""

    yes: str = "yes"
    no: str = "no"

    def read(self, cell: str) -> Any:
        if cell not in (self.yes, self.no):
            raise CellFault(f"is neither {self.yes} nor {self.no}.", "Write one of the two.")
        return cell == self.yes

    def write(self, value: Any) -> str:
        return self.yes if value else self.no


@dataclass(frozen=True)
class Period(Words):
    """A year, a quarter or half of one, or some years in a row, as the source states them."""

    most: int = 10
    first: int = 1850
    last: int = 2100

    def read(self, cell: str) -> Any:
        words = super().read(cell)
        if not words:
            return words
        remedy = (
            f"Write a year from {self.first} to {self.last}: 2024, 2024 Q2, 2024 H1 or 2019-2023."
        )
        if not (match := _PERIOD.fullmatch(words)):
            raise CellFault("is not a year.", remedy)
        years = [int(year) for year in match.groups() if year]
        if not all(self.first <= year <= self.last for year in years):
            raise CellFault("is out of range.", remedy)
        if years != sorted(years):
            raise CellFault("ends before it starts.", remedy)
        return words


@dataclass(frozen=True)
class Day:
    """A date as 2026-11-22, in the years ``first`` to ``last``."""

    first: int = datetime.MINYEAR
    last: int = datetime.MAXYEAR

    def read(self, cell: str) -> Any:
        if not cell:
            return None
        try:
            if len(cell) != len("2026-11-22") or "W" in cell:  # weeks and 20261122 are ISO 8601 too
                raise ValueError
            day = datetime.date.fromisoformat(cell)
        except ValueError:
            raise CellFault("is not a date.", "Write it as 2026-11-22.") from None
        if not self.first <= day.year <= self.last:
            raise CellFault("is out of range.", f"Give a day from {self.first} to {self.last}.")
        return day

    def write(self, value: Any) -> str:
        return value.isoformat() if value else ""


@dataclass(frozen=True)
class Host(Words):
    """A host name without scheme and path."""

    most: int = 100

    def read(self, cell: str) -> Any:
        if cell and not _HOST.fullmatch(cell):
            raise CellFault("is not a host name.", "Write it as kk.dk, without https:// and path.")
        return super().read(cell)


@dataclass(frozen=True)
class Addresses(Words):
    """Web addresses with spaces between them; their host is what a reader is shown."""

    most: int = 4000

    def read(self, cell: str) -> Any:
        addresses = tuple(super().read(cell).split())
        for address in addresses:
            if _NOT_IN_ADDRESSES.search(address) or not _host_of(address):
                raise CellFault(
                    "is not a list of web addresses.",
                    "Begin each with http:// or https:// and a host, a space between them;"
                    ' write ; < > " as %3B %3C %3E %22.',
                )
        return addresses

    def write(self, value: Any) -> str:
        return " ".join(value)


def _host_of(address: str) -> str:
    """Return the host of a web address; '' when it has none, or hides it behind a name."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    return host if parts.scheme in ("http", "https") and "@" not in parts.netloc else ""

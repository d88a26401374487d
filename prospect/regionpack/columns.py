"""Columns of a pack's tables: how cells are read, which may be empty, and what many tables share."""

from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO

from prospect.geometry.rings import DECIMALS
from prospect.regionpack.cells import Addresses, Code, Codes, Day, Key, Number, Words
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.countries import COUNTRIES


@dataclass(frozen=True)
class Column:
    """One column: its header, how its cells are read, and whether it may be empty.

    ``absent`` marks a column that came later: packs written before it are read without it.
    """

    name: str
    cell: Any
    required: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Table:
    """One CSV file of a pack; ``texts`` names the fields kept in texts/<language>/<name>.md.

    ``absent`` marks a file that came later: packs written before it are read without it.
    """

    name: str
    model: Any
    columns: tuple[Column, ...]
    texts: tuple[str, ...] = ()
    inline_texts: tuple[str, ...] = ()
    absent: bool = False

    @property
    def headers(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def needed(self) -> list[str]:
        return [column.name for column in self.columns if not column.absent]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def must(name: str, cell: Any) -> Column:
    return Column(name, cell, required=True)


KEY = must("key", Key())
YEAR = Number(1850, 2100, whole=True)
AMOUNT = Number(-1e12, 1e12)
LAT = must("lat", Number(-90, 90, decimals=DECIMALS))
LON = must("lon", Number(-180, 180, decimals=DECIMALS))
FIRM = Code(CONFIDENCE)
COUNTRY = must("country", Code(COUNTRIES))
COUNTRY_OR_BOTH = must("country", Code({"DK": 1, "SE": 1, "DK/SE": 1}))
STATION_MARK = Code({**dict.fromkeys(CONFIDENCE, 1), "cross-checked": 1})
LANGUAGES = Codes(dict.fromkeys(code for code in LANG_INFO if len(code) == len("en")))  # with names
CONFIRMED = Column("confirmed_on", Day(2000, 2100))
SOURCES = Column("source_urls", Addresses())


def degrees(*names: str) -> tuple[Column, ...]:
    return tuple(must(name, Number(-180, 180, decimals=DECIMALS)) for name in names)


def spoken(field: str, *, required: bool = True) -> tuple[Column, ...]:
    return (
        Column(f"{field}_en", Words(), required=required),
        Column(f"{field}_da", Words()),
        Column(f"{field}_sv", Words()),
    )

"""The columns of a release: what filters, counts and orders read, as memory-mapped arrays.

One engine for 60 areas and for a million plots: a mask per filter, a bincount per facet.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from prospect.languages.folding import fold
from prospect.search.words import Words

VOCABULARY, SPELLINGS, ENDS = "vocabulary.json", "spellings.json", "_ends"
MOST_FLAGS = 64
SIDES = ("west", "south", "east", "north")
AND = " "  # parts the codes of a row that has several; no code holds it
FEW_CODES = 8  # up to here comparing all rows with each code is quicker than gathering rows


@dataclass(frozen=True)
class Category:
    """One code a row, or several parted by AND; an empty code means unknown.

    ``spellings`` are other words by code; a code among them is understood without any row.
    """

    read: Callable[[Any], str]
    spellings: Callable[[], Mapping[str, Iterable[str]]] = dict


@dataclass(frozen=True)
class Flags:
    """Several codes of a closed vocabulary a row, at most 64 of them."""

    read: Callable[[Any], Iterable[str]]
    vocabulary: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """One number a row; unknown is NaN and never fits a range."""

    read: Callable[[Any], float | None]


@dataclass(frozen=True)
class Shape:
    """One geometry a row, in degrees, with the box around it."""

    read: Callable[[Any], BaseGeometry]


Spec = Category | Flags | Measure | Shape


def bake_columns(folder: Path, specs: Mapping[str, Spec], records: list[Any]) -> None:
    """Write one array for each column of ``records``, and ``pk``, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabularies: dict[str, list[str]] = {}
    spellings: dict[str, dict[str, str]] = {}
    np.save(folder / "pk.npy", np.array([record.pk for record in records], dtype=np.int64))
    for name, spec in specs.items():
        if isinstance(spec, Category):
            others = spec.spellings()
            array, vocabularies[name] = _categories(map(spec.read, records), others)
            spellings[name] = _spelled(vocabularies[name], others)
        elif isinstance(spec, Flags):
            array = _flags(map(spec.read, records), spec.vocabulary)
            vocabularies[name] = list(spec.vocabulary)
        elif isinstance(spec, Measure):
            array = _measures(map(spec.read, records))
        else:
            array = _shapes(folder, name, [spec.read(record) for record in records])
        np.save(folder / f"{name}.npy", array)
    for file, content in ((VOCABULARY, vocabularies), (SPELLINGS, spellings)):
        (folder / file).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _spelled(codes: Iterable[str], others: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the code by each of its spellings, folded: 'Malmö', 'malmo' and 'malmoe' are one."""
    words = {fold(word): code for code in codes for word in others.get(code, ())}
    return words | {fold(code): code for code in codes}


def bake_boxes(folder: Path, boxes: Mapping[int, Sequence[float]]) -> None:
    """Write west, east, south and north (degrees) of every row, given by primary key."""
    sides = np.array([boxes[pk] for pk in np.load(folder / "pk.npy").tolist()]).reshape(-1, 4)
    for name, side in zip(("west", "east", "south", "north"), sides.T, strict=True):
        np.save(folder / f"{name}.npy", side)


def _shapes(folder: Path, name: str, shapes: list[BaseGeometry]) -> np.ndarray:
    """Return all shapes as one run of bytes; write where each of them ends, and its box."""
    written = [shapely.to_wkb(shape) for shape in shapes]
    np.save(folder / f"{name}{ENDS}.npy", np.cumsum([len(one) for one in written], dtype=np.int64))
    for side, reach in zip(SIDES, shapely.bounds(shapes).reshape(-1, 4).T, strict=True):
        np.save(folder / f"{side}.npy", reach)
    return np.frombuffer(b"".join(written), dtype=np.uint8)


def _categories(codes: Iterable[str], known: Iterable[str]) -> tuple[np.ndarray, list[str]]:
    codes = [code or "" for code in codes]
    words = sorted({*codes, *known} - {""})
    position = {word: index for index, word in enumerate(words)} | {"": -1}
    kind = np.int16 if len(words) <= np.iinfo(np.int16).max else np.int32
    return np.array([position[code] for code in codes], dtype=kind), words


def _flags(rows: Iterable[Iterable[str]], vocabulary: tuple[str, ...]) -> np.ndarray:
    bit = {word: 1 << index for index, word in enumerate(vocabulary[:MOST_FLAGS])}
    sums: dict[tuple[str, ...], int] = {}  # many rows hold the same codes
    held = [tuple(codes) for codes in rows]
    for codes in set(held):
        sums[codes] = sum({bit.get(word, 0) for word in codes})
    return np.array([sums[codes] for codes in held], dtype=np.uint64)


def _measures(values: Iterable[float | None]) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


class Columns:
    """The columns of one collection in one release, opened once and shared by all requests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vocabularies: dict[str, list[str]] = _read(folder / VOCABULARY)
        self.spellings: dict[str, dict[str, str]] = _read(folder / SPELLINGS)
        self._arrays: dict[str, np.ndarray] = {}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._arrays:
            mapped = np.load(self.folder / f"{name}.npy", mmap_mode="r")
            self._arrays[name] = mapped.view(
                np.ndarray
            )  # the same pages, without a subclass's cost
        return self._arrays[name]

    def by_name(self, language: str) -> np.ndarray:
        """Return the positions of all rows in the alphabetical order of a language."""
        return self[f"by_name_{language}"]

    @cached_property
    def words(self) -> Words:
        """The words its rows are found by."""
        return Words(self.folder, len(self))

    def __contains__(self, name: str) -> bool:
        return (self.folder / f"{name}.npy").exists()

    def __len__(self) -> int:
        return len(self["pk"])

    def code_of(self, name: str, word: str) -> str | None:
        """Return the code of a category that a word means, however it is spelled; None for none."""
        return word if word in self.vocabularies[name] else self.spellings[name].get(fold(word))

    def codes(self, name: str) -> list[str]:
        """Return every code of a category or of flags."""
        return [word for word in self.vocabularies[name] if AND not in word]

    def having(self, name: str, codes: Iterable[str]) -> np.ndarray:
        """Return the mask of rows that have any of ``codes``; unknown codes fit nothing."""
        words, asked = self.vocabularies[name], set(codes)
        chosen = [
            index
            for index, word in enumerate(words)
            if word in asked or (AND in word and asked.intersection(word.split(AND)))
        ]
        column = self[name]
        if column.dtype == np.uint64:
            return (column & np.uint64(sum(1 << index for index in chosen))) != 0
        if len(chosen) <= FEW_CODES:  # a comparison is far quicker than a look-up
            mask = np.zeros(len(column), dtype=bool)
            for index in chosen:
                mask |= column == index
            return mask
        wanted = np.zeros(len(words) + 1, dtype=bool)  # the last place is that of unknown, -1
        wanted[chosen] = True
        return wanted[column]

    def counts(self, name: str, mask: np.ndarray) -> dict[str, int]:
        """Return how many rows of ``mask`` have each code, codes without rows included."""
        words, column = self.vocabularies[name], self[name]
        if column.dtype == np.uint64:
            held = column[mask]
            numbers = [int(np.count_nonzero(held & np.uint64(1 << i))) for i in range(len(words))]
        elif len(words) <= FEW_CODES:
            numbers = [int(np.count_nonzero(mask & (column == i))) for i in range(len(words))]
        else:
            held = column[mask]
            numbers = np.bincount(held[held >= 0], minlength=len(words)).tolist()
        counts = dict.fromkeys(self.codes(name), 0)
        for word, number in zip(words, numbers, strict=True):
            for code in word.split(AND):
                counts[code] += number
        return counts

    def shapes(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return the geometries of some rows, in degrees."""
        packed, ends = self[name], self[f"{name}{ENDS}"]
        begins = np.where(rows > 0, ends[rows - 1], 0)
        spans = zip(begins.tolist(), ends[rows].tolist(), strict=True)
        return shapely.from_wkb([packed[begin:end].tobytes() for begin, end in spans])


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def open_columns(folder: Path) -> Columns:
    """Return the columns baked into ``folder``; a release never changes, so they are kept."""
    return Columns(folder)

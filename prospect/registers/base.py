"""What every register has in common: frozen lines, found by code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import get_language


@dataclass(frozen=True)
class Line:
    """One entry of a register: a stable code and its label in the reader's language."""

    code: str
    label: Any  # a lazy translation


LineT = TypeVar("LineT", bound=Line)


class Register(Mapping[str, LineT], Generic[LineT]):
    """An ordered vocabulary; codes are what files, URLs and the API carry."""

    def __init__(self, *lines: LineT) -> None:
        self._lines = {line.code: line for line in lines}
        if len(self._lines) != len(lines):
            raise ValueError("a register must not hold a code twice")
        self._spoken: dict[tuple[str, str | None], str] = {}  # a row of a list asks for several

    def __getitem__(self, code: str) -> LineT:
        return self._lines[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def label(self, code: str) -> str:
        """Return the label of ``code`` for the reader of now; an unknown code as it stands."""
        if code not in self._lines:
            return code
        asked = (code, get_language())
        if asked not in self._spoken:
            self._spoken[asked] = str(self._lines[code].label)
        return self._spoken[asked]

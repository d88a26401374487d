"""What every register has in common: frozen lines, found by code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar


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

    def __getitem__(self, code: str) -> LineT:
        return self._lines[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def label(self, code: str) -> Any:
        """Return the label of ``code``; an unknown code is shown as it stands."""
        line = self._lines.get(code)
        return line.label if line else code

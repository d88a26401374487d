"""What can be wrong with a pack, told so that a person can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One defect: where it is, what stands there, which rule it breaks and how to mend it."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    remedy: str
    feature: int = 0  # its number in a GeoJSON file; 0 elsewhere

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        place = f"{self.file}:{self.line}" + (f" feature {self.feature}" if self.feature else "")
        place += f" {self.column}" if self.column else ""
        return f"{place}: {shown!r} - {self.rule} {self.remedy}"


class CellFault(ValueError):
    """A cell breaks a rule; carries the rule and the remedy."""

    def __init__(self, rule: str, remedy: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.remedy = remedy


class FaultyPack(Exception):
    """The pack was refused as a whole; nothing has been changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)

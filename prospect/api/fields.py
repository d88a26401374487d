"""One property of a feature: how it is read, its JSON schema, and its columns in CSV."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from prospect.registers.base import Register
from prospect.registers.confidence import CONFIDENCE

Schema = Mapping[str, Any]
Cell = str | int | float | bool | None

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}


def or_null(schema: Schema) -> Schema:
    """Return the schema that also lets a value be unknown (OpenAPI 3.0 way)."""
    extended = {**schema, "nullable": True}
    if "enum" in schema:
        extended["enum"] = [*schema["enum"], None]
    return extended


def an_object(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def a_list(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def _joined(value: Any) -> tuple[Cell, ...]:
    return ("; ".join(value) if isinstance(value, list | tuple) else value,)


@dataclass(frozen=True)
class Field:
    """One property: ``read`` takes a record and gives JSON in the language that is active.

    In CSV it fills ``columns`` (its own name where none are given) with what ``cells`` makes of it.
    """

    name: str
    read: Callable[[Any], Any]
    schema: Schema
    columns: tuple[str, ...] | None = None
    cells: Callable[[Any], Iterable[Cell]] = _joined

    @property
    def csv_columns(self) -> tuple[str, ...]:
        return (self.name,) if self.columns is None else self.columns


def value(name: str, schema: Schema, attribute: str = "") -> Field:
    """Return a field that stands in the record as it is; empty becomes null."""
    source = attribute or name

    def read(record: Any) -> Any:
        found = getattr(record, source)
        return None if found == "" else tidy(found)

    return Field(name, read, or_null(schema))


def words(name: str, *, in_csv: bool = True) -> Field:
    """Return a field of text in the reader's language, or the language there is."""
    columns = None if in_csv else ()
    cells = _joined if in_csv else _nothing
    return Field(
        name, lambda r: getattr(r, name).spoken().words or None, or_null(TEXT), columns, cells
    )


def texts(name: str) -> Field:
    """Return a field that lists texts or codes as they are."""
    return Field(name, lambda record: list(getattr(record, name)), TEXTS)


def code(name: str, register: Register[Any], attribute: str = "") -> tuple[Field, Field]:
    """Return a code of a register and its label in the reader's language."""
    source = attribute or name
    schema = TEXT if register is CONFIDENCE else {"type": "string", "enum": list(register)}

    def label(record: Any) -> str | None:
        return str(register.label(getattr(record, source))) or None

    return (
        Field(name, lambda record: getattr(record, source) or None, or_null(schema)),
        Field(f"{name}_label", label, or_null(TEXT)),
    )


def codes(name: str, register: Register[Any]) -> tuple[Field, Field]:
    """Return a list of codes of a register, and their labels in the reader's language."""
    return (
        Field(
            name,
            lambda record: list(getattr(record, name)),
            a_list({"type": "string", "enum": list(register)}),
        ),
        Field(
            f"{name}_labels",
            lambda record: [str(register.label(one)) for one in getattr(record, name)],
            TEXTS,
        ),
    )


def a_day(name: str) -> Field:
    """Return a field that holds a date."""

    def read(record: Any) -> str | None:
        day = getattr(record, name)
        return day.isoformat() if day else None

    return Field(name, read, or_null(DAY))


def tidy(found: Any) -> Any:
    """Return a number without a fraction as a whole number: 300, not 300.0; others as they are."""
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _nothing(found: Any) -> tuple[Cell, ...]:
    return ()

"""The columns of a kind's table: what a cell says of a record, and what a form makes of cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict

from prospect.desk.kinds import Kind
from prospect.geometry.form import OutlineField
from prospect.geometry.reading import as_geojson
from prospect.languages.codes import split_codes
from prospect.languages.forms import CodesField, LinesField, WordsField
from prospect.records.models import Record
from prospect.tables.cells import as_text

ABOUT = ("key", "partner", "state", "revision")  # told, never taken over from a table
YES, NO = {"yes", "true", "1", "ja", "x"}, {"", "no", "false", "0", "nej"}


@dataclass(frozen=True)
class Column:
    """One column: its name in files, the field of the form it is of, and the language of its words."""

    name: str
    field: str
    language: str = ""


@dataclass(frozen=True)
class Columns:
    """The columns of a kind, and the keys of what its records point at."""

    kind: Kind
    outline: bool = False  # as GeoJSON

    @cached_property
    def about(self) -> tuple[str, ...]:
        """Columns that say which record a row is of."""
        return (*ABOUT, self.kind.within) if self.kind.within else ABOUT

    @cached_property
    def fields(self) -> list[Column]:
        """Columns of the fields of the form."""
        found: list[Column] = []
        for name, field in self.kind.form.base_fields.items():
            if isinstance(field, WordsField):
                found += [Column(f"{name}_{code}", name, code) for code, _n in settings.LANGUAGES]
            elif is_file(field):
                continue  # a table carries no files
            elif self.outline or not isinstance(field, OutlineField):
                found.append(Column(name, name))
        return found

    @cached_property
    def names(self) -> list[str]:
        return [*self.about, *(column.name for column in self.fields)]

    @cached_property
    def related(self) -> dict[str, dict[int, str]]:
        """The key of each record that a field of the form can point at, by primary key."""
        pointing = [
            name
            for name, field in self.kind.form.base_fields.items()
            if isinstance(field, forms.ModelChoiceField)
        ]
        models = {name: self.kind.model._meta.get_field(name).related_model for name in pointing}
        return {
            name: dict(model.objects.values_list("pk", "key")) for name, model in models.items()
        }

    @cached_property
    def read(self) -> list[Callable[[Any], Any]]:
        """For each column of a field, what reads its cell off a record."""
        return [self._reader(column) for column in self.fields]

    def cells_of(self, record: Record) -> list[Any]:
        """Return the cells of a record for the columns of the form; numbers stay numbers."""
        return [read(record) for read in self.read]

    def texts_of(self, record: Record) -> dict[str, str]:
        """Return the same cells as text, by name of the column."""
        cells = self.cells_of(record)
        return {column.name: as_text(cell) for column, cell in zip(self.fields, cells, strict=True)}

    def _reader(self, column: Column) -> Callable[[Any], Any]:
        field, name = self.kind.form.base_fields[column.field], column.field
        if column.language:
            return lambda record: getattr(record, name).get(column.language, "")
        if isinstance(field, CodesField | LinesField):
            return lambda record: "; ".join(getattr(record, name))
        if isinstance(field, OutlineField):
            return lambda record: as_geojson(record.outline) if record.outline else ""
        if name in self.related:
            keys = self.related[name]
            return lambda record: keys.get(getattr(record, f"{name}_id"), "")
        special: dict[str, Callable[[Any], Any]] = {
            "main_use": lambda record: next(iter(record.uses), ""),
            "lat": lambda record: record.point.y if record.point else None,
            "lon": lambda record: record.point.x if record.point else None,
        }
        plain = name in {one.name for one in self.kind.model._meta.fields}
        return special[name] if name in special and not plain else lambda r: getattr(r, name)


def is_file(field: Any) -> bool:
    """Return whether a field takes a file."""
    return isinstance(field.widget, forms.FileInput)


def same_text(one: str, other: str) -> bool:
    """Return whether two cells say the same; spreadsheets change line ends and drop blanks at the end."""
    return one == other or _plain(one) == _plain(other)


def form_data(form: Any, cells: Mapping[str, str], related: Mapping[str, Any]) -> QueryDict:
    """Return cells as the form of a kind would have posted them."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if isinstance(field, WordsField):
            for code, _name in settings.LANGUAGES:
                data[f"{name}_{code}"] = cells.get(f"{name}_{code}", "")
            continue
        cell = cells.get(name, "")
        if isinstance(field, CodesField):
            data.setlist(name, list(split_codes(cell)))
        elif isinstance(field, LinesField):
            data[name] = "\n".join(split_codes(cell))
        elif isinstance(field, forms.BooleanField):
            data.setlist(name, ["on"] if cell.strip().lower() in YES else [])
        else:
            data[name] = _single(name, field, cell.strip(), related)
    return data


def _single(name: str, field: Any, cell: str, related: Mapping[str, Any]) -> str:
    if isinstance(field, forms.ModelChoiceField):
        pks = {key: pk for pk, key in related.get(name, {}).items()} if cell else {}
        return str(pks.get(cell, -1)) if cell else ""  # -1: no such record
    if isinstance(field, forms.FloatField | forms.IntegerField) and cell.count(",") == 1:
        return cell.replace(",", ".") if "." not in cell else cell
    return cell


def unclear(columns: Columns, cells: Mapping[str, str]) -> Sequence[str]:
    """Return the columns of yes and no whose cell is neither."""
    fields = columns.kind.form.base_fields
    return [
        column.name
        for column in columns.fields
        if isinstance(fields[column.field], forms.BooleanField)
        and cells.get(column.name, "").strip().lower() not in YES | NO
    ]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()

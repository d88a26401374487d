"""What each row of a table would change, checked as the form of its kind checks: nothing is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from prospect.desk.forms.record import RecordField
from prospect.desk.kinds import Kind
from prospect.desk.outline import region_window
from prospect.desk.sheets.columns import Columns, form_data, is_file, same_text, unclear
from prospect.editing.bulk import contents_of, told_stale
from prospect.geometry.form import OutlineField
from prospect.partners.models import Partner, Person
from prospect.records.content import changed, content_of, fields_of, written
from prospect.records.models import Dossier
from prospect.tables.models import SHOWN, Outcome, Row

AT_ONCE = 200  # rows read from the database in one go


@dataclass
class Checker:
    """Checks the rows of one table for one person."""

    kind: Kind
    person: Person
    header: list[str]

    def __post_init__(self) -> None:
        self.columns = Columns(self.kind, outline="outline" in self.header)
        self.given = [one for one in self.columns.fields if one.name in self.header]
        self.ignored = [one for one in self.header if one and one not in self.columns.names]
        self.window = region_window()
        self.seen: set[str] = set()
        self.offered: dict[tuple[str, int | None], dict[str, Any]] = {}

    def check(
        self, rows: list[tuple[int, list[str]]], say: Callable[[int], None] = lambda done: None
    ) -> Iterator[Row]:
        """Yield what each row comes to, in order."""
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            found = self._records([self._cells(cells).get("key", "") for _line, cells in some])
            for line, cells in some:
                yield self._check(Row(line=line), cells, found)
            say(start + len(some))

    def _cells(self, cells: list[str]) -> dict[str, str]:
        named = dict(zip(self.header, cells, strict=False))
        return {**named, "key": named.get("key", "").strip()}

    def _records(self, keys: list[str]) -> dict[str, Any]:
        """Return the records that may be written, each with its newest draft and its dossier."""
        rows = self.kind.model.objects.editable_by(self.person).filter(key__in=set(keys))
        if self.kind.within:
            rows = rows.select_related(f"{self.kind.within}__partner")
        records = {row.pk: row for row in rows}
        held = list(Dossier.objects.filter(kind=self.kind.code, record__in=list(records)))
        dossiers, contents = (
            {one.record: one for one in held},
            contents_of([one.pk for one in held]),
        )
        return {
            row.key: (row, written(row, contents.get(getattr(dossiers.get(pk), "pk", 0), {})), dossiers.get(pk))
            for pk, row in records.items()
        }  # fmt: skip

    def _check(self, row: Row, listed: list[str], found: dict[str, Any]) -> Row:
        if len(listed) != len(self.header):
            words = gettext("It has {found} cells, the header has {wanted}.")
            rule = words.format(found=len(listed), wanted=len(self.header))
            return row.refuse("", "", rule, gettext("Put text with a separator in it in quotes."))
        cells = self._cells(listed)
        row.key = key = cells["key"][:100]
        if not key:
            return self._check_new(row, cells)
        if key in self.seen:
            return row.refuse("key", key, gettext("It stands there twice."), gettext("Keep one."))
        self.seen.add(key)
        if key not in found:
            remedy = gettext("Check the key; leave it empty for a new record.")
            return row.refuse("key", key, gettext("There is no such record you may write."), remedy)
        return self._check_known(row, cells, *found[key])

    def _check_known(
        self, row: Row, cells: dict[str, str], record: Any, draft: Any, dossier: Dossier | None
    ) -> Row:
        before = self.columns.texts_of(draft)
        touched = {one.field for one in self.given if not same_text(cells[one.name], before[one.name])}  # fmt: skip
        row.number = dossier.number if dossier else 0
        if not touched:
            return row
        said = cells.get("revision", "").strip()
        if said and said != str(row.number):
            return row.refuse("revision", said, told_stale(dossier), gettext("Nothing of it is lost here."))  # fmt: skip
        form = self._form({**before, **cells}, written(draft, {}), touched)
        if not self._is_good(row, form, cells):
            return row
        base, content = content_of(draft), form.content()
        row.content = {name: content[name] for name in changed(base, content)}
        after = self.columns.texts_of(form.instance)
        row.changes = [
            {"field": name, "before": before[name][:SHOWN], "after": after[name][:SHOWN]}
            for name in before
            if before[name] != after[name]
        ]
        row.outcome = Outcome.CHANGED if row.content else Outcome.SAME
        return row

    def _check_new(self, row: Row, cells: dict[str, str]) -> Row:
        blank = self._blank(row, cells)
        if blank is None:
            return row
        form = self._form(cells, blank, set(self.kind.form.base_fields))
        if not self._is_good(row, form, cells):
            return row
        lacking = [
            one.name
            for one in fields_of(self.kind.model)
            if not one.null and getattr(form.instance, one.attname) is None
        ]
        if lacking:
            column = "outline" if "lat" in lacking and self.kind.code == "area" else lacking[0]
            return row.refuse(column, "", gettext("A new record needs it."), gettext("Fill it in, or make the record at the desk."))  # fmt: skip
        row.outcome, row.content = Outcome.NEW, form.content()
        texts = self.columns.texts_of(form.instance)
        row.changes = [
            {"field": name, "before": "", "after": text[:SHOWN]} for name, text in texts.items() if text
        ]  # fmt: skip
        return row

    def _blank(self, row: Row, cells: dict[str, str]) -> Any:
        """Return a record to start from; None, and why, where the person may make none."""
        model, within = self.kind.model, self.kind.within
        filed = any(map(is_file, self.kind.form.base_fields.values()))
        if not self.kind.made or self.kind.code == "partner" or filed:
            row.refuse("key", "", gettext("New ones cannot come from a table."))
            return None
        if not model.partner_path:
            if self.person.scope("edit") == "everywhere":
                return model()
            row.refuse("key", "", gettext("Only a regional administrator makes new ones."))
            return None
        name = within or "partner"
        wanted = model._meta.get_field(name).related_model
        asked = cells.get(name, "").strip()
        held = wanted.objects.editable_by(self.person).filter(key=asked).first() if asked else None
        if held is None:
            rule = gettext("A new record needs the key of a record you may write.")
            row.refuse(name, asked, rule, gettext("Fill in the column {name}.").format(name=name))
            return None
        more = {"country": held.country} if isinstance(held, Partner) else {}
        return model(**{name: held}, **more)

    def _form(self, cells: dict[str, str], instance: Any, touched: set[str]) -> Any:
        # what is not touched is not judged: an outline stays to the last digit
        form = self.kind.form.only(touched)(None, instance=instance, by=self.person)
        for name, one in form.fields.items():
            if isinstance(one, OutlineField):
                one.window = self.window
            elif isinstance(one, RecordField):
                one.rows = self._rows(name, instance.partner_pk, one.queryset)
        form.data, form.is_bound = form_data(form, cells, self.columns.related), True
        return form

    def _rows(self, name: str, partner: int | None, rows: Any) -> dict[str, Any]:
        """Return what a field can point at, read once for all rows of a partner."""
        if (name, partner) not in self.offered:
            self.offered[name, partner] = {str(row.pk): row for row in rows}
        return self.offered[name, partner]

    def _is_good(self, row: Row, form: Any, cells: dict[str, str]) -> bool:
        for name in unclear(self.columns, cells):
            row.refuse(name, cells[name], gettext("It is neither yes nor no."), gettext("Write yes or no."))  # fmt: skip
        for name, problems in form.errors.as_data().items():
            column = self._column(name)
            rule = " ".join(str(words) for one in problems for words in one.messages)
            row.refuse(column, cells.get(column, ""), rule, _remedy(form.fields.get(name)))
        return not row.faults

    def _column(self, name: str) -> str:
        """Return the first column of a field; the field itself where the table has none for it."""
        own = name if name in self.kind.form.base_fields else ""
        return next((one.name for one in self.columns.fields if one.field == name), own)


def _remedy(field: Any) -> str:
    """Return what may stand in a cell: the codes of a register, or the help of the form."""
    if isinstance(field, forms.ModelChoiceField):
        return gettext("Give the key of a record of the same partner.")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        codes = [str(code) for code, _label in choices if code]
        return gettext("One of: {codes}").format(codes=", ".join(codes[:20]))
    return str(field.help_text) if field is not None else ""

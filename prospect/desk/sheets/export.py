"""The table of a list: every record of it with its newest draft, a column for each field."""

from collections.abc import Iterator
from typing import Any

from prospect.desk.kinds import Kind
from prospect.desk.sheets.columns import Columns
from prospect.editing.bulk import contents_of
from prospect.partners.models import Partner, Person
from prospect.records.content import written
from prospect.records.models import Dossier

AT_ONCE = 500


def table_of(
    person: Person, kind: Kind, pks: list[int], *, outline: bool = False
) -> tuple[list[str], Iterator[list[Any]]]:
    """Return the header and the rows of records, in the order of their primary keys given."""
    columns = Columns(kind, outline=outline)
    return columns.names, _rows(person, columns, pks)


def _rows(person: Person, columns: Columns, pks: list[int]) -> Iterator[list[Any]]:
    kind = columns.kind
    partners = dict(Partner.objects.values_list("pk", "key"))
    unread = () if columns.outline else ("outline",)
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        rows = kind.model.objects.open_to(person, "read").filter(pk__in=some)
        rows = rows.select_related(kind.within) if kind.within else rows
        if kind.code == "area":
            rows = rows.defer(*unread)
        held = list(Dossier.objects.filter(kind=kind.code, record__in=some))
        dossiers, contents = (
            {one.record: one for one in held},
            contents_of([one.pk for one in held]),
        )
        found = {row.pk: row for row in rows}
        for row in (found[pk] for pk in some if pk in found):
            dossier = dossiers.get(row.pk)
            content = contents.get(dossier.pk, {}) if dossier else {}
            if not columns.outline:
                content = {name: kept for name, kept in content.items() if name != "outline"}
            whole = getattr(row, kind.within, None) if kind.within else None
            about = [
                row.key, partners.get(row.partner_pk or 0, ""), dossier.state if dossier else row.state,
                dossier.number if dossier else 0, *([whole.key if whole else ""] if kind.within else []),
            ]  # fmt: skip
            yield [*about, *columns.cells_of(written(row, content))]

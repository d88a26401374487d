"""Decisions on packs: load one as a whole or not at all; write the database out as one."""

import csv
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from prospect.audit.actions import record_event
from prospect.catalogue.models import Area
from prospect.records.models import Dossier
from prospect.regionpack.basemap import FOLDER
from prospect.regionpack.cells import Key
from prospect.regionpack.check import check_pack
from prospect.regionpack.edits import EditedAtTheDesk, note_replaced
from prospect.regionpack.faults import FaultyPack
from prospect.regionpack.outlines import write_outlines
from prospect.regionpack.read import Pack, Row, content_hash, read_pack
from prospect.regionpack.tables import TABLES, Table, as_fields, as_row
from prospect.regionpack.texts import Entry, write_texts

BATCH = 1_000  # rows an INSERT; well below SQLite's limit of 250,000 variables


def load_pack(folder: Path, *, by: str, over_edits: bool = False) -> dict[str, int]:
    """Load the pack in ``folder``, replacing what the database holds; return rows by table.

    Raises FaultyPack with every fault when anything is wrong, and EditedAtTheDesk when staff have
    written what it would replace; then nothing is changed. With ``over_edits`` it replaces that
    too, and what was there stays in each record's history.
    """
    pack = read_pack(folder)
    if faults := pack.faults + check_pack(pack):
        raise FaultyPack(faults)
    with transaction.atomic():
        edited = Dossier.objects.filter(kind__in=[one.model._meta.model_name for one in TABLES])
        if edited and not over_edits:
            raise EditedAtTheDesk(edited)
        keys: dict[str, dict[str, int]] = {}
        for table in TABLES:
            keys[table.name] = _store(table, pack, keys)
        for table in reversed(TABLES):
            if table.name not in pack.absent:
                table.model.objects.exclude(key__in=_keys_kept(pack, table)).delete()
        counts = {table.name: len(pack.rows[table.name]) for table in TABLES}
        details = {"rows": counts, "sha256": content_hash(folder)}
        record_event(by=by, verb="load pack", subject=folder.name, details=details)
        note_replaced(edited, by=by)
        _keep_basemap(folder / FOLDER)
    return counts


def export_pack(folder: Path) -> dict[str, int]:
    """Write the database as a pack into ``folder``, which is created or must be empty."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; give a new folder.")
    counts = {}
    for table in TABLES:
        related = [c.name for c in table.columns if isinstance(c.cell, Key) and c.cell.of]
        related = [name for name in related if name != "office"]
        records = list(table.model.objects.select_related(*related).order_by("pk"))
        counts[table.name] = len(records)
        if table.absent and not records:
            continue
        _write_table(folder, table, records)
        _write_entries(folder, table, records)
    write_outlines(folder, list(Area.objects.order_by("pk")))
    if settings.BASEMAP.is_dir():
        shutil.copytree(settings.BASEMAP, folder / FOLDER)
    return counts


def _keep_basemap(folder: Path) -> None:
    """Copy the pack's base map beside the database, where builds find it."""
    fresh = settings.BASEMAP.with_name("basemap.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.rmtree(settings.BASEMAP, ignore_errors=True)
    fresh.rename(settings.BASEMAP)


def _keys_kept(pack: Pack, table: Table) -> list[str]:
    return [row.values["key"] for row in pack.rows[table.name]]


def _store(table: Table, pack: Pack, keys: dict[str, dict[str, int]]) -> dict[str, int]:
    rows = pack.rows[table.name]
    records = [table.model(**_as_arguments(table, row, pack, keys)) for row in rows]
    fields = [
        f.name for f in table.model._meta.concrete_fields if f.name not in ("id", "key", "state")
    ]
    fields = [name for name in fields if name not in _untold(table, rows)]
    table.model.objects.bulk_create(
        records,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=fields,
    )
    found = dict(table.model.objects.values_list("key", "pk"))
    if table.model is Area:
        _join_parents(rows, found)
    return found


def _untold(table: Table, rows: list[Row]) -> set[str]:
    """Return the columns a pack of an older form has not: what was decided at the desk stays."""
    later = {column.name for column in table.columns if column.absent}
    return later - set(rows[0].cells) if rows else set()


def _as_arguments(
    table: Table, row: Row, pack: Pack, keys: dict[str, dict[str, int]]
) -> dict[str, Any]:
    values = as_fields(table, row.values)
    for column in table.columns:
        if isinstance(column.cell, Key) and column.cell.of and column.name != "office":
            key = values.pop(column.name)
            if column.cell.of in keys:
                values[f"{column.name}_id"] = keys[column.cell.of].get(key)
    if table.name == "opportunities":
        area = Area.objects.only("partner_id", "country").get(pk=values["area_id"])
        values.update(partner_id=area.partner_id, country=area.country)
    return values


def _join_parents(rows: list[Row], found: dict[str, int]) -> None:
    children = [row for row in rows if row.values["parent"]]
    areas = {
        area.key: area for area in Area.objects.filter(key__in=[r.values["key"] for r in children])
    }
    for row in children:
        areas[row.values["key"]].parent_id = found[row.values["parent"]]
    Area.objects.bulk_update(areas.values(), ["parent"])


def _write_table(folder: Path, table: Table, records: list[Any]) -> None:
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        rows = [as_row(table, record) for record in records]
        told = [c for c in table.columns if not c.absent or any(row[c.name] for row in rows)]
        writer.writerow([column.name for column in told])
        for row in rows:
            writer.writerow([column.cell.write(row[column.name]) for column in told])


def _write_entries(folder: Path, table: Table, records: list[Any]) -> None:
    for language, _ in settings.LANGUAGES if table.texts else ():
        entries = []
        for record in records:
            words = {name: getattr(record, name).get(language, "") for name in table.texts}
            if any(words.values()):
                entries.append(Entry(record.key, 0, words))
        write_texts(folder / "texts" / language / f"{table.name}.md", entries)

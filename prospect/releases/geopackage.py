"""Writes public records as a valid GeoPackage (OGC 12-128r19) that Django reads with its models."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from django.db import connections, models

from prospect.geometry import geopackage_binary
from prospect.geometry.field import GeometryField

CHUNK = 5_000
DESCRIPTIONS = {  # what a reader of the file alone must know of a layer
    "areas": "Outlines are indicative, drawn by hand: never plan or property boundaries.",
    "opportunities": "Records marked illustrative show what the layer can do; they are not on offer.",
}
Box = tuple[int, float, float, float, float]
_SQL_TYPES = {
    "BigAutoField": "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
    "ForeignKey": "INTEGER",
    "BooleanField": "BOOLEAN",
    "DateField": "DATE",
    "FloatField": "REAL",
    "PositiveIntegerField": "INTEGER",
    "PositiveSmallIntegerField": "SMALLINT",
}
_STORED_OTHERWISE = (GeometryField, models.BooleanField, models.DateField)  # by PostgreSQL
_ENVELOPE = struct.Struct("<4d")
_POINT = struct.Struct("<2d")
_POINT_AT = 8 + 5  # after the GeoPackage header and the WKB byte order and type


def create(path: str, created: datetime) -> sqlite3.Connection:
    """Return a connection to a new, empty GeoPackage; fast and unsafe until ``finish``."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(files("prospect.releases").joinpath("geopackage.sql").read_text())
    wkt = files("prospect.releases").joinpath("epsg4326.wkt").read_text().strip()
    database.execute(
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, ?, "
        "'longitude/latitude coordinates in decimal degrees')",
        [wkt],
    )
    database.execute("BEGIN")
    return database


def geometry_field(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """Return the one geometry field of a model, or None."""
    return next((f for f in model._meta.concrete_fields if isinstance(f, GeometryField)), None)


@dataclass(frozen=True)
class Copied:
    """How many rows were copied, and the box of each geometry: pk, west, east, south, north."""

    rows: int
    boxes: list[Box]


def copy_model(
    database: sqlite3.Connection, queryset: models.QuerySet[Any], created: datetime
) -> Copied:
    """Create the table of a queryset's model and copy its rows."""
    model = queryset.model
    _create_table(database, model)
    table, fields = model._meta.db_table, model._meta.concrete_fields
    geometry = geometry_field(model)
    position = fields.index(geometry) if geometry is not None else None  # type: ignore[arg-type]
    special = _special(queryset.db, fields)
    sql, parameters = queryset.order_by("pk").query.sql_with_params()
    marks = ",".join("?" * len(fields))
    boxes: list[Box] = []
    rows = 0
    for chunk in _chunks(queryset.db, sql, parameters):
        plain = [_plain(row, special) for row in chunk] if special else chunk
        if position is not None:
            boxes += [(row[0], *bounds(row[position])) for row in plain if row[position]]
        database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', plain)  # noqa: S608
        rows += len(plain)
    _index(database, model)
    if geometry is not None:
        _register_features(database, model, geometry, boxes, created)
    else:
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
            "VALUES (?, 'attributes', ?, ?)",
            [table, table, _stamp(created)],
        )
    return Copied(rows, boxes)


def bounds(blob: bytes) -> tuple[float, float, float, float]:
    """Return west, east, south, north of a GeoPackage geometry written by us, without parsing it."""
    if blob[3] & 0b1110:
        return _ENVELOPE.unpack_from(blob, 8)
    x, y = _POINT.unpack_from(blob, _POINT_AT)
    return x, x, y, y


def finish(database: sqlite3.Connection) -> None:
    """Add the spatial triggers of the standard, commit, let the planner learn, and close.

    The triggers come last: they call ST_ functions that only GIS programs have.
    """
    script = files("prospect.releases").joinpath("rtree_triggers.sql").read_text()
    for table, column in database.execute(
        "SELECT table_name, column_name FROM gpkg_geometry_columns"
    ):
        names = script.replace("<t>", table).replace("<c>", column).replace("<i>", "id")
        _execute_statements(database, names)
    database.execute("COMMIT")
    database.execute("ANALYZE")
    database.close()


def _create_table(database: sqlite3.Connection, model: type[models.Model]) -> None:
    columns = []
    for column in model._meta.concrete_fields:
        kind = _SQL_TYPES.get(column.get_internal_type(), "TEXT")
        if isinstance(column, GeometryField):
            kind = "MULTIPOLYGON" if column.null else "POINT"
        columns.append(f'"{column.column}" {kind}')
    database.execute(f'CREATE TABLE "{model._meta.db_table}" ({", ".join(columns)})')


def _index(database: sqlite3.Connection, model: type[models.Model]) -> None:
    """Add the indexes of a full table: sorting all its rows once is quicker than finding places."""
    table = model._meta.db_table
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) or column.name == "key":
            database.execute(
                f'CREATE INDEX "{table}_{column.name}" ON "{table}" ("{column.column}")'
            )


def _chunks(alias: str, sql: str, parameters: Any) -> Iterator[list[tuple[Any, ...]]]:
    with connections[alias].chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk


def _special(alias: str, fields: Sequence[models.Field[Any, Any]]) -> list[int]:
    """Return the places of values to be rewritten; those of SQLite are as they shall be.

    Only a polygon is not: the layer declares multipolygons.
    """
    if connections[alias].vendor != "sqlite":
        return [i for i, field in enumerate(fields) if isinstance(field, _STORED_OTHERWISE)]
    return [i for i, field in enumerate(fields) if isinstance(field, GeometryField) and field.null]


def _plain(row: Iterable[Any], special: list[int]) -> list[Any]:
    """Return a database row as SQLite values, polygons as multipolygons."""
    cells = list(row)
    for position in special:
        cells[position] = _value(cells[position])
    return cells


def _value(cell: Any) -> Any:
    if isinstance(cell, memoryview):
        cell = bytes(cell)
    if isinstance(cell, bytes):
        return _as_multipolygon(cell)
    if isinstance(cell, bool):
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _as_multipolygon(blob: bytes) -> bytes:
    if not blob[3] & 0b1110:
        return blob  # a point has no envelope
    geometry = geopackage_binary.read(blob)
    if geometry.geom_type != "Polygon":
        return blob
    from shapely.geometry import MultiPolygon

    return geopackage_binary.write(MultiPolygon([geometry]))


def _register_features(
    database: sqlite3.Connection,
    model: type[models.Model],
    geometry: models.Field[Any, Any],
    boxes: list[Box],
    created: datetime,
) -> None:
    table, column = model._meta.db_table, geometry.column
    extent = _extent(boxes)
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        [table, table, DESCRIPTIONS.get(table, ""), _stamp(created), *extent],
    )
    kind = "MULTIPOLYGON" if geometry.null else "POINT"
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4326, 0, 0)", [table, column, kind]
    )
    index = f"rtree_{table}_{column}"
    database.execute(f'CREATE VIRTUAL TABLE "{index}" USING rtree(id, minx, maxx, miny, maxy)')
    database.executemany(f'INSERT INTO "{index}" VALUES (?, ?, ?, ?, ?)', boxes)  # noqa: S608
    database.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec121/#extension_rtree', 'write-only')",
        [table, column],
    )


def _execute_statements(database: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement; ``executescript`` would end our transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""


def _extent(boxes: list[Box]) -> list[float | None]:
    if not boxes:
        return [None] * 4
    columns = list(zip(*boxes, strict=True))
    return [min(columns[1]), min(columns[3]), max(columns[2]), max(columns[4])]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")

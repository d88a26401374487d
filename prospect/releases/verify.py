"""Checks a release before it may become current; each refusal says what and what to do."""

import gzip
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pmtiles.reader import MmapSource, Reader, all_tiles

from prospect.releases.build import RELEASED, sha256
from prospect.releases.kept_files import missing_files
from prospect.releases.removals import removal_faults
from prospect.releases.store import CATALOGUE, Release, is_readable, unchanging

SAMPLED_TILES = 40
ROUNDED = 1e-5  # degrees: an R*Tree keeps its boxes in 32 bits, rounded outwards


def find_faults(release: Release, *, allow_removal: bool = False) -> list[str]:
    """Return what speaks against making a release current; nothing means it may."""
    faults = [*_file_faults(release)]
    if faults:
        return faults
    faults += _catalogue_faults(release)
    if not faults:
        faults += missing_files(release)
    if not allow_removal:
        faults += removal_faults(release)
    for archive in sorted((release.folder / "tiles").glob("*.pmtiles")):
        faults += _tile_faults(archive)
    return faults


def _file_faults(release: Release) -> Iterator[str]:
    try:
        files = release.manifest["files"]
    except (OSError, ValueError, KeyError):
        yield "manifest.json is missing or broken. Build the release again."
        return
    if not is_readable(release):
        yield "It was written by another version of the software. Build a release with this one."
    for name, expected in files.items():
        path = release.folder / name
        if not path.is_file():
            yield f"{name} is missing. Build the release again."
        elif sha256(path) != expected["sha256"]:
            yield f"{name} has changed since it was built. Build the release again."


def _catalogue_faults(release: Release) -> Iterator[str]:
    database = sqlite3.connect(unchanging(release.folder / CATALOGUE), uri=True)
    try:
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            yield "catalogue.gpkg is damaged. Build the release again."
            return
        if not database.execute("SELECT count(*) FROM areas").fetchone()[0]:
            yield "There are 0 areas. Load a region pack first: prospect load regions/oresund"
        yield from _dangling(database)
        yield from _outside(database)
    except sqlite3.DatabaseError as error:
        yield f"catalogue.gpkg cannot be read ({error}). Build the release again."
    finally:
        database.close()


def _dangling(database: sqlite3.Connection) -> Iterator[str]:
    for model in RELEASED:
        for column in model._meta.concrete_fields:
            if not column.is_relation:
                continue
            table, other = model._meta.db_table, column.related_model._meta.db_table
            required = "" if column.null else f' OR "{column.column}" IS NULL'
            query = (
                f'SELECT key FROM "{table}" WHERE ("{column.column}" IS NOT NULL AND "{column.column}" '  # noqa: S608
                f'NOT IN (SELECT id FROM "{other}")){required} LIMIT 1'
            )
            for (key,) in database.execute(query):
                yield f"{table} {key!r} points at a missing {column.name}. Publish it or cut the link."


def _outside(database: sqlite3.Connection) -> Iterator[str]:
    window = database.execute("SELECT west, south, east, north FROM regions").fetchone()
    if window is None:
        yield "There is no region. Load a region pack first."
        return
    west, south, east, north = window
    rows = database.execute(
        "SELECT areas.key FROM areas JOIN rtree_areas_geom r ON r.id = areas.id "
        "WHERE r.minx < ? OR r.miny < ? OR r.maxx > ? OR r.maxy > ?",
        [west - ROUNDED, south - ROUNDED, east + ROUNDED, north + ROUNDED],
    )
    for (key,) in rows:
        yield f"The outline of area {key!r} reaches outside the region. Correct the outline."


def _tile_faults(archive: Path) -> Iterator[str]:
    try:
        with archive.open("rb") as file:
            source = MmapSource(file)
            coordinates = [zxy for zxy, _ in all_tiles(source)]
            sample = random.Random(0).sample(coordinates, min(SAMPLED_TILES, len(coordinates)))  # noqa: S311
            reader = Reader(source)
            for z, x, y in sample:
                _decode(gzip.decompress(reader.get(z, x, y) or b""))
    except Exception as error:  # whatever the bytes make a decoder raise, the tiles are unusable
        yield f"{archive.name} holds a tile that does not decode ({error}). Build the release again."
        return
    if not coordinates:
        yield f"{archive.name} holds no tiles. Build the release again."


def _decode(tile: bytes) -> int:
    """Walk the protobuf messages of a vector tile and return its layers; ValueError when broken."""
    layers = position = 0
    while position < len(tile):
        tag, position = _varint(tile, position)
        if tag != (3 << 3 | 2):
            raise ValueError(f"unexpected field {tag}")
        length, position = _varint(tile, position)
        position += length
        layers += 1
    if position != len(tile) or not layers:
        raise ValueError("cut off or empty")
    return layers


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return value, position

"""Builds a release aside: the GeoPackage, the columns and words, the tiles, the manifest."""

import gc
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

import prospect
from prospect.catalogue import models
from prospect.media.models import Document, Picture
from prospect.partners.models import Partner
from prospect.releases import basemap, geopackage, tiles
from prospect.releases.beside import Beside
from prospect.releases.geopackage import Copied
from prospect.releases.kept_files import FOLDER, link_kept_files, link_or_copy
from prospect.releases.public_records import load_collections, one_moment
from prospect.releases.store import (
    CATALOGUE,
    FORMAT,
    MANIFEST,
    NoRelease,
    Release,
    all_releases,
    current_id,
    current_release,
    sync_folder,
)
from prospect.releases.street import street_map
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import bake_boxes, bake_columns
from prospect.search.orders import leave_names
from prospect.search.texts import bake_texts
from prospect.search.words import leave_texts
from prospect.story.models import Chapter
from prospect.strategy.models import Initiative, Objective, Priority, Strategy, Turn

RELEASED: tuple[Any, ...] = (
    models.Region, models.TextBlock, Partner, models.Organisation, models.Industry, models.Station,
    models.Link, models.Area, models.Figure, models.Milestone, models.Opportunity, models.Place,
    models.LandUseCode, Picture, Document, Strategy, Priority, Objective, Initiative, Turn,
    Chapter,
)  # fmt: skip
MANY = 20_000  # records from which a second process is worth its start
BACK = timedelta(days=2)  # a release that lies further ahead is of a clock nobody should follow
Progress = Callable[[str], None]


def build_release(progress: Progress = lambda step: None, *, with_tiles: bool = True) -> Release:
    """Build a release from the public records; it is complete on disk but not yet active."""
    created = _moment()
    release_id = f"{created:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    settings.RELEASES.mkdir(parents=True, exist_ok=True)
    sweep_unfinished()
    work = settings.RELEASES / f".building-{os.getpid()}-{release_id}"
    work.mkdir()
    gc.disable()  # all records stay until the end: looking for garbage among them is half the time
    try:
        progress("records")
        with one_moment():
            loaded = load_collections()
            with _baking_texts(work / "columns", loaded) as texts, ThreadPoolExecutor(1) as beside:
                progress("catalogue")
                copied = _write_catalogue(work / CATALOGUE, release_id, created)
                link_kept_files(work / FOLDER)
                sealed = {CATALOGUE: beside.submit(_seal, work / CATALOGUE)}
                progress("columns")
                _bake_columns(work / "columns", loaded, copied)
                texts.finish()
        progress("tiles")
        layers = _bake_tiles(work, loaded["areas"]) if with_tiles else {}
        counts = {table: one.rows for table, one in copied.items()}
        _write_manifest(work, release_id, created, counts, layers, sealed)
        work.rename(settings.RELEASES / release_id)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    finally:
        gc.enable()
    sync_folder(settings.RELEASES)
    return Release(release_id, settings.RELEASES / release_id)


def _moment() -> datetime:
    """Return now, or just after the newest release where a clock went back: ids are in order of making."""
    now = datetime.now(UTC)
    newest = next((kept.created for kept in all_releases()), now - BACK)
    return max(now, newest + timedelta(seconds=1)) if newest < now + BACK else now


def sweep_unfinished() -> None:
    """Remove build folders whose process is gone."""
    for folder in settings.RELEASES.glob(".building-*"):
        process = int(folder.name.split("-")[1])
        if process == os.getpid() or (
            not Path(f"/proc/{process}").exists() and not _alive(process)
        ):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_catalogue(path: Path, release_id: str, created: datetime) -> dict[str, Copied]:
    """Copy the public rows of every released model; return what was copied by table."""
    database = geopackage.create(str(path), created)
    try:
        copied = {}
        for model in RELEASED:
            rows = model.objects.public()
            copied[model._meta.db_table] = geopackage.copy_model(database, rows, created)
        _null_dangling(database)
        _describe_itself(database, release_id, created)
        geopackage.finish(database)
    except BaseException:
        database.close()
        raise
    return copied


def _null_dangling(database: sqlite3.Connection) -> None:
    """Cut references to records that are not public, so that none points at nothing."""
    for model in RELEASED:
        for column in model._meta.concrete_fields:
            if column.is_relation:
                table, other = model._meta.db_table, column.related_model._meta.db_table
                database.execute(
                    f'UPDATE "{table}" SET "{column.column}" = NULL WHERE "{column.column}" IS NOT NULL'  # noqa: S608
                    f' AND "{column.column}" NOT IN (SELECT id FROM "{other}")'
                )


def _describe_itself(database: sqlite3.Connection, release_id: str, created: datetime) -> None:
    database.execute(
        "CREATE TABLE release (id TEXT NOT NULL, created TEXT NOT NULL, software TEXT NOT NULL)"
    )
    database.execute(
        "INSERT INTO release VALUES (?, ?, ?)",
        [release_id, created.isoformat(), prospect.__version__],
    )


def _baking_texts(folder: Path, loaded: dict[str, list[Any]]) -> Beside:
    """Bake words and alphabetical orders, in a process beside this one when records are many."""
    languages = [code for code, _ in settings.LANGUAGES]
    folders = [folder / name for name in loaded]
    for place in folders:
        place.mkdir(parents=True)
        leave_texts(place, map(COLLECTIONS[place.name].words, loaded[place.name]))
        leave_names(place, loaded[place.name], languages)
    return Beside(bake_texts, folders, alone=sum(map(len, loaded.values())) < MANY)


def _bake_columns(folder: Path, loaded: dict[str, list[Any]], copied: dict[str, Copied]) -> None:
    for name, collection in COLLECTIONS.items():
        bake_columns(folder / name, collection.columns, loaded[name])
        if collection.boxed:
            boxes = copied[collection.model._meta.db_table].boxes
            bake_boxes(folder / name, {pk: sides for pk, *sides in boxes})


def _bake_tiles(work: Path, areas: list[Any]) -> dict[str, str]:
    """Bake the tile archives whose content changed; link the others. Return their content keys."""
    (work / "tiles").mkdir()
    layers = work / "layers"
    layers.mkdir()
    paths = tiles.write_layers(layers, areas)
    keys = {"region": tiles.content_key(paths)}
    if settings.BASEMAP.is_dir():
        keys["basemap"] = basemap.content_key(settings.BASEMAP)
    for name, key in keys.items():
        target = work / "tiles" / f"{name}.pmtiles"
        if _reuse(name, key, target):
            continue
        if name == "region":
            tiles.bake_region(paths, target)
        else:
            basemap.bake_basemap(settings.BASEMAP, target)
    shutil.rmtree(layers)
    if street_map().is_file():
        link_or_copy(street_map(), work / "tiles" / "street.pmtiles")
    return keys


def _reuse(name: str, key: str, target: Path) -> bool:
    """Take an archive of this content from the current release or, baked ahead, from the pack."""
    try:
        current = current_release()
        if current.manifest["tiles"].get(name) == key:
            link_or_copy(current.tiles(name), target)
            return True
    except (NoRelease, OSError, KeyError, ValueError):
        pass
    ready = settings.BASEMAP / "baked" / f"{key}.pmtiles"
    if ready.is_file():
        link_or_copy(ready, target)
    return ready.is_file()


def _write_manifest(
    work: Path,
    release_id: str,
    created: datetime,
    counts: dict[str, int],
    layers: dict[str, str],
    sealed: dict[str, Future[dict[str, Any]]],
) -> None:
    """Flush every file to disk and write down what the release holds."""
    try:
        parent = current_id()
    except NoRelease:
        parent = None
    names = {
        str(path.relative_to(work)): path for path in sorted(work.rglob("*")) if path.is_file()
    }
    files = {
        name: sealed[name].result() if name in sealed else _seal(path)
        for name, path in names.items()
    }
    manifest = {
        "id": release_id,
        "format": FORMAT,
        "created": created.isoformat(timespec="seconds"),
        "software": f"prospect {prospect.__version__}",
        "parent": parent,
        "counts": counts,
        "tiles": layers,
        "files": files,
    }
    (work / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    _seal(work / MANIFEST)
    for folder in (work, *(path for path in work.rglob("*") if path.is_dir())):
        sync_folder(folder)


def _seal(path: Path) -> dict[str, Any]:
    """Flush a file that will not change any more to disk; return its size and SHA-256."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

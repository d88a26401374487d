"""Where releases lie on disk: one folder each, and a symbolic link to the current one."""

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

MANIFEST = "manifest.json"
CATALOGUE = "catalogue.gpkg"
FORMAT = 8  # of the files the public side reads; raise it when older ones cannot be read any more
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_reading = threading.local()


class NoRelease(LookupError):
    """There is no release of that id, or none at all yet."""


@dataclass(frozen=True)
class Release:
    """The published region at one moment: an immutable folder."""

    id: str
    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))

    @property
    def created(self) -> datetime:
        return datetime.strptime(self.id.partition("-")[0], "%Y%m%dT%H%M%S%z")

    @property
    def columns(self) -> Path:
        return self.folder / "columns"

    def tiles(self, name: str) -> Path:
        """Return the path of one tile archive by its name without ending."""
        return self.folder / "tiles" / f"{name}.pmtiles"


@contextmanager
def reading(release_id: str) -> Iterator[None]:
    """Have one release be the current one for this thread, also when another is made so meanwhile."""
    before = read_id()
    _reading.id = release_id
    try:
        yield
    finally:
        _reading.id = before


def read_id() -> str:
    """Return the id of the release that this thread is ``reading``; nothing when it is none."""
    return getattr(_reading, "id", "")


def current_id() -> str:
    """Return the id of the current release; NoRelease when nothing was ever published."""
    if held := read_id():
        return held
    try:
        return Path(os.readlink(settings.CURRENT)).name  # noqa: PTH115  read for every request; Path is five times slower
    except OSError:
        message = "No release is active. Run: prospect release build"
        raise NoRelease(message) from None


def current_release() -> Release:
    """Return the current release; NoRelease also when other software wrote it in another form."""
    current = release(current_id())
    if not is_readable(current):
        raise NoRelease(f"Release {current.id} is of another version. Run: prospect release build")
    return current


@lru_cache(maxsize=64)
def is_readable(release: Release) -> bool:
    """Return whether this software reads the files of a release, which never change."""
    try:
        return bool(release.manifest.get("format") == FORMAT)
    except (OSError, ValueError):
        return False


def release(release_id: str) -> Release:
    """Return a kept release by id; NoRelease when the id is malformed or the folder is gone."""
    folder = settings.RELEASES / release_id
    if not _ID.fullmatch(release_id) or not folder.is_dir():
        raise NoRelease(f"There is no release {release_id!r}. See: prospect release list")
    return Release(release_id, folder)


def all_releases() -> list[Release]:
    """Return every complete release, newest first."""
    if not settings.RELEASES.is_dir():
        return []
    names = [p.name for p in settings.RELEASES.iterdir() if _ID.fullmatch(p.name) and p.is_dir()]
    return [Release(name, settings.RELEASES / name) for name in sorted(names, reverse=True)]


def switch_current(to: Release) -> None:
    """Point ``current`` at a release in one step that survives a power cut."""
    link = settings.CURRENT.with_name(f"current.{os.getpid()}.new")
    link.unlink(missing_ok=True)
    link.symlink_to(to.id)
    link.replace(settings.CURRENT)
    sync_folder(settings.RELEASES)


def unchanging(file: Path) -> str:
    """Return the address by which SQLite opens a file, by its whole path, that never changes."""
    return f"{file.as_uri()}?mode=ro&immutable=1"


def sync_folder(folder: Path) -> None:
    """Flush a folder's directory entries to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The files of public pictures and documents in a release: linked at build, looked for at verify."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from prospect.media.keeping import kept_path
from prospect.media.models import Document, Picture
from prospect.media.names import document_name, is_name, picture_names
from prospect.releases.store import (
    CATALOGUE,
    NoRelease,
    Release,
    all_releases,
    current_release,
    unchanging,
)

FOLDER = "media"


def link_kept_files(folder: Path) -> None:
    """Give a release the files of its pictures and documents; what is not there, verify tells of."""
    pictures = Picture.objects.public().values_list("file", "width")
    documents = Document.objects.public().values_list("file", flat=True)
    wanted = {name for sha, width in pictures for name in picture_names(sha, width)}
    wanted |= {document_name(sha) for sha in documents}
    if wanted:
        folder.mkdir()
    for name in sorted(wanted):
        if kept_path(name).is_file():
            link_or_copy(kept_path(name), folder / name)


def link_or_copy(source: Path, target: Path) -> None:
    """Share a file's bytes on disk; copy where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def missing_files(release: Release) -> Iterator[str]:
    """Yield each public picture and document whose files are not in the release."""
    folder = release.folder / FOLDER
    with closing(sqlite3.connect(unchanging(release.folder / CATALOGUE), uri=True)) as database:
        pictures = database.execute("SELECT key, file, width FROM pictures").fetchall()
        documents = database.execute("SELECT key, file FROM documents").fetchall()
    needed = [(f"picture {key!r}", picture_names(sha, width)) for key, sha, width in pictures]
    needed += [(f"document {key!r}", [document_name(sha)]) for key, sha in documents]
    for what, names in needed:
        if not all((folder / name).is_file() for name in names):
            yield f"Files of {what} are not under PROSPECT_HOME/media. Bring them back from the backup, or archive it."


def public_file(name: str) -> Path | None:
    """Return a file of the current release, or of one that is kept; None for any other name."""
    if not is_name(name):
        return None
    try:
        found = current_release().folder / FOLDER / name
    except NoRelease:
        return None
    if found.is_file():
        return found
    older = (one.folder / FOLDER / name for one in all_releases())
    return next((path for path in older if path.is_file()), None)

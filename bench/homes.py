"""Temporary installations: a PROSPECT_HOME each, made by the real commands, gone afterwards."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
PACK = CHECKOUT / "regions" / "oresund"
PROSPECT = Path(sys.executable).with_name("prospect")
LONGEST = 900  # seconds any one command may take


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and of processors, children included."""

    wall: float
    cpu: float


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process that runs on a home with the settings as they are."""
    own = ("PROSPECT_", "DATABASE_URL", "MAKE", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {
        **kept, "PROSPECT_HOME": str(home), "PROSPECT_SECRET_KEY": "only for measuring",
        "PROSPECT_DEMO": "yes",  # staff log in without a second step
    }  # fmt: skip


def run(home: Path, *command: str) -> Took:
    """Run one command on a home and return what it took; RuntimeError tells its last words."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment(home), capture_output=True, text=True,
        timeout=LONGEST, check=False,
    )  # fmt: skip
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-800:]}")
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def inside(home: Path, name: str) -> dict[str, Any]:
    """Run one measurement of ``bench.inside`` with Django set up on a home; return its answer."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", name], cwd=CHECKOUT, env=environment(home),
        stdout=subprocess.PIPE, text=True, timeout=LONGEST, check=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@contextmanager
def empty_home() -> Iterator[Path]:
    """Give a new, empty home and remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="prospect-bench-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def load_demo(home: Path) -> Took:
    """Load the demo region."""
    return run(home, str(PROSPECT), "load", str(PACK))


def build_demo(home: Path) -> Took:
    """Build, verify and activate a release."""
    return run(home, str(PROSPECT), "release", "build")


class Homes:
    """The homes of one run, made when first asked for and shared by the measurements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @lru_cache(maxsize=1)  # noqa: B019  one object a run
    def demo(self) -> Path:
        """Return a home with the demo region loaded and released."""
        home = self.folder / "demo"
        load_demo(home)
        build_demo(home)
        return home

    @lru_cache(maxsize=1)  # noqa: B019
    def large(self) -> Path:
        """Return a home with the made-up opportunities beside the demo region, not yet released."""
        home = self.folder / "large"
        load_demo(home)
        inside(home, "fill")
        return home

    @lru_cache(maxsize=1)  # noqa: B019
    def desk(self) -> Path:
        """Return a home with many records to edit."""
        home = self.folder / "desk"
        load_demo(home)
        inside(home, "fill_desk")
        return home

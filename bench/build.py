"""Loading, building, starting: commands as a person runs them, each in a process of its own."""

import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.homes import (
    CHECKOUT,
    Homes,
    Took,
    build_demo,
    empty_home,
    environment,
    inside,
    load_demo,
    run,
)  # fmt: skip
from bench.report import Line, Result, spread
from bench.server import end_group, free_port, wait_for

ROUNDS = 3


def measure(homes: Homes) -> Iterator[Line]:
    """Measure loading, building and starting the demo, then building a large region."""
    loads, builds, again = [], [], []
    for _ in range(ROUNDS):
        with empty_home() as home:
            loads.append(load_demo(home))
            builds.append(build_demo(home))
            again.append(build_demo(home))
    yield _result("prospect load, demo, empty home", loads, 5)
    yield _result("release build, demo, first (tiles baked)", builds, 3)
    yield _result("release build, demo, nothing changed", again, 3)
    yield from _demo()
    yield from _large(homes)


def _result(what: str, times: list[Took], most: float | None) -> Result:
    wall, cpu = [took.wall for took in times], [took.cpu for took in times]
    middle = statistics.median(wall)
    return Result(what, middle, "s", most=most, noise=spread(wall), cpu=statistics.median(cpu))


def _demo() -> Iterator[Line]:
    """Time ``make demo`` to its first page: once on an empty home, then on what that one left."""
    with empty_home() as home:
        run(home, "make", "--silent", "prepare")
        first = _until_page(home)
        seconds = [_until_page(home) for _ in range(ROUNDS)]
    yield Result(
        "make demo, empty home, to first page", first, "s", noise="load and build too; once"
    )
    middle = statistics.median(seconds)
    yield Result("make demo, warm, to first page", middle, "s", most=6, noise=spread(seconds))


def _until_page(home: Path) -> float:
    port, start = free_port(), time.perf_counter()
    process = subprocess.Popen(
        ["make", "--silent", "demo", f"PORT={port}"], cwd=CHECKOUT, env=environment(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, "/en/map/", b"<region-map", process)
        return time.perf_counter() - start
    finally:
        end_group(process)


def _large(homes: Homes) -> Iterator[Line]:
    found = [inside(homes.large(), "build") for _ in range(ROUNDS)]
    times = [Took(one["wall"], one["cpu"]) for one in found]
    rows = found[0]["opportunities"]
    yield _result(f"release build, {rows:,} opportunities, without tiles", times, 10)
    for step in found[0]["steps"]:
        taken = [Took(one["steps"][step]["wall"], one["steps"][step]["cpu"]) for one in found]
        yield _result(f"  of that: {step}", taken, None)

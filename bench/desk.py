"""The desk with 5,000 records: its list, a save, an import, and approving what was imported."""

from collections.abc import Iterator
from typing import Any

from bench.homes import Homes, inside
from bench.report import Line, Result


def measure(homes: Homes) -> Iterator[Line]:
    """Measure what staff wait for, each part with its budget."""
    found = inside(homes.desk(), "desk")
    rows = found["rows"]
    slowest = f"slowest: ?{found['list']['slowest']}"
    yield _milliseconds(f"list of {rows:,} records, ten ways, p95", found["list"], 150, slowest)
    yield Result("questions of the slowest list", found["questions"], "", most=12)
    yield _milliseconds("start page, p95", found["start"], 150)
    yield Result("questions of the start page", found["start_questions"], "")
    yield _milliseconds("save with its revision, p95", found["save"], 30)
    yield _seconds(f"export of {rows:,} records", found["export"], None)
    yield _seconds(f"import of {rows:,} rows: sent, checked, taken over", found["import"], 12)
    yield _seconds("  of that: until read", found["read"], None)
    yield _seconds("  of that: until checked", found["check"], None)
    what = f"approve {found['published']:,} drafts, before the release is built"
    yield _seconds(what, found["publish"], 5)


def _milliseconds(what: str, times: dict[str, Any], most: float, more: str = "") -> Result:
    wall = {name: times[name] * 1000 for name in ("p50", "p95", "least", "most")}
    noise = f"median {wall['p50']:.1f}, {wall['least']:.1f}-{wall['most']:.1f}"
    noise = f"{noise}; {more}" if more else noise
    return Result(what, wall["p95"], "ms", most=most, noise=noise, cpu=times["cpu_p95"] * 1000)


def _seconds(what: str, took: dict[str, float], most: float | None) -> Result:
    return Result(what, took["wall"], "s", most=most, noise="once", cpu=took["cpu"])

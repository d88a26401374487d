"""What a list and a page cost in process: explore against its list query, and a large region."""

from collections.abc import Iterator
from typing import Any

from bench.homes import Homes, inside
from bench.region import OPPORTUNITIES
from bench.report import Line, Result


def measure(homes: Homes) -> Iterator[Line]:
    """Compare the explore page with its list query, then time lists and pages of a large region."""
    found = inside(homes.demo(), "explore")
    page, listed = found["page"], found["list"]
    cpu = page["cpu_p50"] / listed["cpu_p50"]
    told = f"page {page['p50'] * 1000:.1f} ms, list {listed['p50'] * 1000:.1f} ms; medians of 60"
    ratio = page["p50"] / listed["p50"]
    yield Result("explore page, uncached / its list query", ratio, "x", most=4, noise=told, cpu=cpu)
    yield from _large(homes)


def _large(homes: Homes) -> Iterator[Line]:
    home = homes.large()
    if not (home / "releases" / "current").exists():
        inside(home, "build")
    found = inside(home, "large")
    yield milliseconds(f"filtered list of {OPPORTUNITIES:,}, p95", found["list"], 10)
    yield milliseconds(f"filtered page of {OPPORTUNITIES:,}, uncached, p95", found["page"], 80)


def milliseconds(what: str, times: dict[str, Any], most: float) -> Result:
    """Return a line about times of one page, with their spread."""
    wall = {name: seconds * 1000 for name, seconds in times.items()}
    noise = f"median {wall['p50']:.1f}, {wall['least']:.1f}-{wall['most']:.1f} in 60"
    return Result(what, wall["p95"], "ms", most=most, noise=noise, cpu=wall["cpu_p95"])

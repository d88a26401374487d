"""Pages about the region as a whole, and the comparison of two releases with many records."""

from collections.abc import Iterator

from bench.homes import Homes, inside
from bench.pages import milliseconds
from bench.report import Line, Result


def measure(homes: Homes) -> Iterator[Line]:
    """Measure the build-out and the catalogue uncached, then a comparison of two releases."""
    found = inside(homes.demo(), "regional")
    yield milliseconds("build-out of the region, uncached, p95", found["build_out"], 60)
    yield milliseconds("the region as one plan, uncached, p95", found["one_plan"], 60)
    yield milliseconds("idea catalogue, uncached, p95", found["ideas"], 60)
    yield milliseconds("the story, all chapters, uncached, p95", found["story"], 150)
    compared = inside(homes.desk(), "compare")
    what = f"two releases of {compared['records']:,} objects compared"
    told = f"{compared['changes']:,} changes found, once"
    yield Result(what, compared["wall"], "s", most=1, noise=told, cpu=compared["cpu"])

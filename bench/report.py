"""What was measured, against which budget, and how much the machine shook meanwhile."""

import os
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """One measured value; ``most`` and ``least`` are its budget, both None for information.

    ``cpu`` is the same by processor time where it is known: it says whether a value over
    its budget is slow work, or work that waited for a busy machine.
    """

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    noise: str = ""
    cpu: float | None = None

    def fits(self, value: float) -> bool:
        """Return whether a value is within the budget."""
        over = self.most is not None and value > self.most
        return not over and not (self.least is not None and value < self.least)

    @property
    def verdict(self) -> str:
        if self.most is None and self.least is None:
            return "-"
        if self.fits(self.value):
            return "ok"
        waited = self.cpu is not None and self.fits(self.cpu)
        return "busy" if waited and crowded() else "OVER"

    @property
    def budget(self) -> str:
        if self.most is not None:
            return f"<= {self.most:g} {self.unit}"
        return f">= {self.least:g} {self.unit}" if self.least is not None else "-"


@dataclass(frozen=True)
class Skipped:
    """Something that could not be measured here, and why."""

    what: str
    why: str


Line = Result | Skipped


def crowded() -> bool:
    """Return whether more work wants to run than there are cores, so that times mean little."""
    return os.getloadavg()[0] > (os.cpu_count() or 1) * 1.25


def table(lines: Iterable[Line]) -> str:
    """Return the results as an aligned table."""
    rows = [("what", "measured", "budget", "", "spread, CPU, remarks")]
    for line in lines:
        if isinstance(line, Skipped):
            rows.append((line.what, "-", "-", "skipped", line.why))
            continue
        cpu = f"CPU {line.cpu:.3g} {line.unit}" if line.cpu is not None else ""
        remark = "; ".join(part for part in (cpu, line.noise) if part)
        digits = ".3g" if line.value < 1000 else ".0f"
        value = f"{line.value:{digits}} {line.unit}"
        rows.append((line.what, value, line.budget, line.verdict, remark))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(row[i].ljust(widths[i]) for i in range(4)), row[4]]).rstrip() for row in rows
    )


def spread(values: list[float], digits: int = 2) -> str:
    """Return least to most of repeated measurements, in words."""
    return f"{min(values):.{digits}f}-{max(values):.{digits}f} in {len(values)}"


def machine() -> str:
    """Return what this ran on and how busy it was: the same small work, done again and again."""
    times = [_small_work() for _ in range(25)]
    shake = max(times) / min(times)
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {_processor()}, load {load:.1f}; the same 20 ms of work took "
        f"{min(times) * 1000:.0f}-{max(times) * 1000:.0f} ms (median "
        f"{statistics.median(times) * 1000:.0f}): {shake:.1f}x apart"
    )


def _small_work() -> float:
    start = time.perf_counter()
    sum(number * number for number in range(250_000))
    return time.perf_counter() - start


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown processor"
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(names, "unknown processor")

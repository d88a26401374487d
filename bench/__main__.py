"""``make bench``, or ``python -m bench build memory``: measure all, or what is named."""

import signal
import sys
import time
from collections.abc import Callable, Iterator

from bench import browser, build, desk, memory, pages, ratios, regional
from bench.homes import Homes, empty_home
from bench.report import Line, Result, crowded, machine, table

MEASUREMENTS: dict[str, Callable[[Homes], Iterator[Line]]] = {
    "build": build.measure,
    "browser": browser.measure,
    "pages": pages.measure,
    "ratios": ratios.measure,
    "memory": memory.measure,
    "desk": desk.measure,
    "regional": regional.measure,
}


def main(names: list[str]) -> int:
    """Measure and print a table; return 1 when a budget is missed, 2 for an unknown name."""
    if unknown := set(names) - set(MEASUREMENTS):
        known = ", ".join(MEASUREMENTS)
        print(f"Unknown: {', '.join(sorted(unknown))}. There are: {known}", file=sys.stderr)
        return 2
    print(machine(), flush=True)
    lines: list[Line] = []
    with empty_home() as folder:
        homes = Homes(folder)
        for name in names or MEASUREMENTS:
            start = time.perf_counter()
            measured: list[Line] = []
            for line in MEASUREMENTS[name](homes):
                measured.append(line)
                print(".", end="", file=sys.stderr, flush=True)
            print(f" {name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
            print(table(measured), flush=True)
            lines += measured
    print(machine())
    if crowded():
        print("The machine was busy, so times are too long; 'busy' is no verdict. Run it alone.")
    return int(any(isinstance(line, Result) and line.verdict == "OVER" for line in lines))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # so that servers end too
    raise SystemExit(main(sys.argv[1:]))

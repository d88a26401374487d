"""Load on loopback: how many answers a second, checked; two targets taken in turns, as a ratio."""

import asyncio
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.server import CLIENT_CORE, Server, get, on_core

CONNECTIONS = 8
SECONDS = 2
PAIRS = 7
_DONE = """
done = function(summary)
  local e = summary.errors
  io.write(string.format("told %d %d %d %d\\n", summary.requests, summary.bytes, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class WrongAnswerError(Exception):
    """A server answered with something else than expected, however fast."""


@dataclass(frozen=True)
class Target:
    """One address with its request headers, and the one answer that is right."""

    name: str
    server: Server
    path: str
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    def check(self) -> None:
        """Ask once; WrongAnswerError unless status and body are the expected ones."""
        status, _, body = get(self.server.port, self.path, dict(self.headers))
        if status != self.status or body != self.body:
            raise WrongAnswerError(
                f"{self.name}: {status} with {len(body)} bytes, not {self.status}"
            )


@dataclass(frozen=True)
class Ratio:
    """Median of the ratios of the pairs, the least and the most of them, and both speeds.

    ``cpu`` is the same ratio by answers a second of the servers' processor time, which other work
    on the machine hardly changes.
    """

    middle: float
    cpu: float
    least: float
    most: float
    speeds: tuple[float, float]

    def __str__(self) -> str:
        one, other = self.speeds
        return f"{self.least:.2f}-{self.most:.2f} in {PAIRS} pairs; {one:.0f}/s to {other:.0f}/s"


def compare(one: Target, other: Target) -> Ratio:
    """Load two targets in turns (ABAB), a thrown-away turn first, and compare pair by pair."""
    speeds(one)
    speeds(other)
    pairs = [(speeds(one), speeds(other)) for _ in range(PAIRS)]
    ratios = [a[0] / b[0] for a, b in pairs]
    cpu = statistics.median(a[1] / b[1] for a, b in pairs)
    both = statistics.median(a[0] for a, _ in pairs), statistics.median(b[0] for _, b in pairs)
    return Ratio(statistics.median(ratios), cpu, min(ratios), max(ratios), both)


def speeds(target: Target) -> tuple[float, float]:
    """Return answers a second on the clock, and a second of the server's processor time.

    WrongAnswerError when one failed or sizes do not add up.
    """
    target.check()
    before = target.server.processor_seconds()
    turn = _with_wrk if shutil.which("wrk") else _with_asyncio
    answers, size, seconds, failed = turn(target)
    if failed or not answers:
        raise WrongAnswerError(f"{target.name}: {failed} of {answers} answers failed")
    if size < answers * len(target.body):
        raise WrongAnswerError(f"{target.name}: {size / answers:.0f} bytes an answer are too few")
    cpu = max(target.server.processor_seconds() - before, 0.01)  # the kernel counts in 10 ms
    target.check()
    return answers / seconds, answers / cpu


def _with_wrk(target: Target) -> tuple[int, int, float, int]:
    headers = [part for name, value in target.headers for part in ("-H", f"{name}: {value}")]
    with tempfile.TemporaryDirectory(prefix="prospect-bench-wrk-") as folder:
        script = Path(folder) / "done.lua"
        script.write_text(_DONE)
        done = subprocess.run(
            [*on_core(CLIENT_CORE), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s",
             "--timeout", "30s", "-s", str(script), *headers, f"http://127.0.0.1:{target.server.port}{target.path}"],
            capture_output=True, text=True, check=True, timeout=SECONDS + 60,
        )  # fmt: skip
    told = next(line for line in done.stdout.splitlines() if line.startswith("told ")).split()
    answers, size, microseconds, failed = (int(part) for part in told[1:])
    return answers, size, microseconds / 1e6, failed


def _with_asyncio(target: Target) -> tuple[int, int, float, int]:
    """Do what wrk does, slower: use it only for ratios, and say so."""
    return asyncio.run(_load(target))


async def _load(target: Target) -> tuple[int, int, float, int]:
    start = time.perf_counter()
    found = await asyncio.gather(*(_ask(target, start + SECONDS) for _ in range(CONNECTIONS)))
    sums = [sum(column) for column in zip(*found, strict=True)]
    return sums[0], sums[1], time.perf_counter() - start, sums[2]


async def _ask(target: Target, end: float) -> tuple[int, int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.server.port)
    lines = [f"GET {target.path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in target.headers]
    question = ("\r\n".join(lines) + "\r\n\r\n").encode()
    answers = size = failed = 0
    try:
        while time.perf_counter() < end:
            writer.write(question)
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(len(target.body))
            answers, size = answers + 1, size + len(head) + len(body)
            failed += not head.startswith(b"HTTP/1.1 %d " % target.status)
    finally:
        writer.close()
    return answers, size, failed

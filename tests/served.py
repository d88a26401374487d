"""The real server for tests: granian, as the ``prospect serve`` command starts it."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clusters import database_for

CHECKOUT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the process that was started."""

    port: int
    process: subprocess.Popen

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def processes(self) -> list[int]:
        """Return the ids of the server and, where the system tells, of its workers."""
        started = self.process.pid
        told = Path(f"/proc/{started}/task").glob("*/children")
        return [started, *sorted(int(pid) for file in told for pid in file.read_text().split())]


def environment(home):
    """The environment of a command on a PROSPECT_HOME of its own, never of another database.

    Where the tests run on PostgreSQL, each home has a database of its own there.
    """
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if given := os.environ.get("PROSPECT_TEST_DATABASE_URL"):
        name = "home_" + hashlib.sha256(str(home).encode()).hexdigest()[:16]
        kept["DATABASE_URL"] = database_for(given, name)
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "prospect.settings",
        "PROSPECT_HOME": str(home),
        "PROSPECT_HOSTS": HOST,
    }


def command(*words):
    return [str(Path(sys.executable).with_name("prospect")), *map(str, words)]


def prospect(home, *words):
    """Run the ``prospect`` command to its end."""
    return subprocess.run(
        command(*words),
        env=environment(home),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def serving(home, complaints=None, verb="serve", ready=True, **told) -> Iterator[Server]:
    """Serve the current release of a PROSPECT_HOME; standard error goes into ``complaints``.

    ``told`` are further variables of its environment; with ``ready=False`` nobody waits for it.
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        command(verb, "--port", port),
        env=environment(home) | told,
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
    )
    server = Server(port, process)
    try:
        if ready:
            wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_until_ready(server):
    for _ in range(600):
        if server.process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(f"{server.address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not become ready")

"""Starts servers on free loopback ports: the site as ``prospect serve`` does, hello, nginx."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.homes import CHECKOUT, PROSPECT, environment

LONGEST_START = 300  # seconds, for a crowded machine
Answer = tuple[int, dict[str, str], bytes]
SITE = "prospect.wsgi:application"
HELLO = "bench.hello:application"
SERVER_CORE, CLIENT_CORE = 0, 1


@dataclass(frozen=True)
class Server:
    """One running server."""

    port: int
    process: "subprocess.Popen[bytes]"

    def workers(self) -> list[int]:
        """Return the processes that answer: those of the server's family without children."""
        return [process for process in self.family() if not children(process)]

    def family(self) -> list[int]:
        """Return the server's process and all that come from it."""
        found = [self.process.pid]
        for process in found:
            found += children(process)
        return found

    def processor_seconds(self) -> float:
        """Return the processor time that the server's processes have used so far."""
        ticks = 0
        for process in self.family():
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a loopback port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children(process: int) -> list[int]:
    """Return the child processes of one process."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@contextmanager
def site(home: Path) -> Iterator[Server]:
    """Serve the site with one worker and the real settings."""
    port = free_port()
    with _running([str(PROSPECT), "serve", "--port", str(port)], environment(home)) as process:
        wait_for(port, "/en/map/", b"<region-map", process)
        yield Server(port, process)


@contextmanager
def hello(like: Server) -> Iterator[Server]:
    """Serve Django's hello with the very command of a running site, but port and application."""
    (granian,) = children(like.process.pid)
    command = Path(f"/proc/{granian}/cmdline").read_bytes().decode().rstrip("\0").split("\0")
    port = free_port()
    command = [HELLO if part == SITE else part for part in command]
    command = [str(port) if part == str(like.port) else part for part in command]
    with _running(command, {**os.environ, "PYTHONPATH": str(CHECKOUT)}) as process:
        wait_for(port, "/", b"hello", process)
        yield Server(port, process)


@contextmanager
def nginx(folder: Path, probe: str) -> Iterator[Server | None]:
    """Serve a folder with nginx, one worker, no log; None where there is no nginx."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="prospect-bench-nginx-") as name:
        file = Path(name) / "nginx.conf"
        file.write_text(_NGINX.format(name=name, port=port, folder=folder, user=_owner()))
        with _running([program, "-e", "stderr", "-c", str(file)], dict(os.environ)) as process:
            wait_for(port, probe, b"", process)
            yield Server(port, process)


_NGINX = """
daemon off; master_process off; worker_processes 1; pid {name}/pid; error_log stderr crit; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
  client_body_temp_path {name}; proxy_temp_path {name}; fastcgi_temp_path {name};
  uwsgi_temp_path {name}; scgi_temp_path {name};
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def _owner() -> str:
    """Return the line that lets nginx read our folder when we are root."""
    return "user root;" if os.geteuid() == 0 else ""


@contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server in a group of its own, on its own core; show what it wrote if we fail."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*on_core(SERVER_CORE), *command], cwd=CHECKOUT, env=env, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        except Exception:
            log.seek(0)
            print(log.read()[-3_000:].decode(errors="replace"), file=sys.stderr)
            raise
        finally:
            end_group(process)


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a server and all it started, by force after 20 seconds."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)


def on_core(core: int) -> list[str]:
    """Return how to start a command on one core; nothing where there is one core, or no taskset."""
    apart = (os.cpu_count() or 1) > 1 and shutil.which("taskset")
    return ["taskset", "--cpu-list", str(core)] if apart else []


def wait_for(port: int, path: str, words: bytes, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a path is answered with 200 and the words; RuntimeError when it never is."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            status, _, body = get(port, path)
        except OSError:
            time.sleep(0.02)
            continue
        if status == 200 and words in body:
            return
        raise RuntimeError(f"{path} was answered with {status}: {body[:300]!r}")
    raise RuntimeError(f"no answer on port {port} for {path}")


def get(port: int, path: str, headers: dict[str, str] | None = None) -> Answer:
    """Return status, headers (names in small letters) and body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()

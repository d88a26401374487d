"""Runs granian with the public site; in the demo a worker beside it."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

# glibc's own: else every thread keeps a heap, and freed pictures stay with the process.
MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}

# Bytes of a request line with its headers that are taken; from about twice as many the answer is
# 431. Without --http 1 a head sent as HTTP/2, which no proxy speaks to us, could have 16 MB.
LONGEST_HEAD = 16_384
WATCH = 0.5  # seconds between looks at the worker of the demo


def serve(host: str, port: int, workers: int) -> int:
    """Become the server; return 1 after saying why the address cannot be used."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            print(
                f"Port {port} cannot be used ({error.strerror}). Try: PORT={port + 1} make demo",
                file=sys.stderr,
            )
            return 1
    shown = f"[{host}]" if ":" in host else host
    print(f"Prospect is at http://{shown}:{port}/  (stop with Ctrl-C)", flush=True)
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface", "wsgi",
        "--host", host,
        "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", "4",
        "--backpressure", "256",
        "--no-ws",
        "--http", "1",
        "--http1-buffer-size", str(LONGEST_HEAD),
        "--log-level", "warning",
        "prospect.wsgi:application",
    ]  # fmt: skip
    for name, value in MEMORY.items():
        os.environ.setdefault(name, value)
    if os.environ.get("PROSPECT_DEMO") == "yes":
        keep_working()
    os.execv(command[0], command)  # noqa: S606  one process, so that a signal reaches the server


def keep_working() -> None:
    """Start a worker beside this process, and again whenever it ends; it goes when this one goes."""
    parent = os.getpid()
    if os.fork():
        return
    command = [
        str(Path(sys.executable).with_name("prospect")),
        "work",
        "--parent",
        str(os.getpid()),
    ]
    while os.getppid() == parent:
        worker = subprocess.Popen(command)  # noqa: S603  our own command
        while worker.poll() is None and os.getppid() == parent:
            time.sleep(WATCH)
        if worker.poll() is None:
            worker.terminate()
        time.sleep(WATCH)
    os._exit(0)

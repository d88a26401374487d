"""Throw-away PostgreSQL clusters on loopback; ``python tests/clusters.py COMMAND ...`` runs a command on one.

A cluster started for a command trades safety for speed; one that a test shall kill does not.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

HOST = "127.0.0.1"
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
OWNER = "postgres"  # Debian's; PostgreSQL refuses to run as root


class NotInstalled(Exception):
    """There is no PostgreSQL on this machine."""


def program(name):
    """Return where a program of PostgreSQL lies; NotInstalled when it is not installed."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if found := shutil.which(name) or (str(beside[-1]) if beside else None):
        return found
    raise NotInstalled("PostgreSQL is not installed. Run: sh tests/postgres.sh")


class Cluster:
    """A PostgreSQL in a folder of its own, on a port of its own."""

    def __init__(self, folder, settings):
        self.folder, self.settings = folder, settings
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]

    def url(self, database="postgres"):
        return f"postgres://{OWNER}@{HOST}:{self.port}/{database}"

    def start(self):
        """Start it and wait until it answers, also after a crash."""
        options = {"listen_addresses": HOST, "port": self.port, "unix_socket_directories": ""}
        told = [f"-c{name}={value}" for name, value in {**options, **self.settings}.items()]
        data, log = self.folder / "data", self.folder / "log"
        _run("pg_ctl", "start", "-w", "-t60", f"-D{data}", f"-l{log}", "-o", " ".join(_quote(told)))

    def stop(self, how="fast"):
        """Stop it; ``immediate`` is the nearest to a power cut that keeps the machine on."""
        _run("pg_ctl", "stop", "-w", f"-m{how}", f"-D{self.folder / 'data'}")

    def kill(self):
        """Kill the postmaster, as the system does when memory is out."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.01)

    def answers(self):
        """Return whether it is running."""
        try:
            _run("pg_ctl", "status", f"-D{self.folder / 'data'}")
        except RuntimeError:
            return False
        return True

    def create(self, database):
        """Make an empty database and return its address."""
        _run("createdb", f"-h{HOST}", f"-p{self.port}", f"-U{OWNER}", database)
        return self.url(database)


@contextmanager
def cluster(**settings):
    """Give a running cluster, gone afterwards; NotInstalled where there is no PostgreSQL."""
    program("initdb")
    folder = Path(tempfile.mkdtemp(prefix="prospect-postgres-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, OWNER, OWNER)
        _run(
            "initdb",
            f"-D{folder / 'data'}",
            f"-U{OWNER}",
            "-Atrust",
            "-EUTF8",
            "-N",
            "--locale=C.UTF-8",
        )
        made = Cluster(folder, settings)
        made.start()
        try:
            yield made
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database_for(url, name, copied_from=None):
    """Return the address of a database beside the one at ``url``, made when it is not there yet."""
    made = urlsplit(url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(
        urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True
    ) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return made
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    if copied_from:  # not as a template: that may have no connection, and the tests have one
        source = urlsplit(url)._replace(path=f"/{copied_from}").geturl()
        dumped = subprocess.run([program("pg_dump"), source], capture_output=True, check=True)
        restore = [program("psql"), "-qX", "-vON_ERROR_STOP=1", made]
        subprocess.run(restore, input=dumped.stdout, stdout=subprocess.DEVNULL, check=True)
    return made


def _quote(words):
    return [f"'{word}'" for word in words]


def _run(name, *words):
    done = subprocess.run(
        [program(name), *words],
        cwd="/",
        user=OWNER if os.getuid() == 0 else None,
        group=OWNER if os.getuid() == 0 else None,
        extra_groups=[] if os.getuid() == 0 else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server keeps it open: reading it would wait for ever
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name} {' '.join(words)} ended with {done.returncode}")


def main(command):
    """Run a command with PROSPECT_TEST_DATABASE_URL leading to a quick cluster; return its end."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # so that it ends with us
    with cluster(**QUICK) as made:
        address = {"PROSPECT_TEST_DATABASE_URL": made.url("prospect")}
        return subprocess.run(command, env={**os.environ, **address}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

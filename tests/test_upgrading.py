"""FLT-16: an upgrade of the database that fails or is killed at any statement; the copy made before it."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import cycle, product

import pytest
from served import CHECKOUT, command, environment

pytestmark = pytest.mark.xdist_group("upgrading")
# Everything that came after the first form of a room's tables is taken back, then applied again.
BACK = """
import sys, django
django.setup()
from django.core.management import call_command
for app, to in (("audit", "0001"), ("catalogue", "0002"), ("partners", "0003"), ("tables", "0001")):
    call_command("migrate", app, to, verbosity=0)
"""
FORTH = """
import os, signal, sys, django
django.setup()
from django.db import connection
from prospect.upgrading import bring_up_to_date
step, at, how = int(sys.argv[1]), sys.argv[2], sys.argv[3]
now, number = 1, 0

def watch(execute, sql, params, many, context):
    # cuts off the given step: at its second change, or where it would be noted as done
    global now, number
    if sql.startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")):
        number += 1
        noted = sql.startswith("INSERT INTO") and "django_migrations" in sql
        if now == step and (noted if at == "end" else number == 2):
            os.kill(os.getpid(), signal.SIGKILL) if how == "kill" else fail()
        if noted:
            now, number = now + 1, 0
    return execute(sql, params, many, context)

def fail():
    raise RuntimeError("the disk is full")

with connection.execute_wrapper(watch):
    bring_up_to_date()
"""
TOLD = """
import json, django
django.setup()
from django.apps import apps
from django.db import connection
with connection.cursor() as cursor:
    look = connection.introspection
    tables = {
        table: [
            sorted(c.name for c in look.get_table_description(cursor, table)),
            sorted(str((v["columns"], v["unique"], v["check"], v["foreign_key"]))
                   for v in look.get_constraints(cursor, table).values()),
        ]
        for table in look.table_names(cursor)
    }
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    steps = [list(row) for row in cursor.fetchall()]
    kept = {}
    for table in ("areas", "figures", "partners", "audit_event"):
        cursor.execute(f"SELECT count(*) FROM {table}")
        kept[table] = cursor.fetchone()[0]
print(json.dumps([tables, steps, kept]))
"""


def run(home, words, *more, **told):
    """Run a few lines in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", words, *map(str, more)], env=environment(home) | told,
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def told(home, **more):
    done = run(home, TOLD, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with the demo region; the tests leave it as it was."""
    home = tmp_path_factory.mktemp("upgrading") / "home"
    load(home)
    return home


def load(home, **more):
    words = command("load", CHECKOUT / "regions" / "oresund")
    subprocess.run(
        words, env=environment(home) | more, cwd=CHECKOUT, check=True, capture_output=True
    )
    return told(home, **more)


def go_back(home, **more):
    done = run(home, BACK, **more)
    assert done.returncode == 0, done.stderr
    return told(home, **more)


def test_FLT_16_an_upgrade_that_is_cut_off_at_any_step_changed_nothing_and_can_be_done_again(home):
    whole = told(home)
    before = go_back(home)
    assert before[0] != whole[0] and before[2] == whole[2]
    cuts = cycle(product(("middle", "end"), ("kill", "fail")))
    for step, (at, how) in zip(range(1, len(whole[1]) - len(before[1]) + 1), cuts, strict=False):
        done = run(home, FORTH, step, at, how)
        assert done.returncode == -9 or "the disk is full" in done.stderr, done.stderr
        assert told(home) == before
    assert run(home, FORTH, 0, at, how).returncode == 0
    assert told(home) == whole


def test_FLT_16_two_commands_that_upgrade_at_once_do_it_once(home):
    whole = told(home)
    go_back(home)
    words = [sys.executable, "-c", FORTH, "0", "end", "no"]
    both = [subprocess.Popen(words, env=environment(home), cwd=CHECKOUT) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert told(home) == whole


@pytest.fixture
def old(tmp_path):
    """A home whose SQLite is of before the upgrade, its environment, and what was told of it."""
    home = tmp_path / "home"
    there = {"DATABASE_URL": f"sqlite:///{home / 'prospect.sqlite3'}"}
    load(home, **there)
    return home, there, go_back(home, **there)


def copies(home):
    return sorted(home.glob("before-upgrade-*"))


def test_FLT_16_before_an_upgrade_sqlite_is_copied_once_and_the_copy_is_sound(old, tmp_path):
    home, there, before = old
    (home / "prospect.sqlite3").chmod(0o640)
    assert copies(home) == [], "what is new needs none"
    assert run(home, FORTH, 2, "middle", "fail", **there).returncode == 1
    (kept,) = copies(home)
    assert kept.stat().st_mode & 0o777 == 0o640
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restored = tmp_path / "restored"
    restored.mkdir()
    kept.rename(restored / "prospect.sqlite3")
    assert told(restored, DATABASE_URL=f"sqlite:///{restored / 'prospect.sqlite3'}") == before
    for _ in range(2):
        assert run(home, FORTH, 0, "end", "no", **there).returncode == 0
    assert len(copies(home)) == 1, "nothing is copied where nothing changes"


def test_FLT_16_where_no_copy_can_be_made_nothing_is_changed_and_it_is_said(old):
    home, there, before = old
    (home / f"before-upgrade-{len(before[1])}.part").mkdir()  # as good as a disk that is full
    words = command("work", "--once")
    done = subprocess.run(
        words,
        env=environment(home) | there,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "could not be copied" in done.stderr and "Nothing was changed." in done.stderr
    assert told(home, **there) == before

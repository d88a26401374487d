"""``prospect move``: from SQLite to a real PostgreSQL and back, and what it refuses."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import psycopg
import pytest
from served import CHECKOUT, command, environment

pytestmark = pytest.mark.xdist_group("postgres")
PACK = CHECKOUT / "regions" / "oresund"
INGER = ("invite", "inger@region.example", "--name", "Inger Holm", "--role", "regional_admin")
PER = (
    "invite",
    "per@malmo.example",
    "--name",
    "Per Åberg",
    "--role",
    "editor",
    "--partner",
    "malmoe",
)


def run(home, *words, url=None):
    """Run a command on the SQLite of a home, or on another database."""
    told = environment(home) | {"DATABASE_URL": url or f"sqlite:///{home / 'prospect.sqlite3'}"}
    return subprocess.run(
        command(*words), env=told, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )


def said(done):
    assert done.returncode == 0, done.stderr
    return done.stdout


def tree(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A home whose SQLite holds the demo region and a member of staff."""
    home = tmp_path_factory.mktemp("filled") / "home"
    said(run(home, "load", PACK))
    said(run(home, *INGER))
    return home


@pytest.fixture
def home(filled, tmp_path):
    """A copy of it that a test may break."""
    copied = tmp_path / "home"
    shutil.copytree(filled, copied)
    return copied


@pytest.fixture
def empty(postgres, request):
    """The address of an empty database on PostgreSQL."""
    return postgres.create(f"db_{abs(hash(request.node.name))}")


def change(home, statement):
    with sqlite3.connect(home / "prospect.sqlite3") as database:
        database.execute(statement)
    database.close()


def test_all_moves_to_postgresql_and_back_and_nothing_is_lost(home, empty, tmp_path):
    before = (home / "prospect.sqlite3").read_bytes()
    told = said(run(home, "move", empty))
    assert "Nothing was lost" in told and "DIFFERS" not in told
    for table in ("areas", "people", "memberships", "audit_event", "django_content_type"):
        assert f"\n{table} " in told
    assert (home / "prospect.sqlite3").read_bytes() == before
    assert "Nothing was lost" in said(run(home, "move", "--check", empty))
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    assert "Nothing was lost" in said(run(home, "move", back, url=empty))
    assert "Nothing was lost" in said(run(home, "move", "--check", back))
    for number, url in enumerate((None, empty, back)):
        said(run(home, "export", tmp_path / str(number), url=url))
    first = tree(tmp_path / "0")
    assert len(first) > 10 and tree(tmp_path / "1") == first == tree(tmp_path / "2")


def test_after_the_move_new_rows_get_numbers_of_their_own(home, empty):
    said(run(home, "move", empty))
    with psycopg.connect(empty) as database:
        (highest,) = database.execute("SELECT max(id) FROM audit_event").fetchone()
    said(run(home, *PER, url=empty))
    with psycopg.connect(empty) as database:
        assert database.execute(
            "SELECT min(id) FROM audit_event WHERE id > %s", [highest]
        ).fetchone()
        assert database.execute("SELECT count(*) FROM people").fetchone() == (2,)


def test_a_database_that_holds_something_is_refused_and_left_alone(home, empty):
    said(run(home, "move", empty))
    with psycopg.connect(empty) as database:
        database.execute("DELETE FROM milestones WHERE id IN (SELECT min(id) FROM milestones)")
    again = run(home, "move", empty)
    assert again.returncode == 1
    assert "not empty" in again.stderr and "Nothing was moved." in again.stderr
    checked = run(home, "move", "--check", empty)
    assert checked.returncode == 1 and "The two databases differ." in checked.stderr
    (line,) = [line for line in checked.stdout.splitlines() if line.endswith("DIFFERS")]
    assert line.split()[:3] == ["milestones", "108", "107"]


def test_a_single_changed_letter_is_found(home, empty):
    said(run(home, "move", empty))
    change(home, "UPDATE people SET name = 'Inger holm'")
    checked = run(home, "move", "--check", empty)
    differing = [line for line in checked.stdout.splitlines() if line.endswith("DIFFERS")]
    assert checked.returncode == 1
    assert [line.split()[0] for line in differing] == ["people"]


def test_a_database_of_something_else_is_refused(home, empty):
    with psycopg.connect(empty) as database:
        database.execute("CREATE TABLE invoices (id int)")
    done = run(home, "move", empty)
    assert done.returncode == 1 and "invoices" in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [("'x' || hex(zeroblob(500))", "is longer than"), ("'a' || char(0)", "NUL")],
)
def test_a_text_that_only_sqlite_keeps_is_named_and_nothing_moves(home, empty, words, reason):
    change(home, f"UPDATE people SET name = {words}")
    done = run(home, "move", empty)
    assert done.returncode == 1
    assert "people, row 1, name: the text" in done.stderr and reason in done.stderr
    change(home, "UPDATE people SET name = 'Inger Holm'")
    assert "Nothing was lost" in said(run(home, "move", empty))


def test_a_source_of_another_version_is_refused(home, empty):
    change(
        home,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0999_later', '2030-01-01')",
    )
    done = run(home, "move", empty)
    assert done.returncode == 1 and "editing database is of another version" in done.stderr
    with psycopg.connect(empty) as database:
        found = database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert found.fetchone() == (0,)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://x/y", "must be sqlite"),
        ("postgres://postgres@127.0.0.1:1/none", "does not answer"),
    ],
)
def test_a_target_that_cannot_be_reached_is_told_in_words(filled, url, reason):
    done = run(filled, "move", url)
    assert done.returncode == 1 and reason in done.stderr and "Traceback" not in done.stderr


def test_the_source_itself_is_refused(home):
    done = run(home, "move", f"sqlite:///{home / 'prospect.sqlite3'}")
    assert done.returncode == 1 and "not empty" in done.stderr
    assert Path(home / "prospect.sqlite3").stat().st_size > 100_000

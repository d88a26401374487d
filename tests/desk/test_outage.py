"""Which faults of a real SQLite mean that the desk is out for a moment, and what is then shown."""

import pytest
from django.db import DatabaseError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import RequestFactory

from prospect.desk.outage import explain_outage
from prospect.records.faults import is_outage

LOCKED = ("BEGIN IMMEDIATE", "INSERT INTO kept VALUES ('x')")
FULL = ("PRAGMA max_page_count = 2", "INSERT INTO kept VALUES (hex(zeroblob(100000)))")
ONLY_READ = ("PRAGMA query_only = ON", "INSERT INTO kept VALUES ('x')")
MISSING = ("PRAGMA user_version", "SELECT * FROM no_such_table")


@pytest.fixture
def fault_of(tmp_path):
    """Do something to an SQLite file and return the fault that a question to it then meets."""
    told = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "x.sqlite3")}
    told["OPTIONS"] = {"timeout": 0}
    made = []

    def connect():
        settings = connections.configure_settings({"default": told})["default"]
        made.append(DatabaseWrapper(settings, "apart"))
        return made[-1]

    def meet(before, then):
        here, other = connect(), connect()
        with here.cursor() as cursor:
            cursor.execute("CREATE TABLE kept (words text)")
        first = other if before == "BEGIN IMMEDIATE" else here
        with first.cursor() as cursor:
            cursor.execute(before)
        with pytest.raises(DatabaseError) as met, here.cursor() as cursor:
            cursor.execute(then)
        return met.value

    yield meet
    for connection in made:
        connection.close()


@pytest.mark.parametrize("steps", [LOCKED, FULL, ONLY_READ], ids=["locked", "full", "only read"])
def test_FLT_09_a_locked_full_or_protected_file_is_an_outage(fault_of, steps):
    fault = fault_of(*steps)
    request = RequestFactory().post("/desk/people/", {"name": "Åse </textarea>", "role": ""})
    request._dont_enforce_csrf_checks = True
    try:
        raise fault from fault.__cause__
    except DatabaseError:
        answer = explain_outage(request)
    page = answer.content.decode()
    assert answer.status_code == 503 and "Åse &lt;/textarea&gt;</textarea>" in page
    assert '<input type="hidden" name="role" value="">' in page


def test_a_wrong_question_is_a_fault_of_ours_and_no_outage(fault_of):
    assert not is_outage(fault_of(*MISSING))


@pytest.mark.parametrize("path", ["/en/", "/api/"])
def test_the_public_side_has_no_such_page(fault_of, path):
    fault = fault_of(*LOCKED)
    try:
        raise fault from fault.__cause__
    except DatabaseError:
        assert explain_outage(RequestFactory().get(path)) is None

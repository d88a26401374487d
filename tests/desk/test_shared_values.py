"""The cache of the staff side in the database: two processes that store at once wait for nobody in a circle."""

from datetime import timedelta

import psycopg
import pytest
from clusters import database_for
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from prospect.accounts.models import SharedValue

OVER = timezone.now() - timedelta(hours=1)


@pytest.fixture
def other():
    """Another process on the same database, in a transaction of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    given = connection.settings_dict
    address = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/postgres"
    with psycopg.connect(database_for(address, given["NAME"])) as session:
        yield session


def test_what_is_over_is_stored_anew_and_everything_else_that_is_over_goes():
    for key in ("one", "two"):
        cache.set(key, "old")
    SharedValue.objects.update(expires_at=OVER)
    cache.set("three", "old", timeout=3600)
    assert cache.add("one", "new") and not cache.add("three", "new")
    assert [cache.get(key) for key in ("one", "two", "three")] == ["new", None, "old"]
    assert SharedValue.objects.count() == 2


def test_CON_06_storing_a_value_does_not_wait_for_what_another_process_holds(other):
    sql = "INSERT INTO shared_values (key, value, expires_at) VALUES ('held', '1', %s)"
    other.execute(sql, [OVER])
    other.commit()
    try:
        other.execute("SELECT * FROM shared_values WHERE key = 'held' FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        assert cache.add("mine", True), "it would wait for the other, who may wait for it"
        assert SharedValue.objects.filter(key="held").exists()
    finally:
        other.rollback()
        other.execute("DELETE FROM shared_values WHERE key = 'held'")
        other.commit()

"""The connection to the current release: kept while it is current, and no longer."""

import shutil

import pytest
from django.db import connections

from prospect.catalogue.models import Region
from prospect.explore.views import home as home_view
from prospect.records.models import published
from prospect.releases.middleware import LARDER
from prospect.releases.store import CATALOGUE, current_id, current_release, switch_current


@pytest.fixture
def reader(own_home, settings, django_db_blocker):
    """The connection of the public side, reading the test's own home."""
    connection = connections["published"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(settings.CURRENT / CATALOGUE)
    with django_db_blocker.unblock():
        yield connection
        connection.close()
    connection.settings_dict["NAME"] = before
    LARDER.empty()


def opened(reader):
    """Return the file SQLite has open."""
    with reader.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return cursor.fetchone()[2]


def test_a_release_stays_open_from_one_request_to_the_next(reader, client):
    assert client.get("/en/contacts/").status_code == 200
    first = reader.connection
    assert opened(reader) == str(current_release().folder / CATALOGUE)
    assert client.get("/da/contacts/").status_code == 200
    assert reader.connection is first


def test_the_request_after_a_switch_reads_the_new_release(reader, client, candidate):
    assert client.get("/en/contacts/").status_code == 200
    switch_current(candidate)
    assert client.get("/en/contacts/").status_code == 200
    assert opened(reader) == str(candidate.folder / CATALOGUE)


def test_a_release_that_was_removed_is_let_go(reader, client, settings):
    assert published(Region).count() == 1
    shutil.rmtree(current_release().folder)
    settings.CURRENT.unlink()
    reader.close_if_unusable_or_obsolete()
    assert reader.connection is None


def test_FLT_17_an_answer_during_a_switch_is_of_the_release_it_was_begun_with_and_not_kept(
    reader, client, candidate, monkeypatch
):
    before = current_id()

    def switching(*given, **more):
        switch_current(candidate)
        return tell(*given, **more)

    tell = home_view.render
    monkeypatch.setattr(home_view, "render", switching)
    response = client.get("/en/")
    assert response.status_code == 200 and before in response.headers["ETag"]
    monkeypatch.undo()
    assert before != current_id() and current_id() in client.get("/en/").headers["ETag"]


@pytest.mark.parametrize("name", ["100 %", "what?", "no#1", "%41", "å & ö"])
def test_a_home_of_any_name_is_read(reader, client, settings, own_home, name):
    strange = own_home.rename(own_home.with_name(name))
    settings.HOME, settings.RELEASES = strange, strange / "releases"
    settings.CURRENT = settings.RELEASES / "current"
    reader.settings_dict["NAME"] = str(settings.CURRENT / CATALOGUE)
    assert client.get("/en/contacts/").status_code == 200
    assert client.get("/readyz").json()["checks"]["release"] == "ok"
    assert client.get("/en/areas/never-heard-of/").status_code == 404

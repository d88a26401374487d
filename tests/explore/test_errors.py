"""Pages that cannot be shown still help, say nothing of the request, and never need a release."""

import sqlite3

import pytest
from django.db import connections
from django.http import Http404
from django.test import RequestFactory

from prospect.explore import errors

EXPLAIN = "prospect.explore.errors.explain_missing_release"


@pytest.fixture
def explaining(settings):
    if EXPLAIN not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, EXPLAIN]


@pytest.fixture
def kept_releases(settings, tmp_path):
    """Two kept releases: the older one held a place that the current one does not."""
    ids = ("20260101T000000Z-00000001", "20260201T000000Z-00000002", "20260301T000000Z-00000003")
    for release_id, keys in zip(
        ids, (["harbour", "old_hall"], ["harbour"], ["later"]), strict=True
    ):
        folder = tmp_path / release_id
        folder.mkdir()
        database = sqlite3.connect(folder / "catalogue.gpkg")
        database.execute("CREATE TABLE places (key TEXT)")
        database.executemany("INSERT INTO places VALUES (?)", [[key] for key in keys])
        database.commit()
        database.close()
    settings.RELEASES, settings.CURRENT = tmp_path, tmp_path / "current"
    settings.CURRENT.symlink_to(ids[1])


def test_an_unknown_page_is_404_and_names_the_ways_on(client, released):
    response = client.get("/en/nothing-like-this/")
    page = response.content.decode()
    assert response.status_code == 404
    assert 'action="/en/map/"' in page
    assert "/en/contacts/" in page
    assert 'lang="en"' in page


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_a_404_speaks_the_language_of_its_address(client, released, language):
    response = client.get(f"/{language}/zzz-marker/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_404_outside_the_languages_is_in_english(client, released):
    response = client.get("/no/zzz/", headers={"accept-language": "sv"})
    assert '<html lang="en">' in response.content.decode()


def test_an_error_page_does_not_repeat_what_was_asked():
    request = RequestFactory().get("/en/<script>zzz-marker/", {"q": "zzz-marker"})
    for answer in (errors.bad_request(request), errors.server_error(request)):
        assert b"zzz-marker" not in answer.content


def test_a_request_for_a_host_that_is_not_ours_gets_its_page(client, released):
    response = client.get("/da/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert '<html lang="da">' in response.content.decode()


def test_the_api_answers_errors_as_problem_json():
    request = RequestFactory().get("/api/zzz-marker")
    for answer, status in (
        (errors.not_found(request, Http404()), 404),
        (errors.bad_request(request), 400),
        (errors.server_error(request), 500),
    ):
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert b"zzz-marker" not in answer.content


def test_the_500_page_needs_neither_release_nor_database(settings, tmp_path):
    settings.CURRENT = tmp_path / "nothing"
    answer = errors.server_error(RequestFactory().get("/sv/"))
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_what_an_earlier_release_held_is_gone(kept_releases):
    with pytest.raises(errors.Gone) as gone:
        errors.raise_missing("places", "old_hall")
    answer = errors.not_found(RequestFactory().get("/sv/places/old_hall/"), gone.value)
    assert answer.status_code == 410
    assert '<html lang="sv">' in answer.content.decode()


@pytest.mark.parametrize("key", ["never_was", "later", "' OR 1=1 --"])
def test_what_no_earlier_release_held_is_merely_unknown(kept_releases, key):
    with pytest.raises(Http404) as unknown:
        errors.raise_missing("places", key)
    assert not isinstance(unknown.value, errors.Gone)


@pytest.mark.parametrize("path", ["/en/", "/da/places/", "/sv/industries/", "/sitemap.xml"])
def test_without_a_release_every_page_says_how_to_make_one(
    client, released, explaining, settings, tmp_path, path
):
    settings.CURRENT = tmp_path / "nothing"
    response = client.get(path)
    assert response.status_code == 503
    assert b"prospect release build" in response.content
    assert b" in ," not in response.content  # a region without a name is not named
    assert response.headers["Retry-After"] == "60"


def test_an_unreadable_catalogue_is_explained_too(client, released, explaining, monkeypatch):
    connection = connections["published"]
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all.gpkg")
    response = client.get("/en/contacts/")
    connection.close()
    assert response.status_code == 503
    assert b"prospect release build" in response.content


def test_other_faults_are_not_blamed_on_the_release(released):
    assert errors._explain(RequestFactory().get("/en/"), ValueError("a fault of ours")) is None

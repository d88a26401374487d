"""Byte ranges before Django: the same answer as the view's, and only where nothing else is asked."""

import logging

import pytest
from django.test import RequestFactory

from prospect.releases.ranges import answer_ranges
from prospect.releases.store import current_release

SAME = ("ETag", "Accept-Ranges", "Cache-Control", "Content-Type", "Content-Range")


@pytest.fixture
def quick():
    """Ask for an address; the answer, or None when Django would be asked."""

    def ask(path, method="GET", **headers):
        told = {}

        def start(status, fields):
            told.update(fields, status=int(status.split()[0]))

        passed = answer_ranges(lambda environ, start: None)
        body = passed(getattr(RequestFactory(), method.lower())(path, **headers).environ, start)
        return None if body is None else (told, b"".join(body))

    return ask


@pytest.fixture
def address(released):
    return f"/tiles/{current_release().id}/region.pmtiles"


@pytest.mark.parametrize("span", ["bytes=0-16383", "bytes=100-100", "bytes=-500", "bytes=200000-"])
def test_TIL_03_a_range_is_what_the_view_gives(client, quick, address, span):
    told, body = quick(address, HTTP_RANGE=span)
    viewed = client.get(address, headers={"Range": span})
    assert (told["status"], body) == (viewed.status_code, viewed.content)
    assert [told[name] for name in SAME] == [viewed[name] for name in SAME]
    assert told["Content-Length"] == str(len(body))
    assert told["X-Content-Type-Options"] == viewed["X-Content-Type-Options"]


@pytest.mark.parametrize(
    "span", ["bytes=9999999999-", "bytes=5-1", "bytes=0-1,4-5", "bytes=a-b", "lines=0-5"]
)
def test_TIL_03_a_range_that_cannot_be_given_is_left_to_the_view(quick, address, span):
    assert quick(address, HTTP_RANGE=span) is None


def test_what_is_no_plain_range_is_left_to_django(quick, address, settings):
    plain = {"HTTP_RANGE": "bytes=0-99"}
    assert quick(address) is None
    assert quick(address, "POST", **plain) is None
    assert quick(address, **plain, HTTP_IF_NONE_MATCH='"x"') is None
    assert quick(address, **plain, HTTP_IF_RANGE='"x"') is None
    assert quick("/en/map/", **plain) is None
    settings.HTTPS = True
    assert quick(address, **plain) is None


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/20000101T000000Z-00000000/region.pmtiles",
        "/tiles/%2e%2e/region.pmtiles",
        "/tiles/RELEASE/secret.pmtiles",
    ],
)
def test_TIL_01_another_file_is_never_given(released, quick, path):
    path = path.replace("RELEASE", current_release().id)
    assert quick(path, HTTP_RANGE="bytes=0-99") is None


def test_where_every_request_is_logged_ranges_are_too(quick, address):
    journal = logging.getLogger("prospect.requests")
    before = journal.level
    journal.setLevel(logging.INFO)
    try:
        assert quick(address, HTTP_RANGE="bytes=0-99") is None
    finally:
        journal.setLevel(before)


@pytest.fixture
def site(released):
    """Ask the whole application; status, headers and body of its answer."""
    from prospect.wsgi import application

    def ask(path, method="get", **headers):
        told = {}

        def start(status, fields, failure=None):
            told.update(fields, status=int(status.split()[0]))

        environ = getattr(RequestFactory(), method)(path, **headers).environ
        answer = application(environ, start)
        body = b"".join(answer)
        answer.close() if hasattr(answer, "close") else None
        return told, body

    return ask


@pytest.mark.parametrize("span", ["items=0-5", "lines=0-5", "seconds=1-2", "x-y=z", " pages=1"])
def test_TIL_03_API_05_a_range_of_a_unit_that_is_unknown_is_as_if_it_were_not_asked(
    site, address, span
):
    whole, everything = site(address)
    for path in (address, "/api/collections/areas/items", "/en/map/"):
        told, _body = site(path, HTTP_RANGE=span)
        assert told["status"] == 200 and "Content-Range" not in told
    assert site(address, HTTP_RANGE=span)[1] == everything and whole["status"] == 200


def test_TIL_03_an_end_beyond_the_file_is_its_end_however_many_digits_it_has(site, address):
    _, everything = site(address)
    for end in ("9" * 18, "9" * 20, "1" + "0" * 400):
        told, body = site(address, HTTP_RANGE=f"bytes=100-{end}")
        assert told["status"] == 206 and body == everything[100:]
        assert told["Content-Range"] == f"bytes 100-{len(everything) - 1}/{len(everything)}"
    assert site(address, HTTP_RANGE=f"bytes=-{'9' * 20}")[1] == everything
    assert site(address, HTTP_RANGE=f"bytes={'9' * 20}-")[0]["status"] == 416


@pytest.mark.parametrize("method", ["get", "head"])
def test_API_05_whatever_is_there_is_unchanged_for_who_takes_any_tag(site, address, method):
    catalogue = address.replace("/tiles/", "/releases/").replace("region.pmtiles", "catalogue.gpkg")
    for path in (
        address,
        catalogue,
        "/api/collections/areas/items",
        "/api/openapi.json",
        "/en/map/",
    ):
        plain, _ = site(path, method)
        told, body = site(path, method, HTTP_IF_NONE_MATCH=" * ")
        assert (told["status"], body) == (304, b"")
        assert told["ETag"] == plain["ETag"] and told["Cache-Control"] == plain["Cache-Control"]
        assert "Content-Type" not in told and "Content-Length" not in told


def test_API_05_what_is_not_there_or_not_read_is_never_called_unchanged(site):
    star = {"HTTP_IF_NONE_MATCH": "*"}
    assert site("/api/collections/areas/items/atlantis", **star)[0]["status"] == 404
    assert site("/en/areas/atlantis/", **star)[0]["status"] == 404
    assert site("/api/collections/areas/items", "post", **star)[0]["status"] == 405
    assert site("/api/collections/areas/items?limit=0", **star)[0]["status"] == 400

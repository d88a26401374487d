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

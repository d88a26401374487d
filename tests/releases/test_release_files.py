"""The files of a release over HTTP: byte ranges, tiles, and addresses that outlive a switch."""

import gzip

import mapbox_vector_tile
import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from hypothesis import given
from hypothesis import strategies as st

from prospect.releases import views
from prospect.releases.actions import activate_release
from prospect.releases.store import CATALOGUE, current_id
from prospect.releases.views import MOST_RANGE, byte_range

SIZE = 1000
RANGES = [
    ("bytes=0-99", (0, 99)),
    ("bytes=0-0", (0, 0)),
    ("bytes=0-", (0, 999)),
    ("bytes=990-", (990, 999)),
    ("bytes=-10", (990, 999)),
    ("bytes=-5000", (0, 999)),
    ("bytes=500-5000", (500, 999)),
    (" bytes=1-2 ", (1, 2)),
    ("bytes=5-2", None),
    ("bytes=1000-", None),
    ("bytes=1000-1001", None),
    ("bytes=-0", None),
    ("bytes=-", None),
    ("bytes=", None),
    ("bytes=0-1,5-6", None),
    ("bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), None),
    ("items=0-5", None),
    ("bytes=a-b", None),
    ("bytes=--5", None),
    ("bytes=1e3-", None),
    ("bytes=" + "9" * 5000 + "-", None),
    ("0-5", None),
]


def get(path="/", **headers):
    return RequestFactory().get(
        path, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


@pytest.mark.parametrize(("header", "span"), RANGES, ids=[case[0][:30] for case in RANGES])
def test_TIL_03_a_range_is_read_or_refused(header, span):
    assert byte_range(header, SIZE) == span


@given(st.integers(0, 3000), st.none() | st.integers(0, 3000), st.integers(1, 2000))
def test_TIL_03_a_range_lies_inside_the_file_and_begins_where_asked(first, last, size):
    span = byte_range(f"bytes={first}-{'' if last is None else last}", size)
    if first >= size or (last is not None and last < first):
        assert span is None
    else:
        assert span == (first, size - 1 if last is None else min(last, size - 1))


@given(st.integers(0, 3000), st.integers(1, 2000))
def test_TIL_03_a_suffix_is_the_end_of_the_file(length, size):
    span = byte_range(f"bytes=-{length}", size)
    assert span == ((max(0, size - length), size - 1) if length else None)


def test_TIL_03_more_than_eight_megabytes_at_once_are_refused():
    assert byte_range(f"bytes=0-{MOST_RANGE - 1}", 10**9) == (0, MOST_RANGE - 1)
    assert byte_range(f"bytes=0-{MOST_RANGE}", 10**9) is None


def test_TIL_03_an_archive_is_served_by_ranges(released):
    whole = released.tiles("region").read_bytes()
    part = views.archive(get(range="bytes=0-126"), released.id, "region")
    assert (part.status_code, part.content) == (206, whole[:127])
    assert part["Content-Range"] == f"bytes 0-126/{len(whole)}"
    assert "immutable" in part["Cache-Control"] and "Content-Encoding" not in part
    outside = views.archive(get(range=f"bytes={len(whole)}-"), released.id, "region")
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{len(whole)}")
    every = views.archive(get(), released.id, "region")
    assert every.status_code == 200 and b"".join(every.streaming_content) == whole
    every.close()


def test_TIL_03_a_stale_if_range_gets_the_whole_and_a_known_etag_nothing(released):
    etag = views.archive(get(range="bytes=0-1"), released.id, "region")["ETag"]
    stale = views.archive(get(range="bytes=0-1", if_range='"old"'), released.id, "region")
    fresh = views.archive(get(range="bytes=0-1", if_range=etag), released.id, "region")
    known = views.archive(get(if_none_match=etag), released.id, "region")
    assert (stale.status_code, fresh.status_code, known.status_code) == (200, 206, 304)
    stale.close()


@pytest.mark.parametrize(
    "path",
    ["-1/0/0", "0/-1/0", "99999/0/0/0", "1.5/0/0", "NaN/0/0", "0/0/1e30", "a/b/c", "0/0"],
)
def test_TIL_01_an_address_that_is_no_tile_resolves_to_nothing(path):
    with pytest.raises(Resolver404):
        resolve(f"/tiles/20261122T000000Z-00000000/region/{path}.pbf", "prospect.releases.urls")


def test_TIL_01_the_ending_must_be_that_of_a_tile():
    for ending in ("pbf.exe", "mvt", "pbf/"):
        with pytest.raises(Resolver404):
            resolve(f"/tiles/x/region/0/0/0.{ending}", "prospect.releases.urls")


@pytest.mark.parametrize(
    ("z", "x", "y"),
    [(23, 0, 0), (99, 0, 0), (0, 1, 0), (0, 0, 1), (11, 2048, 0), (11, 0, 2048), (5, 10**30, 0)],
)
def test_TIL_01_a_tile_outside_the_pyramid_is_not_found(released, z, x, y):
    with pytest.raises(Http404):
        views.tile(get(), released.id, "region", z, x, y)


@pytest.mark.parametrize("name", ["nothing", "../catalogue", "street", "", "a\0b"])
def test_TIL_01_an_archive_of_another_name_is_not_found(released, name):
    for call in (
        lambda: views.tile(get(), released.id, name, 0, 0, 0),
        lambda: views.archive(get(), released.id, name),
    ):
        with pytest.raises(Http404):
            call()


@pytest.mark.parametrize("release_id", ["nonsense", "..", "20200101T000000Z-00000000", "", "a\0b"])
def test_a_release_that_is_not_kept_is_not_found(released, release_id):
    with pytest.raises(Http404):
        views.archive(get(), release_id, "region")
    with pytest.raises(Http404):
        views.download(get(), release_id, CATALOGUE)


def test_a_tile_decodes_zipped_or_plain_and_an_empty_one_says_so(released):
    plain = views.tile(get(), released.id, "region", 7, 68, 40)
    zipped = views.tile(get(accept_encoding="gzip"), released.id, "region", 7, 68, 40)
    assert zipped["Content-Encoding"] == "gzip" and gzip.decompress(zipped.content) == plain.content
    assert "areas" in mapbox_vector_tile.decode(plain.content)
    assert plain["Vary"] == zipped["Vary"] == "Accept-Encoding"
    empty = views.tile(get(), released.id, "region", 7, 0, 0)
    assert (empty.status_code, empty.content) == (204, b"")


def test_the_catalogue_and_the_manifest_can_be_downloaded_and_nothing_else(released):
    file = views.download(get(), released.id, CATALOGUE)
    assert b"".join(file.streaming_content) == (released.folder / CATALOGUE).read_bytes()
    assert f"prospect-{released.id}.gpkg" in file["Content-Disposition"]
    file.close()
    for name in ("columns", "secret-key", "../../prospect.sqlite3", "tiles"):
        with pytest.raises(Http404):
            views.download(get(), released.id, name)


@pytest.mark.django_db
def test_TIL_04_an_old_tile_address_still_gives_its_own_bytes_after_a_switch(own_home, candidate):
    old = current_id()
    before = views.archive(get(range="bytes=0-999"), old, "region").content
    tile = views.tile(get(), old, "region", 7, 68, 40).content
    candidate.tiles("region").unlink()
    (candidate.folder / "tiles" / "basemap.pmtiles").replace(candidate.tiles("region"))
    from prospect.releases.store import switch_current

    switch_current(candidate)
    assert current_id() == candidate.id
    assert views.archive(get(range="bytes=0-999"), old, "region").content == before
    assert views.tile(get(), old, "region", 7, 68, 40).content == tile
    assert views.archive(get(range="bytes=0-999"), candidate.id, "region").content != before


@pytest.mark.django_db
def test_TIL_04_an_activated_release_has_addresses_of_its_own(own_home, candidate):
    old = current_id()
    activate_release(candidate.id, by="tests")
    tags = {
        views.archive(get(range="bytes=0-1"), some, "region")["ETag"]
        for some in (old, candidate.id)
    }
    assert len(tags) == 2

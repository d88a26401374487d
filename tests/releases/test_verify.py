"""What may never become current, and that the release before stays."""

import gzip
import sqlite3

import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import box

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Station
from prospect.geometry import geopackage_binary
from prospect.partners.models import Partner
from prospect.records.models import State
from prospect.releases.actions import RefusedRelease, activate_release, publish_release
from prospect.releases.build import sha256
from prospect.releases.removals import KINDS, MOST_REMOVED
from prospect.releases.store import CATALOGUE, MANIFEST, all_releases, current_id, current_release
from prospect.releases.verify import find_faults

pytestmark = pytest.mark.django_db


def contents(folder):
    return {
        str(path.relative_to(folder)): sha256(path) for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def stays(own_home):
    """The current release: the same one afterwards, and byte for byte what it was."""
    before = current_release()
    files, events = contents(before.folder), Event.objects.count()
    yield before
    assert current_id() == before.id and contents(before.folder) == files
    assert Event.objects.count() == events


def refused(candidate, rule):
    with pytest.raises(RefusedRelease) as refusal:
        activate_release(candidate.id, by="tests")
    assert [fault for fault in refusal.value.faults if rule in fault], refusal.value.faults


def rewrite(path, edit):
    """Edit a file's bytes without touching a file it shares them with."""
    words = edit(path.read_bytes())
    path.unlink()
    path.write_bytes(words)


def test_a_sound_release_is_not_spoken_against(candidate):
    assert find_faults(candidate) == []


def test_a_changed_file_is_refused(stays, candidate):
    rewrite(candidate.columns / "areas" / "pk.npy", lambda b: b[:-1] + b"\1")
    refused(candidate, "has changed since it was built")


def test_a_missing_file_is_refused(stays, candidate):
    candidate.tiles("region").unlink()
    refused(candidate, "region.pmtiles is missing")


@pytest.mark.parametrize("words", ["", "{}", "{"])
def test_a_broken_manifest_is_refused(stays, candidate, words):
    (candidate.folder / MANIFEST).write_text(words)
    refused(candidate, "manifest.json is missing or broken")


def corrupt_tiles(data):
    """Turn every tile into gzipped words that are no vector tile, at the same place."""
    reader = Reader(lambda offset, length: data[offset : offset + length])
    header = reader.header()
    start, length = header["tile_data_offset"], header["tile_data_length"]
    junk = gzip.compress(b"no tile")
    return data[:start] + (junk * (length // len(junk) + 1))[:length]


@pytest.mark.parametrize(
    "edit",
    [corrupt_tiles, lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"PMTiles" + bytes(200)],
)
def test_a_tile_that_does_not_decode_is_refused(stays, candidate, reseal, edit):
    rewrite(candidate.tiles("region"), edit)
    reseal(candidate)
    refused(candidate, "region.pmtiles holds")


def test_a_damaged_catalogue_is_refused(stays, candidate, reseal):
    rewrite(candidate.folder / CATALOGUE, lambda b: b[:4096] + b"\xff" * 40_000 + b[44_096:])
    reseal(candidate)
    refused(candidate, CATALOGUE)


def change_catalogue(candidate, reseal, sql, *values):
    database = sqlite3.connect(candidate.folder / CATALOGUE)
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:  # they call functions that only GIS programs have
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute(sql, values)
    database.commit()
    database.close()
    reseal(candidate)


def test_zero_areas_are_refused_with_what_to_do(stays, candidate, reseal):
    change_catalogue(candidate, reseal, "DELETE FROM areas")
    refused(candidate, "There are 0 areas. Load a region pack")


def test_a_link_to_nothing_is_refused(stays, candidate, reseal):
    change_catalogue(candidate, reseal, "UPDATE links SET origin_id = 999999 WHERE id = 1")
    refused(candidate, "points at a missing origin")


def test_a_required_link_left_empty_is_refused(stays, candidate, reseal):
    change_catalogue(candidate, reseal, "UPDATE areas SET partner_id = NULL WHERE key = 'hyllie'")
    refused(candidate, "areas 'hyllie' points at a missing partner")


def test_an_outline_outside_the_region_is_refused(stays, candidate, reseal):
    sql = "UPDATE rtree_areas_geom SET minx = -1 WHERE id = (SELECT id FROM areas WHERE key = 'hyllie')"
    change_catalogue(candidate, reseal, sql)
    refused(candidate, "outline of area 'hyllie' reaches outside")


def test_a_release_without_a_region_is_refused(stays, candidate, reseal):
    change_catalogue(candidate, reseal, "DELETE FROM regions")
    refused(candidate, "There is no region")


RENAME = "UPDATE {0} SET key = key || '-other' WHERE id IN (SELECT id FROM {0} ORDER BY id LIMIT ?)"
BARE = "UPDATE areas SET geom = NULL WHERE id IN (SELECT id FROM areas ORDER BY id LIMIT ?)"


@pytest.mark.parametrize("kind", [*KINDS])
def test_losing_over_a_fifth_of_a_kind_is_refused_unless_it_is_meant(
    stays, candidate, reseal, kind
):
    """As many come as go, so totals tell nothing: it is the old addresses that would be gone."""
    counts = current_release().manifest["counts"] | {"outlines": 67}
    most = int(counts[kind] * MOST_REMOVED)
    sql = BARE if kind == "outlines" else RENAME.format(kind)
    change_catalogue(candidate, reseal, sql, most)
    assert find_faults(candidate) == []
    change_catalogue(candidate, reseal, sql, most + 1)
    refused(candidate, f"{most + 1} of {counts[kind]} {kind} would disappear")
    assert find_faults(candidate, allow_removal=True) == []


def test_what_cannot_be_compared_does_not_stand_in_the_way(own_home, candidate):
    """A current release whose catalogue is gone or damaged can always be replaced."""
    catalogue = current_release().folder / CATALOGUE
    rewrite(catalogue, lambda b: b"SQLite format 3\0" + bytes(4096))
    assert find_faults(candidate) == []
    catalogue.unlink()
    assert find_faults(candidate) == []


def hide_partner():
    Partner.objects.filter(key="malmoe").update(state=State.DRAFT)


def move_outline():
    Area.objects.filter(key="hyllie").update(outline=geopackage_binary.write(box(9, 54, 9.1, 54.1)))


def hide_areas():
    Area.objects.update(state=State.DRAFT)


def hide_stations():
    Station.objects.filter(pk__gt=Station.objects.order_by("pk")[100].pk).update(
        state=State.ARCHIVED
    )


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (hide_partner, "points at a missing partner"),
        (move_outline, "reaches outside the region"),
        (hide_areas, "There are 0 areas"),
        (hide_stations, "stations would disappear"),
    ],
)
def test_what_is_refused_leaves_no_folder_and_the_old_release_current(stays, spoil, rule):
    spoil()
    kept = [release.id for release in all_releases()]
    with pytest.raises(RefusedRelease) as refusal:
        publish_release(by="tests")
    assert [fault for fault in refusal.value.faults if rule in fault], refusal.value.faults
    assert [release.id for release in all_releases()] == kept


def test_every_tile_of_the_demo_release_decodes(released):
    import mapbox_vector_tile

    with released.tiles("region").open("rb") as file:
        tiles = [gzip.decompress(tile) for _, tile in all_tiles(MmapSource(file))]
    assert len(tiles) > 20 and max(map(len, tiles)) < 500_000  # TIL-05
    layers = set().union(*(mapbox_vector_tile.decode(tile) for tile in tiles[:12]))
    assert {"areas", "area_points", "stations", "places", "opportunities"} <= layers

"""A crowd of plots on the map: no tile grows beyond its bound, and nothing else makes room for it."""

import gzip
import json
import random

import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import Point

from prospect.catalogue.models import Area, Opportunity
from prospect.languages.text import Text
from prospect.releases.joined_tiles import join_archives
from prospect.releases.public_records import load_collections
from prospect.releases.tiles import FEW_BYTES, MOST_TILE_BYTES, bake_region, write_layers
from prospect.releases.verify import _tile_faults

CROWD = 20_000
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå0123456789"


def tiles_of(archive):
    with archive.open("rb") as file:
        return dict(all_tiles(MmapSource(file)))


def features_of(tile):
    layers = mapbox_vector_tile.decode(gzip.decompress(tile))
    return {
        name: {feature["properties"]["key"] for feature in layer["features"]}
        for name, layer in layers.items()
    }


def words(chance, length):
    """Made-up words that hardly get smaller when compressed."""
    return "".join(chance.choices(LETTERS, k=length))


def crowd(chance):
    """Tens of thousands of plots in one quarter of a city, thickest in its middle."""
    area = Area.objects.get(key="nordhavn")
    for number in range(CROWD):
        names = {code: f"{words(chance, 12)} {number}" for code in ("en", "da", "sv")}
        lon, lat = chance.gauss(12.6, 0.004), chance.gauss(55.7, 0.002)
        yield Opportunity(
            key=f"made-up-{number}", area=area, partner_id=area.partner_id, country="DK", kind="plot",
            point=Point(lon, lat), confidence="estimate", uses=("office",), name=Text(names),
        )  # fmt: skip


@pytest.mark.django_db
def test_TIL_05_a_crowd_is_thinned_to_500_kB_a_tile_and_only_the_crowd(released, tmp_path):
    plain = tiles_of(released.tiles("region"))
    Opportunity.objects.bulk_create(crowd(random.Random(5)), batch_size=1_000)
    paths = write_layers(tmp_path, load_collections()["areas"])
    bake_region(paths, tmp_path / "baked.pmtiles")
    tiles = tiles_of(tmp_path / "baked.pmtiles")
    assert max(map(len, tiles.values())) <= MOST_TILE_BYTES == 500_000
    assert list(_tile_faults(tmp_path / "baked.pmtiles")) == []
    assert set(plain) <= set(tiles)
    heaviest = sorted(tiles, key=lambda place: len(tiles[place]))[-3:]
    for place in {*heaviest, *(place for place in plain if place[0] in (5, 11))}:
        now, before = features_of(tiles[place]), features_of(plain.get(place, gzip.compress(b"")))
        plots = now.pop("opportunities", set())
        before.pop("opportunities", None)
        assert now == before, place
        if place in heaviest:
            assert 1_000 < len(plots) < CROWD


@pytest.mark.parametrize("layer", ["opportunities", "stations"])
@pytest.mark.parametrize("size", [FEW_BYTES - 10_000, FEW_BYTES + 10_000, 2_900_000])
def test_TIL_05_layers_of_any_size_and_words_of_any_length_stay_within_the_bound(
    tmp_path, layer, size
):
    chance, path, keys = random.Random(size), tmp_path / f"{layer}.geojsonl", []
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size - 1_000:
            keys.append(words(chance, 8))
            at = [chance.gauss(12.6, 0.001), chance.gauss(55.7, 0.001)]
            feature = {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": at},
                "properties": {"key": keys[-1], "name_en": words(chance, 300)},
            }
            file.write(json.dumps(feature, ensure_ascii=False) + "\n")
    bake_region([path], tmp_path / "baked.pmtiles")
    tiles = tiles_of(tmp_path / "baked.pmtiles")
    assert max(map(len, tiles.values())) <= MOST_TILE_BYTES
    shown = features_of(max(tiles.values(), key=len))[layer]
    if size < FEW_BYTES:
        assert shown == set(keys)  # nothing is dropped where everything fits
    else:
        assert 100 < len(shown) < len(keys) or size < 2 * FEW_BYTES


def test_TIL_05_joined_archives_hold_the_layers_of_all_where_any_has_a_tile(tmp_path):
    for layer, lon in (("stations", 12.6), ("opportunities", 13.4)):
        points = [lon, 12.9]
        features = [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [at, 55.7]},
             "properties": {"key": f"{layer}{at}"}} for at in points
        ]  # fmt: skip
        path = tmp_path / f"{layer}.geojsonl"
        path.write_text("\n".join(map(json.dumps, features)))
        bake_region([path], tmp_path / f"{layer}.pmtiles")
    parts = [tmp_path / "stations.pmtiles", tmp_path / "opportunities.pmtiles"]
    join_archives(parts, tmp_path / "joined.pmtiles")
    apart, joined = list(map(tiles_of, parts)), tiles_of(tmp_path / "joined.pmtiles")
    assert set(joined) == set(apart[0]) | set(apart[1])
    for place, tile in joined.items():
        expected = {}
        for tiles in apart:
            expected |= features_of(tiles[place]) if place in tiles else {}
        assert features_of(tile) == expected
        assert tile.count(b"\x1f\x8b\x08") == 1  # one gzip stream: browsers read no further
    with (tmp_path / "joined.pmtiles").open("rb") as file:
        reader = Reader(MmapSource(file))
        header, told = reader.header(), reader.metadata()
    assert [layer["id"] for layer in told["vector_layers"]] == ["stations", "opportunities"]
    assert header["min_lon_e7"] <= 126_000_000 and header["max_lon_e7"] >= 134_000_000
    assert (header["min_zoom"], header["max_zoom"]) == (5, 11)

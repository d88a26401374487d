"""The layers of the base map are checked like all else of a pack: a faulty one changes nothing."""

import json
import shutil

import pytest
from packs import change, checked, edited, everything, faults_of, feature_collection

from prospect.regionpack.actions import load_pack
from prospect.regionpack.basemap import FILES, SHAPES
from prospect.releases.basemap import LAYERS

RING = [[12.5, 55.6], [12.6, 55.6], [12.6, 55.7], [12.5, 55.6]]
GARBLED = "K\u00c3\u00b8ge"


def feature(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def add(pack, name, more):
    """Add a feature to a layer; return its number, which is also its line."""
    path = pack / "basemap" / name
    features = [*json.loads(path.read_text(encoding="utf-8"))["features"], more]
    path.write_text(feature_collection(features), encoding="utf-8")
    return len(features)


def test_the_check_and_the_release_know_the_same_layers():
    assert list(SHAPES) == list(LAYERS)


@pytest.mark.parametrize("name", FILES)
def test_a_layer_that_is_missing_is_named(pack, name):
    (pack / "basemap" / name).unlink()
    assert [(f.file, f.line, f.rule) for f in checked(pack)] == [
        (f"basemap/{name}", 1, "is missing.")
    ]


def test_a_base_map_that_is_missing_is_one_fault_with_the_layers_it_needs(pack):
    shutil.rmtree(pack / "basemap")
    (fault,) = checked(pack)
    assert (fault.file, fault.rule) == ("basemap", "is missing.")
    assert all(name in fault.remedy for name in FILES)


NO_LAYERS = {
    "words": b"nope",
    "cut": b'{"type": "FeatureCollection", "features": [',
    "no collection": b'{"type": "Feature", "features": []}',
    "a list": b"[]",
    "latin-1": b'{"type": "FeatureCollection", "features": [], "name": "\xd8"}',
    "nothing": b"",
}


@pytest.mark.parametrize("words", NO_LAYERS.values(), ids=NO_LAYERS)
@pytest.mark.parametrize("name", ["land.geojson", "place_names.geojson"])
def test_GEO_08_a_layer_that_is_no_feature_collection_is_refused(pack, name, words):
    (pack / "basemap" / name).write_bytes(words)
    (fault,) = checked(pack)
    assert (fault.file, fault.line) == (f"basemap/{name}", 1) and fault.remedy
    assert fault.rule in ("is not a GeoJSON FeatureCollection.", "is not in UTF-8.")


@pytest.mark.django_db
def test_a_pack_with_a_faulty_layer_changes_nothing(pack, own_basemap, settings):
    load_pack(pack, by="tests")
    kept = {path.name: path.read_bytes() for path in settings.BASEMAP.glob("*.geojson")}
    before = everything()
    change(pack, "areas", "hyllie", confidence="estimate")
    edited(pack, "basemap/land.geojson", lambda old: b"nope")
    assert [f.file for f in faults_of(pack)] == ["basemap/land.geojson"]
    assert everything() == before
    assert {path.name: path.read_bytes() for path in settings.BASEMAP.glob("*.geojson")} == kept


FAULTY = [
    ("lakes.geojson", feature("Point", [12.5, 55.6]), "is no Polygon or MultiPolygon."),
    ("roads.geojson", feature("Polygon", [RING]), "is no LineString or MultiLineString."),
    ("pylons.geojson", feature("LineString", RING), "is no Point or MultiPoint."),
    ("water_names.geojson", feature("Polygon", [RING]), "is no Point or MultiPoint or LineString or"),
    ("land.geojson", {"type": "Feature", "properties": {}, "geometry": None}, "is no Polygon"),
    ("land.geojson", {"type": "Feature", "properties": {}}, "is not a feature."),
    ("land.geojson", {"type": "Feature", "properties": [], "geometry": None}, "is not a feature."),
    ("land.geojson", 5, "is not a feature."),
    ("land.geojson", feature("Polygon", [RING[:-1]]), "has broken coordinates."),
    ("land.geojson", feature("Polygon", [[*RING[:-1], RING[1]]]), "has broken coordinates."),
    ("land.geojson", feature("Polygon", []), "has broken coordinates."),
    ("land.geojson", feature("Polygon", [["12", "55"] * 4]), "has broken coordinates."),
    ("land.geojson", feature("MultiPolygon", [RING]), "has broken coordinates."),
    ("land.geojson", {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon"}}, "broken"),
    ("rail.geojson", feature("LineString", RING[:1]), "has broken coordinates."),
    ("rail.geojson", feature("LineString", [[12.5, float("nan")], RING[1]]), "has broken coordinates."),
    ("pylons.geojson", feature("Point", [12.5]), "has broken coordinates."),
    ("pylons.geojson", feature("Point", [374_000, 6_158_000]), "is not in longitude and latitude."),
    ("pylons.geojson", feature("Point", [12.5, 90.1]), "is not in longitude and latitude."),
    ("pylons.geojson", feature("Point", [55.6, 12.5]), "lies far from the region."),
    ("roads.geojson", feature("LineString", [RING[0], [0, 0]]), "lies far from the region."),
    ("place_names.geojson", feature("Point", [12.5, 55.6], name=GARBLED), "is garbled at"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "more", "rule"), FAULTY, ids=[f"{f[0][:5]} {f[2]}" for f in FAULTY]
)
def test_GEO_08_GEO_11_a_feature_no_release_can_draw_is_named_by_line_and_number(
    pack, name, more, rule
):
    number = add(pack, name, more)
    (fault,) = checked(pack)
    assert (fault.file, fault.line, fault.feature) == (f"basemap/{name}", number, number)
    assert rule in fault.rule and fault.remedy.endswith((".", ")."))
    assert str(fault).startswith(f"basemap/{name}:{number} feature {number}")


def test_a_region_may_have_no_bridges_but_not_no_land(pack):
    for name in ("pylons.geojson", "land.geojson"):
        (pack / "basemap" / name).write_text(feature_collection([]), encoding="utf-8")
    assert [(f.file, f.rule) for f in checked(pack)] == [
        ("basemap/land.geojson", "has no feature.")
    ]

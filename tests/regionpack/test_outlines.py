"""Outlines are checked before a geometry engine sees them."""

import json

import pytest
from packs import feature_collection
from shapely.geometry import MultiPolygon, Polygon

from prospect.regionpack import outlines
from prospect.regionpack.faults import CellFault
from prospect.regionpack.outlines import FILE, read_outlines, read_polygons, write_outlines

SQUARE = [[12.5, 55.6], [12.6, 55.6], [12.6, 55.7], [12.5, 55.7], [12.5, 55.6]]
BOW_TIE = [[12.5, 55.6], [12.6, 55.7], [12.6, 55.6], [12.5, 55.7], [12.5, 55.6]]
ETRS89_UTM32 = [
    [722000.0, 6175000.0],
    [723000.0, 6175000.0],
    [723000.0, 6176000.0],
    [722000.0, 6175000.0],
]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def nested(depth):
    return {"type": "GeometryCollection", "geometries": [nested(depth - 1)] if depth else []}


REFUSED = [
    ("GEO-01 bow-tie", polygon(BOW_TIE), "not valid"),
    ("GEO-05 metres", polygon(ETRS89_UTM32), "longitude and latitude"),
    ("GEO-05 latitude first", polygon([[95.6, 112.5]] * 4), "longitude and latitude"),
    ("GEO-08 null", None, "neither Polygon"),
    ("GEO-08 no rings", polygon(), "empty"),
    ("GEO-08 no coordinates", {"type": "Polygon"}, "empty"),
    ("GEO-08 empty ring", polygon([]), "broken coordinates"),
    ("GEO-08 no parts", {"type": "MultiPolygon", "coordinates": []}, "empty"),
    ("GEO-11 point", {"type": "Point", "coordinates": [12.5, 55.6]}, "neither Polygon"),
    ("GEO-11 line", {"type": "LineString", "coordinates": SQUARE}, "neither Polygon"),
    ("GEO-11 curve", {"type": "CurvePolygon", "coordinates": [SQUARE]}, "neither Polygon"),
    (
        "GEO-11 collection",
        {"type": "GeometryCollection", "geometries": [polygon(SQUARE)]},
        "neither Polygon",
    ),
    ("GEO-12 nested", nested(300), "neither Polygon"),
    ("GEO-14 three positions", polygon(SQUARE[:3]), "broken coordinates"),
    (
        "GEO-14 zero area",
        polygon([[12.5, 55.6], [12.6, 55.6], [12.5, 55.6], [12.5, 55.6]]),
        "encloses nothing",
    ),
    ("NaN", polygon([[float("nan"), 55.6], *SQUARE]), "broken coordinates"),
    ("infinite", polygon([[float("inf"), 55.6], *SQUARE]), "broken coordinates"),
    ("NUM-06 huge integer", polygon([[10**400, 55.6], *SQUARE]), "broken coordinates"),
    ("words", polygon([["east", "north"], *SQUARE]), "broken coordinates"),
    ("lone numbers", polygon([1, 2, 3, 4]), "broken coordinates"),
    ("one number each", polygon([[12.5]] * 4), "broken coordinates"),
    ("an object for rings", {"type": "Polygon", "coordinates": {"a": 1}}, "broken coordinates"),
    ("an object for a position", polygon([{"x": 1}] * 4), "broken coordinates"),
    ("a number for coordinates", {"type": "MultiPolygon", "coordinates": 5}, "broken coordinates"),
    ("a number for a geometry", 5, "neither Polygon"),
]


@pytest.mark.parametrize(
    ("geometry", "rule"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_an_outline_that_is_no_sound_polygon_is_refused(geometry, rule):
    with pytest.raises(CellFault) as refusal:
        read_polygons(geometry)
    assert rule in refusal.value.rule and refusal.value.remedy.endswith(".")


def test_GEO_05_numbers_of_a_national_system_are_told_apart_from_broken_ones():
    with pytest.raises(CellFault) as refusal:
        read_polygons(polygon(ETRS89_UTM32))
    assert "EPSG:4326" in refusal.value.remedy


def test_GEO_09_too_many_vertices_are_refused_with_their_number(monkeypatch):
    monkeypatch.setattr(outlines, "MOST_VERTICES", 8)
    assert read_polygons(polygon(SQUARE)).is_valid
    hole = [[12.52, 55.62], [12.54, 55.62], [12.54, 55.64], [12.52, 55.62]]
    for geometry in (
        polygon(SQUARE, hole),
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [hole]]},
    ):
        with pytest.raises(CellFault, match="9 vertices, more than 8"):
            read_polygons(geometry)


def test_GEO_12_nested_collections_never_reach_the_geometry_engine(tmp_path, monkeypatch):
    def never(*arguments):
        raise AssertionError("reached the geometry engine")

    monkeypatch.setattr(outlines, "Polygon", never)
    monkeypatch.setattr(outlines, "MultiPolygon", never)
    depth = 400_000
    deep = '{"type": "GeometryCollection", "geometries": [' * depth + "]}" * depth
    (tmp_path / FILE).write_text(
        '{"type": "FeatureCollection", "features": [{"geometry": ' + deep + "}]}"
    )
    found, faults = read_outlines(tmp_path)
    assert not found and "not a GeoJSON" in faults[0].rule
    with pytest.raises(CellFault):
        read_polygons(nested(300))


def feature(key="a", **properties):
    return {
        "type": "Feature",
        "properties": {"key": key, **properties},
        "geometry": polygon(SQUARE),
    }


def read(folder, features):
    (folder / FILE).write_text(feature_collection(features))
    return read_outlines(folder)


@pytest.mark.parametrize(
    "words",
    ["", "[]", "{}", "null", '{"features": 5}', '{"features": null}', '{"features": {"a": 1}}', "{",
     '{"features": [' + "9" * 5000 + "]}", "\ufeff{"],
    ids=range(10),
)  # fmt: skip
def test_NUM_06_a_file_that_is_no_collection_is_refused(tmp_path, words):
    (tmp_path / FILE).write_text(words)
    found, faults = read_outlines(tmp_path)
    assert not found and [fault.rule for fault in faults] == ["is not a GeoJSON FeatureCollection."]


def test_TXT_04_a_latin_1_file_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes('{"features": [{"id": "Ø"}]}'.encode("latin-1"))
    assert read_outlines(tmp_path)[1]


def test_TXT_04_a_byte_order_mark_does_no_harm(tmp_path):
    words = json.dumps({"type": "FeatureCollection", "features": [feature()]})
    (tmp_path / FILE).write_text("\ufeff" + words, encoding="utf-8")
    assert read_outlines(tmp_path)[1] == []


@pytest.mark.parametrize(
    "strange", [5, None, "x", [], {"properties": 5}, {"properties": [1]}], ids=str
)
def test_what_is_no_feature_is_named_by_its_number(tmp_path, strange):
    _, faults = read(tmp_path, [feature(), strange])
    assert [(fault.file, fault.line) for fault in faults] == [(FILE, 2)]


def test_a_second_outline_of_an_area_is_refused(tmp_path):
    _, faults = read(tmp_path, [feature(), feature()])
    assert [(fault.line, fault.value) for fault in faults] == [(2, "a")]


@pytest.mark.parametrize("words", ["\ud800", "x" * 101, "a\u202eb"], ids=ascii)
def test_TXT_02_a_method_is_checked_like_any_words(tmp_path, words):
    _, faults = read(tmp_path, [feature(method=words)])
    assert len(faults) == 1


def test_outlines_survive_their_file(tmp_path):
    class Area:
        def __init__(self, key, outline):
            self.key, self.outline = key, outline
            self.outline_method, self.outline_confidence = "hand_digitised", "good"

    square = Polygon(SQUARE)
    two = MultiPolygon([square, Polygon([[13, 55], [13.1, 55], [13.1, 55.1], [13, 55]])])
    write_outlines(tmp_path, [Area("one", square), Area("none", None), Area("two", two)])
    found, faults = read_outlines(tmp_path)
    assert not faults and list(found) == ["one", "two"]
    assert found["two"]["outline"].equals_exact(two, 0)
    assert found["one"]["outline_method"] == "hand_digitised"
    assert "indicative, not a plan boundary" in (tmp_path / FILE).read_text()

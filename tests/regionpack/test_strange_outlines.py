"""Outlines no area has: kinds that are no polygon, shapes that fall together, endless decimals."""

import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import change, everything, faults_of, feature_collection, outline
from shapely import get_coordinates, make_valid
from shapely.geometry import Polygon

from prospect.catalogue.models import Area
from prospect.regionpack.actions import export_pack, load_pack
from prospect.regionpack.faults import CellFault
from prospect.regionpack.outlines import FILE, read_outlines, read_polygons

SQUARE = [[12.97, 55.55], [12.98, 55.55], [12.98, 55.56], [12.97, 55.56], [12.97, 55.55]]
MORE_THAN_SEVEN = re.compile(r"\d\.\d{8,}")


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(key, geometry, **properties):
    return {"type": "Feature", "properties": {"key": key, **properties}, "geometry": geometry}


def read(folder, features):
    (folder / FILE).write_text(feature_collection(features))
    return read_outlines(folder)


def positions(polygons):
    return get_coordinates(polygons).tolist()


KINDS = {
    "Point": SQUARE[0],
    "MultiPoint": SQUARE,
    "LineString": SQUARE,
    "MultiLineString": [SQUARE],
    "CircularString": SQUARE,
    "CompoundCurve": [SQUARE],
    "CurvePolygon": [SQUARE],
    "MultiSurface": [[SQUARE]],
    "PolyhedralSurface": [[SQUARE]],
    "TIN": [[SQUARE[:3] + SQUARE[:1]]],
    "Triangle": [SQUARE[:3] + SQUARE[:1]],
    "polygon": [SQUARE],
    "Circle\x1b[2J": [SQUARE],
}


def test_GEO_11_a_mixed_file_is_refused_feature_by_feature_and_its_polygons_are_read(tmp_path):
    mixed = []
    for kind, coordinates in KINDS.items():
        mixed.append(feature(f"good{len(mixed)}", polygon(SQUARE)))
        mixed.append(feature(f"bad{len(mixed)}", {"type": kind, "coordinates": coordinates}))
    found, faults = read(tmp_path, mixed)
    assert list(found) == [f"good{number}" for number in range(0, len(mixed), 2)]
    assert [(f.file, f.line, f.column) for f in faults] == [
        (FILE, number, "geometry") for number in range(2, len(mixed) + 1, 2)
    ]
    for fault, kind in zip(faults, KINDS, strict=True):
        assert f"is neither Polygon nor MultiPolygon but {kind!a}." == fault.rule
        assert fault.value.startswith("bad") and fault.remedy.endswith(".")
        assert "\x1b" not in str(fault)


@pytest.mark.parametrize(
    ("geometry", "remedy"),
    [
        ({"type": "GeometryCollection", "geometries": [polygon(SQUARE)]}, "its polygons alone"),
        ({"type": "CurvePolygon", "coordinates": [SQUARE]}, "straight lines"),
        ({"type": "TIN", "coordinates": [[SQUARE]]}, "straight lines"),
        ({"type": "Point", "coordinates": SQUARE[0]}, "Draw the outline"),
        ({"type": "x" * 1_000_000}, "Draw the outline"),
        ({"type": ["Polygon"]}, "Draw the outline"),
        ({"rings": [SQUARE]}, "Draw the outline"),  # as ArcGIS writes it
        (None, "Draw the outline"),
        ("POLYGON ((12 55, 13 55, 13 56, 12 55))", "Draw the outline"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_GEO_11_the_remedy_fits_the_kind(geometry, remedy):
    with pytest.raises(CellFault) as refusal:
        read_polygons(geometry)
    assert "neither Polygon nor MultiPolygon" in refusal.value.rule
    assert len(refusal.value.rule) < 100 and remedy in refusal.value.remedy


def test_GEO_11_each_wrong_part_of_a_feature_is_named_by_its_own_column(tmp_path):
    point = {"type": "Point", "coordinates": SQUARE[0]}
    _, faults = read(tmp_path, [feature("Ö", point, method="guessed", confidence="x" * 11)])
    assert sorted((f.line, f.column, f.value) for f in faults) == [
        (1, "confidence", "x" * 11),
        (1, "geometry", "Ö"),
        (1, "key", "Ö"),
        (1, "method", "guessed"),
    ]


@pytest.mark.parametrize("key", ["", None, {}])
def test_GEO_11_an_outline_of_nobody_is_named_by_its_number(tmp_path, key):
    found, faults = read(tmp_path, [feature("a", polygon(SQUARE)), feature(key, polygon(SQUARE))])
    assert list(found) == ["a"]
    assert [(f.line, f.column, f.rule) for f in faults] == [(2, "key", "is empty.")]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_basemap")
def test_GEO_11_a_pack_with_one_point_among_its_outlines_changes_nothing(pack):
    before = everything()
    change(pack, "areas", "hyllie", confidence="estimate")
    number = outline(pack, "nordhavn", {"type": "Point", "coordinates": [12.6, 55.7]})
    assert [(f.file, f.line, f.column, f.value) for f in faults_of(pack)] == [
        (FILE, number, "geometry", "nordhavn")
    ]
    assert everything() == before


CLEANED = {
    "positions repeated": [p for p in SQUARE for _ in range(3)],
    "positions a tenth of a millimetre apart": [
        q for x, y in SQUARE for q in ([x, y], [x + 1e-9, y - 1e-9])
    ],
    "coordinates at 1e-12": [[x + 1e-12, y - 1e-12] for x, y in SQUARE],
    "a height": [[x, y, 12.5] for x, y in SQUARE],
}


@pytest.mark.parametrize("ring", CLEANED.values(), ids=CLEANED)
def test_GEO_14_what_only_repeats_a_corner_is_cleaned(ring):
    assert positions(read_polygons(polygon(ring))) == SQUARE


def test_GEO_14_twenty_decimals_are_read_and_seven_kept(tmp_path):
    whole = {"type": "FeatureCollection", "features": [feature("a", polygon(SQUARE))]}
    (tmp_path / FILE).write_text(json.dumps(whole).replace("12.97", "12.97000004999999999999"))
    found, faults = read_outlines(tmp_path)
    assert not faults and positions(found["a"]["outline"])[0] == [12.97, 55.55]


SPIKES = {
    "a spike outwards": [*SQUARE[:2], [12.99, 55.555], *SQUARE[1:]],
    "a spike inwards": [*SQUARE[:2], [12.975, 55.555], *SQUARE[1:]],
    "a spike along its own side": [SQUARE[0], [12.99, 55.55], *SQUARE[1:]],
    "a line there and back": [*SQUARE[:3], SQUARE[1], SQUARE[0]],
    "three points on a line": [[12.97, 55.55], [12.98, 55.55], [12.99, 55.55], [12.97, 55.55]],
    "a hole of nothing": None,
}


@pytest.mark.parametrize("name", SPIKES)
def test_GEO_14_a_spike_and_a_shape_without_area_are_refused_with_the_place(name):
    flat = [[12.973, 55.553], [12.974, 55.553], [12.975, 55.553], [12.973, 55.553]]
    rings = [SPIKES[name]] if SPIKES[name] else [SQUARE, flat]
    with pytest.raises(CellFault) as refusal:
        read_polygons(polygon(*rings))
    assert "is not valid" in refusal.value.rule and "[12.9" in refusal.value.rule
    assert "map editor" in refusal.value.remedy


COLLAPSED = {
    "one point": [SQUARE[0]] * 5,
    "two points": [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]],
    "a millionth of a millimetre": [[12.97 + x, 55.55 + y] for x, y in
                                    ((0, 0), (1e-12, 0), (1e-12, 1e-12), (0, 0))],
    "a sliver a tenth of a millimetre wide": [
        [12.97, 55.55], [12.98, 55.55], [12.98, 55.55 + 1e-9], [12.97, 55.55]],
}  # fmt: skip


@pytest.mark.parametrize("ring", COLLAPSED.values(), ids=COLLAPSED)
def test_GEO_14_a_ring_that_falls_together_is_refused_wherever_it_stands(ring):
    for geometry in (
        polygon(ring),
        polygon(SQUARE, ring),
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [ring]]},
    ):
        with pytest.raises(CellFault, match="encloses nothing") as refusal:
            read_polygons(geometry)
        assert refusal.value.remedy.endswith(".")


@pytest.mark.parametrize("position", ["12", ["12.97", "55.55"], [None, 1], [[1], 2], [12.97, ""]])
def test_GEO_14_words_are_no_coordinates(position):
    with pytest.raises(CellFault, match="broken coordinates"):
        read_polygons(polygon([position, *SQUARE]))


NEAR = st.floats(-1e-3, 1e-3)


@given(
    st.lists(st.tuples(NEAR, NEAR), min_size=4, max_size=7),
    st.lists(st.integers(1, 3), min_size=7, max_size=7),
)
def test_GEO_14_GEO_18_any_ring_is_refused_or_read_as_a_sound_polygon_of_seven_decimals(
    offsets, repeats
):
    ring = [[12.97 + x, 55.55 + y] for x, y in offsets]
    ring = [p for p, times in zip(ring, repeats, strict=False) for _ in range(times)]
    try:
        found = read_polygons(polygon([*ring, ring[0]]))
    except CellFault:
        return
    assert found.geom_type == "Polygon" and found.is_valid and found.area > 0
    corners = positions(found)
    assert all(here != there for here, there in itertools.pairwise(corners))
    assert all(number == round(number, 7) for corner in corners for number in corner)
    assert abs(found.bounds[0] - min(x for x, _ in ring)) <= 1e-7


@pytest.mark.django_db
@pytest.mark.usefixtures("own_basemap")
def test_GEO_14_what_is_written_out_has_at_most_seven_decimals(pack, tmp_path):
    ring = [[x + 1.23456789012e-8, y - 1.23456789012e-8] for x, y in SQUARE]
    outline(pack, "hyllie", polygon(ring))
    change(pack, "areas", "hyllie", lat="55.55500000000000000001", lon="12.97512345678901")
    change(pack, "stations", "hyllie", lat="55.56266666666666666667")
    load_pack(pack, by="tests")
    assert positions(Area.objects.get(key="hyllie").outline) == SQUARE
    export_pack(tmp_path / "out")
    written = (tmp_path / "out" / FILE).read_text()
    assert "12.97, 55.55]" in written
    for name in (FILE, "areas.csv", "stations.csv"):
        assert MORE_THAN_SEVEN.findall((tmp_path / "out" / name).read_text(encoding="utf-8")) == []
    assert "12.9751235" in (tmp_path / "out" / "areas.csv").read_text(encoding="utf-8")
    kept = everything()
    load_pack(tmp_path / "out", by="tests")
    assert everything() == kept


@pytest.mark.django_db
@pytest.mark.usefixtures("own_basemap")
def test_GEO_14_an_outline_stored_with_more_decimals_is_written_with_seven(tmp_path):
    longer = Polygon([[x + 1e-8, y + 1e-8] for x, y in SQUARE])
    Area.objects.filter(key="hyllie").update(outline=longer)
    export_pack(tmp_path / "out")
    assert MORE_THAN_SEVEN.findall((tmp_path / "out" / FILE).read_text()) == []
    found, faults = read_outlines(tmp_path / "out")
    assert not faults and positions(found["hyllie"]["outline"]) == SQUARE


WITHOUT_A_POLYGON = {
    "LineString": [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]],
    "MultiLineString": SPIKES["three points on a line"],
    "Point": [SQUARE[0]] * 4,
    "GeometryCollection": SPIKES["a spike outwards"],
}


@pytest.mark.parametrize(("kind", "ring"), WITHOUT_A_POLYGON.items(), ids=WITHOUT_A_POLYGON)
def test_GEO_18_an_outline_whose_repair_is_no_polygon_is_a_fault_and_never_empty(
    tmp_path, kind, ring
):
    assert make_valid(Polygon(ring)).geom_type == kind
    found, faults = read(tmp_path, [feature("good", polygon(SQUARE)), feature("a", polygon(ring))])
    assert list(found) == ["good"] and not found["good"]["outline"].is_empty
    assert [(f.line, f.column, f.value) for f in faults] == [(2, "geometry", "a")]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_basemap")
@pytest.mark.parametrize("ring", WITHOUT_A_POLYGON.values(), ids=WITHOUT_A_POLYGON)
def test_GEO_18_such_an_outline_takes_no_outline_away(pack, ring):
    before = Area.objects.get(key="hyllie").outline
    number = outline(pack, "hyllie", polygon(ring))
    assert [(f.file, f.line, f.value) for f in faults_of(pack)] == [(FILE, number, "hyllie")]
    after = Area.objects.get(key="hyllie").outline
    assert after.equals_exact(before, 0) and not after.is_empty

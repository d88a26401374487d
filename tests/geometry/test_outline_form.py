"""An outline as somebody gives it: what is read, what is refused in which words, what is mended."""

import json

import pytest
import shapely
from django import forms
from django.http import QueryDict
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from prospect.geometry.form import OutlineField, with_repair
from prospect.geometry.measures import hectares
from prospect.geometry.outline_text import MOST_BYTES, MOST_VERTICES
from prospect.geometry.reading import as_geojson, read_outline
from prospect.geometry.repair import repaired

WINDOW = (11.9, 55.2, 14.6, 56.2)
SQUARE = [[12.97, 55.55], [12.98, 55.55], [12.98, 55.56], [12.97, 55.56], [12.97, 55.55]]
HOLE = [[12.972, 55.552], [12.974, 55.552], [12.974, 55.554], [12.972, 55.554], [12.972, 55.552]]
BOW = [[12.97, 55.55], [12.98, 55.56], [12.98, 55.55], [12.97, 55.56], [12.97, 55.55]]
# three corners of the same square in the national systems, to the metre
METRES = {
    3006: [(371936, 6157869), (372567, 6157850), (372599, 6158963)],
    25832: [(750397, 6163156), (751028, 6163192), (750964, 6164304)],
}


class AreaForm(forms.Form):
    outline = OutlineField(window=WINDOW, required=False)


def polygon(*rings, **more):
    return json.dumps({"type": "Polygon", "coordinates": list(rings), **more})


def read(text):
    return read_outline(text, WINDOW)


def codes(text):
    return [problem.code for problem in read(text).problems]


def errors(text):
    return AreaForm({"outline": text}).errors.get("outline", [])


SAME = {
    "a geometry": polygon(SQUARE),
    "a feature": json.dumps({"type": "Feature", "properties": None, "geometry": json.loads(polygon(SQUARE))}),
    "a collection of one": json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": json.loads(polygon(SQUARE))}]}),
    "with a byte order mark": "\ufeff" + polygon(SQUARE),
    "WKT": "POLYGON ((12.97 55.55, 12.98 55.55, 12.98 55.56, 12.97 55.56, 12.97 55.55))",
    "WKT of PostGIS": "SRID=4326;polygon((12.97 55.55,12.98 55.55,12.98 55.56,12.97 55.56,12.97 55.55))",
    "WKT in many parts": "MULTIPOLYGON(((12.97 55.55,12.98 55.55,12.98 55.56,12.97 55.56,12.97 55.55)))",
    "a corner a line": "55.55, 12.97\n55.55, 12.98\n55.56 12.98\n55.56;12.97",
}  # fmt: skip


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_an_outline_is_read_however_it_is_written(text):
    form = AreaForm({"outline": text})
    assert form.is_valid(), form.errors
    assert shapely.equals(form.cleaned_data["outline"], Polygon(SQUARE))


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_is_no_outline(text):
    form = AreaForm({"outline": text})
    assert form.is_valid() and form.cleaned_data["outline"] is None


CLEANED = {
    "Heights were left out.": polygon([[x, y, 12.5] for x, y in SQUARE]),
    "The line was not closed; its ends were joined.": polygon(SQUARE[:-1]),
    "3 repeated corners were left out.": polygon([SQUARE[0], SQUARE[0], *SQUARE, SQUARE[0]]),
}


@pytest.mark.parametrize(("note", "text"), CLEANED.items(), ids=CLEANED)
def test_GEO_14_what_is_harmless_is_cleaned_and_said(note, text):
    found = read(text)
    assert found.problems == () and found.notes == (note,)
    assert shapely.equals(found.outline, Polygon(SQUARE))


WRONG = {
    "The line crosses itself near 55.55500, 12.97500.": polygon(BOW),
    "A hole lies outside the outline near 55.45200, 12.97200.":
        polygon(SQUARE, [[x, y - 0.1] for x, y in HOLE]),
    "A hole lies inside another hole near 55.55250, 12.97250.":
        polygon(SQUARE, HOLE, [[12.9725, 55.5525], [12.973, 55.5525], [12.973, 55.553], [12.9725, 55.5525]]),
    "Latitude and longitude are changed over. Longitude comes first.":
        polygon([[y, x] for x, y in SQUARE]),
    "The corner 55.55000, 9.98000 lies outside the region.":
        polygon([[x if x < 12.98 else 9.98, y] for x, y in SQUARE]),
    "A line near 55.55000, 12.97000 has fewer than three corners. Draw it again.":
        polygon([SQUARE[0], SQUARE[1], SQUARE[0]]),
    "A line has no corners. Draw it again.": polygon(SQUARE, []),
}  # fmt: skip


@pytest.mark.parametrize(("words", "text"), WRONG.items(), ids=WRONG)
def test_GEO_01_what_is_wrong_is_told_with_its_place(words, text):
    assert words in errors(text)


GARBAGE = {
    "nothing of the kind": ("hello", "unread"),
    "half a file": (polygon(SQUARE)[:60], "unread"),
    "HTML": ("<html>", "unread"),
    "a number": ("12", "unread"),
    "an array": ("[[12.97, 55.55]]", "unread"),
    "NaN": (polygon(SQUARE).replace("12.98", "NaN"), "unread"),
    "Infinity": (polygon(SQUARE).replace("12.98", "-Infinity"), "unread"),
    "1e999": (polygon(SQUARE).replace("12.98", "1e999"), "broken"),
    "1e999 in WKT": ("POLYGON ((1e999 55, 13 55, 13 56, 1e999 55))", "unread"),
    "an integer of 100,000 digits": (polygon(SQUARE).replace("12.98", "9" * 100_000), "broken"),
    "words for numbers": (polygon([["12", "55"]] * 4), "broken"),
    "one number": (polygon([[12.97]] * 4), "broken"),
    "no arrays": (json.dumps({"type": "Polygon", "coordinates": [[1, 2, 3]]}), "broken"),
    "a point": ('{"type": "Point", "coordinates": [12.97, 55.55]}', "kind"),
    "a line": ("LINESTRING (12 55, 13 56)", "kind"),
    "a curve": ("CURVEPOLYGON ((12 55, 13 55, 13 56, 12 55))", "kind"),
    "a collection": ('{"type": "GeometryCollection", "geometries": []}', "kind"),
    "a feature of nothing": ('{"type": "Feature", "geometry": null}', "kind"),
    "empty": ("POLYGON EMPTY", "empty"),
    "empty JSON": (polygon(), "empty"),
    "two features": (json.dumps({"type": "FeatureCollection", "features": [{}, {}]}), "several"),
    "no features": (json.dumps({"type": "FeatureCollection", "features": []}), "several"),
    "another system": (polygon([[1_400_000 + x, 7_500_000 + y] for x, y in SQUARE]), "metres"),
    "too many corners": (polygon([[12 + n / 1e6, 55.5] for n in range(MOST_VERTICES + 1)]), "many"),
    "too large": (polygon(SQUARE) + " " * MOST_BYTES, "large"),
}


@pytest.mark.parametrize(("text", "code"), GARBAGE.values(), ids=GARBAGE)
def test_GEO_05_GEO_11_what_cannot_be_read_is_refused_with_what_to_do(text, code):
    assert codes(text) == [code]
    (words,) = errors(text)
    assert words.endswith(".") and len(words) < 140 and read(text).outline is None


DEEP = {
    "JSON": '{"type":"Polygon","coordinates":' + "[" * 400_000 + "]" * 400_000 + "}",
    "a collection in JSON": '{"type":"GeometryCollection","geometries":[' * 20_000 + "]}" * 20_000,
    "WKT": "GEOMETRYCOLLECTION(" * 50_000 + ")" * 50_000,
    "WKT of a polygon": "POLYGON " + "(" * 50_000 + "12 55" + ")" * 50_000,
    "brackets turned round": "}" * 1000 + '{"type":' * 1000,
}  # fmt: skip


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_GEO_12_nesting_never_reaches_the_geometry_engine(text, monkeypatch):
    monkeypatch.setattr("prospect.geometry.reading.Polygon", None)
    assert codes(text)[0] in ("deep", "unread")


@pytest.mark.parametrize("epsg", METRES)
@pytest.mark.parametrize("northing_first", [False, True])
def test_GEO_05_metres_of_the_only_system_that_fits_are_read_and_it_is_said(epsg, northing_first):
    ring = [(y, x) if northing_first else (x, y) for x, y in METRES[epsg]]
    found = read("\n".join(f"{one} {two}" for one, two in ring))
    assert found.problems == () and f"EPSG:{epsg}" in found.notes[0]
    assert Polygon(SQUARE).buffer(1e-5).covers(found.outline)
    assert 30 < hectares(found.outline) < 40


def test_GEO_05_without_a_region_metres_are_not_guessed():
    text = "\n".join(f"{x} {y}" for x, y in METRES[3006])
    assert [one.code for one in read_outline(text).problems] == ["metres"]


def test_GEO_01_a_bow_tie_is_repaired_into_two_parts_and_the_small_one_is_named():
    found = read(polygon(BOW))
    assert found.repaired.geom_type == "MultiPolygon" and len(found.repaired.geoms) == 2
    assert found.repair_words[0] == "The outline was repaired and has 2 parts."
    assert errors(as_geojson(found.repaired)) == []


def test_numbers_in_the_wrong_order_are_changed_over_by_the_repair():
    found = read(polygon([[y, x] for x, y in SQUARE]))
    assert shapely.equals(found.repaired, Polygon(SQUARE))


def test_GEO_18_a_repair_that_leaves_no_area_is_none():
    spike = Polygon([(12.97, 55.55), (12.98, 55.55), (12.99, 55.55), (12.97, 55.55)])
    assert repaired(spike)[0] is None
    assert read(polygon([[x, y] for x, y in spike.exterior.coords])).repaired is None


def test_repair_it_fills_the_field_and_leaves_what_cannot_be_repaired():
    data = QueryDict(mutable=True)
    data.update({"outline": polygon(BOW), "repair": "yes", "name": "Hyllie"})
    mended, _found = with_repair(data, "outline", WINDOW)
    assert AreaForm(mended).is_valid() and mended["name"] == "Hyllie"
    data["outline"] = "hello"
    assert with_repair(data, "outline", WINDOW)[0]["outline"] == "hello"


def test_the_field_is_complete_without_scripts():
    form = AreaForm({"outline": polygon(BOW)})
    words = str(form["outline"])
    assert '<textarea name="outline"' in words and "12.97" in words
    assert 'name="repair" value="yes" formnovalidate data-repair>' in words
    assert "style=" not in words and "<script" not in words
    assert "data-settings" not in words  # no map without what it is told
    plain = str(AreaForm(initial={"outline": Polygon(SQUARE, [HOLE])})["outline"])
    assert "data-repair hidden" in plain and "<b data-hectares>" in plain


def test_what_is_typed_cannot_leave_the_field():
    words = str(AreaForm({"outline": "</textarea><script>alert(1)</script>"})["outline"])
    assert "<script" not in words and "&lt;script" in words


def test_an_outline_that_reads_the_same_is_no_change():
    before = {"outline": Polygon(SQUARE)}
    assert not AreaForm({"outline": SAME["WKT"]}, initial=before).has_changed()
    assert AreaForm({"outline": polygon(SQUARE, HOLE)}, initial=before).has_changed()
    assert AreaForm({"outline": ""}, initial=before).has_changed()
    assert AreaForm({"outline": "hello"}, initial=before).has_changed()


NEAR = st.floats(-1e-2, 1e-2)
CORNERS = st.lists(st.tuples(NEAR, NEAR), min_size=3, max_size=9)


def around(corners, dx=0.0):
    return [(12.97 + dx + x, 55.55 + y) for x, y in corners]


@given(CORNERS, CORNERS)
def test_GEO_18_what_is_repaired_is_always_sound_and_made_of_polygons(one, two):
    outline = MultiPolygon([Polygon(around(one)), Polygon(around(two, 0.005))])
    found, words = repaired(outline)
    assert words and all(word.endswith(".") for word in words)
    if found is None:
        return
    assert found.is_valid and found.area > 0
    assert found.geom_type in ("Polygon", "MultiPolygon")
    assert errors(as_geojson(found)) == []


@given(CORNERS)
def test_an_outline_survives_GeoJSON_and_WKT(corners):
    found, _words = repaired(Polygon(around(corners)))
    assume(found is not None)
    for text in (as_geojson(found), found.wkt, found.wkt.replace("POLYGON ", "POLYGON")):
        again = read(text)
        assert again.problems == () and shapely.equals(again.outline, found)
        assert as_geojson(again.outline) == as_geojson(found)


@given(CORNERS, st.integers(0, 8), st.booleans())
def test_hectares_do_not_depend_on_where_a_ring_begins_nor_which_way_it_runs(corners, turn, back):
    found, _words = repaired(Polygon(around(corners)))
    assume(found is not None and found.geom_type == "Polygon")
    ring = list(found.exterior.coords)[:-1]
    ring = ring[turn % len(ring) :] + ring[: turn % len(ring)]
    other = Polygon(ring[::-1] if back else ring)
    assert hectares(other) == pytest.approx(hectares(Polygon(found.exterior)), rel=1e-9)


@given(st.text(max_size=80) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=12), lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features"]), inner, max_size=4),
    max_leaves=12).map(json.dumps))  # fmt: skip
def test_FLT_whatever_is_pasted_there_are_words_and_no_fault(text):
    found = read(text)
    assert found.outline is not None or found.problems or not text.strip()

"""Geometry on disk and its measures."""

import math
import struct

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from prospect.catalogue.models import Area
from prospect.geometry import geopackage_binary
from prospect.geometry.field import GeometryField
from prospect.geometry.measures import hectares, metres_between

DEGREES = st.floats(-80, 80).filter(lambda number: number == 0 or abs(number) > 1e-9)
POINTS = st.builds(Point, DEGREES, DEGREES)
BOXES = st.builds(
    lambda x, y, width, height: box(x, y, x + width, y + height),
    DEGREES, DEGREES, st.floats(1e-6, 5), st.floats(1e-6, 5),
)  # fmt: skip
SHAPES = POINTS | BOXES | st.lists(BOXES, min_size=1, max_size=3).map(MultiPolygon)
MALMO = box(13.0, 55.6, 13.1, 55.65)


@given(SHAPES)
def test_a_geometry_survives_its_binary(shape):
    assert geopackage_binary.read(geopackage_binary.write(shape)).equals_exact(shape, 0)


@given(BOXES)
def test_the_header_carries_the_envelope_and_the_reference_system(shape):
    blob = geopackage_binary.write(shape)
    west, south, east, north = shape.bounds
    assert blob[:2] == b"GP" and struct.unpack_from("<i", blob, 4) == (4326,)
    assert struct.unpack_from("<4d", blob, 8) == (west, east, south, north)


def test_GEO_08_an_empty_geometry_is_marked_empty_and_comes_back_empty():
    blob = geopackage_binary.write(Polygon())
    assert blob[3] & 0b0001_0000
    assert geopackage_binary.read(blob).is_empty


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"GP",
        b"XX" + bytes(40),
        b"GP\0\x0f" + bytes(80),
        geopackage_binary.write(MALMO)[:-3],
        geopackage_binary.write(Point(1, 2))[:12],
        b"GP\0\x01\xe6\x10\0\0" + b"\xff" * 30,
    ],
)
def test_bytes_that_are_no_geometry_are_refused(blob):
    with pytest.raises(ValueError, match="not a GeoPackage geometry"):
        geopackage_binary.read(blob)


@given(SHAPES)
def test_the_field_gives_back_what_it_kept(shape):
    field = GeometryField()
    kept = field.get_prep_value(shape)
    assert field.from_db_value(memoryview(kept), None, None).equals_exact(shape, 0)
    assert field.to_python(kept).equals_exact(shape, 0)


def test_a_dump_of_the_database_can_be_read_back():
    area = Area(outline=MALMO)
    field = Area._meta.get_field("outline")
    assert field.to_python(field.value_to_string(area)).equals_exact(MALMO, 0)


def test_the_field_keeps_nothing_as_nothing():
    field = GeometryField(null=True)
    assert field.get_prep_value(None) is None and field.from_db_value(None, None, None) is None


def test_an_area_is_measured_on_the_ellipsoid_not_in_degrees():
    # Area of a cell on the authalic sphere (R = 6 371 007.2 m); the ellipsoid differs below 1 %.
    west, south, east, north = MALMO.bounds
    strip = math.sin(math.radians(north)) - math.sin(math.radians(south))
    expected = 6_371_007.2**2 * math.radians(east - west) * strip / 10_000
    assert hectares(MALMO) == pytest.approx(expected, rel=0.01)


def test_the_bridge_is_about_eight_kilometres_wide_between_its_ends():
    assert metres_between(Point(12.5, 55.6), Point(12.6, 55.6)) == pytest.approx(6_300, rel=0.01)


@given(st.builds(Point, st.floats(5, 20), st.floats(50, 60)))
def test_a_distance_is_the_same_both_ways(point):
    other = Point(12.8, 55.6)
    assert metres_between(point, other) == pytest.approx(metres_between(other, point))


def test_a_distance_to_a_shape_is_measured_to_its_nearest_edge():
    assert metres_between(MALMO, Point(13.05, 55.62)) == 0
    assert metres_between(MALMO, Point(13.2, 55.62)) < metres_between(
        Point(13.0, 55.62), Point(13.2, 55.62)
    )
    assert shapely.is_valid(MALMO)

"""Warnings on where an outline lies; they stop nobody."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from prospect.catalogue.siting import warnings_of, water_around

OUTLINE = box(13.0, 55.55, 13.01, 55.56)
NORTH, SLIVER = box(13.0, 55.555, 13.02, 55.57), box(13.0099999, 55.55, 13.02, 55.56)


def area(outline, name="Hyllie"):
    return SimpleNamespace(outline=outline, name=name)


def codes(**given):
    known = {"border": None, "siblings": [], "water": None, **given}
    return [warning.code for warning in warnings_of(OUTLINE, **known)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"border": box(12, 55, 14, 56)}, []),
        ({"border": NORTH}, ["outside-municipality"]),
        ({"siblings": [area(NORTH)]}, ["overlaps-sibling"]),
        ({"siblings": [area(SLIVER), area(None)]}, []),
        ({"siblings": [area(box(13.01, 55.55, 13.02, 55.56))]}, []),
        ({"water": box(13.0, 55.55, 13.0015, 55.56)}, []),
        ({"water": NORTH}, ["in-water"]),
        ({"border": NORTH, "siblings": [area(NORTH)], "water": NORTH},
         ["outside-municipality", "overlaps-sibling", "in-water"]),
    ],
)  # fmt: skip
def test_only_what_matters_is_warned_of(given, found):
    assert codes(**given) == found


def test_the_area_in_common_is_told_in_hectares_with_the_name():
    with translation.override("en"):
        (told,) = warnings_of(OUTLINE, border=None, siblings=[area(NORTH)], water=None)
    assert told.words == "It overlaps Hyllie by 35.1 ha."
    assert told.where.equals(OUTLINE.intersection(NORTH))


@given(st.floats(0.0005, 0.01), st.floats(0.0005, 0.01))
def test_an_outline_never_lies_outside_what_covers_it(width, height):
    outline = box(13.0, 55.55, 13.0 + width, 55.55 + height)
    border = outline.buffer(1e-9)
    assert warnings_of(outline, border=border, siblings=[], water=Polygon()) == []


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize(
    ("here", "wet"),
    [
        (box(13.03, 55.575, 13.04, 55.58), 0.0),  # south Malmö
        (box(12.75, 55.55, 12.76, 55.555), 1.0),  # the Sound
        (box(12.560, 55.683, 12.575, 55.692), None),  # the lakes of København, in part
    ],
)
def test_the_base_map_of_the_region_knows_land_sea_and_lakes(here, wet):
    share = water_around(here).area / here.area
    assert 0.1 < share < 0.9 if wet is None else share == pytest.approx(wet)


@pytest.mark.usefixtures("released")
def test_beyond_our_map_nothing_is_known_of_water():
    assert water_around(box(2.0, 48.0, 2.1, 48.1)) is None


def test_without_a_base_map_nothing_is_known_of_water(settings, tmp_path):
    settings.BASEMAP = tmp_path
    assert water_around(OUTLINE) is None

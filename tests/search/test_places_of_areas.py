"""Where an area lies: which stations serve it, which municipalities, and inside which box."""

from types import SimpleNamespace

import pytest
import shapely

from prospect.catalogue.models import Area
from prospect.catalogue.municipalities import keys_of
from prospect.catalogue.network import calling_modes
from prospect.records.models import published
from prospect.releases.store import current_release
from prospect.search.columns import Columns, Shape, bake_columns, open_columns
from prospect.search.filters import Filter
from prospect.search.selection import Selection


def keys(collection="areas", **asked):
    columns = open_columns(current_release().columns / collection)
    found = Selection(columns, Filter(collection, **asked)).positions()
    return set(
        published(Area).filter(pk__in=columns["pk"][found].tolist()).values_list("key", flat=True)
    )


def station(pk, mode, *lines):
    return SimpleNamespace(pk=pk, mode=mode, lines=lines)


def link(origin, destination, mode, status="open"):
    return SimpleNamespace(origin_id=origin, destination_id=destination, mode=mode, status=status)


def test_what_calls_at_a_station_is_its_own_mode_its_open_links_and_its_lines():
    stations = [
        station(1, "metro"),
        station(2, "S-tog", "local rail", "S-tog E"),
        station(3, "tram"),
    ]
    links = [link(1, 2, "rail"), link(2, 3, "metro", "planned"), link(2, 3, "metro", "idea")]
    calling = calling_modes(stations, links)
    assert calling == {1: {"metro", "rail"}, 2: {"S-tog", "rail"}, 3: {"tram"}}
    assert calling_modes([station(1, "rail", "Pågatåg", "ferry")], []) == {1: {"rail", "ferry"}}


@pytest.mark.parametrize(
    ("mode", "near"),
    [
        ("rail", {"postbyen", "oerestad", "hoeje_taastrup_c", "koege_kyst", "favrholm", "hyllie"}),
        ("S-tog", {"postbyen", "nordhavn", "loop_city", "carlsberg_byen"}),
        ("metro", {"postbyen", "oerestad", "nordhavn"}),
        ("light_rail", {"loop_city"}),
        ("ferry", {"oceanhamnen", "trelleborg_sjostaden"}),
    ],
)
def test_areas_are_near_whatever_calls_at_their_stations(released, mode, near):
    assert near <= keys(codes={"near": (mode,)})


def test_nobody_is_near_a_line_that_is_only_planned(released):
    assert not {"lynetteholm", "refshaleoeen"} & keys(codes={"near": ("metro",)})


def test_a_size_that_is_not_stated_fits_no_size_however_large_it_is_drawn(released):
    unstated = set(
        published(Area).exclude(figures__measure="site_area").values_list("key", flat=True)
    )
    assert unstated
    assert not unstated & keys(bounds={"max_area": 1e6})
    assert not unstated & keys(bounds={"min_area": 0.1})


def test_a_shape_whose_box_touches_but_that_does_not_itself_is_left_out(tmp_path):
    corner = shapely.Polygon([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)])  # an L
    shapes = [corner, shapely.box(2, 2, 3, 3), shapely.Point(2.5, 2.5), shapely.Point(9, 9)]
    rows = [SimpleNamespace(pk=number, shape=shape) for number, shape in enumerate(shapes)]
    bake_columns(tmp_path / "areas", {"shape": Shape(lambda row: row.shape)}, rows)

    def inside(*box):
        return (
            Selection(Columns(tmp_path / "areas"), Filter("areas", bbox=box)).positions().tolist()
        )

    assert inside(1.5, 1.5, 3.5, 3.5) == [1, 2]
    assert inside(0.5, 0.5, 3.5, 3.5) == [0, 1, 2]
    assert inside(2.5, 2.5, 2.5, 2.5) == [1, 2]
    assert inside(2.5, 0.5, 2.5, 9) == [0, 1, 2]
    assert inside(-1, -1, 10, 10) == [0, 1, 2, 3]
    assert inside(5, 5, 6, 6) == []


def test_an_area_beside_the_window_is_not_in_it(released):
    for area in published(Area):
        west, south, _east, _north = area.outline.bounds
        box = (west, south, west + 1e-6, south + 1e-6)  # the corner of its box
        assert (area.key in keys(bbox=box)) is area.outline.intersects(shapely.box(*box))


def test_a_cooperation_lies_in_the_municipalities_of_its_stations(released):
    for key in ("ishoej", "herlev", "lyngby_taarbaek", "loop_city_municipalities"):
        assert keys(codes={"municipality": (key,)}) == {"loop_city"}


def test_what_lies_in_two_municipalities_is_found_by_each(released):
    columns = open_columns(released.columns / "places")
    both = columns.code_of("municipality", "København/Malmö")
    every = columns.counts("municipality", columns["pk"] > 0)
    for key in ("koebenhavn", "malmoe"):
        mask = columns.having("municipality", [key])
        assert (
            (columns.having("municipality", [both]) & ~mask).sum() == 0 < mask.sum() == every[key]
        )
    assert both not in columns.codes("municipality")


def test_a_municipality_has_one_key_however_it_is_written():
    known = {"København": "koebenhavn", "Copenhagen": "koebenhavn"}
    assert keys_of("København/Lyngby-Taarbæk", known) == ["koebenhavn", "lyngby_taarbaek"]
    assert keys_of("Höör", {}) == keys_of("Høør", {}) == ["hoeoer"]


@pytest.mark.parametrize(
    "word", ["Ishøj", "ishoej", "ISHOJ", "Höör", "hoor", "København", "Copenhagen"]
)
@pytest.mark.parametrize("collection", ["areas", "opportunities", "places", "stations"])
def test_TXT_06_every_municipality_that_a_record_speaks_of_is_understood(
    released, collection, word
):
    columns = open_columns(released.columns / collection)
    code = columns.code_of("municipality", word)
    assert code in ("ishoej", "hoeoer", "koebenhavn") and code in columns.codes("municipality")

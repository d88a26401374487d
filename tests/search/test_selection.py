"""What fits a filter is the same as reading every record one by one."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from prospect.catalogue.models import Area, Link, Opportunity, Station
from prospect.catalogue.network import NearStations, calling_modes, served_modes
from prospect.records.models import published
from prospect.registers import kinds
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import STAGES
from prospect.releases.store import current_release
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import Category, Columns, Flags, Measure, bake_columns, open_columns
from prospect.search.filters import PARAMETERS, Filter
from prospect.search.selection import MOST_DROPPED, Selection, widen_stages

pytestmark = pytest.mark.usefixtures("released")
PARTNERS = ["koebenhavn", "malmoe", "lund", "taarnby", "ishoej", "unheard_of"]
LOOP_CITY = ("gladsaxe", "glostrup", "herlev", "ishoej", "lyngby_taarbaek", "vallensbaek")
STAGE_CODES = ["planned", "building", "built", "under_construction", "vision"]
BOX = st.sampled_from(
    [
        None,
        (12.5, 55.6, 12.7, 55.8),
        (12.9, 55.5, 13.3, 55.7),
        (0.0, 0.0, 1.0, 1.0),
        (12.56, 55.62, 12.6, 55.66),
    ]
)


@cache
def demo_areas():
    found = published(Area).select_related("partner").prefetch_related("figures").order_by("pk")
    areas, stations = list(found), list(published(Station))
    calling = calling_modes(stations, published(Link))
    near = NearStations([station for station in stations if station.status == "open"])
    for area in areas:
        area.modes = served_modes(area, near, calling)
    return areas


@cache
def demo_opportunities():
    return list(published(Opportunity).select_related("partner", "area").order_by("pk"))


def some(codes):
    return st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple)


@st.composite
def area_filters(draw):
    codes = {
        "country": draw(some(["DK", "SE"])),
        "municipality": draw(some(PARTNERS)),
        "use": draw(some(USES.codes)),
        "sector": draw(some(SECTORS.codes)),
        "stage": draw(some(STAGE_CODES)),
        "near": draw(some(kinds.MODES.codes)),
        "kind": draw(some(kinds.AREA_KINDS.codes)),
    }
    limits = ["min_area", "max_area", "min_floor", "max_floor", "done_by"]
    values = {"done_by": st.integers(2020, 2060), "min_floor": st.integers(1, 10**6)}
    bounds = {
        name: float(draw(values.get(name, st.integers(0, 500))))
        for name in draw(st.lists(st.sampled_from(limits), max_size=2))
    }
    kept = {
        name: some_codes for name, some_codes in codes.items() if some_codes and draw(st.booleans())
    }
    return Filter("areas", codes=kept, bounds=bounds, bbox=draw(BOX))


def figure(area, measure):
    return next((f.value for f in area.figures.all() if f.measure == measure), None)


def municipalities(area):
    return set(open_columns(current_release().columns / "areas").codes("municipality")) & {
        area.partner.key, *(LOOP_CITY if area.key == "loop_city" else ())
    }  # fmt: skip


def stands(area, asked):
    """Read the rules of the filter in plain words, one area at a time."""
    group = STAGES[area.stage].group
    wanted = asked.codes.get("stage", (area.stage,))
    has = {
        "country": {area.country},
        "municipality": municipalities(area),
        "use": set(area.uses),
        "sector": set(area.sectors),
        "near": area.modes,
        "kind": {area.kind},
    }
    size, floor = figure(area, "site_area"), figure(area, "planned_floor_area")
    values = {"min_area": size, "max_area": size, "min_floor": floor, "max_floor": floor}
    values["done_by"] = area.completion_year
    for name, bound in asked.bounds.items():
        value = values[name]
        if value is None or (value < bound if name.startswith("min") else value > bound):
            return False
    if asked.bbox and not area.outline.intersects(shapely.box(*asked.bbox)):
        return False
    if area.stage not in wanted and group not in wanted:
        return False
    return all(has[name] & set(codes) for name, codes in asked.codes.items() if name in has)


def selection(asked):
    return Selection(open_columns(current_release().columns / asked.collection), asked)


@given(area_filters())
def test_the_mask_is_what_reading_every_area_gives(asked):
    found = selection(asked)
    assert found.mask.tolist() == [stands(area, asked) for area in demo_areas()]


@given(area_filters())
@example(Filter("areas", codes={"country": ("DK",), "use": ("arena",), "kind": ("corridor",)}))
def test_advice_drops_as_few_parameters_as_give_hits_and_tells_how_many(asked):
    found = selection(asked)
    offers, fewest = found.advice(), 1
    assert bool(offers) is not bool(found.total)
    while offers and not any(
        found.fitting(*names).any() for names in combinations(asked.names, fewest)
    ):
        fewest += 1
    for offer in offers:
        assert len(offer.names) == (fewest if fewest <= MOST_DROPPED else len(asked.names))
        fewer = asked
        for name in offer.names:
            fewer = fewer.without(name)
        assert offer.hits == sum(stands(area, fewer) for area in demo_areas()) > 0


@given(area_filters())
def test_the_count_beside_a_code_is_what_choosing_it_gives(asked):
    found = selection(asked)
    for name in ("country", "municipality", "kind"):
        for code, number in found.counts(name).items():
            chosen = Filter(
                "areas", codes={**asked.codes, name: (code,)}, bounds=asked.bounds, bbox=asked.bbox
            )
            assert number == selection(chosen).total


@given(area_filters())
def test_the_counts_of_an_exclusive_facet_add_up(asked):
    found = selection(asked)
    assert sum(found.split("country").values()) == found.total
    assert sum(found.split("stage").values()) == found.total
    assert sum(found.counts("country").values()) == np.count_nonzero(found.fitting("country"))
    assert all(number <= found.total for number in found.split("use").values())


@given(st.sampled_from(sorted(COLLECTIONS)), st.text(max_size=20))
@example("areas", "½")
@example("areas", "a\U0001e900b")
@example("areas", '" OR 1 NEAR(* ^')
@example("areas", "ﷺ")
@example("areas", "⑴ ㏂")
def test_no_question_makes_the_index_fall_over(collection, words):
    assert (
        0 <= selection(Filter(collection, q=words)).total <= len(selection(Filter(collection)).mask)
    )


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Nordhavn", "nordhavn"),
        ("NORDHAVN", "nordhavn"),
        ("nordh", "nordhavn"),
        ("Orestad", "oerestad_city"),
        ("Oerestad", "oerestad_city"),
        ("Ørestad city", "oerestad_city"),
        ("refshaleoen", "refshaleoeen"),
    ],
)
def test_TXT_06_an_area_is_found_in_any_spelling(question, key):
    found = selection(Filter("areas", q=question))
    keys = [demo_areas()[position].key for position in found.positions()]
    assert key in keys


def test_every_word_asked_for_must_be_there():
    assert selection(Filter("areas", q="Nordhavn unheardofword")).total == 0
    assert selection(Filter("areas", q="?!")).total == 0


def test_an_order_is_kept_in_what_fits():
    columns = open_columns(current_release().columns / "areas")
    found = Selection(columns, Filter("areas", codes={"country": ("SE",)}))
    order = columns["by_name_sv"]
    assert sorted(found.positions(order)) == found.positions().tolist()
    places = [order.tolist().index(position) for position in found.positions(order)]
    assert places == sorted(places)


@given(st.integers(1, 10**5), st.booleans())
def test_a_plot_of_unknown_size_fits_no_size(size, least):
    asked = Filter("opportunities", bounds={"min_size" if least else "max_size": float(size)})
    fits = [
        (o.max_size_m2 or o.min_size_m2 or 0) >= size if least else 0 < (o.min_size_m2 or 0) <= size
        for o in demo_opportunities()
    ]
    assert selection(asked).mask.tolist() == fits


def test_every_filter_reads_a_column_that_a_release_holds():
    for collection, parameters in PARAMETERS.items():
        columns = open_columns(current_release().columns / collection)
        assert {parameter.column for parameter in parameters} <= set(
            COLLECTIONS[collection].columns
        )
        assert all(parameter.column in columns for parameter in parameters)


def test_columns_give_back_what_was_baked(tmp_path):
    specs = {
        "kind": Category(lambda row: row[0]),
        "marks": Flags(lambda row: row[1], ("a", "b", "c")),
        "size": Measure(lambda row: row[2]),
    }

    class Record(tuple):
        pk = 7

    rows = [
        Record(("x", ("a", "b"), 1.5)),
        Record(("", (), None)),
        Record(("y", ("b", "z", "b"), 0)),
    ]
    bake_columns(tmp_path / "some", specs, rows)
    columns, every = Columns(tmp_path / "some"), np.ones(3, dtype=bool)
    assert columns.counts("kind", every) == {"x": 1, "y": 1}
    assert columns.counts("marks", every) == {"a": 1, "b": 2, "c": 0}
    assert columns.having("marks", ["b", "unknown"]).tolist() == [True, False, True]
    assert columns.having("kind", ["unknown"]).tolist() == [False] * 3
    assert np.isnan(columns["size"][1]) and len(columns) == 3


def test_planned_means_every_rung_before_building():
    assert {"vision", "in_force", "planned"} <= widen_stages(("planned",))
    assert widen_stages(("built",)) == {"built_out"}
    assert widen_stages(("vision", "unheard_of")) == {"vision"}

"""A filter is read from an address, and written back into one, without loss."""

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from prospect.registers.stages import YEARS
from prospect.search.cells import ParameterError, plain_number, read_bbox, read_number
from prospect.search.filters import PARAMETERS, Filter, read_filter

COLLECTION = st.sampled_from(sorted(PARAMETERS))
NUMBER = st.integers(1, 10**15 - 1).map(float) | st.decimals("0.01", 10**9, places=2).map(float)
FREE_CODE = st.from_regex(r"[a-zæøå][a-zæøå /_-]{0,12}[a-zæøå]", fullmatch=True)
DEGREE = st.decimals(-89, 89, places=5).map(float)


def question(query, collection="areas", strict=True):
    return read_filter(collection, QueryDict(query), strict=strict)


@st.composite
def filters(draw):
    collection = draw(COLLECTION)
    codes, bounds = {}, {}
    for parameter in PARAMETERS[collection]:
        if draw(st.booleans()):
            continue
        if parameter.mode == "codes":
            code = st.sampled_from(parameter.vocabulary) if parameter.vocabulary else FREE_CODE
            codes[parameter.name] = tuple(draw(st.lists(code, min_size=1, max_size=4, unique=True)))
        else:
            bounds[parameter.name] = draw(NUMBER)
    west, east = sorted(draw(st.lists(DEGREE, min_size=2, max_size=2, unique=True)))
    south, north = sorted(draw(st.lists(DEGREE, min_size=2, max_size=2, unique=True)))
    return Filter(
        collection,
        q=" ".join(
            draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)).split()
        ),
        codes=codes,
        bounds=bounds,
        bbox=draw(st.none() | st.just((west, south, east, north))),
        year=draw(st.sampled_from(YEARS)),
    )


@given(filters())
@example(Filter("areas", bounds={"min_floor": 1_500_000.0}))
@example(Filter("areas", bounds={"max_area": 0.0}))
@example(Filter("areas", bbox=(12.345678, 55.0, 12.345679, 55.1)))
def test_a_filter_survives_its_address(asked):
    assert question(asked.query(), asked.collection) == asked


@given(filters())
def test_the_address_of_a_filter_is_canonical(asked):
    assert question(asked.query(), asked.collection).query() == asked.query()


@given(COLLECTION, st.lists(st.tuples(st.text(max_size=12), st.text(max_size=30)), max_size=5))
def test_a_page_understands_any_address(collection, pairs):
    names = [p.name for p in PARAMETERS[collection]] + ["q", "bbox", "year"]
    parameters = QueryDict(mutable=True)
    for number, (name, cell) in enumerate(pairs):
        parameters.appendlist(names[number % len(names)] if number % 2 else name, cell)
    asked = read_filter(collection, parameters, strict=False)
    again = read_filter(collection, QueryDict(asked.query()), strict=False)
    assert again.query() == asked.query()


@given(st.floats(0, 1e15 - 1))
def test_NUM_01_a_number_in_an_address_never_takes_an_exponent(value):
    assert float(plain_number(value)) == value
    assert "e" not in plain_number(value).lower()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("use=parking", "use"),
        ("country=NO", "country"),
        ("min_area=-1", "min_area"),
        ("min_area=1e400", "min_area"),
        ("min_area=" + "9" * 5000, "min_area"),
        ("min_area=1,5", "min_area"),
        ("min_area=NaN", "min_area"),
        ("min_area=%D9%A1", "min_area"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=13,55,12,56", "bbox"),
        ("bbox=12,56,12,55", "bbox"),
        ("bbox=12,55,0,13,56", "bbox"),
        ("bbox=12,55,low,13,56,high", "bbox"),
        ("bbox=-181,55,12,56", "bbox"),
        ("bbox=a,b,c,d", "bbox"),
        ("q=" + "x" * 201, "q"),
        ("q=%00", "q"),
        ("year=soon", "year"),
    ],
)
def test_NUM_06_what_cannot_be_understood_is_named_to_machines_and_ignored_on_pages(query, name):
    with pytest.raises(ParameterError) as refusal:
        question(query)
    assert refusal.value.name == name and str(refusal.value)
    assert not question(query, strict=False).codes and not question(query, strict=False).bounds


@pytest.mark.parametrize(
    ("cell", "stop"),
    [
        ("", "today"), ("Today", "today"), ("1066", "today"), ("2026", "today"), ("2029", "today"),
        ("2030", "2030"), ("2034", "2030"), ("2039", "2035"), ("2040", "2040"), ("2099", "2040"),
        ("2040%2B", "2040"), ("2040+", "2040"),
    ],
)  # fmt: skip
def test_a_year_is_the_stop_of_the_timeline_at_or_before_it(cell, stop):
    assert question(f"year={cell}").year == stop


def test_codes_are_understood_in_letters_of_any_size():
    asked = question("country=dk&use=Logistics,OFFICE&near=s-tog")
    assert asked.codes == {"country": ("DK",), "use": ("logistics", "office"), "near": ("S-tog",)}


@pytest.mark.parametrize("strict", [True, False])
def test_NUM_06_numbers_are_read_as_machines_write_them_by_page_and_api_alike(strict):
    asked = question("min_area=1e3&max_area=2.50E%2B3&bbox=1.2e1,5.5E1,13,56", strict=strict)
    assert asked.bounds == {"min_area": 1_000, "max_area": 2_500}
    assert asked.bbox == (12, 55, 13, 56)
    assert question(asked.query()) == asked


def test_a_box_may_be_a_point_or_a_line_and_heights_are_left_out():
    assert read_bbox("0,0,0,0", strict=True) == (0, 0, 0, 0)
    assert read_bbox("12,55,12,56", strict=True) == (12, 55, 12, 56)
    assert read_bbox("12,55,-10,13,56,1e3", strict=True) == (12, 55, 13, 56)


def test_at_least_nothing_asks_nothing_but_at_most_nothing_does():
    assert question("min_area=0&max_area=0").names == ["max_area"]


def test_codes_come_once_with_commas_or_repeated():
    assert question("use=office,retail&use=office").codes["use"] == ("office", "retail")


def test_one_code_or_one_parameter_can_be_taken_away():
    asked = question("q=port&use=office,retail&min_area=5&bbox=12,55,13,56&year=2030")
    assert asked.without("use", "office").codes["use"] == ("retail",)
    assert "use" not in asked.without("use").names
    assert asked.without("min_area").bounds == {}
    assert asked.without("q").names == ["use", "min_area", "bbox"]
    assert asked.without("bbox").bbox is None
    assert asked.without("use").year == "2030"


def test_numbers_and_boxes_are_read_alone():
    assert read_number("least", " 12.5 ", strict=True) == 12.5
    assert read_bbox(" 12, 55 ,13,56 ", strict=True) == (12.0, 55.0, 13.0, 56.0)
    assert read_bbox("  ", strict=True) is None

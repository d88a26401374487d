"""The vocabularies: closed, translated, and consistent with each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.registers import kinds, units
from prospect.registers.base import Line, Register
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import CATEGORIES, USES, category_of
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import GROUPS, STAGES, YEARS, phase_in
from prospect.search.columns import MOST_FLAGS

REGISTERS = {
    "confidence": CONFIDENCE,
    "countries": COUNTRIES,
    "categories": CATEGORIES,
    "uses": USES,
    "sectors": SECTORS,
    "stages": STAGES,
    "groups": GROUPS,
    "units": units.UNITS,
    "measures": units.MEASURES,
    "bases": units.BASES,
    **{name: some for name, some in vars(kinds).items() if isinstance(some, Register)},
}
PHASES = ("planned", "building", "built")
SOME_YEAR = st.none() | st.integers(1990, 2080)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_line_has_a_code_and_a_label(name):
    for code, line in REGISTERS[name].items():
        assert code == line.code and str(line.label).strip()


def test_a_code_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        Register(Line("same", "One"), Line("same", "Other"))


def test_an_unknown_code_is_shown_as_it_stands():
    assert CONFIDENCE.label("guesswork") == "guesswork"


def test_every_use_belongs_to_a_category_of_the_map():
    assert {use.category for use in USES.values()} <= set(CATEGORIES)


def test_every_measure_has_a_known_unit():
    assert {measure.unit for measure in units.MEASURES.values()} <= set(units.UNITS)


def test_every_stage_has_a_group_and_terms_in_both_countries():
    for stage in STAGES.values():
        assert stage.group in GROUPS
        for country in COUNTRIES:
            assert stage.term(country) and str(stage.binding(country))


@pytest.mark.parametrize("register", [USES, SECTORS, kinds.MODES])
def test_a_register_kept_as_flags_fits_into_one_integer(register):
    assert len(register) <= MOST_FLAGS


@pytest.mark.parametrize(
    ("uses", "category"),
    [
        (("residential",), "homes"),
        (("residential", "office"), "homes"),
        (("residential", "office", "retail"), "mixed"),
        (("residential", "park", "green"), "homes"),
        (("office", "residential", "retail"), "office"),
        (("creative", "residential", "office"), "mixed"),
        (("logistics", "industry"), "logistics"),
        ((), "mixed"),
        (("unheard_of",), "mixed"),
        (("unheard_of", "port"), "logistics"),
    ],
)
def test_the_uses_of_an_area_give_it_one_colour(uses, category):
    assert category_of(uses) == category


@given(st.lists(st.sampled_from(USES.codes)).map(tuple))
def test_any_uses_give_a_colour_of_the_map(uses):
    assert category_of(uses) in CATEGORIES


@given(st.sampled_from(STAGES.codes), SOME_YEAR, SOME_YEAR)
def test_an_area_never_falls_back_as_the_years_pass(stage, start, completion):
    steps = [PHASES.index(phase_in(stage, start, completion, year)) for year in YEARS]
    assert steps == sorted(steps)
    assert steps[0] == PHASES.index(STAGES[stage].group)


@given(SOME_YEAR, SOME_YEAR, st.sampled_from(YEARS))
def test_what_is_built_stays_built(start, completion, year):
    assert phase_in("built_out", start, completion, year) == "built"


@pytest.mark.parametrize(
    ("stage", "start", "completion", "year", "phase"),
    [
        ("vision", None, None, "2040", "planned"),
        ("vision", 2030, None, "2030", "building"),
        ("vision", 2031, None, "2030", "planned"),
        ("vision", 2028, 2035, "2035", "built"),
        ("vision", 2028, 2036, "2035", "building"),
        ("under_construction", None, None, "2040", "building"),
        ("under_construction", 2020, 2030, "today", "building"),
        ("unheard_of", None, None, "today", "planned"),
    ],
)
def test_the_timeline_counts_a_year_as_reached_in_that_year(stage, start, completion, year, phase):
    assert phase_in(stage, start, completion, year) == phase

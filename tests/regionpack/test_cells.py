"""Every kind of cell: what it takes, what it refuses, and that writing gives back what was read."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prospect.regionpack.cells import (
    Addresses,
    Code,
    Codes,
    Day,
    Flag,
    Host,
    Key,
    Keys,
    Names,
    Number,
    Words,
)
from prospect.regionpack.faults import CellFault

NUMBER, YEAR = Number(-1e6, 1e12), Number(1850, 2100, whole=True)
CODES = Codes({"office": 1, "retail": 1})

REFUSED = [
    *((NUMBER, cell) for cell in (
        "1,5", "1.234,5", "1 234", "1\u00a0234", "1\u202f234", "1e5", "1e400", "NaN", "inf", "-inf",
        "0x10", "½", "١٢", "１２", "ca. 500", "-", "+5", "12.", ".5", "12,5 ha", "--1", "9" * 5000,
        "1" + "0" * 13, "-1000001",
    )),
    *((YEAR, cell) for cell in ("1849", "2101", "2030.5", "30", "-2030")),
    *((Day(), cell) for cell in (
        "31-12-2026", "12/31/2026", "2026-02-30", "20261122", "2026-W47-7", "46387", "snarest",
        "2026-11-22T10:00", "0000-01-01", "2027-02-29",
    )),
    *((Key(), cell) for cell in ("Nordhavn", "nord havn", "nord__havn", "-nord", "å", "a/b", "../x", "a" * 101)),
    *((Keys(), cell) for cell in ("ok;Not ok", "a" * 101, ";".join(["abc"] * 300))),
    (Code({"a": 1}), "b"),
    (CODES, "office;parking"),
    (CODES, "office;office"),
    (Flag(), "ja"),
    (Flag(), ""),
    *((Host(), cell) for cell in ("https://kk.dk", "kk.dk/x", "localhost", "KK.dk", "kk dk")),
    *((Addresses(), cell) for cell in ("kk.dk", "javascript:alert(1)", "https://", "https://a;b", "ftp://a.dk")),
    (Addresses(), "https://a.dk " + "x" * 5000),
    (Words(5), "sixsix"),
    (Words(), "x" * 1_000_000),
    (Names(), "x" * 1001),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "words"), REFUSED, ids=lambda value: str(value)[:30])
def test_NUM_01_TXT_03_a_cell_that_breaks_its_rule_is_refused_with_a_remedy(cell, words):
    with pytest.raises(CellFault) as refusal:
        cell.read(words)
    assert refusal.value.rule.endswith(".") and refusal.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "letter",
    ["\u202e", "\u2066", "\u2069", "\u200b", "\u200e", "\u061c", "\ufeff", "\0", "\x07", "\x85", "\r",
     "\n", "\t", "\u2028", "\ud800"],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize(
    "cell", [Words(), Names(), Host(), Addresses(), Key()], ids=lambda c: type(c).__name__
)
def test_TXT_02_invisible_letters_are_refused_wherever_words_stand(cell, letter):
    with pytest.raises(CellFault):
        cell.read(f"a{letter}b" if not isinstance(cell, Addresses) else f"https://a{letter}b.dk")


def test_TXT_06_words_are_kept_composed():
    assert Words().read("A\u030abenra\u030a") == "Åbenrå"
    assert Names().read("Ko\u0308pinge; Lund") == ("Köpinge", "Lund")


@pytest.mark.parametrize("words", ["København", "Malmö", "👷 Ö", "l'Øresund – “x”", "=1+1", "a, b"])
def test_TXT_04_ordinary_words_pass_unchanged(words):
    assert Words().write(Words().read(words)) == words


@given(st.integers(-(10**6), 10**12))
def test_a_whole_number_survives_its_cell(value):
    assert NUMBER.read(NUMBER.write(value)) == value


@given(st.floats(-1e6, 1e12).map(lambda value: round(value, 6)))
@example(0.00001)
def test_NUM_01_a_number_survives_its_cell(value):
    cell = NUMBER.write(value)
    assert NUMBER.read(cell) == value
    assert NUMBER.write(NUMBER.read(cell)) == cell


@given(st.integers(1850, 2100))
def test_a_year_survives_its_cell_as_an_integer(value):
    assert YEAR.read(YEAR.write(value)) == value and isinstance(YEAR.read(str(value)), int)


@given(st.dates())
def test_NUM_03_a_day_survives_its_cell(value):
    assert Day().read(Day().write(value)) == value


@given(
    st.lists(st.from_regex(r"[a-z0-9]{1,9}(_[a-z0-9]{1,9})?", fullmatch=True), max_size=9).map(
        tuple
    )
)
def test_keys_survive_their_cell_in_order(keys):
    assert Keys().read(Keys().write(keys)) == keys


@given(st.booleans())
def test_a_flag_survives_its_cell(value):
    assert Flag().read(Flag().write(value)) is value


def test_an_empty_cell_is_nothing():
    assert NUMBER.read("") is None and Day().read("") is None and Words().read("") == ""
    assert NUMBER.write(None) == Day().write(None) == Words().write(None) == ""


def test_a_date_is_a_date():
    assert Day().read("2028-02-29") == datetime.date(2028, 2, 29)

"""Numbers, dates and lists as a reader of each language writes them."""

import datetime

import pytest
from babel.numbers import format_decimal
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prospect.languages import numbers

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("language", "value", "decimals", "shown"),
    [
        ("en", 3_500_000, 1, "3,500,000"),
        ("da", 3_500_000, 1, "3.500.000"),
        ("sv", 3_500_000, 1, f"3{NO_BREAK}500{NO_BREAK}000"),
        ("en", 12.5, 1, "12.5"),
        ("da", 12.5, 1, "12,5"),
        ("sv", 12.5, 1, "12,5"),
        ("da", 12.0, 1, "12"),
        ("da", 12.54, 1, "12,5"),
        ("en", 1999.6, 0, "2,000"),
        ("en", 0, 1, "0"),
    ],
)
def test_a_number_is_grouped_as_the_language_does(language, value, decimals, shown):
    with translation.override(language):
        assert numbers.number(value, decimals) == shown


@given(st.integers(-(10**15), 10**15), st.sampled_from(["en", "da", "sv"]))
def test_a_whole_number_is_written_as_babel_writes_it(value, language):
    with translation.override(language):
        written = format_decimal(value, "#,##0", locale=numbers.reader_locale())
        assert numbers.number(value, 0) == written


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "22 November 2026"), ("da", "22. november 2026"), ("sv", "22 november 2026")],
)
def test_a_date_is_written_out(language, shown):
    with translation.override(language):
        assert numbers.day(datetime.date(2026, 11, 22)) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "a, b and c"), ("da", "a, b og c"), ("sv", "a, b och c")]
)
def test_a_list_ends_with_the_word_for_and(language, shown):
    with translation.override(language):
        assert numbers.listing(["a", "b", "c"]) == shown
        assert numbers.listing(["a"]) == "a"
        assert numbers.listing([]) == ""


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "46%"), ("da", f"46{NO_BREAK}%"), ("sv", f"46{NO_BREAK}%")]
)
def test_a_share_is_shown_in_whole_per_cent(language, shown):
    with translation.override(language):
        assert numbers.percentage(0.4567) == shown


def test_an_unknown_language_reads_english_numbers():
    with translation.override("fi"):
        assert numbers.number(1234.5) == "1,234.5"


@given(st.integers(0, 10**14), st.sampled_from(["en", "da", "sv"]))
def test_NUM_01_no_grouping_ever_changes_the_digits(value, language):
    with translation.override(language):
        shown = numbers.number(value)
    assert "".join(letter for letter in shown if letter.isdigit()) == str(value)


@pytest.mark.parametrize(
    ("language", "words", "hour"),
    [
        ("en", "27 November 2026, 14:05", "14:05"),
        ("da", "27. november 2026 kl.\u00a014.05", "14.05"),
        ("sv", "27 november 2026 kl.\u00a014.05", "14.05"),
    ],
)
def test_a_moment_is_told_by_the_clock_here_as_each_language_writes_it(language, words, hour):
    when = datetime.datetime(2026, 11, 27, 13, 5, tzinfo=datetime.UTC)
    with translation.override(language):
        assert numbers.moment(when) == words
        assert numbers.clock(when) == hour


def test_a_moment_late_in_the_evening_is_told_by_its_day_here():
    when = datetime.datetime(2026, 11, 27, 23, 30, tzinfo=datetime.UTC)
    assert numbers.day(when) == "28 November 2026"
    assert numbers.moment(when) == "28 November 2026, 00:30"

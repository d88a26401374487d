"""When an initiative stands still: counted in months from the last thing heard, to the day of a release."""

from datetime import date

import pytest

from prospect.strategy.models import Initiative, Turn
from prospect.strategy.news import stalled_since

TODAY = date(2026, 11, 27)


def turn(year, expected=False):
    return Turn(year=year, expected=expected)


@pytest.mark.parametrize(
    ("progress", "confirmed", "years", "since"),
    [
        ("running", None, [2021, 2019], 2021),
        ("idea", None, [2023], 2023),
        ("prepared", date(2023, 3, 1), [2020], 2023),
        ("running", None, [2024], None),  # to the end of that year it is not two years
        ("running", date(2024, 11, 28), [2015], None),
        ("running", date(2024, 11, 27), [2015], 2024),
        ("finished", None, [2014], None),
        ("dropped", None, [2014], None),
        ("", None, [2014], None),  # of which no source says how far it is
        ("running", None, [], None),  # of which nothing is known that could be old
    ],
)
def test_it_stands_still_two_years_after_the_last_news(progress, confirmed, years, since):
    one = Initiative(progress=progress, confirmed_on=confirmed)
    assert stalled_since(one, [turn(year) for year in years], TODAY) == since


def test_what_is_only_expected_is_no_news():
    one = Initiative(progress="running", start_year=2016)
    assert stalled_since(one, [turn(2025, expected=True), turn(2027, expected=True)], TODAY) == 2016


def test_the_same_day_tells_the_same_and_a_later_one_more():
    one = Initiative(progress="running")
    found = [stalled_since(one, [turn(2024)], day) for day in (TODAY, TODAY, date(2026, 12, 31))]
    assert found == [None, None, 2024]

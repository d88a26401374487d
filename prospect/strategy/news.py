"""Whether an initiative stands still: nothing was heard of it for long, though it is not at its end."""

from collections.abc import Iterable
from datetime import date

from prospect.strategy.models import Initiative, Turn

STALLED_MONTHS = 24  # without news; said on the page
MOVING = ("idea", "prepared", "running")


def last_news(initiative: Initiative, turns: Iterable[Turn], today: date) -> date | None:
    """Return the last day anything was heard of: a confirmation, or the end of an event's year."""
    years = [one.year for one in turns if not one.expected]
    years += [year for year in (initiative.start_year,) if year]
    heard = [date(year, 12, 31) for year in years if year <= today.year]
    heard += [initiative.confirmed_on] if initiative.confirmed_on else []
    return max(heard, default=None)


def stalled_since(initiative: Initiative, turns: Iterable[Turn], today: date) -> int | None:
    """Return the year of the last news where an initiative stands still on a day, else None."""
    if initiative.progress not in MOVING:
        return None
    last = last_news(initiative, turns, today)
    if last is None or _months(last, today) < STALLED_MONTHS:
        return None
    return last.year


def _months(start: date, end: date) -> int:
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole - (end.day < start.day)

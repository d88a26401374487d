"""Filters of letters: dates as the receiver writes them."""

import datetime

from django import template

from prospect.languages import numbers

register = template.Library()


@register.filter
def day(value: datetime.date | str | None) -> str:
    """Return a date in words; what is words already stays, and nothing is nothing."""
    return numbers.day(value) if isinstance(value, datetime.date) else str(value or "")

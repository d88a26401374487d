"""Filters of letters: dates as the receiver writes them."""

import datetime

from django import template
from django.utils.translation import get_language_info

from prospect.languages import numbers

register = template.Library()


@register.filter
def day(value: datetime.date | str | None) -> str:
    """Return a date in words; what is words already stays, and nothing is nothing."""
    return numbers.day(value) if isinstance(value, datetime.date) else str(value or "")


@register.filter
def language(code: str) -> str:
    """Return the name of a language as its own speakers write it."""
    return str(get_language_info(code)["name_local"]) if code else ""

"""Template filters: units, certainty and hosts in words."""

from typing import Any
from urllib.parse import urlsplit

from django import template

from prospect.explore.area_facts import readable_host
from prospect.languages import numbers
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.units import UNITS

register = template.Library()


@register.filter
def unit(code: str) -> Any:
    """Return the words of a unit's code."""
    return UNITS.label(code)


@register.filter
def certainty(code: str) -> Any:
    """Return the word of a mark."""
    return CONFIDENCE.label(code)


@register.filter
def period(year: str) -> str:
    """Return a year, a quarter or a half of one in words."""
    return numbers.period(year)


@register.filter
def host(url: str) -> str:
    """Return the host of an address as people write it, without its leading www."""
    return readable_host(urlsplit(url).netloc)

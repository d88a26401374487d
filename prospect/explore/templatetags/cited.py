"""Template filters: units, certainty and hosts in words."""

from typing import Any
from urllib.parse import urlsplit

from django import template

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
def host(url: str) -> str:
    """Return the host of an address without its leading www."""
    return urlsplit(url).netloc.removeprefix("www.")

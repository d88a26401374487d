"""The chips of a facet: many small parts, so they are put together here and not by a template."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from prospect.explore.facets import Chip

register = template.Library()

CHIP = '<label class="chip"><input type="checkbox" name="{}" value="{}"{}>{}{} <em>{}</em></label>'
SWATCH = '<i class="sw lu-{}"></i>'
CHECKED = SafeString(" checked")


@register.simple_tag
def chips(name: str, *rows: list[Chip]) -> SafeString:
    """Return a checkbox for each value of the parameter ``name``, with its count."""
    return format_html_join(
        "",
        CHIP,
        (
            (
                name,
                chip.code,
                CHECKED if chip.chosen else "",
                format_html(SWATCH, chip.category) if chip.category else "",
                chip.label,
                chip.count,
            )
            for row in rows
            for chip in row
        ),
    )

"""Days and moments on pages of visitors, as the reader writes them."""

from django import template

from prospect.languages import numbers

register = template.Library()
register.filter("day", numbers.day)
register.filter("moment", numbers.moment)

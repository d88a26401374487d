"""The page of a list that a reader asks for, whatever stands in the address."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

PAGE_SIZE = 200
_BEFORE_THE_FIRST = re.compile(r"-[0-9]+|0+")


def page_of(rows: Sequence[Any], cell: str, size: int = PAGE_SIZE) -> Page[Any]:
    """Return a page of rows: the first where none is understood, the last beyond the end."""
    number = "1" if _BEFORE_THE_FIRST.fullmatch(cell.strip()) else cell
    return Paginator(rows, size).get_page(number)

"""One cell of an address: a number, a box, a year or a question, read leniently or strictly."""

import math
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from prospect.registers.stages import YEARS

LONGEST_QUESTION = 200
LONGEST_BOX = 500
TOO_LARGE = 1e15  # from here on numbers are not exact
DECIMALS = 12
Box = tuple[float, float, float, float]
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_YEAR = re.compile(r"[0-9]{4}\+?")


class ParameterError(ValueError):
    """A parameter cannot be understood; ``name`` says which, the message what to do."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def plain_number(value: float) -> str:
    """Return a number as ``read_number`` reads it: every digit, no exponent, no trailing zeros."""
    return f"{Decimal(repr(float(value))).normalize():f}"


def read_number(name: str, cell: str, strict: bool) -> float | None:
    """Return a finite number that is not negative, else None or ParameterError when ``strict``."""
    number = _number_in(cell)
    if number is not None and 0 <= number < TOO_LARGE:
        return number
    if strict:
        raise ParameterError(name, _("Write a plain number, not negative, such as 12.5."))
    return None


def read_bbox(cell: str, strict: bool) -> Box | None:
    """Return west, south, east, north in degrees; None when absent or, leniently, when broken.

    A box may be a line or a point. Of six numbers the third and the last are heights, which
    nothing here has: they are left out.
    """
    if not cell.strip():
        return None
    parts = cell[:LONGEST_BOX].split(",")
    sides = [number for number in map(_number_in, parts) if number is not None]
    if len(parts) == len(sides) == 6:
        del parts[4:], sides[5], sides[2]
    if len(parts) == len(sides) == 4:
        west, south, east, north = sides
        if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    if strict:
        message = _("Write west,south,east,north in degrees: west ≤ east and south ≤ north.")
        raise ParameterError("bbox", message)
    return None


def read_question(cell: str, strict: bool) -> str:
    """Return the words searched for, in one line; ParameterError only when ``strict``."""
    question = " ".join(cell.replace("\0", " ").split())
    if strict and ("\0" in cell or len(cell) > LONGEST_QUESTION):
        message = _("Ask with at most {most} characters.").format(most=LONGEST_QUESTION)
        raise ParameterError("q", message)
    return question[:LONGEST_QUESTION].strip()


def read_year(cell: str, strict: bool) -> str:
    """Return the stop of the timeline at or before a year: 2034 is 2030, years before it today.

    '2040+' is 2040, also where the plus sign became a blank in the address.
    """
    word = cell.strip().lower()
    if word in ("", YEARS[0]):
        return YEARS[0]
    if _YEAR.fullmatch(word):
        return max((stop for stop in YEARS[1:] if stop <= word[:4]), default=YEARS[0])
    if strict:
        raise ParameterError("year", _("Use one of: {codes}.").format(codes=", ".join(YEARS)))
    return YEARS[0]


def _number_in(cell: str) -> float | None:
    """Return the number a cell holds, also as machines write it (1e-07, 17 digits)."""
    cell = cell.strip()
    number = float(cell) if _NUMBER.fullmatch(cell) else math.nan
    return round(number, DECIMALS) + 0.0 if math.isfinite(number) else None  # never -0.0

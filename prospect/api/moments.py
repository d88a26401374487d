"""The parameter ``datetime`` of OGC API Features: checked, though nothing here has a time of its own."""

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from prospect.search.cells import ParameterError

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_ZONE = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_TIME = rf"[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{{1,9}})?{_ZONE}"
_MOMENT = f"{_DAY}({_TIME})?"
PATTERN = rf"^({_MOMENT}|{_MOMENT}/(\.\.|{_MOMENT})?|(\.\.)?/{_MOMENT})$"
_ASKED = re.compile(PATTERN)


def check_moments(cell: str) -> None:
    """Raise ParameterError unless a cell is a moment or an interval of RFC 3339; days will do."""
    try:
        if not _ASKED.fullmatch(cell):
            raise ValueError(cell)
        ends = [_read(end) for end in cell.split("/") if end not in ("", "..")]
        if ends != sorted(ends):
            raise ValueError(cell)
    except ValueError:
        message = _("Write a moment or an interval, such as 2026-01-01T00:00:00Z/..")
        raise ParameterError("datetime", message) from None


def _read(moment: str) -> datetime:
    """Return a moment; ValueError for a day that no calendar holds. A leap second is the one before."""
    read = datetime.fromisoformat(moment.upper().replace(":60", ":59"))
    return read if read.tzinfo else read.replace(tzinfo=UTC)

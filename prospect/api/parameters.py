"""The query parameters of the API, read strictly: what is not understood is refused by name."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from prospect.api.moments import check_moments
from prospect.search.cells import ParameterError
from prospect.search.filters import MOST_VALUES, PARAMETERS, CodeOf, Filter, read_filter

MOST_ITEMS = 1_000
USUAL_ITEMS = 100
FURTHEST_OFFSET = 1_000_000_000
LARGEST = 1_000_000_000_000  # of the numbers filters compare with
EVERYWHERE = ("q", "bbox", "datetime")
ON_A_TIMELINE = ("areas",)  # collections that are told as they are expected to stand in a year
PAGING = ("limit", "offset", "lang", "f")
_WHOLE = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True)
class Asked:
    """One page of one collection, as asked for."""

    filter: Filter
    limit: int
    offset: int


def read_asked(collection: str, given: QueryDict, code_of: CodeOf) -> Asked:
    """Return what is asked of a collection; ParameterError names the first thing wrong."""
    own = {parameter.name: parameter for parameter in PARAMETERS[collection]}
    listed = [name for name in own if own[name].mode == "codes"]
    timeline = ("year",) if collection in ON_A_TIMELINE else ()
    refuse_unknown(given, (*own, *timeline, *EVERYWHERE, *PAGING), repeatable=listed)
    for name in listed:
        if name in given:
            _check_codes(name, given.getlist(name))
    if "datetime" in given:
        check_moments(str(given["datetime"]))
    asked = read_filter(collection, given, strict=True, code_of=code_of)
    for name, number in asked.bounds.items():
        if number > LARGEST:
            raise ParameterError(name, _("Write a number up to {most}.").format(most=LARGEST))
    return Asked(
        filter=asked,
        limit=_read_whole(given, "limit", USUAL_ITEMS, 1, MOST_ITEMS),
        offset=_read_whole(given, "offset", 0, 0, FURTHEST_OFFSET),
    )


def refuse_unknown(
    given: QueryDict, known: Collection[str], *, repeatable: Collection[str] = ()
) -> None:
    """Raise ParameterError for a name that is not known, given twice, or left without a value."""
    for name, cells in given.lists():
        if name not in known:
            names = ", ".join(known)
            raise ParameterError(name, _("Not known here. Known are: {names}.").format(names=names))
        if len(cells) > 1 and name not in repeatable:
            raise ParameterError(name, _("Give this parameter only once."))
        if name != "q" and not all(cell.strip() for cell in cells):
            raise ParameterError(name, _("Give it a value, or leave it out."))


def read_language(given: QueryDict) -> str:
    """Return the language asked for by ``lang``; English when it is left out."""
    asked = given.get("lang", settings.LANGUAGE_CODE)
    codes = [code for code, _name in settings.LANGUAGES]
    if asked not in codes:
        raise ParameterError("lang", _("Use one of: {codes}.").format(codes=", ".join(codes)))
    return asked


def _check_codes(name: str, cells: list[str]) -> None:
    parts = [part for cell in cells for part in cell.split(",")]
    if not all(part.strip() for part in parts):
        raise ParameterError(name, _("Give it a value, or leave it out."))
    if len(parts) > MOST_VALUES:
        raise ParameterError(name, _("Give at most {most} values.").format(most=MOST_VALUES))


def _read_whole(given: QueryDict, name: str, usual: int, least: int, most: int) -> int:
    if name not in given:
        return usual
    cell = given.getlist(name)[-1]
    if _WHOLE.fullmatch(cell) and least <= int(cell) <= most:
        return int(cell)
    message = _("Write a whole number from {least} to {most}.").format(least=least, most=most)
    raise ParameterError(name, message)

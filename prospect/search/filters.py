"""The typed filter: which parameters a collection understands, read leniently or strictly.

Pages ignore what they do not understand; the API answers 400 and names the parameter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from prospect.registers import kinds
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import GROUPS, STAGES, YEARS
from prospect.search.cells import (
    Box,
    ParameterError,
    plain_number,
    read_bbox,
    read_number,
    read_question,
    read_year,
)  # fmt: skip

MOST_VALUES = 30
CodeOf = Callable[[str, str], str | None]  # a column, and a word for one of its codes


@dataclass(frozen=True)
class Parameter:
    """One filter: its URL name, the column it reads and how (codes, least, most)."""

    name: str
    column: str
    mode: str  # codes | least | most
    vocabulary: tuple[str, ...] = ()  # empty: whatever the release holds
    unit: str = ""


_COUNTRY = Parameter("country", "country", "codes", COUNTRIES.codes)
_MUNICIPALITY = Parameter("municipality", "municipality", "codes")
_USE = Parameter("use", "use", "codes", USES.codes)

PARAMETERS: dict[str, tuple[Parameter, ...]] = {
    "areas": (
        _COUNTRY,
        _MUNICIPALITY,
        Parameter("kind", "kind", "codes", kinds.AREA_KINDS.codes),
        _USE,
        Parameter("sector", "sector", "codes", SECTORS.codes),
        Parameter("stage", "stage", "codes", (*STAGES.codes, *GROUPS.codes[1:])),
        Parameter("near", "near", "codes", kinds.MODES.codes),
        Parameter("min_area", "area", "least", unit="ha"),
        Parameter("max_area", "area", "most", unit="ha"),
        Parameter("min_floor", "floor", "least", unit="m²"),
        Parameter("max_floor", "floor", "most", unit="m²"),
        Parameter("done_by", "completion", "most"),
    ),
    "opportunities": (
        _COUNTRY,
        _MUNICIPALITY,
        Parameter("kind", "kind", "codes", kinds.OPPORTUNITY_KINDS.codes),
        _USE,
        Parameter("tenure", "tenure", "codes", kinds.TENURES.codes),
        Parameter("illustrative", "illustrative", "codes", ("no", "yes")),
        Parameter("min_size", "largest", "least", unit="m²"),
        Parameter("max_size", "smallest", "most", unit="m²"),
        Parameter("available_by", "available", "most"),
        Parameter("area", "area_key", "codes"),
    ),
    "places": (
        Parameter("country", "country", "codes", ("DK", "SE", "DK/SE")),
        _MUNICIPALITY,
        Parameter("kind", "kind", "codes", kinds.PLACE_KINDS.codes),
    ),
    "stations": (_COUNTRY, _MUNICIPALITY, Parameter("kind", "kind", "codes", kinds.MODES.codes)),
    "industries": (),
    "organisations": (
        Parameter("country", "country", "codes", ("DK", "SE", "DK/SE")),
        Parameter("kind", "kind", "codes", kinds.ROLES.codes),
    ),
}


@dataclass(frozen=True)
class Filter:
    """What is asked of a collection; absent and empty entries ask nothing."""

    collection: str
    q: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: Mapping[str, float] = field(default_factory=dict)
    bbox: Box | None = None
    year: str = YEARS[0]

    @property
    def names(self) -> list[str]:
        """The parameters that narrow the collection, in the order of the register."""
        order = ["q", *(p.name for p in PARAMETERS[self.collection]), "bbox"]
        return [name for name in order if self.value(name) not in (None, "", ())]

    def value(self, name: str) -> Any:
        """Return what is asked with one parameter, or None or something empty."""
        if name in ("q", "bbox"):
            return getattr(self, name)
        return self.codes.get(name) or self.bounds.get(name)

    def without(self, name: str, code: str = "") -> "Filter":
        """Return the filter with one parameter, or one code of it, taken away."""
        if name == "q":
            return replace(self, q="")
        if name == "bbox":
            return replace(self, bbox=None)
        codes, bounds = dict(self.codes), dict(self.bounds)
        bounds.pop(name, None)
        kept = tuple(c for c in codes.pop(name, ()) if code and c != code)
        return replace(self, codes={**codes, name: kept} if kept else codes, bounds=bounds)

    def query(self) -> str:
        """Return the filter as a query string, in one canonical order, defaults left out."""
        pairs: list[tuple[str, str]] = []
        for name in self.names:
            value = self.value(name)
            if name == "bbox":
                pairs.append((name, ",".join(plain_number(side) for side in value)))
            elif isinstance(value, tuple):
                pairs += [(name, code) for code in value]
            else:
                pairs.append((name, value if isinstance(value, str) else plain_number(value)))
        if self.year != YEARS[0]:
            pairs.append(("year", self.year))
        return urlencode(pairs)


def as_written(column: str, word: str) -> str | None:
    """Take any word for a code: for reading a filter apart from a release."""
    return word


def read_filter(
    collection: str, parameters: Any, *, strict: bool, code_of: CodeOf = as_written
) -> Filter:
    """Return the filter asked for by a QueryDict; ParameterError only when ``strict``.

    ``code_of`` tells which code of the release a word means, where no register holds the codes.
    """
    codes: dict[str, tuple[str, ...]] = {}
    bounds: dict[str, float] = {}
    for parameter in PARAMETERS[collection]:
        cells = [cell for cell in parameters.getlist(parameter.name)[:MOST_VALUES] if cell.strip()]
        if parameter.mode == "codes":
            if chosen := _read_codes(parameter, cells, strict, code_of):
                codes[parameter.name] = chosen
        elif cells:
            number = read_number(parameter.name, cells[-1], strict)
            if number is not None and (number or parameter.mode == "most"):  # 'at least 0' is all
                bounds[parameter.name] = number
    return Filter(
        collection=collection,
        q=read_question(parameters.get("q", ""), strict),
        codes=codes,
        bounds=bounds,
        bbox=read_bbox(parameters.get("bbox", ""), strict),
        year=read_year(parameters.get("year", ""), strict),
    )


def _read_codes(
    parameter: Parameter, cells: list[str], strict: bool, code_of: CodeOf
) -> tuple[str, ...]:
    parts = [part.strip() for cell in cells for part in cell[:2_000].split(",") if part.strip()]
    chosen = []
    for part in parts[:MOST_VALUES]:
        if parameter.vocabulary:
            code = _in_any_case(parameter.vocabulary).get(part.casefold())
        else:
            code = code_of(parameter.column, part)
        if code is not None:
            chosen.append(code)
        elif strict:
            raise ParameterError(parameter.name, _unknown(parameter))
    return tuple(dict.fromkeys(chosen))


@lru_cache(maxsize=32)
def _in_any_case(vocabulary: tuple[str, ...]) -> dict[str, str]:
    return {code.casefold(): code for code in vocabulary}


def _unknown(parameter: Parameter) -> str:
    if parameter.vocabulary:
        return _("Use one of: {codes}.").format(codes=", ".join(parameter.vocabulary))
    return _("Nothing of that name is published. The codes are listed in /api/openapi.json.")

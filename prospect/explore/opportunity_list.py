"""The list of opportunities: what is asked, what may be asked, what fits, in which order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area
from prospect.explore import facets
from prospect.explore.facets import Asked, Chip, Facet
from prospect.explore.opportunity_rows import Row, rows
from prospect.languages.numbers import number
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import OPPORTUNITY_KINDS, TENURES
from prospect.registers.land_use import USES
from prospect.search.filters import PARAMETERS, Filter
from prospect.search.selection import Selection

LABELS: Mapping[str, Any] = {
    "q": _("Text"),
    "bbox": _("Map view"),
    "country": _("Country"),
    "municipality": _("Municipality"),
    "kind": _("Kind"),
    "use": _("Use"),
    "tenure": _("Tenure"),
    "illustrative": _("Documented or example"),
    "min_size": _("Size from"),
    "max_size": _("Size to"),
    "available_by": _("Available by"),
    "area": _("Area"),
}
SORTS: Mapping[str, Any] = {
    "documented": _("Documented first"),
    "name": _("Name"),
    "size": _("Largest first"),
    "available": _("Available first"),
}
ILLUSTRATIVE: Mapping[str, Any] = {"no": _("Documented"), "yes": _("Illustrative")}
FACETS = ("kind", "use", "country", "tenure", "illustrative", "municipality")


class OpportunityList:
    """One selection of opportunities, with the words for everything it may be asked."""

    def __init__(self, selection: Selection, sort: str) -> None:
        self.selection = selection
        self.sort = sort if sort in SORTS else "documented"
        self.words = _words(selection.asked)

    @property
    def order(self) -> np.ndarray:
        """All rows in the order asked for, whether they fit or not."""
        columns = self.selection.columns
        by_name = columns.by_name(get_language() or "en")
        if self.sort == "name":
            return by_name
        key = {
            "documented": columns.having("illustrative", ["yes"]),
            "size": -columns["largest"],
            "available": columns["available"],
        }[self.sort]
        return by_name[np.argsort(key[by_name], kind="stable")]  # unknown values sort last

    @property
    def examples(self) -> str:
        """How many of the hits are examples, as a sentence; empty when none is."""
        count = self.selection.split("illustrative").get("yes", 0)
        if not count:
            return ""
        words = ngettext(
            "{number} of them is illustrative: an example of what the map can show, not on offer.",
            "{number} of them are illustrative: examples of what the map can show, not on offer.",
            count,
        )
        return words.format(number=number(count, 0))

    @property
    def facets(self) -> list[Facet]:
        """Every facet with its values and counts; values without hits are left out."""
        return [Facet(name, str(LABELS[name]), self._chips(name), []) for name in FACETS]

    @property
    def ranges(self) -> list[dict[str, Any]]:
        """The fields for sizes and the year."""
        asked = self.selection.asked
        return [
            {
                "name": p.name,
                "label": LABELS[p.name],
                "unit": p.unit,
                "value": f"{asked.bounds[p.name]:.15g}" if p.name in asked.bounds else "",
            }
            for p in PARAMETERS["opportunities"]
            if p.mode != "codes"
        ]

    @property
    def asked(self) -> list[Asked]:
        """Everything asked for, ready to be removed."""
        asked = self.selection.asked
        found = []
        for name in asked.names:
            value = asked.value(name)
            if name != "bbox" and isinstance(value, tuple):
                words = self.words.get(name, {})
                for code in value:
                    label = f"{LABELS[name]}: {words.get(code, code)}"
                    found.append(self._without(label, asked.without(name, code), name))
            else:
                found.append(self._without(_asked_label(name, value), asked.without(name), name))
        return found

    @property
    def advice(self) -> list[Asked]:
        """What to take away when nothing fits, the most helpful first."""
        return [
            replace(offer, query=self._sorted(offer.query))
            for offer in facets.advice(self.selection, self.asked)
        ]

    def rows(self, release_id: str, places: Any) -> list[Row]:
        """Return the rows at places (a range) of the order asked for."""
        positions = self.selection.page(self.order, places.start, places.stop)
        return rows(release_id, self.selection.columns["pk"][positions].tolist())

    def _without(self, label: str, rest: Filter, name: str) -> Asked:
        hits = Selection(self.selection.columns, rest).total
        return Asked(label, self._sorted(rest.query()), hits, name)

    def _sorted(self, query: str) -> str:
        return "&".join(part for part in (query, self.sort_query) if part)

    @property
    def sort_query(self) -> str:
        return "" if self.sort == "documented" else f"sort={self.sort}"

    @property
    def query(self) -> str:
        """The canonical query without the page, ending in '&' when it is not empty."""
        query = self._sorted(self.selection.asked.query())
        return f"{query}&" if query else ""

    def _chips(self, name: str) -> list[Chip]:
        words, chosen = self.words[name], self.selection.asked.codes.get(name, ())
        chips = [
            Chip(code, str(words.get(code, code)), count, code in chosen, _category(name, code))
            for code, count in self.selection.counts(name).items()
            if count or code in chosen
        ]
        return sorted(chips, key=lambda chip: (-chip.count, chip.label))


def _words(asked: Filter) -> dict[str, Mapping[str, Any]]:
    """Return the words for codes by parameter; names of areas only when one is asked for."""
    areas = published(Area).filter(key__in=asked.codes.get("area", ())).only("key", "name")
    return {
        "kind": {code: line.label for code, line in OPPORTUNITY_KINDS.items()},
        "use": {code: line.label for code, line in USES.items()},
        "country": {code: line.label for code, line in COUNTRIES.items()},
        "tenure": {code: line.label for code, line in TENURES.items()},
        "illustrative": ILLUSTRATIVE,
        "municipality": facets.value_labels("municipality"),
        "area": {area.key: area.name for area in areas},
    }


def _asked_label(name: str, value: Any) -> str:
    if name == "bbox":
        return str(LABELS[name])
    if isinstance(value, str):
        return gettext("{label}: {value}").format(label=LABELS[name], value=value)
    unit = next(p.unit for p in PARAMETERS["opportunities"] if p.name == name)
    shown = number(value, 0) if unit else f"{value:.0f}"
    return f"{LABELS[name]} {shown} {unit}".rstrip()


def _category(name: str, code: str) -> str:
    return USES[code].category if name == "use" and code in USES else ""

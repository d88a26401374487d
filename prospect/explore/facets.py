"""Chips of a selection: every value with its count, and what is asked now, ready to remove."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from prospect.catalogue.models import Area
from prospect.catalogue.municipalities import names_by_key
from prospect.languages.numbers import listing, number
from prospect.partners.models import Partner
from prospect.records.models import published
from prospect.registers import kinds
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import GROUPS, STAGES
from prospect.releases.store import current_release
from prospect.search.filters import PARAMETERS, Filter
from prospect.search.selection import MOST_DROPPED, Selection, widen_stages

SHOWN_STAGES = ("planned", "under_construction", "partly_built", "built_out")
MOST_CHIPS = 6
MOST_OFFERS = 5


@dataclass(frozen=True)
class Chip:
    """One value of a facet: its code, words, how many it gives, whether it is asked for."""

    code: str
    label: str
    count: int
    chosen: bool
    category: str = ""


@dataclass(frozen=True)
class Facet:
    """One facet with its chips, those with the most hits first where ``ranked``."""

    name: str
    label: str
    chips: list[Chip]
    more: list[Chip]


@dataclass(frozen=True)
class Asked:
    """One thing asked for: words, the query that no longer asks it, the hits that gives, its parameter."""

    label: str
    query: str
    hits: int
    name: str = ""


def facet_labels() -> dict[str, str]:
    """Return the name of every parameter in the reader's language."""
    return {
        "q": gettext("Text"),
        "bbox": gettext("Map view"),
        "country": gettext("Country"),
        "municipality": gettext("Municipality"),
        "kind": gettext("Kind of area"),
        "use": gettext("Use"),
        "sector": pgettext("facet", "Industry"),
        "stage": gettext("Stage"),
        "near": gettext("Near a station"),
        "min_area": gettext("Site area from"),
        "max_area": gettext("Site area to"),
        "min_floor": gettext("Floor area from"),
        "max_floor": gettext("Floor area to"),
        "done_by": gettext("Complete by"),
    }


def value_labels(name: str) -> Mapping[str, Any]:
    """Return the words for the codes of one parameter of the areas."""
    if name == "municipality":
        return municipality_labels(current_release().id, get_language() or "")
    registers: dict[str, Mapping[str, Any]] = {
        "country": COUNTRIES, "kind": kinds.AREA_KINDS, "use": USES, "sector": SECTORS,
        "stage": {**GROUPS, **STAGES, "planned": GROUPS["planned"]}, "near": kinds.MODES,
    }  # fmt: skip
    return {code: line.label for code, line in registers[name].items()}


@lru_cache(maxsize=12)
def municipality_labels(release_id: str, language: str) -> Mapping[str, str]:
    """Return what each municipality of a release, partner or not, is called in a language."""
    partners = {p.key: p.short_name.spoken(language).words for p in published(Partner)}
    return {key: names[0] for key, names in names_by_key().items()} | partners


def facets(selection: Selection) -> dict[str, Facet]:
    """Return the facets of the areas, with counts that leave the facet's own choice aside."""
    labels = facet_labels()
    found = {}
    for parameter in PARAMETERS["areas"]:
        if parameter.mode == "codes":
            chips = _chips(selection, parameter.name)
            shown = chips if parameter.name == "stage" else chips[:MOST_CHIPS]
            found[parameter.name] = Facet(
                parameter.name, labels[parameter.name], shown, chips[len(shown) :]
            )
    return found


def _chips(selection: Selection, name: str) -> list[Chip]:
    counts, words = selection.counts(name), value_labels(name)
    chosen = selection.asked.codes.get(name, ())
    if name == "stage":
        counts = {
            code: sum(counts.get(stage, 0) for stage in widen_stages((code,)))
            for code in SHOWN_STAGES
        }
    chips = [
        Chip(code, str(words.get(code, code)), count, code in chosen, _category(name, code))
        for code, count in counts.items()
        if count or code in chosen
    ]
    return chips if name == "stage" else sorted(chips, key=lambda chip: (-chip.count, chip.label))


def _category(name: str, code: str) -> str:
    return USES[code].category if name == "use" and code in USES else ""


def asked(selection: Selection) -> list[Asked]:
    """Return everything asked for as chips to remove, each with the hits its removal gives."""
    labels, chips = facet_labels(), []
    for name in selection.asked.names:
        value = selection.asked.value(name)
        if isinstance(value, tuple) and name != "bbox":
            words = value_labels(name)
            for code in value:
                rest = selection.asked.without(name, code)
                hits = Selection(selection.columns, rest).total
                label = f"{labels[name]}: {words.get(code, code)}"
                chips.append(Asked(label, rest.query(), hits, name))
        else:
            rest = selection.asked.without(name)
            hits = Selection(selection.columns, rest).total
            chips.append(Asked(_label(labels[name], name, value), rest.query(), hits, name))
    return chips


def advice(selection: Selection, chips: list[Asked]) -> list[Asked]:
    """Return what to take away, together, when nothing fits; the most helpful first."""
    offers = []
    for offer in selection.advice()[:MOST_OFFERS]:
        rest = selection.asked
        for name in offer.names:
            rest = rest.without(name)
        label = listing([chip.label for chip in chips if chip.name in offer.names])
        if len(offer.names) > MOST_DROPPED:
            label = gettext("all filters")
        offers.append(Asked(label, rest.query(), offer.hits))
    return offers


def _label(label: str, name: str, value: Any) -> str:
    if name == "bbox":
        return label
    unit = next((p.unit for p in PARAMETERS["areas"] if p.name == name), "")
    if isinstance(value, str):
        return f"{label}: {value}"
    shown = f"{value:.0f}" if name == "done_by" else number(value)
    return f"{label} {shown} {unit}".rstrip()


def centres(areas: list[Area], language: str) -> list[dict[str, Any]]:
    """Return one disc for each municipality: its name, mean label position and count."""
    groups: dict[str, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.partner.key, []).append(area)
    return [
        {
            "key": key,
            "name": group[0].partner.short_name.spoken(language).words,
            "lon": round(sum(area.lon for area in group) / len(group), 4),
            "lat": round(sum(area.lat for area in group) / len(group), 4),
            "count": len(group),
        }
        for key, group in groups.items()
    ]


def without_paging(asked_for: Filter) -> str:
    """Return the canonical query of a filter, ending in '&' when it is not empty."""
    query = asked_for.query()
    return f"{query}&" if query else ""

"""The explore page: list and map of the same selection."""

from math import isnan
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.explore import facets, sentences
from prospect.explore.area_rows import Row, row_words, rows
from prospect.explore.facets import Facet
from prospect.explore.lines import still_planned
from prospect.explore.map_settings import map_settings
from prospect.explore.paging import page_of
from prospect.registers.stages import phase_in
from prospect.releases.store import current_release
from prospect.search.cells import plain_number
from prospect.search.columns import Columns, open_columns
from prospect.search.filters import PARAMETERS, Filter, read_filter
from prospect.search.selection import Selection

SORTS = ("size", "name", "completion", "area")


def explore(request: HttpRequest) -> HttpResponse:
    """Show what fits the filter, as a sentence, a list and a map."""
    release = current_release()
    columns = open_columns(release.columns / "areas")
    asked = read_filter("areas", request.GET, strict=False, code_of=columns.code_of)
    selection = Selection(columns, asked)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else SORTS[0]
    selected = request.GET.get("selected", "")[:100]
    page = page_of(range(selection.total), request.GET.get("page", ""))
    listed = rows(release.id, _pks(selection, sort, page.object_list), asked.year)
    context = {
        "section": "map",
        **_told(selection),
        **_listed(listed, page, selected),
        **_filter_groups(facets.facets(selection), asked),
        "sort": sort,
        "sorts": _sort_labels(),
        "years": _year_labels(),
        "dotted": still_planned(release.id, asked.year),
        "settings": map_settings(selected=selected, whole=_whole(columns)),
    }
    return render(request, "explore/map.html", context)


def _told(selection: Selection) -> dict[str, Any]:
    """Return what is said of a selection: sentences, what is asked, what to drop."""
    asked, chips = selection.asked, facets.asked(selection)
    return {
        "asked": asked,
        "selection": selection,
        "sentence": sentences.areas_fit(selection.total, selection.split("country")),
        "percent": _bridge_position(selection),
        "box": _box(selection),
        "phases": sentences.phases_stand(_phases(selection, asked.year)),
        "chips": chips,
        "advice": facets.advice(selection, chips),
        "query": facets.without_paging(asked),
    }


def _box(selection: Selection) -> list[float] | None:
    """Return the box the map moves to; None while nothing is asked that narrows the list."""
    box = selection.box() if selection.asked.names else None
    return [round(side, 4) for side in box] if box else None


def _whole(columns: Columns) -> list[float] | None:
    """Return the box of all areas, for the button that shows them."""
    box = Selection(columns, Filter("areas")).box()
    return [round(side, 4) for side in box] if box else None


def _listed(listed: list[Row], page: Any, selected: str) -> dict[str, Any]:
    """Return the list and what the map needs of it."""
    areas = [row["area"] for row in listed]
    return {
        "rows": listed,
        "page": page,
        "words": row_words(),
        "areas_url": reverse("explore:areas"),
        "selected": selected,
        "discs": facets.centres(areas, get_language() or "en"),
    }


def _pks(selection: Selection, sort: str, places: Any) -> list[int]:
    """Return the primary keys at places of the order asked for."""
    positions = selection.page(_order(selection, sort), places.start, places.stop)
    return selection.columns["pk"][positions].tolist()


def _order(selection: Selection, sort: str) -> np.ndarray:
    columns = selection.columns
    if sort == "name":
        return columns.by_name(get_language() or "en")
    name, sign = {
        "size": ("prominence", -1),
        "completion": ("completion", 1),
        "area": ("area", -1),
    }[sort]
    return np.argsort(sign * columns[name], kind="stable")  # unknown values sort last


def _phases(selection: Selection, year: str) -> dict[str, int]:
    columns, counts = selection.columns, {"built": 0, "building": 0, "planned": 0}
    stages, fitting = columns.vocabularies["stage"], selection.positions()
    asked = (columns[name][fitting].tolist() for name in ("stage", "start", "completion"))
    for stage, start, completion in zip(*asked, strict=True):
        phase = phase_in(stages[stage], _year(start), _year(completion), year)
        counts[phase] += 1
    return counts


def _year(value: float) -> int | None:
    return None if isnan(value) else int(value)


def _bridge_position(selection: Selection) -> int:
    split = selection.split("country")
    total = sum(split.values()) or 1
    return round(min(92, max(8, 100 * split.get("DK", 0) / total)))


def _filter_groups(found: dict[str, facets.Facet], asked: Filter) -> dict[str, Any]:
    labels = facets.facet_labels()
    ranges = [
        {
            "name": parameter.name,
            "label": labels[parameter.name],
            "unit": parameter.unit,
            "value": plain_number(asked.bounds[parameter.name])
            if parameter.name in asked.bounds
            else "",
        }
        for parameter in PARAMETERS["areas"]
        if parameter.mode != "codes"
    ]
    more = [found[name] for name in ("country", "near", "kind", "municipality")]
    rest = [Facet(f.name, f.label, f.more, []) for f in (found["use"], found["sector"]) if f.more]
    names = {"country", "near", "kind", "municipality", "bbox", *(r["name"] for r in ranges)}
    return {
        "main_facets": [found[name] for name in ("use", "sector", "stage")],
        "more_facets": [*more, *rest],
        "ranges": ranges,
        "more_used": len(names & set(asked.names)),
        "bbox": ",".join(f"{side:.4f}" for side in asked.bbox) if asked.bbox else "",
    }


def _sort_labels() -> list[tuple[str, str]]:
    return [
        ("size", gettext("Size of the plan")),
        ("name", gettext("Name")),
        ("area", gettext("Site area")),
        ("completion", gettext("Completion year")),
    ]


def _year_labels() -> list[tuple[str, str]]:
    return [("today", gettext("Today")), ("2030", "2030"), ("2035", "2035"), ("2040", "2040+")]

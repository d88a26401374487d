"""The build-out of the region: page and table, and the region as one plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.explore.build_out import GROUPINGS, SERIES, BuildOut
from prospect.explore.coverage import by_country
from prospect.explore.disc_map import discs_of
from prospect.explore.one_plan import LACKS, gaps, ladder, whole_plan
from prospect.registers.countries import COUNTRIES
from prospect.registers.units import BASES
from prospect.tables.writing import write_csv

HEADER = (
    "area", "name", "part_of", "country", "municipality", "main_use", "completion_year", "value",
    "unit", "basis", "confidence", "source_urls",
)  # fmt: skip


def page(request: HttpRequest) -> HttpResponse:
    """Show one measure of the build-out, grouped, with what it rests on."""
    built = BuildOut.of(request.GET)
    series = built.series
    context = {
        "section": "map",
        "built": built,
        "basis": BASES.label(series.basis) if series.basis else "",
        "country": COUNTRIES[series.country] if series.country else None,
        "rows": [
            {"group": one, "sums": [one.by_country[column.code] for column in built.columns]}
            for one in built.groups
        ],
        "discs": discs_of(built.counted),
        "series": SERIES.values(),
        "groupings": GROUPINGS.values(),
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("Build-out of the region"), ""),
        ],
    }
    return render(request, "explore/build_out.html", context)


def table(request: HttpRequest) -> HttpResponse:
    """Give every figure that one sum is made of, as CSV."""
    built = BuildOut.of(request.GET)
    rows: list[list[Any]] = [
        [
            one.area.key, str(one.area.name), one.root.key if one.root is not one.area else "",
            one.area.country, str(one.area.partner.short_name), one.area.category,
            one.area.completion_year or "", one.figure.value, one.figure.unit, one.figure.basis,
            one.figure.confidence, " ".join(one.figure.source_urls),
        ]
        for one in built.counted
    ]  # fmt: skip
    answer = HttpResponse(write_csv(list(HEADER), rows), "text/csv; charset=utf-8")
    name = f"build-out-{built.series.code}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def one_plan(request: HttpRequest) -> HttpResponse:
    """Show the areas of both countries on one ladder, and what nobody has told."""
    areas = whole_plan((get_language() or "en")[:2])
    context = {
        "section": "map",
        "total": len(areas),
        "counts": [(one, by_country(areas)[one.code]) for one in COUNTRIES.values()],
        "rungs": ladder(areas),
        "lacks": [label for label, _lacks in LACKS],
        "gaps": gaps(areas),
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("The region as one plan"), ""),
        ],
    }
    return render(request, "explore/one_plan.html", context)

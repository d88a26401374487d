"""The front page: the region at a glance, and the ways in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Figure, Industry, Region, TextBlock
from prospect.explore import coverage, sketch
from prospect.explore.views.industries import area_counts
from prospect.languages.numbers import number
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.sectors import SECTORS
from prospect.releases.store import Release, current_release
from prospect.search.columns import open_columns
from prospect.story.models import Chapter
from prospect.strategy.models import Initiative

HERO = (1440, 560)  # pixels
HERO_SHARE = 0.6  # the right-hand part that the box with the search field leaves free
FIRST_INDUSTRIES = 8
TOTALS = ("planned_workplaces", "planned_homes", "planned_floor_area")


def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, show the region, and lead to everything else."""
    release = current_release()
    region = published(Region).get()
    areas = list(published(Area).defer("body", "note", "summary", "source_urls"))
    figures = list(published(Figure).filter(measure__in=TOTALS, area__isnull=False))
    bounds = (region.view_west, region.view_south, region.view_east, region.view_north)
    counts = coverage.by_country(areas)
    context = {
        "region": region,
        "map": sketch.draw(sketch.Frame.around(bounds, *HERO, HERO_SHARE), areas, offshore=True),
        "counts": _by_country(counts),
        "total": len(areas),
        "percent": round(min(92, max(8, 100 * counts["DK"] / (len(areas) or 1)))),
        "facts": _facts(areas, figures),
        "region_figures": published(Figure)
        .filter(area=None, industry=None)
        .order_by("-year", "pk"),
        "ways": _ways(release),
        "chapters": published(Chapter).only("key", "name").order_by("number", "pk"),
        "industries": _industries(release),
        "origin": published(TextBlock).filter(key="before_prospect").first(),
    }
    return render(request, "explore/home.html", context)


def _by_country(counts: dict[str, int]) -> str:
    parts = [f"{number(counts[code])} {COUNTRIES[code].inside}" for code in COUNTRIES]
    return ", ".join(parts)


def _facts(areas: list[Area], figures: list[Figure]) -> list[dict[str, Any]]:
    """Return the totals with their coverage; floor areas of two countries stay two figures."""
    floors = coverage.floor_totals(areas, figures)
    jobs = coverage.total(areas, figures, "planned_workplaces")
    homes = coverage.total(areas, figures, "planned_homes")
    return [
        _fact(gettext("Workplaces planned"), jobs),
        _fact(gettext("Homes planned"), homes),
        *(
            _fact(
                gettext("Floor area planned {country}, {basis}").format(
                    country=COUNTRIES[code].inside, basis=COUNTRIES[code].floor_area
                ),
                floor,
                gettext("million m²"),
                1_000_000,
            )
            for code, floor in floors.items()
        ),
    ]


def _fact(label: str, found: coverage.Total, unit: str = "", divisor: int = 1) -> dict[str, Any]:
    return {"label": label, "total": found, "value": found.value / divisor, "unit": unit}


def _ways(release: Release) -> dict[str, int]:
    names = ("opportunities", "places", "organisations", "industries")
    counts = {name: len(open_columns(release.columns / name)) for name in names}
    return {**counts, "initiatives": published(Initiative).count()}


def _industries(release: Release) -> list[dict[str, Any]]:
    counts, order = area_counts(release), {code: place for place, code in enumerate(SECTORS)}
    found = published(Industry).only("key", "name", "summary")
    first = sorted(found, key=lambda industry: order.get(industry.key, len(order)))
    return [
        {"industry": industry, "count": counts.get(industry.key, 0)}
        for industry in first[:FIRST_INDUSTRIES]
    ]

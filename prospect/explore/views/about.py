"""What the data rests on, and the statements a public site owes its readers."""

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from prospect.catalogue.models import (
    Area,
    Figure,
    LandUseCode,
    Opportunity,
    Organisation,
    Place,
    Region,
    TextBlock,
)
from prospect.explore import coverage, differences
from prospect.explore.area_facts import readable_host
from prospect.explore.context import site_url
from prospect.records.models import published
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.countries import COUNTRIES
from prospect.registers.stages import STAGES
from prospect.registers.units import MEASURES
from prospect.releases.store import CATALOGUE, MANIFEST, current_release
from prospect.suggestions.models import CONFIRM_DAYS, KEPT_MONTHS

ASSESSED = date(2026, 11, 22)
SOURCED = (Area, Figure, Opportunity, Place, Organisation)
MARKED = (*SOURCED, LandUseCode)

_KINDS = {
    Area: gettext_lazy("Areas"),
    Figure: gettext_lazy("Figures"),
    Opportunity: gettext_lazy("Opportunities"),
    Place: gettext_lazy("Places"),
    Organisation: gettext_lazy("Organisations"),
    LandUseCode: gettext_lazy("Land-use codes"),
}


def data(request: HttpRequest) -> HttpResponse:
    """Tell sources, marks, method, coverage, the differences between the countries, and gaps."""
    release = current_release()
    region = published(Region).get()
    context = {
        "section": "about",
        "countries": list(COUNTRIES.values()),
        "confidence": _confidence(),
        "marks": list(CONFIDENCE.values()),
        "coverage": _coverage(),
        "plans": differences.PLANS,
        "measures": differences.MEASURES,
        "stages": list(STAGES.values()),
        "gaps": published(TextBlock).filter(key="known_gaps").first(),
        "crosswalk": _crosswalk(),
        "catalogue_url": reverse("releases:download", args=[release.id, CATALOGUE]),
        "manifest_url": reverse("releases:download", args=[release.id, MANIFEST]),
        "region": region,
        "home_url": site_url(request) + reverse("explore:home"),
        "crumbs": _crumbs(gettext("About the data")),
    }
    return render(request, "explore/about.html", context)


def sources(request: HttpRequest) -> HttpResponse:
    """List the credits, the licences, and every source with how many facts rest on it."""
    hosts, sourced, facts = _hosts()
    context = {
        "section": "about",
        "hosts": hosts,
        "sourced": sourced,
        "facts": facts,
        "crumbs": _crumbs(gettext("Sources"), _about()),
    }
    return render(request, "explore/sources.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    context = {
        "contact_url": settings.CONTACT_URL,
        "contact_phone": settings.CONTACT_PHONE,
        "was_url": settings.WAS_URL,
        "assessed": ASSESSED,
        "home_url": site_url(request) + reverse("explore:home"),
        "crumbs": _crumbs(gettext("Accessibility")),
    }
    return render(request, "explore/accessibility.html", context)


def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is and is not kept about readers, and where to report a security fault."""
    context = {
        "contact_url": settings.CONTACT_URL,
        "confirm_days": CONFIRM_DAYS,
        "kept_months": KEPT_MONTHS,
        "crumbs": _crumbs(gettext("Privacy")),
    }
    return render(request, "explore/privacy.html", context)


def _crumbs(here: str, *above: tuple[str, str]) -> list[tuple[str, str]]:
    return [(gettext("Home"), reverse("explore:home")), *above, (here, "")]


def _about() -> tuple[str, str]:
    return gettext("About the data"), reverse("explore:about")


def _confidence() -> list[dict[str, Any]]:
    """Return, for each kind of record, how many carry each mark."""
    rows = []
    for model in cast("tuple[Any, ...]", MARKED):
        marks = Counter(published(model).values_list("confidence", flat=True))
        counts = [marks.get(code, 0) for code in CONFIDENCE]
        rows.append({"label": _KINDS[model], "counts": counts, "total": sum(marks.values())})
    return rows


def _coverage() -> list[coverage.Coverage]:
    """Return for how many areas of each country each figure is stated."""
    areas = list(published(Area).only("country", "completion_year", "outline"))
    figures = published(Figure).filter(measure__in=coverage.COVERED, area__isnull=False, covers="")
    stated: dict[str, set[int]] = {}
    for measure, area in figures.values_list("measure", "area_id"):
        stated.setdefault(measure, set()).add(area)
    rows = [
        coverage.recorded(areas, stated.get(measure, set()), MEASURES.label(measure))
        for measure in coverage.COVERED
    ]
    due = {area.pk for area in areas if area.completion_year}
    drawn = {area.pk for area in areas if area.outline is not None}
    rows.append(coverage.recorded(areas, due, gettext("Expected completion year")))
    return [*rows, coverage.recorded(areas, drawn, gettext("Indicative outline"))]


def _crosswalk() -> list[dict[str, Any]]:
    """Return the land-use codes by country and scheme."""
    codes = list(published(LandUseCode).order_by("country", "scheme", "pk"))
    groups = []
    for (country, scheme), rows in groupby(codes, key=lambda code: (code.country, code.scheme)):
        groups.append({"country": COUNTRIES[country], "scheme": scheme, "rows": list(rows)})
    return groups


def _hosts() -> tuple[list[tuple[str, int]], int, int]:
    """Return hosts with their number of facts, most first; facts with a source; all facts."""
    counts: Counter[str] = Counter()
    sourced = facts = 0
    for model in cast("tuple[Any, ...]", SOURCED):
        for urls in published(model).values_list("source_urls", flat=True):
            hosts = {readable_host(urlsplit(url).netloc) for url in urls} - {""}
            counts.update(hosts)
            sourced, facts = sourced + bool(hosts), facts + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])), sourced, facts

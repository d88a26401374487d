"""The strategy: its priorities, objectives and initiatives, and what came of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.explore.area_facts import links
from prospect.explore.context import site_url
from prospect.explore.idea_list import IdeaList, tell_progress
from prospect.explore.report_pdf import write_report
from prospect.explore.strategy_report import tell_report
from prospect.records.models import published
from prospect.registers.initiatives import PROGRESS
from prospect.registers.units import UNITS
from prospect.strategy.models import Objective, Priority, Strategy


def index(request: HttpRequest) -> HttpResponse:
    """Show what was agreed, priority by priority, and how far each initiative has come."""
    strategy = published(Strategy).order_by("pk").first()
    every = IdeaList.of({}).every
    priorities = list(published(Priority).filter(strategy=strategy).order_by("number", "pk"))
    objectives = _objectives(priorities)
    name = str(strategy.name) if strategy else gettext("Strategy")
    context = {
        "section": "strategy",
        "strategy": strategy,
        "sources": links(strategy.source_urls) if strategy else [],
        "priorities": [_told(one, objectives.get(one.pk, []), every) for one in priorities],
        "reconstructed": any(one.reconstructed for one in priorities),
        "total": len(every),
        "progress": tell_progress(every),
        "crumbs": [(gettext("Home"), reverse("explore:home")), (name, "")],
    }
    return render(request, "explore/strategy.html", context)


def _objectives(priorities: list[Priority]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for one in published(Objective).filter(priority__in=priorities).order_by("pk"):
        unit = UNITS.label(one.unit) if one.unit else ""
        row = {"objective": one, "unit": unit, "sources": links(one.source_urls)}
        found.setdefault(one.priority_id, []).append(row)
    return found


def _told(priority: Priority, objectives: list[Any], every: list[Any]) -> dict[str, Any]:
    """Return a priority with its objectives, and its initiatives with how far each has come."""
    mine = [one for one in every if one.priority_id == priority.pk]
    rows = [
        {"idea": one, "progress": PROGRESS.label(one.progress) if one.progress else ""}
        for one in mine
    ]
    return {
        "priority": priority, "objectives": objectives, "ideas": rows, "progress": tell_progress(mine),
    }  # fmt: skip


def report(request: HttpRequest) -> HttpResponse:
    """Show what happened in one year, priority by priority, for the joint political meeting."""
    context = {
        "section": "strategy",
        **tell_report(request.GET.get("year", "")),
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("Strategy"), reverse("explore:strategy")),
            (gettext("Report of the year"), ""),
        ],
    }
    return render(request, "explore/strategy_report.html", context)


def report_pdf(request: HttpRequest) -> HttpResponse:
    """Give the same report as a PDF to print, send and keep."""
    told = tell_report(request.GET.get("year", ""))
    page = f"{site_url(request)}{reverse('explore:strategy_report')}?year={told['year']}"
    answer = HttpResponse(write_report(told, page), "application/pdf")
    name = f"report-{told['year']}-{get_language()}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer

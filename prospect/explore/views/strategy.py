"""The strategy: its priorities, objectives and initiatives, and what came of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from prospect.explore.area_facts import links
from prospect.explore.idea_list import IdeaList, tell_progress
from prospect.explore.idea_page import ENDED
from prospect.records.models import published
from prospect.registers.initiatives import PROGRESS, TURNS
from prospect.registers.units import UNITS
from prospect.releases.store import current_release
from prospect.strategy.models import Objective, Priority, Strategy, Turn


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
    turns = list(published(Turn).select_related("initiative__priority").order_by("year", "pk"))
    this_year = current_release().created.year
    years = sorted({one.year for one in turns if one.year <= this_year}, reverse=True)
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else this_year)
    listed = IdeaList.of({})
    context = {
        "section": "strategy",
        "strategy": published(Strategy).order_by("pk").first(),
        "year": year,
        "years": years,
        "parts": [report_of(one, turns, listed.every, year) for one in listed.priorities.values()],
        "objectives": _measured(year),
        "progress": tell_progress(listed.every),
        "crumbs": [
            (gettext("Home"), reverse("explore:home")),
            (gettext("Strategy"), reverse("explore:strategy")),
            (gettext("Report of the year"), ""),
        ],
    }
    return render(request, "explore/strategy_report.html", context)


def report_of(priority: Priority, turns: list[Turn], every: list[Any], year: int) -> dict[str, Any]:
    """Return what a priority tells of a year: what happened, what is late, and who said nothing."""
    mine = [one for one in every if one.priority_id == priority.pk]
    own = [one for one in turns if one.initiative.priority_id == priority.pk]
    happened = [one for one in own if one.year == year and not one.expected]
    told = {one.initiative_id for one in happened}
    return {
        "priority": priority,
        "happened": [{"turn": one, "kind": TURNS.label(one.kind)} for one in happened],
        "late": [one for one in own if one.expected and one.year <= year],
        "ahead": [one for one in own if one.expected and one.year > year],
        "silent": [
            one for one in mine
            if one.pk not in told and one.progress not in ENDED and (one.start_year or 0) <= year
        ],
    }  # fmt: skip


def _measured(year: int) -> list[dict[str, Any]]:
    """Return the objectives with a value measured that year."""
    rows = published(Objective).filter(latest_year=year).order_by("pk")
    return [{"objective": one, "unit": UNITS.label(one.unit) if one.unit else ""} for one in rows]

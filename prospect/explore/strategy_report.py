"""What a report tells of one year of the strategy: on a page, and as a PDF."""

from typing import Any

from prospect.explore.idea_list import IdeaList, tell_progress
from prospect.explore.idea_page import ENDED
from prospect.records.models import published
from prospect.registers.initiatives import TURNS
from prospect.registers.units import UNITS
from prospect.releases.store import current_release
from prospect.strategy.models import Objective, Priority, Strategy, Turn


def tell_report(asked: str) -> dict[str, Any]:
    """Return what happened in the year asked for; of the newest year where that is not one."""
    turns = list(published(Turn).select_related("initiative__priority").order_by("year", "pk"))
    this_year = current_release().created.year
    years = sorted({one.year for one in turns if one.year <= this_year}, reverse=True)
    year = next((one for one in years if str(one) == asked), years[0] if years else this_year)
    listed = IdeaList.of({})
    return {
        "strategy": published(Strategy).order_by("pk").first(),
        "year": year,
        "years": years,
        "parts": [report_of(one, turns, listed.every, year) for one in listed.priorities.values()],
        "objectives": _measured(year),
        "progress": tell_progress(listed.every),
    }


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

"""Everything the page of an initiative tells: what it is to change, how far it is, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Industry, Place
from prospect.explore.area_facts import links
from prospect.explore.area_plan import Stop
from prospect.explore.errors import raise_missing
from prospect.explore.freshness import release_day
from prospect.records.models import published
from prospect.registers.initiatives import BARRIERS, INITIATIVE_KINDS, PROGRESS, TURNS
from prospect.releases.store import Release
from prospect.strategy.models import Initiative, Turn
from prospect.strategy.news import STALLED_MONTHS, stalled_since

ENDED = ("finished", "dropped")
FEW = 3  # turns; fewer are told by the log alone


@dataclass(frozen=True)
class LogLine:
    """One thing that happened on the way: its year, what it was, in words, and how firm it is."""

    turn: Turn
    kind: str
    sources: tuple[Any, ...]


def tell_idea(release: Release, key: str) -> dict[str, Any]:
    """Return the context of the page of an initiative; 404 or 410 when the release has none."""
    idea = published(Initiative).select_related("priority", "lead").filter(key=key).first()
    if idea is None:
        raise_missing("initiatives", key)
    turns = list(published(Turn).filter(initiative=idea).order_by("year", "pk"))
    return {
        "section": "ideas",
        "idea": idea,
        "kind": INITIATIVE_KINDS.label(idea.kind),
        "progress": PROGRESS.label(idea.progress) if idea.progress else "",
        "years": _years(idea),
        "barrier": BARRIERS.label(idea.barrier) if idea.barrier else "",
        "stops": _stops(idea, turns, release.created.year),
        "log": [LogLine(one, TURNS.label(one.kind), links(one.source_urls)) for one in turns],
        "areas": _in_order(published(Area).select_related("partner"), idea.areas),
        "places": _in_order(published(Place), idea.places),
        "industries": _in_order(published(Industry), idea.sectors),
        "sources": links(idea.source_urls),
        "stalled": stalled_since(idea, turns, release_day()),
        "stalled_months": STALLED_MONTHS,
        "crumbs": _crumbs(idea),
    }


def stalled_years(ideas: Iterable[Initiative]) -> dict[int, int]:
    """Return the year of the last news of each initiative that stands still on the day of the release."""
    today, turns = release_day(), defaultdict(list)
    for turn in published(Turn).only("initiative", "year", "expected"):
        turns[turn.initiative_id].append(turn)
    found = {one.pk: stalled_since(one, turns[one.pk], today) for one in ideas}
    return {pk: year for pk, year in found.items() if year}


def initiatives_of_area(key: str) -> list[dict[str, Any]]:
    """Return the initiatives that change an area, those under way first, and how far each has come."""
    rows = published(Initiative).only("key", "name", "summary", "progress", "areas")
    found = [one for one in rows if key in one.areas]
    order = {"running": 0, "prepared": 1, "idea": 2, "": 3, "finished": 4, "dropped": 5}
    found.sort(key=lambda one: order.get(one.progress, 3))
    return [{"idea": one, "progress": PROGRESS.label(one.progress)} for one in found]


def _in_order(rows: Any, keys: tuple[str, ...]) -> list[Any]:
    """Return the public records of some keys, in the order of the keys."""
    found = {one.key: one for one in rows.filter(key__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _years(idea: Initiative) -> str:
    if idea.start_year and idea.end_year:
        same = idea.start_year == idea.end_year
        return str(idea.start_year) if same else f"{idea.start_year}–{idea.end_year}"
    if idea.start_year:
        return gettext("from {year}").format(year=idea.start_year)
    return gettext("until {year}").format(year=idea.end_year) if idea.end_year else ""


def _stops(idea: Initiative, turns: list[Turn], this_year: int) -> list[Stop]:
    """Return what happened, now, and what is expected; nothing where little is known."""
    past = [one for one in turns if not one.expected]
    ahead = [one for one in turns if one.expected]
    if len(turns) < FEW:
        return []
    stops = [Stop(str(one.year), str(one.name), "done", one.confidence) for one in past]
    if idea.progress not in ENDED:
        words = PROGRESS.label(idea.progress) if idea.progress else gettext("No source says")
        stops.append(Stop(gettext("Today"), words, "now"))
    for one in ahead:
        late = one.year < this_year
        words = (
            gettext("{event} – not confirmed since").format(event=one.name)
            if late
            else str(one.name)
        )
        stops.append(Stop(str(one.year), words, "maybe", one.confidence))
    return stops


def _crumbs(idea: Initiative) -> list[tuple[str, str]]:
    catalogue = reverse("explore:ideas")
    crumbs = [(gettext("Home"), reverse("explore:home")), (gettext("Idea catalogue"), catalogue)]
    if idea.priority:
        crumbs.append((str(idea.priority.name), f"{catalogue}?priority={idea.priority.key}"))
    return [*crumbs, (str(idea.name), "")]

"""Where an area stands: the common ladder with the national term, and the line of its years."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from prospect.catalogue.models import Area, Milestone
from prospect.registers.countries import COUNTRIES
from prospect.registers.stages import STAGES

UNRECORDED = "planned"  # the stage that says: planned, but on which step is not recorded


@dataclass(frozen=True)
class Rung:
    """One step of the ladder; state: before, now, maybe (which one is not recorded) or nothing."""

    label: Any
    term: str
    state: str


@dataclass(frozen=True)
class Plan:
    """The ladder of an area, the term of its country, and what binds whom there."""

    rungs: list[Rung]
    stage: Any
    term: str
    language: str
    country: Any
    law: str
    binding: Any
    recorded: bool


@dataclass(frozen=True)
class Stop:
    """One stop of the line of years; state: done, now or maybe (expected)."""

    label: str
    text: Any
    state: str
    confidence: str = ""


def plan_of(area: Area) -> Plan:
    """Return where an area stands on the common ladder."""
    country = COUNTRIES[area.country]
    return Plan(
        rungs=_rungs(area),
        stage=area.rung.label,
        term=area.national_term,
        language=country.language,
        country=country.label,
        law=country.plan_law,
        binding=area.rung.binding(area.country),
        recorded=area.stage != UNRECORDED,
    )


def _rungs(area: Area) -> list[Rung]:
    steps = [code for code in STAGES if code != UNRECORDED]
    here = steps.index(area.stage) if area.stage in steps else None
    rungs = []
    for position, code in enumerate(steps):
        if here is None:
            state = "maybe" if STAGES[code].group == "planned" else ""
        else:
            state = "before" if position < here else "now" if position == here else ""
        term = area.national_term if state == "now" else STAGES[code].term(area.country)
        rungs.append(Rung(STAGES[code].label, term, state))
    return rungs


def timeline(area: Area, milestones: list[Milestone], this_year: int) -> list[Stop]:
    """Return milestones, start and completion around 'Today', the year of the release."""
    events = sorted(_events(area, milestones), key=lambda event: event[0])
    before = [_stop(*event, this_year) for event in events if _is_past(event, this_year)]
    after = [_stop(*event, this_year) for event in events if not _is_past(event, this_year)]
    if not area.completion_year and area.rung.group != "built":
        after.append(Stop(gettext("Year not recorded"), gettext("Expected complete"), "maybe"))
    return [*before, Stop(gettext("Today"), area.rung.label, "now"), *after]


def _events(area: Area, milestones: list[Milestone]) -> list[tuple[int, Any, bool, str]]:
    events = [(m.year, m.name, m.expected, m.confidence) for m in milestones]
    years = {m.year for m in milestones}
    if area.start_year and area.start_year not in years:
        words = gettext("Start: first plan, decision or building")
        events.append((area.start_year, words, False, area.start_confidence))
    if area.completion_year and area.completion_year not in years:
        words = gettext("Expected complete")
        events.append((area.completion_year, words, True, area.completion_confidence))
    return events


def _is_past(event: tuple[int, Any, bool, str], this_year: int) -> bool:
    year, _, expected, _ = event
    return year < this_year or (year == this_year and not expected)


def _stop(year: int, words: Any, expected: bool, confidence: str, this_year: int) -> Stop:
    text = str(words)
    if expected and year < this_year:
        text = gettext("{event} – not confirmed since").format(event=text)
    state = "done" if not expected and year <= this_year else "maybe"
    return Stop(str(year), text, state, confidence)

"""Areas as rows of the list beside the map: few words, each with the mark of what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Figure
from prospect.explore.rides import quickest, whole
from prospect.languages.numbers import number
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.stages import STAGES, YEARS, phase_in

MEASURES = ("planned_workplaces", "planned_homes", "site_area")
UNREAD = ("outline", "body", "note", "source_urls", "owners")


@dataclass(frozen=True)
class Row:
    """One area as the list shows it; empty words mean that nothing is recorded."""

    area: Area
    where: str
    plan_label: str
    plan: str
    plan_confidence: str
    size: str
    size_confidence: str
    minutes: int | None

    @property
    def at(self) -> str:
        """Longitude and latitude for the map, never in a reader's number style."""
        return f"{self.area.lon:.4f},{self.area.lat:.4f}"


def rows(release_id: str, pks: list[int], year: str) -> list[Row]:
    """Return the rows of a list in the order of the primary keys given, as expected in a year."""
    figures = published(Figure).filter(measure__in=MEASURES).defer("source_urls", "name", "summary")
    areas = (
        published(Area)
        .filter(among(pks))
        .select_related("partner")
        .defer(*UNREAD)
        .prefetch_related(Prefetch("figures", queryset=figures, to_attr="shown"))
    )
    found = {area.pk: area for area in areas}
    words = Words(release_id, year)
    # an area may have left with a newer release since the columns were opened
    return [words.row(found[pk]) for pk in pks if pk in found]


class Words:
    """The words rows are put together from, each looked up once for a list."""

    def __init__(self, release_id: str, year: str) -> None:
        self.release_id, self.year = release_id, year
        self.jobs, self.homes = gettext("Jobs planned"), gettext("Homes planned")
        self.part = gettext("{measure}, part of the area")
        self.phases = {
            "built": gettext("Expected built"),
            "building": gettext("Expected being built"),
            "planned": gettext("Still planned"),
        }

    def row(self, area: Any) -> Row:
        """Return the row of an area whose figures were read as ``shown``."""
        figures = {figure.measure: figure for figure in area.shown}
        jobs, homes = figures.get("planned_workplaces"), figures.get("planned_homes")
        plan, size = jobs or homes, figures.get("site_area")
        ride = quickest(self.release_id, area)
        return Row(
            area=area,
            where=f"{area.partner.short_name}, {COUNTRIES.label(area.country)}. {self.phase(area)}",
            plan_label=self.label(plan),
            plan=number(plan.value, 0) if plan else "",
            plan_confidence=plan.confidence if plan else "",
            size=number(size.value) if size else "",
            size_confidence=size.confidence if size else "",
            minutes=whole(ride.minutes) if ride else None,
        )

    def label(self, plan: Figure | None) -> str:
        """Return what the figure of a row counts, and that it is for a part only where it is."""
        label = self.homes if plan and plan.measure == "planned_homes" else self.jobs
        return self.part.format(measure=label) if plan and plan.partial else label

    def phase(self, area: Area) -> str:
        """Return the stage of today, or what is expected to stand in a later year."""
        if self.year == YEARS[0]:
            return STAGES.label(area.stage)
        return self.phases[phase_in(area.stage, area.start_year, area.completion_year, self.year)]


def row_words() -> dict[str, str]:
    """Return what is the same in every row of a list, looked up once."""
    return {
        "size": gettext("Site area"),
        "airport": gettext("To the airport"),
        "by_rail": gettext("by rail"),
        "missing": gettext("Not recorded"),
        "no_stop": gettext("No rail stop"),
    }

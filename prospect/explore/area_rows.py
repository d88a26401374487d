"""Areas as rows of the list beside the map: few words, each with the mark of what it rests on."""

from typing import Any, TypedDict

from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from prospect.catalogue.models import Area, Figure
from prospect.explore.rides import quickest, whole
from prospect.explore.templatetags.spoken import mark, say
from prospect.languages.numbers import number
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.stages import STAGES, YEARS, phase_in

MEASURES = ("planned_workplaces", "planned_homes", "site_area")
UNREAD = ("outline", "body", "note", "source_urls", "owners")


class Row(TypedDict):
    """One area as the list shows it, in words; the cells say it when nothing is recorded.

    A dictionary, as templates look there first: a list asks for hundreds of its words.
    """

    area: Area
    key: str
    at: str
    category: str
    name: str
    where: str
    plan_label: str
    plan: str
    size: str
    ride: str


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
        self.missing, self.no_stop = gettext("Not recorded"), gettext("No rail stop")
        self.by_rail = format_html(" min <small>{}</small>", gettext("by rail"))
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
            key=area.key,
            at=f"{area.lon:.4f},{area.lat:.4f}",  # for the map, never in a reader's number style
            category=area.category,
            name=say(area.name),
            where=f"{area.partner.short_name}, {COUNTRIES.label(area.country)}. {self.phase(area)}",
            plan_label=self.label(plan),
            plan=self.cell(plan and number(plan.value, 0), plan and mark(plan.confidence)),
            size=self.cell(
                size and f"{number(size.value)}\u00a0ha", size and mark(size.confidence)
            ),
            ride=self.cell(whole(ride.minutes) if ride else None, self.by_rail, self.no_stop),
        )

    def cell(self, words: str | int | None, after: str | None, missing: str = "") -> SafeString:
        """Return a cell: words and what follows them, or that there are none."""
        if words is None:
            return format_html('<dd class="none">{}</dd>', missing or self.missing)
        return format_html("<dd>{}{}</dd>", words, after or "")

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
    return {"size": gettext("Site area"), "airport": gettext("To the airport")}

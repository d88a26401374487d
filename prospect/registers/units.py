"""Units of figures and the measures an area is described by."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register


@dataclass(frozen=True)
class Measure(Line):
    """What a figure of an area counts, and in which unit."""

    unit: str
    planned: bool = False


UNITS: Register[Line] = Register(
    Line("m2", "m²"),
    Line("ha", "ha"),
    Line("persons", _("persons")),
    Line("jobs", _("jobs")),
    Line("homes", _("homes")),
    Line("companies", _("companies")),
    Line("municipalities", _("municipalities")),
    Line("members", _("members")),
    Line("units", _("units")),
    Line("calls", _("calls")),
    Line("vehicles", _("vehicles")),
    Line("minutes", _("minutes")),
    Line("per_day", _("per day")),
    Line("per_cent", "%"),
    Line("million_m2", _("million m²")),
    Line("million_persons", _("million people")),
    Line("million_tonnes", _("million tonnes")),
    Line("million_dkk", _("million Danish kroner")),
    Line("billion_dkk", _("billion Danish kroner")),
    Line("million_sek", _("million Swedish kronor")),
    Line("billion_sek", _("billion Swedish kronor")),
)

MEASURES: Register[Measure] = Register(
    Measure("site_area", _("Site area"), "ha"),
    Measure("planned_floor_area", _("Planned floor area"), "m2", planned=True),
    Measure("planned_homes", _("Homes planned"), "homes", planned=True),
    Measure("planned_residents", _("Residents planned"), "persons", planned=True),
    Measure("planned_workplaces", _("Jobs planned"), "jobs", planned=True),
    Measure("planned_students", _("Student places planned"), "persons", planned=True),
    Measure("existing_floor_area", _("Existing floor area"), "m2"),
    Measure("used_floor_area", _("Floor area in use"), "m2"),
    Measure("existing_homes", _("Homes built"), "homes"),
    Measure("existing_residents", _("Residents today"), "persons"),
    Measure("existing_workplaces", _("Jobs today"), "jobs"),
    Measure("companies", _("Companies"), "companies"),
    Measure("students", _("Students"), "persons"),
)

BASES: Register[Line] = Register(
    Line("etageareal", pgettext_lazy("floor area", "etageareal (Danish gross floor area)")),
    Line("BTA", pgettext_lazy("floor area", "BTA (Swedish gross floor area)")),
)

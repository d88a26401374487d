"""What a chapter of the story can show beside its text: figures counted in the release, and charts."""

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register

# Counted anew for each release; every other code of a chapter is the key of a figure.
COUNTS: Register[Line] = Register(
    Line("areas", _("Areas on the map")),
    Line("areas_dk", _("Areas in Denmark")),
    Line("areas_se", _("Areas in Sweden")),
    Line("municipalities", _("Municipalities with areas on the map")),
    Line("homes_planned", _("Homes planned")),
    Line("jobs_planned", _("Jobs planned")),
    Line("homes_2030", _("Homes in areas expected complete by 2030")),
    Line("homes_2035", _("Homes in areas expected complete by 2035")),
    Line("homes_2040", _("Homes in areas expected complete by 2040")),
    Line("jobs_2040", _("Jobs in areas expected complete by 2040")),
    Line("opportunities", _("Opportunities on the map")),
    Line("stations", _("Stations and stops on the map")),
    Line("industries", _("Industries")),
    Line("contacts", _("Organisations to ask")),
    Line("initiatives", _("Initiatives in the idea catalogue")),
    Line("initiatives_done", _("Initiatives finished")),
)

CHARTS: Register[Line] = Register(
    Line("homes_by_year", _("Homes planned, by year of completion")),
    Line("jobs_by_year", _("Jobs planned, by year of completion")),
    Line("areas_by_country", _("Areas by country")),
    Line("areas_by_stage", _("Areas by how far their plans have come")),
    Line("areas_by_use", _("Areas by main use")),
    Line("initiatives_by_progress", _("Initiatives by how far they have come")),
)

# Where a chapter leads on to.
DOORS: Register[Line] = Register(
    Line("map", _("Open the map and the list")),
    Line("areas", _("All areas")),
    Line("opportunities", _("See the opportunities")),
    Line("industries", _("All industries")),
    Line("places", _("All places")),
    Line("strategy", _("The strategy and how far it has come")),
    Line("ideas", _("Open the idea catalogue")),
    Line("build_out", _("Build-out of the region")),
    Line("one_plan", _("The region as one plan")),
    Line("contacts", _("Whom to ask")),
)

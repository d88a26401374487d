"""Kinds of things on the map: areas, opportunities, places, stations, organisations' roles."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register

AREA_KINDS: Register[Line] = Register(
    Line("urban_development", _("Urban development")),
    Line("business_area", _("Business area")),
    Line("logistics_area", _("Logistics area")),
    Line("science_park", _("Science park")),
    Line("science_district", _("Science district")),
    Line("corridor", _("Corridor")),
)

PARTNER_KINDS: Register[Line] = Register(
    Line("municipality", _("Municipality")),
    Line("cooperation", _("Cooperation")),
    Line("agency", _("Agency")),
)

OPPORTUNITY_KINDS: Register[Line] = Register(
    Line("plot", _("Plot")),
    Line("premises", _("Premises")),
)

# Owners of an area without a name of their own; names stand beside these codes as they are.
OWNER_GROUPS: Register[Line] = Register(
    Line("private_owners", _("private owners")),
    Line("several_private_owners", _("several private owners")),
    Line("many_private_owners", _("many private owners")),
    Line("private_logistics_owners", _("private owners of logistics properties")),
    Line("several_owners", _("several other owners")),
    Line("several_builders", _("several builders")),
    Line("others", pgettext_lazy("owners", "others")),
)

TENURES: Register[Line] = Register(
    Line("sale", _("For sale")),
    Line("lease", _("To let")),
    Line("sale_or_lease", _("For sale or lease")),
    Line("land_allocation", _("Land allocation (markanvisning)")),
)

SIZE_BASES: Register[Line] = Register(
    Line("land", pgettext_lazy("size of", "land")),
    Line("floor", pgettext_lazy("size of", "floor area")),
)

OUTLINE_METHODS: Register[Line] = Register(
    Line("hand_digitised", _("It was drawn by hand.")),
    Line("register", _("It was taken from a public register.")),
    Line("generalised", _("It was simplified from a more exact outline.")),
)

MODES: Register[Line] = Register(
    Line("metro", _("Metro")),
    Line("S-tog", _("S-tog")),
    Line("rail", _("Train")),
    Line("light_rail", _("Light rail")),
    Line("tram", _("Tram")),
    Line("ferry", _("Ferry")),
)

# What runs on lines that stations name and no link of the network stands for.
LINE_MODES = {"local rail": "rail", "long-distance": "rail", "ferry": "ferry"}

OPENNESS: Register[Line] = Register(
    Line("open", _("Open")),
    Line("under_construction", _("Being built")),
    Line("opening_2025_2026", _("Opening 2025–2026")),
    Line("planned", pgettext_lazy("place or line", "Planned")),
    Line("idea", _("Idea")),
)

PLACE_KINDS: Register[Line] = Register(
    Line("bridge", _("Bridge")),
    Line("rail_tunnel", _("Railway tunnel")),
    Line("artificial_island", _("Artificial island")),
    Line("ferry", _("Ferry route")),
    Line("airport", _("Airport")),
    Line("port", _("Port")),
    Line("rail_freight", _("Rail freight terminal")),
    Line("metro_line", _("Metro line")),
    Line("university", _("University or college")),
    Line("research_facility", _("Research facility")),
    Line("science_park", _("Science park")),
    Line("hospital", _("Hospital")),
    Line("congress_centre", _("Congress and fair centre")),
    Line("arena", _("Arena")),
    Line("institution", _("Institution")),
    Line("innovation_hub", _("Innovation hub")),
    Line("landmark", _("Landmark")),
    Line("power_plant", _("Power plant")),
    Line("energy_from_waste", _("Energy from waste")),
    Line("anchor_company", _("Anchor company")),
)

ROLES: Register[Line] = Register(
    Line("first_contact_investor", _("First contact for investors from abroad")),
    Line("national_investment_agency", _("National investment agency")),
    Line("municipal_business_office", _("Municipal business office")),
    Line("land_owner", _("Land owner")),
    Line("area_developer", _("Area developer")),
    Line("plan_authority", _("Plan authority")),
    Line("plan_register", _("Plan register")),
    Line("plan_guidance", _("Planning guidance")),
    Line("plan_data_platform", _("Plan data platform")),
    Line("cluster_organisation", _("Cluster organisation")),
    Line("industry_association", _("Industry association")),
    Line("incubator", _("Incubator")),
    Line("fund", _("Fund")),
    Line("business_support", _("Business support")),
    Line("talent_reception", _("Reception of international staff")),
    Line("citizen_and_business_information", _("Information on working across the border")),
    Line("port_operator", _("Port operator")),
    Line("infrastructure_owner", _("Infrastructure owner")),
    Line("transport", _("Public transport")),
    Line("tourism_and_congress", _("Tourism and congresses")),
    Line("political_cooperation", _("Political cooperation")),
    Line("regional_authority", _("Regional authority")),
    Line("facts_and_statistics", _("Facts and statistics")),
)

LEVELS: Register[Line] = Register(
    Line("cross-border", _("Both countries")),
    Line("national", _("National")),
    Line("regional", _("Regional")),
    Line("metropolitan", _("Metropolitan")),
    Line("intermunicipal", _("Several municipalities")),
    Line("municipal", _("Municipal")),
    Line("area", _("One area")),
    Line("private", _("Private")),
)

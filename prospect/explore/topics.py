"""What a reader wants of an organisation: one table from roles to topics, one from sectors to words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Organisation
from prospect.registers.base import Line, Register

OFFICE = "municipal_business_office"  # listed by municipality, not under a topic


@dataclass(frozen=True)
class Topic(Line):
    """One errand: its heading, what to expect, and the roles that answer it, in order."""

    text: Any
    roles: tuple[str, ...]


TOPICS: Register[Topic] = Register(
    Topic(
        "first",
        _("First contact from abroad"),
        _("Free help for companies and investors from abroad: sites, staff, contacts."),
        ("first_contact_investor", "national_investment_agency"),
    ),
    Topic(
        "land",
        _("Land and premises"),
        _("Owners and developers who sell, lease or allocate plots and premises."),
        ("land_owner", "area_developer"),
    ),
    Topic(
        "plans",
        _("Plans and permits"),
        _("Who makes the plans and gives permits, and where the plans can be read."),
        ("plan_authority", "plan_register", "plan_data_platform", "plan_guidance"),
    ),
    Topic(
        "industry",
        _("Industries and clusters"),
        _("Networks that know the companies, the research and the market of one industry."),
        (
            "cluster_organisation",
            "industry_association",
            "incubator",
            "fund",
            "tourism_and_congress",
        ),
    ),
    Topic(
        "talent",
        _("Staff and work across the border"),
        _(
            "Reception of international staff; tax and social security for those who cross the border."
        ),
        ("talent_reception", "citizen_and_business_information"),
    ),
    Topic(
        "transport",
        _("Ports, bridge and public transport"),
        _("Operators of the ports, the fixed link and the trains, metro and buses."),
        ("port_operator", "infrastructure_owner", "transport"),
    ),
    Topic(
        "support",
        _("Advice, facts and cooperation"),
        _("Business advice, statistics, regions and political cooperation."),
        ("business_support", "facts_and_statistics", "regional_authority", "political_cooperation"),
    ),
)

# Words of an organisation's topics that tie it to a sector; only roles of the topic "industry"
# and port operators are asked, so that a region's long list of subjects does not drown them.
SECTOR_WORDS: dict[str, tuple[str, ...]] = {
    "life_science": ("life science",),
    "ict_games": ("ICT", "games", "mobile", "AI", "media"),
    "logistics": ("port land", "terminals"),
    "food": ("food", "bioresources"),
    "energy_cleantech": ("cleantech", "energy", "water", "circular economy"),
    "maritime": ("maritime", "terminals", "cruise"),
    "creative": ("media", "creative", "film", "games"),
    "tourism_events": ("congresses", "tourism", "cruise"),
    "packaging_manufacturing": ("packaging",),
}
SECTOR_ROLES = (*TOPICS["industry"].roles, "port_operator")

# Kinds of places each industry makes use of.
SECTOR_PLACES: dict[str, tuple[str, ...]] = {
    "life_science": ("hospital", "science_park", "research_facility"),
    "ict_games": ("innovation_hub", "science_park"),
    "logistics": ("port", "rail_freight", "airport", "bridge", "ferry"),
    "energy_cleantech": ("power_plant", "energy_from_waste"),
    "maritime": ("port", "ferry"),
    "creative": ("innovation_hub",),
    "materials_research": ("research_facility", "science_park"),
    "tourism_events": ("congress_centre", "arena", "airport"),
    "quantum": ("research_facility",),
    "education": ("university",),
}


def serves_sector(organisation: Organisation, sector: str) -> bool:
    """Return whether an organisation's role and topics tie it to a sector."""
    words = {word.casefold() for word in SECTOR_WORDS.get(sector, ())}
    topics = {topic.casefold() for topic in organisation.topics}
    return organisation.role in SECTOR_ROLES and bool(words & topics)

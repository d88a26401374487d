"""Land-use categories that give an area its colour, and the uses an area may hold."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register


@dataclass(frozen=True)
class Category(Line):
    """A colour of the map; ``hilucs`` is the INSPIRE land-use class nearest to it."""

    hilucs: str


@dataclass(frozen=True)
class Use(Line):
    """What an area or a site may be used for, and the category that colours it."""

    category: str


CATEGORIES: Register[Category] = Register(
    Category("homes", _("Homes"), "5_ResidentialUse"),
    Category("mixed", _("Mixed city"), "5_2_ResidentialUseWithOtherCompatibleUses"),
    Category("office", _("Offices"), "3_2_FinancialProfessionalAndInformationServices"),
    Category("research", _("Research"), "3_3_2_EducationalServices"),
    Category("industry", _("Industry"), "2_SecondaryProduction"),
    Category("logistics", _("Logistics"), "4_3_LogisticalAndStorageServices"),
    Category("centre", _("Centre"), "3_1_1_WholesaleAndRetailTradeAndRepairOfVehicles"),
    Category("green", _("Green"), "3_4_5_OtherRecreationalServices"),
)

USES: Register[Use] = Register(
    Use("residential", _("Homes"), "homes"),
    Use("office", _("Offices"), "office"),
    Use("retail", _("Shops"), "centre"),
    Use("hotel", _("Hotel"), "centre"),
    Use("conference", _("Conferences and fairs"), "centre"),
    Use("events", _("Events"), "centre"),
    Use("arena", _("Arena"), "centre"),
    Use("culture", _("Culture"), "centre"),
    Use("creative", _("Creative trades"), "mixed"),
    Use("media", _("Media"), "office"),
    Use("education", _("Education"), "research"),
    Use("school", _("Schools"), "homes"),
    Use("care", _("Care"), "homes"),
    Use("health", _("Health care"), "research"),
    Use("research", _("Research"), "research"),
    Use("laboratory", _("Laboratories"), "research"),
    Use("life_science", _("Life science"), "research"),
    Use("archive", _("Archives"), "office"),
    Use("public", _("Public services"), "centre"),
    Use("industry", _("Industry"), "industry"),
    Use("light_industry", _("Light industry"), "industry"),
    Use("energy", _("Energy"), "industry"),
    Use("cleantech", _("Cleantech"), "industry"),
    Use("food", _("Food production"), "industry"),
    Use("logistics", _("Logistics"), "logistics"),
    Use("warehouse", _("Warehouses"), "logistics"),
    Use("wholesale", _("Wholesale"), "logistics"),
    Use("port", _("Port"), "logistics"),
    Use("green", pgettext_lazy("land use", "Green space"), "green"),
    Use("park", _("Park"), "green"),
    Use("sports", _("Sports"), "green"),
    Use("nature", _("Nature"), "green"),
    Use("tourism", _("Visitor industry"), "centre"),
    Use("coastal_protection", _("Coastal protection"), "green"),
)

MIXED_FROM = 2  # homes beside this many working uses read as a mixed city quarter


def category_of(uses: tuple[str, ...]) -> str:
    """Return the one category that colours an area with these uses, most important first.

    Homes together with workplaces are the mixed city; otherwise the first use decides.
    """
    known = [USES[use].category for use in uses if use in USES]
    if not known:
        return "mixed"
    working = [category for category in known if category not in {"homes", "green"}]
    if "homes" in known and known[0] in {"homes", "mixed"} and len(working) >= MIXED_FROM:
        return "mixed"
    return known[0]

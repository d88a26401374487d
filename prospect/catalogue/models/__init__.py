"""What the region shows."""

from prospect.catalogue.models.areas import Area, Figure, Milestone
from prospect.catalogue.models.industries import Industry, Organisation
from prospect.catalogue.models.network import Link, Station
from prospect.catalogue.models.opportunities import Opportunity
from prospect.catalogue.models.places import Place
from prospect.catalogue.models.region import LandUseCode, Region, TextBlock

__all__ = [
    "Area",
    "Figure",
    "Industry",
    "LandUseCode",
    "Link",
    "Milestone",
    "Opportunity",
    "Organisation",
    "Place",
    "Region",
    "Station",
    "TextBlock",
]

"""The two countries, and what differs between them by law."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register


@dataclass(frozen=True)
class Country(Line):
    """A country: its label, the label after 'in', national law, floor-area basis and CRS."""

    inside: Any
    language: str
    plan_law: str
    floor_area: str
    crs: str
    currency: str


COUNTRIES: Register[Country] = Register(
    Country(
        "DK", _("Denmark"), _("in Denmark"), "da", "planloven", "etageareal", "EPSG:25832", "DKK"
    ),
    Country(
        "SE",
        _("Sweden"),
        _("in Sweden"),
        "sv",
        "plan- och bygglagen (2010:900)",
        "BTA",
        "EPSG:3006",
        "SEK",
    ),
)

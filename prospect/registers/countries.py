"""The two countries, and what differs between them by law."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register


@dataclass(frozen=True)
class Country(Line):
    """A country: its label, the label after 'in', national law, floor-area basis and CRS.

    ``lau_code`` is the form of its municipalities' codes; Denmark's are written with and without a 0.
    """

    inside: Any
    language: str
    plan_law: str
    floor_area: str
    crs: str
    currency: str
    lau_code: str


COUNTRIES: Register[Country] = Register(
    Country(
        "DK",
        _("Denmark"),
        _("in Denmark"),
        "da",
        "planloven",
        "etageareal",
        "EPSG:25832",
        "DKK",
        r"0?[1-8]\d\d",
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
        r"[0-2]\d\d\d",
    ),
)

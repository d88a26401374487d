"""What machines read on the page of an area: schema.org as JSON-LD, a block of data, not code."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from prospect.catalogue.models import Area
from prospect.registers.countries import COUNTRIES

_HARMLESS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def place_of(area: Area, url: str, picture: str, language: str) -> dict[str, Any]:
    """Return an area as a schema.org Place with its label position (EPSG:4326)."""
    return {
        "@context": "https://schema.org",
        "@type": "Place",
        "@id": url,
        "url": url,
        "name": str(area.name),
        "description": str(area.summary),
        "inLanguage": language,
        "image": picture,
        "geo": {"@type": "GeoCoordinates", "latitude": area.lat, "longitude": area.lon},
        "containedInPlace": {
            "@type": "AdministrativeArea",
            "name": str(area.partner.name),
            "containedInPlace": {"@type": "Country", "name": str(COUNTRIES.label(area.country))},
        },
    }


def data_block(data: dict[str, Any]) -> SafeString:
    """Return data as a block no value can break out of; browsers never run this type."""
    text = json.dumps(data, ensure_ascii=False).translate(_HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308

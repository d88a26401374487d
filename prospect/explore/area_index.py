"""All areas by country and municipality, for readers who want a list and for search engines."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from prospect.catalogue.models import Area
from prospect.languages.folding import collation_key
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES


def all_areas(language: str) -> list[Area]:
    """Return every area, ordered by country, municipality and name as the language sorts them."""
    areas = (
        published(Area)
        .select_related("partner")
        .defer("outline", "body", "note", "source_urls", "partner__summary")
    )

    def position(area: Area) -> tuple[int, str, str]:
        country = COUNTRIES.codes.index(area.country)
        municipality = collation_key(str(area.partner.short_name), language)
        return country, municipality, collation_key(str(area.name), language)

    return sorted(areas, key=position)


def by_country(areas: Iterable[Area]) -> list[dict[str, Any]]:
    """Return ordered areas as countries with their municipalities."""
    countries = []
    for country, group in groupby(areas, key=lambda area: area.country):
        municipalities = [
            {"partner": members[0].partner, "areas": members}
            for _, members in ((k, list(m)) for k, m in groupby(group, key=lambda a: a.partner.pk))
        ]
        countries.append({"label": COUNTRIES[country].label, "municipalities": municipalities})
    return countries

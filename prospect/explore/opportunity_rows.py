"""Opportunities as rows of a list, quickly: a page holds two hundred of them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area, Opportunity
from prospect.explore.opportunity_words import basis_words, size_words
from prospect.partners.models import Partner
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.kinds import OPPORTUNITY_KINDS, TENURES
from prospect.registers.land_use import USES

BETWEEN = " · "


UNREAD = (
    "state", "confirmed_on", "point", "organisation", "source_urls", "body",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One opportunity as the list tells it: what it is, on which terms and where."""

    record: Opportunity
    category: str
    what: str
    terms: str
    area: Area | None

    @property
    def is_sized(self) -> bool:
        """Whether a size is recorded, and so carries a mark."""
        return bool(self.record.min_size_m2 or self.record.max_size_m2)


def read_records(pks: list[int]) -> list[Opportunity]:
    """Return opportunities of the current release in the order of their primary keys given."""
    rows = published(Opportunity).defer(*UNREAD).filter(among(pks))
    found = {record.pk: record for record in rows}
    return [found[pk] for pk in pks if pk in found]  # one may have left with a newer release


def rows(release_id: str, pks: list[int]) -> list[Row]:
    """Return the rows of a list, in the order of the primary keys given."""
    areas, municipalities = _behind(release_id, get_language() or "en")
    words = Words()
    return [
        Row(
            record=record,
            category=record.category,
            what=words.what(record),
            terms=words.terms(record, municipalities.get(record.partner_id)),
            area=areas.get(record.area_id),
        )
        for record in read_records(pks)
    ]


class Words:
    """The words rows are put together from, each looked up once for a list."""

    def __init__(self) -> None:
        self.kinds, self.tenures, self.uses = (
            {code: str(line.label) for code, line in register.items()}
            for register in (OPPORTUNITY_KINDS, TENURES, USES)
        )
        self.no_size = gettext("size not recorded")
        self.no_tenure = gettext("tenure not recorded")
        self.no_year, self.from_year = gettext("availability not recorded"), gettext("from {year}")

    def what(self, record: Opportunity) -> str:
        """Return kind, uses and size, such as 'Plot · Logistics, industry · 6,000 m² land'."""
        uses = phrase([self.uses[code] for code in record.uses if code in self.uses])
        size = size_words(record)
        size = f"{size} {basis_words(record)}".rstrip() if size else self.no_size
        return BETWEEN.join(filter(None, (self.kinds.get(record.kind, record.kind), uses, size)))

    def terms(self, record: Opportunity, municipality: str | None) -> str:
        """Return tenure, year and municipality, such as 'For sale · from 2030 · Malmö'."""
        year = record.available_from
        available = self.from_year.format(year=year) if year else self.no_year
        tenure = self.tenures.get(record.tenure, self.no_tenure)
        tenure = tenure[:1].lower() + tenure[1:]
        return BETWEEN.join(filter(None, (tenure, available, municipality)))


def phrase(labels: list[str]) -> str:
    """Return labels as one phrase: only the first keeps its capital."""
    first, *others = labels or [""]
    return ", ".join([first, *(label[:1].lower() + label[1:] for label in others)])


def row_words() -> dict[str, Any]:
    """Return what is the same in every row of a list, looked up once."""
    return {
        "opportunities_url": reverse("explore:opportunities"),
        "areas_url": reverse("explore:areas"),
        "illustrative": render_to_string("ui/_illustrative.html"),
    }


@lru_cache(maxsize=6)  # a release in each language, and the one before
def _behind(release_id: str, language: str) -> tuple[dict[Any, Area], dict[Any, str]]:
    """Return the areas and the names of municipalities: few stand behind many rows of a release."""
    partners = published(Partner).only("key", "short_name")
    return (
        published(Area).only("key", "name").in_bulk(),
        {partner.pk: partner.short_name.spoken(language).words for partner in partners},
    )

"""Opportunities as rows of a list, quickly: a page holds two hundred of them."""

from functools import cache, lru_cache
from typing import Any, TypedDict

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area, Opportunity
from prospect.explore.opportunity_words import basis_words, size_words
from prospect.explore.templatetags.spoken import mark, say
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.records.among import among, as_parameter
from prospect.records.models import PUBLISHED, published
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.kinds import OPPORTUNITY_KINDS, TENURES
from prospect.registers.land_use import USES

BETWEEN = " · "


UNREAD = (
    "state", "confirmed_on", "point", "organisation", "source_urls", "body",
)  # fmt: skip


class Row(TypedDict):
    """One opportunity as the list tells it, in words: what it is, on which terms and where.

    A dictionary, as templates look there first: a list asks for thousands of its words.
    """

    key: str
    category: str
    name: str
    illustrative: bool
    summary: str
    what: str
    mark: str
    terms: str
    area: "Where | None"


class Where(TypedDict):
    """The area an opportunity lies in."""

    key: str
    name: str


def read_records(pks: list[int]) -> list[Opportunity]:
    """Return opportunities of the current release in the order of their primary keys given."""
    rows = published(Opportunity).raw(_question(), [as_parameter(pks)])
    found = {record.pk: record for record in rows}
    return [found[pk] for pk in pks if pk in found]  # one may have left with a newer release


@cache
def _question() -> str:
    """Return what Django asks for the records of a list, written once: that takes it longest."""
    rows = published(Opportunity).defer(*UNREAD).filter(among(())).order_by()
    return str(rows.query.get_compiler(PUBLISHED).as_sql()[0])


def rows(release_id: str, pks: list[int]) -> list[Row]:
    """Return the rows of a list, in the order of the primary keys given."""
    language = get_language() or "en"
    areas, municipalities = _behind(release_id, language)
    words = Words(language)
    return [
        Row(
            key=record.key,
            category=record.category,
            name=words.said(record.name),
            illustrative=record.illustrative,
            summary=words.said(record.summary),
            what=words.what(record),
            mark=words.mark(record),
            terms=words.terms(record, municipalities.get(record.partner_id)),
            area=areas.get(record.area_id),
        )
        for record in read_records(pks)
    ]


class Words:
    """The words rows are put together from, each looked up once for a list."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.kinds, self.tenures, self.uses = (
            {code: str(line.label) for code, line in register.items()}
            for register in (OPPORTUNITY_KINDS, TENURES, USES)
        )
        self.marks = {code: mark(code) for code in CONFIDENCE}
        self.basis = cache(basis_words)
        self.no_size = gettext("size not recorded")
        self.no_tenure = gettext("tenure not recorded")
        self.no_year, self.from_year = gettext("availability not recorded"), gettext("from {year}")

    def said(self, text: Text) -> str:
        """Return the words of a text; a fallback carries its language and a visible mark."""
        return text.get(self.language) or say(text)

    def what(self, record: Opportunity) -> str:
        """Return kind, uses and size, such as 'Plot · Logistics, industry · 6,000 m² land'."""
        uses = phrase([self.uses[code] for code in record.uses if code in self.uses])
        size = size_words(record)
        if size:
            basis = self.basis(record.size_basis, record.kind, record.country)
            size = f"{size} {basis}".rstrip()
        what = (self.kinds.get(record.kind, record.kind), uses, size or self.no_size)
        return BETWEEN.join(filter(None, what))

    def mark(self, record: Opportunity) -> str:
        """Return the mark of a size; nothing where no size is recorded."""
        sized = record.min_size_m2 or record.max_size_m2
        return self.marks.get(record.confidence, "") if sized else ""

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
def _behind(release_id: str, language: str) -> tuple[dict[Any, Where], dict[Any, str]]:
    """Return the areas and the names of municipalities: few stand behind many rows of a release."""
    partners = published(Partner).only("key", "short_name")
    areas = published(Area).only("key", "name")
    return (
        {area.pk: Where(key=area.key, name=area.name.spoken(language).words) for area in areas},
        {partner.pk: partner.short_name.spoken(language).words for partner in partners},
    )

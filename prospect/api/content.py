"""What the API offers of each collection: one table that JSON, CSV and OpenAPI are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prospect.api.fallbacks import ORGANISATION_WORDS, languages
from prospect.api.fields import (
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    YES_OR_NO,
    Field,
    Schema,
    a_day,
    code,
    codes,
    or_null,
    texts,
    tidy,
    value,
    words,
)  # fmt: skip
from prospect.api.figures import (
    area_figures,
    industry_figures,
    milestones,
    named_municipality,
    partner_municipality,
)  # fmt: skip
from prospect.registers import kinds
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import CATEGORIES, USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import GROUPS, STAGES

DECIMALS = 7  # of a degree: a centimetre


@dataclass(frozen=True)
class Offer:
    """One collection as the open data has it."""

    title: Any
    description: Any
    fields: tuple[Field, ...]
    page: str = ""  # the name of the address of its page, if it has one
    shape: str = ""  # the attribute that holds its geometry
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()

    @property
    def geographic(self) -> bool:
        return bool(self.shape)


def position(record: Any) -> tuple[float, float]:
    """Return longitude and latitude of a record's point or label, in degrees."""
    if hasattr(record, "point"):
        return round(record.point.x, DECIMALS), round(record.point.y, DECIMALS)
    return round(record.lon, DECIMALS), round(record.lat, DECIMALS)


def _outline_label(area: Any) -> str:
    if area.outline is None:
        return _("No outline; the point marks where the area is.")
    return _("Indicative; not a plan boundary.")


def _notice(record: Any) -> str | None:
    if not record.illustrative:
        return None
    return _("Illustrative: it shows what the service can do and is not on offer.")


def _linked(name: str) -> tuple[Field, Field]:
    """Return the key and the name of a record that this one refers to."""

    def read_key(record: Any) -> str | None:
        other = getattr(record, name)
        return other.key if other else None

    def read_name(record: Any) -> str | None:
        other = getattr(record, name)
        return other.name.spoken().words if other else None

    return Field(name, read_key, or_null(TEXT)), Field(f"{name}_name", read_name, or_null(TEXT))


_NAMED = (value("key", TEXT), words("name"), words("summary"))
_HEAD = (*_NAMED, *languages())
_COUNTRY = code("country", COUNTRIES)
_ANY_COUNTRY = (value("country", {"type": "string", "enum": ["DK", "SE", "DK/SE"]}),)
_POSITION = (
    Field("lon", lambda record: position(record)[0], NUMBER),
    Field("lat", lambda record: position(record)[1], NUMBER),
)
_CATEGORY = code("category", CATEGORIES)
_CONFIDENCE = code("confidence", CONFIDENCE)
_STAGE = (
    *code("stage", STAGES),
    Field("national_term", lambda area: area.national_term, TEXT),
    Field("binding", lambda area: str(area.rung.binding(area.country)), TEXT),
    Field("process_step", lambda area: area.rung.process_step, TEXT),
)
_DRAWN: Schema = {
    **NUMBER,
    "description": "Of the indicative outline as we drew it; what is stated of the site is in figures",
}
_TAIL = (texts("source_urls"), a_day("confirmed_on"))

OFFERS: Mapping[str, Offer] = {
    "areas": Offer(
        gettext_lazy("Areas"),
        gettext_lazy("Development and business areas, with outlines that are indicative."),
        (
            *_HEAD,
            words("body", in_csv=False),
            words("note"),
            *code("kind", kinds.AREA_KINDS),
            *_COUNTRY,
            partner_municipality(),
            *_linked("parent"),
            *_STAGE,
            value("start_year", WHOLE),
            value("start_confidence", TEXT),
            value("completion_year", WHOLE),
            value("completion_confidence", TEXT),
            *code("phase", GROUPS),
            *_CATEGORY,
            Field("hilucs", lambda area: CATEGORIES[area.category].hilucs, TEXT),
            *codes("uses", USES),
            *codes("sectors", SECTORS),
            Field("outline_area_ha", lambda area: tidy(area.outline_area_ha), or_null(_DRAWN)),
            Field("near", lambda area: area.near, TEXTS),
            texts("stations"),
            texts("transit_lines"),
            Field("owners", lambda area: list(map(kinds.OWNER_GROUPS.label, area.owners)), TEXTS),
            value("official_host", TEXT),
            area_figures(),
            milestones(),
            *_POSITION,
            Field("outline_status", lambda area: "indicative" if area.outline else "none", TEXT),
            Field("outline_label", _outline_label, TEXT),
            value("outline_method", TEXT),
            value("outline_confidence", TEXT),
            *_CONFIDENCE,
            *_TAIL,
        ),
        page="explore:area",
        shape="outline",
        related=("partner", "parent"),
        prefetch=("figures", "milestones"),
    ),
    "opportunities": Offer(
        gettext_lazy("Opportunities"),
        gettext_lazy("Plots and premises; those marked illustrative are not on offer."),
        (
            *_HEAD,
            words("body", in_csv=False),
            Field("illustrative", lambda record: record.illustrative, YES_OR_NO),
            Field("notice", _notice, or_null(TEXT)),
            *code("kind", kinds.OPPORTUNITY_KINDS),
            *_COUNTRY,
            partner_municipality(),
            *_linked("area"),
            value("min_size_m2", WHOLE),
            value("max_size_m2", WHOLE),
            *code("size_basis", kinds.SIZE_BASES),
            *_CATEGORY,
            *codes("uses", USES),
            *code("tenure", kinds.TENURES),
            value("available_from", WHOLE),
            *_linked("organisation"),
            *_POSITION,
            *_CONFIDENCE,
            *_TAIL,
        ),
        page="explore:opportunity",
        shape="point",
        related=("area", "partner", "organisation"),
    ),
    "places": Offer(
        gettext_lazy("Places"),
        gettext_lazy("Infrastructure, universities, venues and anchor companies."),
        (
            *_HEAD,
            *code("kind", kinds.PLACE_KINDS),
            *_ANY_COUNTRY,
            named_municipality(),
            value("year", TEXT),
            *code("status", kinds.OPENNESS),
            value("official_host", TEXT),
            *_POSITION,
            value("coordinate_confidence", TEXT),
            *_CONFIDENCE,
            *_TAIL,
        ),
        page="explore:place",
        shape="point",
    ),
    "stations": Offer(
        gettext_lazy("Stations"),
        gettext_lazy("Stops of metro, trains, trams and ferries, named in their own language."),
        (
            value("key", TEXT),
            value("name", TEXT),
            *code("kind", kinds.MODES, "mode"),
            texts("lines"),
            *_COUNTRY,
            named_municipality(),
            *code("status", kinds.OPENNESS),
            *_POSITION,
            *_CONFIDENCE,
            a_day("confirmed_on"),
        ),
        shape="point",
    ),
    "industries": Offer(
        gettext_lazy("Industries"),
        gettext_lazy("Clusters the region is known for, with their figures."),
        (*_HEAD, words("body", in_csv=False), industry_figures(), a_day("confirmed_on")),
        page="explore:industry",
        prefetch=("figures",),
    ),
    "organisations": Offer(
        gettext_lazy("Organisations"),
        gettext_lazy("Whom an investor is referred to: organisations, never persons."),
        (
            *_NAMED,
            *languages(ORGANISATION_WORDS),
            *code("kind", kinds.ROLES, "role"),
            *code("level", kinds.LEVELS),
            *_ANY_COUNTRY,
            texts("serves"),
            texts("topics"),
            value("official_host", TEXT),
            *_CONFIDENCE,
            *_TAIL,
        ),
    ),
}

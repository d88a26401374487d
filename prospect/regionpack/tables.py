"""The files of a pack: which columns each has, and which model it fills."""

from typing import Any

from shapely.geometry import Point

from prospect.catalogue import models
from prospect.catalogue.models.areas import PART
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.regionpack.cells import (
    Code,
    Codes,
    Day,
    Digits,
    Flag,
    Host,
    Key,
    Keys,
    Names,
    Number,
    Period,
    Words,
)
from prospect.regionpack.columns import (
    CONFIRMED,
    COUNTRY,
    COUNTRY_OR_BOTH,
    FIRM,
    KEY,
    LANGUAGES,
    LAT,
    LON,
    SOURCES,
    STATION_MARK,
    YEAR,
    Column,
    Table,
    degrees,
    must,
    spoken,
)  # fmt: skip
from prospect.regionpack.story_tables import STORY_TABLES
from prospect.regionpack.strategy_tables import STRATEGY_TABLES
from prospect.registers import kinds, units
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import STAGES

TABLES: tuple[Table, ...] = (
    Table(
        "organisations",
        models.Organisation,
        (
            KEY, COUNTRY_OR_BOTH, must("level", Code(kinds.LEVELS)), must("role", Code(kinds.ROLES)),
            Column("serves", Names()), Column("topics", Names()), Column("official_host", Host()),
            must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary"),
    ),
    Table(
        "partners",
        Partner,
        (
            KEY, must("kind", Code({"municipality": 1, "cooperation": 1, "agency": 1})), COUNTRY,
            Column("lau_code", Digits()), Column("official_host", Host()), Column("languages", LANGUAGES),
            Column("office", Key(of="organisations")), *spoken("short_name"),
            Column("answer_days", Number(1, 60, whole=True), absent=True),
        ),
        texts=("name", "summary"),
        inline_texts=("short_name",),
    ),
    Table(
        "stations",
        models.Station,
        (
            KEY, must("name", Words(100)), Column("lines", Names()), LAT, LON, COUNTRY,
            must("municipality", Words(60)), must("mode", Code(kinds.MODES)),
            must("status", Code(kinds.OPENNESS)), must("confidence", STATION_MARK),
            *spoken("called", required=False),
        ),
        inline_texts=("called",),
    ),
    Table(
        "links",
        models.Link,
        (
            KEY, must("origin", Key(of="stations")), must("destination", Key(of="stations")),
            must("minutes", Number(0.1, 300)), must("line", Words(40)),
            must("mode", Code(kinds.MODES)), must("status", Code(kinds.OPENNESS)),
            Column("opens", YEAR), must("confidence", FIRM), Column("note", Words(300)),
        ),
    ),
    Table(
        "region",
        models.Region,
        (
            KEY, *degrees("west", "south", "east", "north"),
            *degrees("view_west", "view_south", "view_east", "view_north"),
            must("destinations", Keys(of="stations")), Column("first_contacts", Keys(of="organisations")),
        ),
        texts=("name", "summary", "body"),
    ),
    Table("passages", models.TextBlock, (KEY,), texts=("name", "summary", "body")),
    Table("industries", models.Industry, (must("key", Code(SECTORS)),), texts=("name", "summary", "body")),
    Table(
        "areas",
        models.Area,
        (
            KEY, Column("parent", Key(of="areas")), must("kind", Code(kinds.AREA_KINDS)),
            must("partner", Key(of="partners")), COUNTRY, LAT, LON,
            must("uses", Codes(USES)), Column("sectors", Codes(SECTORS)), must("stage", Code(STAGES)),
            Column("plan_term", Words(100)),
            Column("start_year", YEAR), Column("start_confidence", FIRM),
            Column("completion_year", YEAR), Column("completion_confidence", FIRM),
            Column("stations", Keys(of="stations")), Column("transit_lines", Names()),
            Column("owners", Names()), Column("official_host", Host()), must("confidence", FIRM),
            CONFIRMED, SOURCES,
        ),
        texts=("name", "summary", "note", "body"),
    ),
    Table(
        "figures",
        models.Figure,
        (
            KEY, Column("area", Key(of="areas")), Column("industry", Key(of="industries")),
            Column("measure", Code(units.MEASURES)), Column("cluster", Words(100)),
            must("value", Number(0, 1e12)), must("unit", Code(units.UNITS)),
            Column("basis", Code(units.BASES)), Column("covers", Code({PART: 1})), Column("year", Period()), must("confidence", FIRM),
            CONFIRMED, SOURCES,
            Column("owner", Words(100), absent=True), Column("review_by", Day(2000, 2100), absent=True),
        ),
        texts=("name", "summary"),
    ),
    Table(
        "milestones",
        models.Milestone,
        (
            KEY, must("area", Key(of="areas")), must("year", YEAR),
            must("expected", Flag()), must("confidence", FIRM), *spoken("name"),
        ),
        inline_texts=("name",),
    ),
    Table(
        "opportunities",
        models.Opportunity,
        (
            KEY, must("area", Key(of="areas")), must("kind", Code(kinds.OPPORTUNITY_KINDS)), LAT, LON,
            Column("min_size_m2", Number(1, 1e8, whole=True)),
            Column("max_size_m2", Number(1, 1e8, whole=True)),
            Column("size_basis", Code(kinds.SIZE_BASES)), must("uses", Codes(USES)),
            Column("tenure", Code(kinds.TENURES)), Column("available_from", YEAR),
            Column("organisation", Key(of="organisations")), must("illustrative", Flag()),
            must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary", "body"),
    ),
    Table(
        "places",
        models.Place,
        (
            KEY, must("kind", Code(kinds.PLACE_KINDS)), must("municipality", Words(60)),
            COUNTRY_OR_BOTH, LAT, LON, Column("year", Period(first=500)), must("status", Code(kinds.OPENNESS)),
            Column("official_host", Host()), must("confidence", FIRM),
            must("coordinate_confidence", STATION_MARK), SOURCES,
        ),
        texts=("name", "summary"),
    ),
    Table(
        "land_use",
        models.LandUseCode,
        (
            KEY, COUNTRY, must("scheme", Words(60)), Column("code", Words(30)),
            must("label_local", Words(200)), must("label_en", Words(200)),
            must("category", Words(40)), must("hilucs", Words(100)), must("match", Words(12)),
            must("confidence", FIRM), Column("note", Words(300)),
        ),
    ),
    *STRATEGY_TABLES,
    *STORY_TABLES,
)  # fmt: skip


def as_fields(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row's values as the model's fields: lat and lon become a point, languages a Text."""
    fields = dict(row)
    if "lat" in fields and not hasattr(table.model, "lat"):
        fields["point"] = Point(fields.pop("lon"), fields.pop("lat"))
    for name in table.inline_texts:
        fields[name] = Text({code: fields.pop(f"{name}_{code}", "") for code in ("en", "da", "sv")})
    return fields


def as_row(table: Table, record: Any) -> dict[str, Any]:
    """Return a record's values by column: the inverse of ``as_fields``."""
    values: dict[str, Any] = {}
    for column in table.columns:
        field, _, language = column.name.rpartition("_")
        if column.name in ("lat", "lon") and not hasattr(table.model, "lat"):
            values[column.name] = record.point.y if column.name == "lat" else record.point.x
        elif field in table.inline_texts:
            values[column.name] = getattr(record, field).get(language, "")
        elif isinstance(column.cell, Key) and column.cell.of and column.name != "office":
            related = getattr(record, column.name)
            values[column.name] = related.key if related else ""
        else:
            values[column.name] = getattr(record, column.name)
    return values

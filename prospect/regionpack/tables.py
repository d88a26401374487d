"""The files of a pack: which columns each has, and which model it fills."""

from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from shapely.geometry import Point

from prospect.catalogue import models
from prospect.catalogue.models.areas import PART
from prospect.geometry.rings import DECIMALS
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.regionpack.cells import (
    Addresses,
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
from prospect.registers import kinds, units
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import STAGES


@dataclass(frozen=True)
class Column:
    """One column: its header, how its cells are read, and whether it may be empty.

    ``absent`` marks a column that came later: packs written before it are read without it.
    """

    name: str
    cell: Any
    required: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Table:
    """One CSV file of a pack; ``texts`` names the fields kept in texts/<language>/<name>.md."""

    name: str
    model: Any
    columns: tuple[Column, ...]
    texts: tuple[str, ...] = ()
    inline_texts: tuple[str, ...] = ()

    @property
    def headers(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def needed(self) -> list[str]:
        return [column.name for column in self.columns if not column.absent]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _must(name: str, cell: Any) -> Column:
    return Column(name, cell, required=True)


KEY = _must("key", Key())
YEAR = Number(1850, 2100, whole=True)
LAT = _must("lat", Number(-90, 90, decimals=DECIMALS))
LON = _must("lon", Number(-180, 180, decimals=DECIMALS))
FIRM = Code(CONFIDENCE)
COUNTRY = _must("country", Code(COUNTRIES))
COUNTRY_OR_BOTH = _must("country", Code({"DK": 1, "SE": 1, "DK/SE": 1}))
STATION_MARK = Code({**dict.fromkeys(CONFIDENCE, 1), "cross-checked": 1})
LANGUAGES = Codes(dict.fromkeys(code for code in LANG_INFO if len(code) == len("en")))  # with names
CONFIRMED = Column("confirmed_on", Day(2000, 2100))
SOURCES = Column("source_urls", Addresses())


def _degrees(*names: str) -> tuple[Column, ...]:
    return tuple(_must(name, Number(-180, 180, decimals=DECIMALS)) for name in names)


def _spoken(field: str, *, required: bool = True) -> tuple[Column, ...]:
    return (
        Column(f"{field}_en", Words(), required=required),
        Column(f"{field}_da", Words()),
        Column(f"{field}_sv", Words()),
    )


TABLES: tuple[Table, ...] = (
    Table(
        "organisations",
        models.Organisation,
        (
            KEY, COUNTRY_OR_BOTH, _must("level", Code(kinds.LEVELS)), _must("role", Code(kinds.ROLES)),
            Column("serves", Names()), Column("topics", Names()), Column("official_host", Host()),
            _must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary"),
    ),
    Table(
        "partners",
        Partner,
        (
            KEY, _must("kind", Code({"municipality": 1, "cooperation": 1, "agency": 1})), COUNTRY,
            Column("lau_code", Digits()), Column("official_host", Host()), Column("languages", LANGUAGES),
            Column("office", Key(of="organisations")), *_spoken("short_name"),
            Column("answer_days", Number(1, 60, whole=True), absent=True),
        ),
        texts=("name", "summary"),
        inline_texts=("short_name",),
    ),
    Table(
        "stations",
        models.Station,
        (
            KEY, _must("name", Words(100)), Column("lines", Names()), LAT, LON, COUNTRY,
            _must("municipality", Words(60)), _must("mode", Code(kinds.MODES)),
            _must("status", Code(kinds.OPENNESS)), _must("confidence", STATION_MARK),
            *_spoken("called", required=False),
        ),
        inline_texts=("called",),
    ),
    Table(
        "links",
        models.Link,
        (
            KEY, _must("origin", Key(of="stations")), _must("destination", Key(of="stations")),
            _must("minutes", Number(0.1, 300)), _must("line", Words(40)),
            _must("mode", Code(kinds.MODES)), _must("status", Code(kinds.OPENNESS)),
            Column("opens", YEAR), _must("confidence", FIRM), Column("note", Words(300)),
        ),
    ),
    Table(
        "region",
        models.Region,
        (
            KEY, *_degrees("west", "south", "east", "north"),
            *_degrees("view_west", "view_south", "view_east", "view_north"),
            _must("destinations", Keys(of="stations")), Column("first_contacts", Keys(of="organisations")),
        ),
        texts=("name", "summary", "body"),
    ),
    Table("passages", models.TextBlock, (KEY,), texts=("name", "summary", "body")),
    Table("industries", models.Industry, (_must("key", Code(SECTORS)),), texts=("name", "summary", "body")),
    Table(
        "areas",
        models.Area,
        (
            KEY, Column("parent", Key(of="areas")), _must("kind", Code(kinds.AREA_KINDS)),
            _must("partner", Key(of="partners")), COUNTRY, LAT, LON,
            _must("uses", Codes(USES)), Column("sectors", Codes(SECTORS)), _must("stage", Code(STAGES)),
            Column("plan_term", Words(100)),
            Column("start_year", YEAR), Column("start_confidence", FIRM),
            Column("completion_year", YEAR), Column("completion_confidence", FIRM),
            Column("stations", Keys(of="stations")), Column("transit_lines", Names()),
            Column("owners", Names()), Column("official_host", Host()), _must("confidence", FIRM),
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
            _must("value", Number(0, 1e12)), _must("unit", Code(units.UNITS)),
            Column("basis", Code(units.BASES)), Column("covers", Code({PART: 1})), Column("year", Period()), _must("confidence", FIRM),
            CONFIRMED, SOURCES,
            Column("owner", Words(100), absent=True), Column("review_by", Day(2000, 2100), absent=True),
        ),
        texts=("name", "summary"),
    ),
    Table(
        "milestones",
        models.Milestone,
        (
            KEY, _must("area", Key(of="areas")), _must("year", YEAR),
            _must("expected", Flag()), _must("confidence", FIRM), *_spoken("name"),
        ),
        inline_texts=("name",),
    ),
    Table(
        "opportunities",
        models.Opportunity,
        (
            KEY, _must("area", Key(of="areas")), _must("kind", Code(kinds.OPPORTUNITY_KINDS)), LAT, LON,
            Column("min_size_m2", Number(1, 1e8, whole=True)),
            Column("max_size_m2", Number(1, 1e8, whole=True)),
            Column("size_basis", Code(kinds.SIZE_BASES)), _must("uses", Codes(USES)),
            Column("tenure", Code(kinds.TENURES)), Column("available_from", YEAR),
            Column("organisation", Key(of="organisations")), _must("illustrative", Flag()),
            _must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary", "body"),
    ),
    Table(
        "places",
        models.Place,
        (
            KEY, _must("kind", Code(kinds.PLACE_KINDS)), _must("municipality", Words(60)),
            COUNTRY_OR_BOTH, LAT, LON, Column("year", Period(first=500)), _must("status", Code(kinds.OPENNESS)),
            Column("official_host", Host()), _must("confidence", FIRM),
            _must("coordinate_confidence", STATION_MARK), SOURCES,
        ),
        texts=("name", "summary"),
    ),
    Table(
        "land_use",
        models.LandUseCode,
        (
            KEY, COUNTRY, _must("scheme", Words(60)), Column("code", Words(30)),
            _must("label_local", Words(200)), _must("label_en", Words(200)),
            _must("category", Words(40)), _must("hilucs", Words(100)), _must("match", Words(12)),
            _must("confidence", FIRM), Column("note", Words(300)),
        ),
    ),
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

"""The files of a pack that tell of a joint strategy: packs without one have none of them."""

from prospect.regionpack.cells import Code, Codes, Flag, Key, Keys, Names, Number
from prospect.regionpack.columns import (
    AMOUNT,
    CONFIRMED,
    FIRM,
    KEY,
    SOURCES,
    YEAR,
    Column,
    Table,
    must,
    spoken,
)  # fmt: skip
from prospect.registers import initiatives, units
from prospect.registers.sectors import SECTORS
from prospect.strategy.models import Initiative, Objective, Priority, Strategy, Turn

WEIGHT = Number(initiatives.LEAST, initiatives.MOST, whole=True)

STRATEGY_TABLES: tuple[Table, ...] = (
    Table(
        "strategies",
        Strategy,
        (KEY, Column("from_year", YEAR), Column("to_year", YEAR), must("confidence", FIRM), SOURCES),
        texts=("name", "summary", "note", "body"),
        absent=True,
    ),
    Table(
        "priorities",
        Priority,
        (
            KEY, must("strategy", Key(of="strategies")), must("number", Number(1, 100, whole=True)),
            must("reconstructed", Flag()),
        ),
        texts=("name", "summary", "body"),
        absent=True,
    ),
    Table(
        "objectives",
        Objective,
        (
            KEY, must("priority", Key(of="priorities")), Column("unit", Code(units.UNITS)),
            Column("baseline", AMOUNT), Column("baseline_year", YEAR), Column("target", AMOUNT),
            Column("target_year", YEAR), Column("latest", AMOUNT), Column("latest_year", YEAR),
            must("proposed", Flag()), must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary"),
        absent=True,
    ),
    Table(
        "initiatives",
        Initiative,
        (
            KEY, Column("priority", Key(of="priorities")), must("kind", Code(initiatives.INITIATIVE_KINDS)),
            Column("progress", Code(initiatives.PROGRESS)), Column("lead", Key(of="organisations")),
            Column("partners", Names()), Column("start_year", YEAR), Column("end_year", YEAR),
            Column("effect", WEIGHT), Column("effort", WEIGHT), Column("barrier", Code(initiatives.BARRIERS)),
            Column("areas", Keys(of="areas")), Column("places", Keys(of="places")),
            Column("sectors", Codes(SECTORS)), must("confidence", FIRM), CONFIRMED, SOURCES,
        ),
        texts=("name", "summary", "problem", "money", "outcome", "body"),
        absent=True,
    ),
    Table(
        "turns",
        Turn,
        (
            KEY, must("initiative", Key(of="initiatives")), must("kind", Code(initiatives.TURNS)),
            must("year", YEAR), must("expected", Flag()), must("confidence", FIRM), SOURCES,
            *spoken("name"),
        ),
        inline_texts=("name",),
        absent=True,
    ),
)  # fmt: skip

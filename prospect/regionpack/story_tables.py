"""The file of a pack that holds the story of the region; packs without one have no story."""

from prospect.regionpack.cells import Code, Keys, Number
from prospect.regionpack.columns import KEY, LAT, LON, YEAR, Column, Table, must
from prospect.registers.story import CHARTS, DOORS
from prospect.story.models import CLOSEST, FARTHEST, Chapter

STORY_TABLES: tuple[Table, ...] = (
    Table(
        "chapters",
        Chapter,
        (
            KEY, must("number", Number(1, 1000, whole=True)), LAT, LON,
            must("zoom", Number(FARTHEST, CLOSEST, decimals=2)), Column("year", YEAR),
            Column("areas", Keys(of="areas")), Column("places", Keys(of="places")),
            Column("figures", Keys()), Column("chart", Code(CHARTS)), Column("door", Code(DOORS)),
        ),
        texts=("name", "body"),
        absent=True,
    ),
)  # fmt: skip

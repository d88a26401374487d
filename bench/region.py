"""A made-up region of many opportunities beside the demo's areas: same seed, same region.

A record is as long as the demo's are, 1.5 kB of words in three languages on average.
"""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

import shapely

SEED = 20_250_101
OPPORTUNITIES = 100_000
BATCH = 5_000
TENURES = ("sale", "lease", "sale_or_lease", "land_allocation", "")
USES = ("logistics", "industry", "office", "retail", "housing", "research")
SYLLABLES = (
    "al", "bo", "da", "ek", "fjäl", "gård", "hav", "ind", "køb", "lund",
    "mark", "nord", "ost", "præ", "ris", "skov", "torp", "vang", "ørn", "åk",
)  # fmt: skip


def fill(opportunities: int = OPPORTUNITIES) -> int:
    """Add that many opportunities to the loaded demo region; return how many there are now."""
    from prospect.catalogue.models import Area, Opportunity

    chance = random.Random(SEED)
    areas = list(Area.objects.order_by("key").select_related("partner").defer("outline", "body"))
    words = sorted({_word(chance) for _ in range(6_000)})
    records = _records(opportunities, areas, words, chance)
    while batch := list(islice(records, BATCH)):
        Opportunity.objects.bulk_create(batch, batch_size=1_000)
    return Opportunity.objects.count()


def _records(
    number: int, areas: list[Any], words: list[str], chance: random.Random
) -> Iterator[Any]:
    from prospect.catalogue.models import Opportunity

    for index in range(number):
        area, least = chance.choice(areas), chance.randrange(200, 50_000)
        yield Opportunity(
            key=f"made_up_{index:06}",
            area=area,
            partner_id=area.partner_id,
            country=area.country,
            kind=chance.choice(("plot", "premises")),
            point=shapely.Point(area.lon + chance.gauss(0, 0.03), area.lat + chance.gauss(0, 0.02)),
            min_size_m2=least if chance.random() < 0.9 else None,
            max_size_m2=least * chance.randrange(1, 6) if chance.random() < 0.7 else None,
            size_basis=chance.choice(("land", "floor")),
            uses=tuple(chance.sample(USES, chance.randrange(1, 4))),
            tenure=chance.choice(TENURES),
            available_from=chance.choice((None, *range(2025, 2041))),
            illustrative=True,
            confidence="estimate",
            name=_spoken(words, chance, 4),
            summary=_spoken(words, chance, 11),
            body=_spoken(words, chance, 30),
        )


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5)))


def _spoken(words: list[str], chance: random.Random, length: int) -> dict[str, str]:
    """Return as many words in each language, frequent ones more often, as in any text."""
    most = len(words) - 1
    return {
        code: " ".join(words[int(most * chance.random() ** 3)] for _ in range(length)).capitalize()
        for code in ("en", "da", "sv")
    }

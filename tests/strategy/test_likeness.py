"""Which ideas are like what somebody writes, in three languages and in words put together."""

import pytest

from prospect.records.models import published
from prospect.strategy.likeness import MOST, Likeness
from prospect.strategy.models import Initiative


@pytest.fixture
def index(released):
    return Likeness(published(Initiative).order_by("pk"))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("A metro under the Sound between Copenhagen and Malmö", "oresund_metro"),
        ("tunnelbana metro under sundet", "oresund_metro"),
        ("Cykelgarage vid stationerna", "cycling_region"),
        ("Fælles turisme på tværs af Øresund", "joint_tourism"),
        ("Gränshinder: en skatteregel för pendlare", "border_obstacles"),
        ("Bättre belysning på gator", "lighting_metropolis"),
    ],
)
def test_the_likest_idea_stands_first(index, words, key):
    found = index.like(words)
    assert found[0].key == key and len(found) <= MOST


@pytest.mark.parametrize(
    "words",
    ["", "og i på", "Free lunch for all pupils", "Tandhjulsbane på Bornholm", "💡" * 50, "%_\\"],
)
def test_what_is_like_nothing_finds_nothing(index, words):
    assert index.like(words) == []


def test_spellings_of_one_letter_meet(index):
    found = [
        [one.key for one in index.like(words)] for words in ("Öresund metro", "Oeresund metro")
    ]
    assert found[0] == found[1] != []

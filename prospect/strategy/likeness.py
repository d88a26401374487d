"""Which initiatives are like what somebody writes: by parts of words, those that few have first.

Words of Danish and Swedish are put together ('Öresundsmetron', 'cykelgarage'), so stems of whole words
would seldom meet; parts of four letters do, and across the two languages as well.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt
from typing import Any

from prospect.languages.folding import fold, words_of

PART = 4  # letters; shorter words are mostly no subject
LEAST = 0.08  # of being the same; found by trying with the demo region
MOST = 4
TWICE = 2.0  # what the name says counts so much more


class Likeness:
    """An index over initiatives, made once and asked often."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)
        self._weights = [_weights_of(one) for one in self.rows]
        self._spread = Counter(term for one in self._weights for term in one)
        self._lengths = [self._length(one) for one in self._weights]

    def like(self, words: str, *, most: int = MOST) -> list[Any]:
        """Return the initiatives that are most like some words, the likest first."""
        asked = dict.fromkeys(_terms(words), 1.0)
        length = self._length(asked)
        if not length:
            return []
        scores = [
            (sum(self._rarity(term) ** 2 * kept[term] for term in asked if term in kept), place)
            for place, kept in enumerate(self._weights)
        ]
        near = [(score / (length * (self._lengths[place] or 1)), place) for score, place in scores]
        best = sorted(((-score, place) for score, place in near if score >= LEAST))
        return [self.rows[place] for _score, place in best[:most]]

    def _rarity(self, term: str) -> float:
        return log(1 + len(self.rows) / (1 + self._spread[term]))

    def _length(self, weights: dict[str, float]) -> float:
        return sqrt(sum((self._rarity(term) * weight) ** 2 for term, weight in weights.items()))


def _weights_of(row: Any) -> dict[str, float]:
    """Return the terms of an initiative in all its languages, those of its name counting twice."""
    found: dict[str, float] = {}
    for text, weight in ((row.summary, 1.0), (row.name, TWICE)):
        for words in text.values():
            found |= dict.fromkeys(_terms(words), weight)
    return found


@lru_cache(maxsize=2_000)
def _terms(words: str) -> tuple[str, ...]:
    """Return the parts of the words of a text, spelled alike in every language, each once."""
    long = [word for word in map(fold, words_of(words)) if len(word) >= PART]
    parts = (word[at : at + PART] for word in long for at in range(len(word) - PART + 1))
    return tuple(dict.fromkeys(parts))

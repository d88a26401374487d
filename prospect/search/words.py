"""The words of a collection as columns: which rows hold a term, found by its beginning."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from prospect.languages.folding import query_terms, terms_of, words_of

TERMS, ENDS, ROWS = "word_terms.npy", "word_ends.npy", "word_rows.npy"


class _Numbers(dict[str, tuple[int, ...]]):
    """The numbers of a word's terms in one language; new terms get the next number of all."""

    def __init__(self, language: str, numbers: dict[str, int]) -> None:
        self.language, self.numbers = language, numbers

    def __missing__(self, word: str) -> tuple[int, ...]:
        terms = terms_of(word, self.language)
        found = tuple(self.numbers.setdefault(term, len(self.numbers)) for term in terms)
        self[word] = found
        return found


def bake_words(folder: Path, texts: Iterable[Mapping[str, str]]) -> None:
    """Write every term of the texts, one mapping by language a row, with the rows that hold it."""
    numbers: dict[str, int] = {}
    known: dict[str, _Numbers] = {}
    terms, sizes = array("l"), array("l")
    for text in texts:
        held: set[int] = set()
        for language, words in text.items():
            if language not in known:
                known[language] = _Numbers(language, numbers)
            held.update(*map(known[language].__getitem__, words_of(words)))
        terms.extend(held)
        sizes.append(len(held))
    spelled = np.array([term.encode() for term in numbers], dtype=np.bytes_)
    by_spelling = np.argsort(spelled, kind="stable")
    rank = np.empty(len(spelled), dtype=np.int64)
    rank[by_spelling] = np.arange(len(spelled))
    ranks = rank[np.frombuffer(terms, dtype=np.int64)] if terms else np.empty(0, dtype=np.int64)
    order = np.argsort(ranks, kind="stable")
    np.save(folder / TERMS, spelled[by_spelling])
    np.save(folder / ENDS, np.bincount(ranks, minlength=len(spelled)).cumsum())
    rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    np.save(folder / ROWS, rows[order])


class Words:
    """The words of one collection in one release, opened once and shared by all requests."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self.terms, self.ends, self.rows = (
            np.load(folder / name, mmap_mode="r") for name in (TERMS, ENDS, ROWS)
        )

    def found(self, question: str) -> np.ndarray:
        """Return the mask of rows that hold every word of a question, begun or as its stem."""
        asked = query_terms(question)
        mask = np.full(self.size, bool(asked))
        for whole, *stems in asked:
            any_of = np.zeros(self.size, dtype=bool)
            any_of[self._rows(whole, begun=True)] = True
            for stem in stems:
                any_of[self._rows(stem)] = True
            mask &= any_of
        return mask

    def _rows(self, term: str, *, begun: bool = False) -> np.ndarray:
        """Return the rows with a term; terms are sorted, so those begun alike lie side by side."""
        spelled = term.encode()
        if len(spelled) > self.terms.dtype.itemsize:
            return self.rows[:0]
        past = spelled + (
            b"\xff" if begun else b"\x01"
        )  # no UTF-8 holds the one, no term the other
        first, last = (int(np.searchsorted(self.terms, end)) for end in (spelled, past))
        return self.rows[self.ends[first - 1] if first else 0 : self.ends[last - 1] if last else 0]

"""The words of a collection as columns: which rows hold a term, found by its beginning."""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

import numpy as np

from prospect.languages.folding import BETWEEN, query_terms, terms_of, words_of_all
from prospect.search.long_texts import pick_up, put_down

TERMS, ENDS, ROWS = "word_terms.npy", "word_ends.npy", "word_rows.npy"
TEXTS = "_texts.txt"
BATCH = 10_000  # texts read at once: few enough to stay small, many enough to be one long text
NO_TERM = -1


class _Vocabulary(dict[str, int]):
    """The words of one language, numbered; ``terms`` holds the term numbers of each, two at most."""

    def __init__(self, language: str, numbers: dict[str, int]) -> None:
        super().__init__({BETWEEN: 0})
        self.language, self.numbers = language, numbers
        self.terms = [(NO_TERM, NO_TERM)]

    def __missing__(self, word: str) -> int:
        found = [
            self.numbers.setdefault(term, len(self.numbers))
            for term in terms_of(word, self.language)
        ]
        first, second, *_ = *found, NO_TERM, NO_TERM
        self.terms.append((first, second))
        self[word] = len(self.terms) - 1
        return self[word]


def leave_texts(folder: Path, texts: Iterable[Mapping[str, str]]) -> None:
    """Put the texts down for ``bake_words``, one mapping by language a row, a file a language."""
    rows = list(texts)
    for language in dict.fromkeys(chain.from_iterable(rows)):
        put_down(folder / f"{language}{TEXTS}", (row.get(language, "") for row in rows))


def bake_words(folder: Path) -> None:
    """Write every term of the texts left in a folder, with the rows that hold it."""
    numbers: dict[str, int] = {}
    size, held = 0, [np.empty((2, 0), dtype=np.int64)]
    for path in sorted(folder.glob(f"*{TEXTS}")):
        texts = pick_up(path)
        vocabulary, size = _Vocabulary(path.name.removesuffix(TEXTS), numbers), len(texts)
        for first in range(0, size, BATCH):
            held.append(_held(texts[first : first + BATCH], first, vocabulary))
    spelled = np.array([term.encode() for term in numbers], dtype=np.bytes_)
    by_spelling = np.argsort(spelled, kind="stable")
    rank = np.empty(len(spelled), dtype=np.int64)
    rank[by_spelling] = np.arange(len(spelled))
    places, terms = np.concatenate(held, axis=1)
    pairs = np.sort(rank[terms] * size + places)  # by term, then by row
    ranks, rows = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], max(size, 1))
    np.save(folder / TERMS, spelled[by_spelling])
    np.save(folder / ENDS, np.bincount(ranks, minlength=len(spelled)).cumsum())
    np.save(folder / ROWS, rows.astype(np.int32))


def _held(texts: list[str], first_row: int, vocabulary: _Vocabulary) -> np.ndarray:
    """Return rows above terms, one column for each term of each word, repeated as it is used."""
    words = words_of_all(texts)
    places = np.fromiter(map(vocabulary.__getitem__, words), dtype=np.int64, count=len(words))
    rows = np.cumsum(places == vocabulary[BETWEEN]) + first_row
    terms = np.array(vocabulary.terms)[places].T
    pairs = np.stack([np.broadcast_to(rows, terms.shape), terms])
    return pairs[:, terms != NO_TERM]


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

"""The words of a collection as columns: found by their beginning, their stem, and every one of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.languages.folding import query_terms, terms_of, words_of
from prospect.search.words import Words, bake_words, leave_texts

WORD = st.sampled_from(
    [
        "Nordhavn",
        "havn",
        "hav",
        "logistik",
        "Øresund",
        "oresund",
        "bostäder",
        "grunde",
        "ø",
        "x" * 90,
    ]
)
TEXT = st.lists(WORD, max_size=5).map(" ".join)
ROWS = st.lists(st.fixed_dictionaries({"en": TEXT, "da": TEXT, "sv": TEXT}), max_size=8)


@pytest.fixture(scope="module")
def baked(tmp_path_factory):
    def bake(rows):
        folder = tmp_path_factory.mktemp("words")
        leave_texts(folder, rows)
        bake_words(folder)
        return Words(folder, len(rows))

    return bake


def read_plainly(row, question):
    """Whether a row holds every word of a question, by reading all its terms."""
    held = {
        t for code, text in row.items() for word in words_of(text) for t in terms_of(word, code)
    }
    asked = query_terms(question)
    return bool(asked) and all(
        any(term.startswith(whole) for term in held) or bool(held & set(stems))
        for whole, *stems in asked
    )


@given(rows=ROWS, question=TEXT)
def test_the_mask_is_what_reading_every_row_gives(baked, rows, question):
    found = baked(rows).found(question)
    assert found.tolist() == [read_plainly(row, question) for row in rows]


def test_a_collection_without_words_or_rows_finds_nothing(baked):
    assert baked([]).found("havn").tolist() == []
    assert baked([{"en": ""}, {}]).found("havn").tolist() == [False, False]


def test_TXT_06_the_beginning_of_a_word_is_enough_and_its_middle_is_not(baked):
    words = baked([{"da": "Nordhavn"}, {"da": "Sydhavn"}])
    assert words.found("nordh").tolist() == [True, False]
    assert words.found("havn").tolist() == [False, False]


def test_nothing_asked_finds_nothing(baked):
    assert not baked([{"en": "harbour"}]).found(" - ").any()


def test_a_word_longer_than_any_baked_is_no_error(baked):
    assert not baked([{"en": "bay"}]).found("bayerischer").any()
    assert np.count_nonzero(baked([{"en": "bay"}]).found("ba")) == 1

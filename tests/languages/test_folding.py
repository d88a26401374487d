"""A search finds a name in whichever spelling the reader's keyboard allows."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.languages.folding import (
    collation_key,
    fold,
    query_terms,
    stem,
    terms_of,
    words_of,
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ørestad", "Oerestad", "orestad", "ØRESTAD"),
        ("Malmö", "Malmø", "Malmo", "malmoe"),
        ("Åbenrå", "Aabenraa", "abenra", "A\u030abenra\u030a"),
        ("Hyllie", "HYLLIE"),
        ("Ängelholm", "Aengelholm", "Angelholm"),
        ("Straße", "STRASSE"),
        ("Ǿresund", "Øresund"),
    ],
)
def test_TXT_06_all_spellings_of_a_name_fold_together(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_different_names_stay_different():
    names = ["Lund", "Lynetteholm", "Nordhavn", "Hyllie", "Høje", "Halland", "Hven"]
    assert len({fold(name) for name in names}) == len(names)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(word):
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize("word", ["aaa", "aae", "oee", "Ǿ", "℡", "İ", "aåå"])
def test_folding_settles_where_one_pass_would_not(word):
    assert fold(fold(word)) == fold(word)


def test_folding_leaves_one_word_of_every_letter_that_falls_apart():
    for code in range(sys.maxunicode + 1):
        if unicodedata.decomposition(chr(code)) and words_of(chr(code)):
            folded = fold(chr(code))  # nothing is left of a mark that stands alone
            assert not folded or folded.isalnum(), hex(code)


@given(st.text(), st.sampled_from(["en", "da", "sv"]))
def test_a_stem_is_folded(word, language):
    assert fold(stem(word, language)) == stem(word, language)


@given(st.text())
def test_composed_and_decomposed_letters_give_the_same_words(text):
    other = unicodedata.normalize("NFD", text)
    assert [fold(word) for word in words_of(text)] == [fold(word) for word in words_of(other)]


@given(st.lists(st.sampled_from(["Nordhavn", "logistik", "grunde", "Öresund", "bostäder"])))
def test_what_is_indexed_can_be_asked_for(words):
    terms = {term for word in words for code in ("en", "da", "sv") for term in terms_of(word, code)}
    for alternatives in query_terms(" ".join(words)):
        assert set(alternatives) & terms


def test_a_question_reads_at_most_eight_words():
    assert len(query_terms("one two three four five six seven eight nine ten")) == 8


def test_punctuation_asks_nothing():
    assert query_terms("-- ; ' \" * _ ()") == []


def test_TXT_06_danish_sorts_its_letters_last():
    names = ["Ålborg", "Østerbro", "Ærø", "Zealand", "Aarhus", "Amager"]
    order = sorted(names, key=lambda name: collation_key(name, "da"))
    assert order == ["Amager", "Zealand", "Ærø", "Østerbro", "Ålborg", "Aarhus"]


def test_TXT_06_swedish_sorts_its_own_letters_last():
    names = ["Örebro", "Ängelholm", "Åhus", "Zinkgruvan", "Arlöv"]
    order = sorted(names, key=lambda name: collation_key(name, "sv"))
    assert order == ["Arlöv", "Zinkgruvan", "Åhus", "Ängelholm", "Örebro"]

"""A Text in several languages: fallback is marked, and a column gives back what was put in."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prospect.languages.codes import CodesField, split_codes
from prospect.languages.fields import TextField
from prospect.languages.text import Text

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TEXTS = st.dictionaries(st.sampled_from(["en", "da", "sv"]), WORDS).map(Text)
CODE = st.text(st.characters(exclude_characters=";", exclude_categories=["Cs"])).map(str.strip)


def test_the_readers_language_comes_first():
    text = Text({"en": "Bridge", "da": "Bro"})
    with translation.override("da"):
        assert str(text) == "Bro" and not text.spoken().is_fallback


def test_a_fallback_is_marked_with_the_language_it_is_in():
    phrase = Text({"en": "Bridge"}).spoken("sv")
    assert (phrase.words, phrase.language, phrase.is_fallback) == ("Bridge", "en", True)


def test_without_english_any_language_serves_as_marked_fallback():
    phrase = Text({"sv": "Bro"}).spoken("da")
    assert (phrase.words, phrase.language, phrase.is_fallback) == ("Bro", "sv", True)


def test_an_empty_text_says_nothing_and_is_no_fallback():
    phrase = Text().spoken("da")
    assert not phrase and not phrase.is_fallback


def test_unknown_languages_and_empty_words_are_left_out():
    assert dict(Text({"xx": "?", "en": "", "da": "Bro"})) == {"da": "Bro"}


@given(TEXTS)
def test_a_text_survives_its_column(text):
    field = TextField()
    kept = field.get_prep_value(text)
    assert field.from_db_value(kept, None, None) == text
    assert field.to_python(kept) == text
    assert hash(field.to_python(kept)) == hash(text)


def test_TXT_04_the_letters_stand_in_the_column_as_they_are():
    assert "Århus Ö" in TextField().get_prep_value(Text({"da": "Århus Ö"}))


@given(st.lists(CODE.filter(bool)).map(tuple))
def test_codes_survive_their_column_in_their_order(codes):
    field = CodesField()
    kept = field.get_prep_value(codes)
    assert field.from_db_value(kept, None, None) == codes
    assert field.to_python(kept) == codes
    assert field.get_prep_value(kept) == kept


@pytest.mark.parametrize("cell", ["", " ; ;", ";"])
def test_blank_codes_are_no_codes(cell):
    assert split_codes(cell) == ()

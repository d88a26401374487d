"""Words as a search sees them: Nordic letters, their spellings and stems fall together."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "ð": "d"}
)
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("aa", "a"))
_LONGEST = 60  # longer runs of letters are not words
_STEMMERS = {
    "en": Stemmer.Stemmer("english"),
    "da": Stemmer.Stemmer("danish"),
    "sv": Stemmer.Stemmer("swedish"),
}


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return ``word`` so that 'Ørestad', 'Oerestad' and 'orestad' are one, as are 'Å' and 'aa'.

    Repeated until nothing changes, so that folding what is folded changes nothing ('aaa', 'Ǿ').
    """
    before = ""
    while word != before:
        before, word = word, _fold_once(word)
    return word


def _fold_once(word: str) -> str:
    plain = word.lower()
    if not plain.isascii():
        letters = unicodedata.normalize("NFC", word).lower().translate(_LETTERS)
        plain = unicodedata.normalize("NFKD", letters)
    # '½' falls apart into '1', a slash and '2': what is no letter would cut the word in two.
    if not plain.isalnum():
        plain = "".join(_WORD.findall(plain))
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    return plain


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the folded Snowball stem of ``word`` in ``language`` (en, da or sv)."""
    return fold(_STEMMERS[language].stemWord(word.lower()))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def terms_of(word: str, language: str) -> tuple[str, ...]:
    """Return what an index keeps of a word in a language: the word folded, and its stem."""
    word = word[:_LONGEST]
    terms = [fold(word), stem(word, language) if language in _STEMMERS else ""]
    return tuple(dict.fromkeys(filter(None, terms)))


def query_terms(question: str, most: int = 8) -> list[tuple[str, ...]]:
    """Return, for each word asked for, the index terms that count as a hit (folded and stems)."""
    words = [word[:_LONGEST] for word in words_of(question) if fold(word[:_LONGEST])][:most]
    return [
        tuple(dict.fromkeys([fold(word), *filter(None, (stem(word, code) for code in _STEMMERS))]))
        for word in words
    ]


_ALPHABETS = {
    "da": str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}),
    "sv": str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}),
}


def collation_key(words: str, language: str) -> str:
    """Return a key that sorts words as a reader expects: æ ø å last in Danish, å ä ö in Swedish."""
    lowered = unicodedata.normalize("NFC", words).lower()
    if language in _ALPHABETS:
        return (
            lowered.translate(_ALPHABETS[language]).replace("aa", "}")
            if language == "da"
            else (lowered.translate(_ALPHABETS[language]))
        )
    return fold(lowered)

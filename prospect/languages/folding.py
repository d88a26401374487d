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
    lowered = unicodedata.normalize("NFC", word).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered)
    # '½' falls apart into '1', a slash and '2': what is no letter would cut the word in two.
    plain = "".join(letter for letter in plain if letter.isalnum())
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    return plain


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the folded Snowball stem of ``word`` in ``language`` (en, da or sv)."""
    return fold(_STEMMERS[language].stemWord(word.lower()))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order, without punctuation."""
    return [word[:_LONGEST] for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def index_terms(texts: dict[str, str]) -> str:
    """Return what the index keeps of texts by language: each word folded, and its stem."""
    terms: dict[str, None] = {}
    for language, text in texts.items():
        for word in words_of(text):
            terms[fold(word)] = None
            if language in _STEMMERS:
                terms[stem(word, language)] = None
    return " ".join(terms)


def query_terms(question: str, most: int = 8) -> list[tuple[str, ...]]:
    """Return, for each word asked for, the index terms that count as a hit (folded and stems)."""
    words = [word for word in words_of(question) if fold(word)][:most]
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

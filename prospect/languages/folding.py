"""Words as a search sees them: Nordic letters, their spellings and stems fall together."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

BETWEEN = "\0"  # parts texts that are read as one; no text holds it
_WORD = re.compile(r"[^\W_]+")
_BESIDE_WORDS = re.compile(rf"[^\w {BETWEEN}]")  # without '_', which \w takes in
_NO_WORD = re.compile(rf"(?:[^\w{BETWEEN}]|_)+")
_LETTERS = (
    ("æ", "ae"),
    ("ä", "ae"),
    ("ø", "oe"),
    ("ö", "oe"),
    ("å", "aa"),
    ("ß", "ss"),
    ("ð", "d"),
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
        plain = unicodedata.normalize("NFC", word).lower()
        for letter, spelling in _LETTERS:
            plain = plain.replace(letter, spelling)
        plain = unicodedata.normalize("NFKD", plain)
    # '½' falls apart into '1', a slash and '2': what is no letter would cut the word in two.
    if not plain.isalnum():
        plain = _NO_WORD.sub("", plain)
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    return plain


def as_key(name: str) -> str:
    """Return a name as records are keyed: 'Lyngby-Taarbæk' becomes 'lyngby_taarbaek'."""
    plain = unicodedata.normalize("NFC", name).lower()
    for letter, spelling in _LETTERS:
        plain = plain.replace(letter, spelling)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "_".join(_WORD.findall(plain))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the folded Snowball stem of ``word`` in ``language`` (en, da or sv)."""
    return fold(_STEMMERS[language].stemWord(word.lower()))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def words_of_all(texts: Iterable[str]) -> list[str]:
    """Return the words of several texts, in order, with BETWEEN where one text ends."""
    joined = BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)
    plain = _BESIDE_WORDS.sub(" ", unicodedata.normalize("NFC", joined)).replace("_", " ")
    return plain.replace(BETWEEN, f" {BETWEEN} ").split()  # far quicker than finding every word


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
    "da": (("æ", "{"), ("ä", "{"), ("ø", "|"), ("ö", "|"), ("å", "}"), ("aa", "}")),
    "sv": (("å", "{"), ("ä", "|"), ("æ", "|"), ("ö", "}"), ("ø", "}")),
}


def collation_keys(names: Sequence[str], language: str) -> list[str]:
    """Return keys that sort names as a reader expects: æ ø å last in Danish, å ä ö in Swedish."""
    if not names:
        return []
    joined = BETWEEN.join(name.replace(BETWEEN, " ") for name in names)
    keys = unicodedata.normalize("NFC", joined).lower()
    for letters, place in _ALPHABETS.get(language, ()):
        keys = keys.replace(letters, place)
    return (keys if language in _ALPHABETS else fold.__wrapped__(keys)).split(BETWEEN)


def collation_key(name: str, language: str) -> str:
    """Return the key that sorts one name among others."""
    return collation_keys([name], language)[0]

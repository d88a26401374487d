"""Text in the languages of the region: one value, fallback marked and never silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True)
class Phrase:
    """What a reader gets: the words, the language they are in and whether that is a fallback."""

    words: str
    language: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)


class Text(Mapping[str, str]):
    """The same words in several languages, such as ``{"en": ..., "da": ..., "sv": ...}``."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        given = words or {}
        self._words = {code: given[code] for code, _ in settings.LANGUAGES if given.get(code)}

    @classmethod
    def stored(cls, words: dict[str, str]) -> "Text":
        """Return the Text of words that came out of a Text; nothing is checked again."""
        made = cls.__new__(cls)
        made._words = words
        return made

    def __getitem__(self, language: str) -> str:
        return self._words[language]

    def get(self, language: str, default: Any = None) -> Any:
        """Return the words in exactly this language; quicker than a Mapping's own way."""
        return self._words.get(language, default)

    def __iter__(self) -> Any:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __str__(self) -> str:
        return self.spoken().words

    def __hash__(self) -> int:
        return hash(tuple(self._words.items()))

    def spoken(self, language: str | None = None) -> Phrase:
        """Return the words in ``language`` (default: the active one), else in English, else any."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE)[:2]
        if wanted in self._words:
            return Phrase(self._words[wanted], wanted)
        for other in (settings.LANGUAGE_CODE, *self._words):
            if other in self._words:
                return Phrase(self._words[other], other, is_fallback=True)
        return Phrase("", wanted)

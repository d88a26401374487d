"""Which language the words of an answer are in, and which had to fall back to another."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from prospect.api.fields import TEXT, Field
from prospect.languages.text import Text

SOURCE = settings.LANGUAGE_CODE
Holds = Mapping[str, Callable[[Any], Any]]
_NONE: Holds = {}
# Topics are kept in English; so is whom an organisation serves, where that is no municipality.
ORGANISATION_WORDS: Holds = {
    "serves": lambda record: not record.serves_municipalities,
    "topics": lambda record: record.topics,
}


def languages(only_english: Holds = _NONE) -> tuple[Field, Field]:
    """Return which language the words were asked for in, and which words had to fall back.

    ``only_english`` tells by field whether words of a record were kept in English alone.
    """

    def read(record: Any) -> dict[str, str]:
        english = [name for name, holds in only_english.items() if holds(record)]
        spoken = _spoken_language() == SOURCE
        return fallbacks(record) | ({} if spoken else dict.fromkeys(english, SOURCE))

    return (
        Field("language", lambda record: _spoken_language(), TEXT),
        Field(
            "fallback",
            read,
            {"type": "object", "additionalProperties": TEXT},
            None,
            lambda found: ("; ".join(f"{name}={code}" for name, code in found.items()),),
        ),
    )


def fallbacks(record: Any) -> dict[str, str]:
    """Return, for each text that is not there in the reader's language, the language it is in."""
    spoken = {
        name: text.spoken()
        for name in ("name", "summary", "body", "note")
        if isinstance(text := getattr(record, name, None), Text)
    }
    return {name: phrase.language for name, phrase in spoken.items() if phrase.is_fallback}


def _spoken_language() -> str:
    return Text().spoken().language

"""What a letter says: its template, told in the language of whom it is for, as plain text."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

LONGEST_SUBJECT = 200  # characters
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_GAP = re.compile(r"\n{3,}")


def word_letter(name: str, *, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body of ``mail/<name>.txt``; an unknown language is told in English.

    The two are separate blocks of the template, so that no value can end the subject.
    """
    template: Any = get_template(f"mail/{name}.txt")
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def told(part: str) -> str:
        given = {**context, "part": part, "site": settings.SITE_URL}
        # Nothing is escaped: this is text, where & is & and no sign means anything else.
        return str(template.template.render(Context(given, autoescape=False)))

    with translation.override(spoken):
        return one_line(told("subject"))[:LONGEST_SUBJECT], paragraphs(told("body"))


def one_line(words: str) -> str:
    """Return words without a line break or any other sign that is not written."""
    spaced = " ".join(words.split())
    return "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")


def paragraphs(words: str) -> str:
    """Return text with plain line breaks, without signs that are not written, and no wide gaps."""
    plain = _UNWANTED.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    return _GAP.sub("\n\n", lines).strip() + "\n"

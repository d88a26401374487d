"""Template filters: words in the reader's language, and numbers as the reader writes them."""

import json
import re
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext

from prospect.languages import numbers
from prospect.languages.text import Phrase, Text
from prospect.registers.confidence import CONFIDENCE

register = template.Library()


@register.filter
def say(text: Text | None) -> SafeString | str:
    """Return the words; a fallback carries its language and a visible mark."""
    phrase = (text or Text()).spoken()
    if not phrase.is_fallback:
        return phrase.words
    return format_html(
        '<span lang="{}">{}</span> <span class="fallback">({})</span>',
        phrase.language,
        phrase.words,
        _in_language(phrase),
    )


@register.filter
def plain(text: Text | None) -> str:
    """Return the words alone, for titles and attributes."""
    return (text or Text()).spoken().words


@register.filter
def paragraphs(text: Text | None) -> SafeString:
    """Return a body as paragraphs; words only, never markup."""
    return _blocks(text, "{}", "p")


@register.filter
def points(text: Text | None) -> SafeString:
    """Return a body as a list, a point for each paragraph; words only, never markup."""
    return _blocks(text, '<ul class="dots">{}</ul>', "li")


def _blocks(text: Text | None, around: str, tag: str) -> SafeString:
    phrase = (text or Text()).spoken()
    language = format_html(' lang="{}"', phrase.language) if phrase.is_fallback else ""
    blocks = [part.strip() for part in phrase.words.split("\n\n") if part.strip()]
    parts = format_html_join(
        "", f"<{tag}{{}}>{{}}</{tag}>", ((language, block) for block in blocks)
    )
    html = format_html(around, parts) if blocks else SafeString()
    if phrase.is_fallback and blocks:
        html += format_html('<p class="fallback">({})</p>', _in_language(phrase))
    return html


@register.filter
def unbroken(sentence: str) -> SafeString:
    """Return a sentence whose parts, after a colon or a comma, each stay on one line."""
    parts = re.split(r"(?<=[:,]) ", sentence)
    return format_html_join(" ", '<span class="nb">{}</span>', ((part,) for part in parts))


@register.filter
def number(value: Any, decimals: int = 1) -> str:
    """Return a number grouped as the reader's language does."""
    return "" if value is None else numbers.number(value, decimals)


@register.filter
def day(value: Any) -> str:
    """Return a date in words."""
    return "" if value is None else numbers.day(value)


@register.simple_tag
def data(name: str, value: Any) -> SafeString:
    """Return a data attribute that holds a value as JSON, in single quotes: JSON is full of double."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ("'", "&#39;")):
        words = words.replace(sign, entity)
    return format_html("data-{}='{}'", name, SafeString(words))


@register.simple_tag
def mark(confidence: str) -> SafeString:
    """Return the mark of what a figure rests on, with the word for those who do not see it."""
    return _mark(confidence, CONFIDENCE.label(confidence))


@lru_cache(maxsize=64)
def _mark(confidence: str, word: str) -> SafeString:
    shape = {"sourced": "sourced", "well-known": "known"}.get(confidence, "estimate")
    return format_html(
        '<span class="mark mark-{}" title="{}"> ({})</span>',
        shape,
        word,
        word,
    )


def _in_language(phrase: Phrase) -> str:
    name = gettext(get_language_info(phrase.language)["name"])
    return gettext("in {language}").format(language=name)

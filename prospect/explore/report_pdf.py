"""The report of the year as a PDF: tagged for screen readers, the same bytes for the same release."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.explore.context import region_name
from prospect.languages.numbers import day, number
from prospect.languages.text import Text
from prospect.registers.confidence import CONFIDENCE
from prospect.releases.store import current_release

TEMPLATE = Path(__file__).with_name("report.typ")


def write_report(told: dict[str, Any], page: str) -> bytes:
    """Return the PDF of what ``tell_report`` tells; ``page`` is the whole address of the page.

    The words travel as JSON, so that nothing in them is ever read as markup.
    """
    told_in_words = json.dumps(_words(told, page), ensure_ascii=False)
    try:
        return _compiled(told_in_words, "ua-1")
    except typst.TypstError:  # a sign no typeface here has: PDF/UA forbids it, a reader does not
        return _compiled(told_in_words, None)


def _compiled(words: str, standard: Literal["ua-1"] | None) -> bytes:
    pdf: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_typeface(),
        format="pdf",
        pdf_standards=standard,
        sys_inputs={"told": words},
    )
    return pdf


@cache
def _typeface() -> typst.Fonts:
    """Return our typeface, with those typst brings for signs it lacks; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[settings.FONTS])


def _words(told: dict[str, Any], page: str) -> dict[str, Any]:
    created, language = current_release().created, get_language() or "en"
    site = page[: page.index("/", page.index("//") + 2)]
    strategy = told["strategy"]
    return {
        "language": language,
        "title": f"{gettext('Report of the year')} {told['year']}",
        "site": f"Prospect {region_name(current_release().id, language)}".rstrip(),
        "strategy": _say(strategy.name) if strategy else None,
        "release": gettext("Release of %(created)s") % {"created": day(created.date())},
        "created": [created.year, created.month, created.day],
        "page": page,
        "far": gettext("How far the initiatives are today"),
        "progress": [[str(word), number(count)] for word, count in told["progress"]],
        "objectives": [_objective(row) for row in told["objectives"]],
        "parts": [_part(part, site) for part in told["parts"]],
        "count": gettext("Initiatives"),
        "stage": gettext("How far"),
        "words": {
            "none": gettext("No source tells of anything in this year."),
            "late": gettext("Expected by then, and not confirmed"),
            "ahead": gettext("Still ahead"),
            "silent": gettext("Nothing was told of"),
        },
    }


def _objective(row: dict[str, Any]) -> dict[str, Any]:
    one = row["objective"]
    value = gettext("Not recorded") if one.latest is None else f"{number(one.latest)} {row['unit']}"
    return {"name": _say(one.name), "value": value, "mark": CONFIDENCE.label(one.confidence)}


def _part(part: dict[str, Any], site: str) -> dict[str, Any]:
    priority = part["priority"]
    return {
        "number": priority.number,
        "name": _say(priority.name),
        "happened": [
            {**_turn(row["turn"], site), "kind": str(row["kind"])} for row in part["happened"]
        ],
        "late": [_turn(one, site) for one in part["late"]],
        "ahead": [_turn(one, site) for one in part["ahead"]],
        "silent": [_idea(one, site) for one in part["silent"]],
    }


def _turn(turn: Any, site: str) -> dict[str, Any]:
    return {
        "year": str(turn.year),
        "name": _say(turn.name),
        "mark": CONFIDENCE.label(turn.confidence),
        "idea": _idea(turn.initiative, site),
    }


def _idea(idea: Any, site: str) -> dict[str, Any]:
    return {"name": _say(idea.name), "url": site + reverse("explore:idea", args=[idea.key])}


def _say(text: Text) -> list[str]:
    """Return words and their language, for the voice that reads them."""
    phrase = text.spoken()
    return [phrase.words, phrase.language]

"""Collects the interface's words into gettext catalogues and compiles them, without GNU gettext.

Run as ``python -m prospect.languages.catalogues collect|compile``.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from prospect import __version__

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LOCALE = CHECKOUT / "locale"
TRANSLATED = ("da", "sv")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def collect_words() -> Catalog:
    """Return a catalogue of every translatable string in the package's code and templates."""
    catalog = Catalog(project="Prospect", charset="utf-8", fuzzy=False)
    for path in sorted((CHECKOUT / "prospect").rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        for line, function, words in _words_in(path):
            place = [(str(path.relative_to(CHECKOUT)), line)]
            context, message = _message(function, words)
            if message:
                catalog.add(message, locations=place, context=context)
    return catalog


def _words_in(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.conf import settings
        from django.utils.translation.template import templatize

        if not settings.configured:
            settings.configure()
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.lstrip() for line in lines)  # markup's indentation is not Python's
    keywords: Any = list(KEYWORDS)
    found: Any = extract_python(io.BytesIO(source.encode()), keywords, [], {"encoding": "utf-8"})
    for line, function, words, _comments in found:
        yield line, function, words if isinstance(words, tuple) else (words,)


def _message(function: str, words: tuple[str, ...]) -> tuple[str | None, str | tuple[str, str]]:
    """Return the context and the message id, a pair of words for plurals."""
    name = function.removesuffix("_lazy")
    given = [word for word in words if isinstance(word, str)]
    context = given.pop(0) if name in ("pgettext", "npgettext") and given else None
    if not given:
        return None, ""
    if name in ("ngettext", "npgettext") and len(given) > 1:
        return context, (given[0], given[1])
    return context, given[0]


def update_catalogues() -> None:
    """Bring locale/<language>/LC_MESSAGES/django.po up to date, keeping what is translated."""
    template = collect_words()
    for language in TRANSLATED:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            catalog = read_catalogue(language)
        else:
            catalog = Catalog(locale=language, project="Prospect", charset="utf-8", fuzzy=False)
        catalog.header_comment = f"# The interface of Prospect: {language}. See CONTRIBUTING.md."
        catalog.version, catalog.msgid_bugs_address = __version__, "see SECURITY.md"
        catalog.last_translator, catalog.language_team = "Prospect founders", language
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(
                file, catalog, width=100, omit_header=False, sort_output=True, include_lineno=False
            )


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it stands on disk."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def compile_catalogues() -> None:
    """Write the .mo file beside each .po file."""
    for language in TRANSLATED:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read_catalogue(language))


def missing_words(language: str) -> list[str]:
    """Return every string the code uses that has no translation in ``language``."""
    catalog, missing = read_catalogue(language), []
    for message in collect_words():
        if not message.id:
            continue
        found = catalog.get(message.id, context=message.context)
        words = found.string if found else ""
        parts = words if isinstance(words, tuple | list) else (words,)
        if found is None or found.fuzzy or not all(parts):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


if __name__ == "__main__":
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    if verb == "collect":
        update_catalogues()
    elif verb == "compile":
        compile_catalogues()
    else:
        sys.exit("Say collect or compile.")

"""No string of the interface is left in English."""

import ast
import re

import pytest

from prospect.languages import catalogues
from prospect.languages.catalogues import (
    CHECKOUT,
    KEYWORDS,
    collect_words,
    missing_words,
    read_catalogue,
)


@pytest.fixture(scope="module")
def collected():
    return collect_words()


@pytest.fixture(autouse=True)
def _collect_once(collected, monkeypatch):
    monkeypatch.setattr(catalogues, "collect_words", lambda: collected)


@pytest.mark.parametrize("language", ["da", "sv"])
def test_no_string_of_the_interface_is_untranslated(language):
    missing = missing_words(language)
    assert not missing, f"{len(missing)} strings lack a translation: {missing[:20]}"


@pytest.mark.parametrize("language", ["da", "sv"])
def test_a_translation_keeps_the_placeholders_of_the_original(language):
    strange = []
    for message in read_catalogue(language):
        parts = message.string if isinstance(message.string, tuple | list) else [message.string]
        originals = message.id if isinstance(message.id, tuple | list) else [message.id]
        for words in parts if message.id else ():
            if words and placeholders(words) not in [placeholders(one) for one in originals]:
                strange.append((message.id, words))
    assert not strange


def placeholders(words):
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", words))


def test_the_collector_finds_words_of_code_and_templates(collected):
    assert collected.get("Life science") is not None
    assert collected.get("land", context="size of") is not None
    assert any(".html" in place[0] for message in collected for place in message.locations)


def test_a_string_without_translation_is_named(monkeypatch, tmp_path):
    folder = tmp_path / "da" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr ""\n"Language: da\\n"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    assert "Life science" in missing_words("da")


def test_every_word_is_marked_by_a_name_that_the_collector_knows():
    """``gettext as say`` is never collected, and stays English in every language."""
    known, unknown = {*KEYWORDS, "_"}, []
    for path in sorted((CHECKOUT / "prospect").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                unknown += [
                    f"{path.relative_to(CHECKOUT)}: {one.name} as {one.asname}"
                    for one in node.names
                    if "gettext" in one.name and (one.asname or one.name) not in known
                ]
    assert unknown == []

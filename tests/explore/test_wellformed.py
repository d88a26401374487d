"""Every page is HTML that needs no mending: a strict parser finds nothing, names point somewhere,
and no element stands where it may not."""

import html5lib
import pytest
from html5lib.constants import E
from pages import FRAMED, PAGES, address

from prospect.releases.middleware import LARDER

LANGUAGES = ["en", "da", "sv"]
POINTING = ("for", "form", "list", "headers", "aria-labelledby", "aria-describedby",
            "aria-controls", "aria-owns", "aria-activedescendant", "aria-details")  # fmt: skip

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What holds words only, and what may therefore not stand in it; what holds nothing but its parts.
PHRASES = {"p", "span", "b", "i", "em", "small", "strong", "label", "button", "code", "time"}
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure",
    "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
PARTS = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}


def parsed(page):
    """Return the tree of a page and the faults of its markup, each with its line."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    lines = page.splitlines()
    faults = [
        f"line {line}: {E[code] % values} near {lines[line - 1][max(0, column - 60) : column + 20]}"
        for (line, column), code, values in parser.errors
    ]
    return tree, faults


def faults_of_names(tree):
    """Ids that stand twice, and what points to an id that does not exist."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = [element.get("id") for element in elements if element.get("id") is not None]
    yield from sorted({f"id {name!r} stands twice" for name in ids if ids.count(name) > 1})
    for element in elements:
        pointed = [(name, element.get(name, "").split()) for name in POINTING]
        href = element.get("href", "")
        pointed.append(("href", [href[1:]] if href.startswith("#") else []))
        for name, targets in pointed:
            for target in targets:
                if target not in ids:
                    yield f"{element.tag} {name}={target!r} points to nothing"


def faults_of_places(element, inside=""):
    """Blocks in what holds words only, and strangers in lists, rows and choices."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if inside and child.tag in BLOCKS:
            yield f"{child.tag} stands in {inside}"
        if child.tag not in PARTS.get(element.tag, {child.tag}):
            yield f"{child.tag} stands in {element.tag}"
        words_only = child.tag in PHRASES | HEADINGS
        yield from faults_of_places(child, child.tag if words_only else inside)


def all_faults(page):
    tree, faults = parsed(page)
    return [*faults, *faults_of_names(tree), *faults_of_places(tree)]


def faults_of(answer):
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return all_faults(answer.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*PAGES, *FRAMED])
def test_A11_06_every_page_parses_without_a_fault(client, released, name, language):
    assert faults_of(client.get(address(name, language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_A11_06_pages_of_refusals_parse_without_a_fault(client, released, settings, language):
    strange = client.get(f"/{language}/map/", headers={"Host": "elsewhere.example"})
    assert strange.status_code == 400 and faults_of(strange) == []
    kept, settings.CURRENT = settings.CURRENT, settings.HOME / "no-release"
    LARDER.empty()
    none_yet = client.get(f"/{language}/map/")
    settings.CURRENT = kept
    assert none_yet.status_code == 503 and faults_of(none_yet) == []


def test_A11_06_the_page_about_the_api_parses_without_a_fault(client, released):
    assert faults_of(client.get("/api/", headers={"Accept": "text/html"})) == []


@pytest.mark.parametrize(
    "broken",
    ["<p>An <b>unclosed word</p>", "<ul><p></ul></p>", '<a href="#nowhere">there</a>',
     '<p id="x"></p><p id="x"></p>', '<label for="none">None</label>', "a & b &lt c",
     '<div class="a" class="b"></div>', "<table><div></div></table>", "<a><a></a></a>",
     "<h1><p>a</h1>", "<span><a><div></div></a></span>", "<ul><div></div></ul>"],
)  # fmt: skip
def test_A11_06_the_parser_sees_what_is_wrong(broken):
    page = f"<!doctype html><html lang=en><title>T</title><body>{broken}</body></html>"
    assert all_faults(page) != []

"""axe-core finds nothing on any kind of page, in any language, in either theme."""

import pytest
from pages import PAGES, address

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_A11_01_axe_finds_nothing_on_any_page(released, open_page, axe_source, language, theme):
    found = []
    for name in PAGES:
        page = open_page(address(name, language), theme=theme)
        page.evaluate(axe_source)
        report = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        for fault in report["violations"]:
            places = [node["target"] for node in fault["nodes"][:3]]
            found.append(f"{name}: {fault['id']} at {places}")
        page.close()
    assert found == []

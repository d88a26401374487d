"""Two engines find nothing on any kind of page, in any language.

axe-core looks at either theme. HTML_CodeSniffer, which measures contrast and reads labels in its
own way, looks at the same pages in the light one.
"""

import pytest
from pages import FRAMED, PAGES, address

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SNIFF = """() => new Promise((done, fail) => HTMLCS.process(
  "WCAG2AA", document,
  () => done(HTMLCS.getMessages().filter(found => found.type === HTMLCS.ERROR)
    .map(({code, element}) => [code, element.localName ?? "", element.outerHTML ?? ""])),
  () => fail(new Error("HTML_CodeSniffer did not end"))))"""

# What HTML_CodeSniffer is wrong about: code and element, with the reason.
FALSE_FINDINGS = {
    # the text in a noscript is never drawn while scripts run, so its contrast is that of nothing
    ("WCAG2AA.Principle1.Guideline1_4.1_4_3.G18.Fail", "noscript"),
}


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_A11_01_A11_06_two_engines_find_nothing_on_any_page(
    released, site, open_page, axe_source, codesniffer_source, language
):
    found = []
    page = open_page("/healthz")
    for name in [*PAGES, *FRAMED]:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(site + address(name, language), wait_until="load")
        page.evaluate(axe_source)
        page.evaluate(codesniffer_source)
        found += [f"{name}, light: {fault}" for fault in _faults_of_axe(page)]
        found += [f"{name}, light: {fault}" for fault in _faults_of_sniffer(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {fault}" for fault in _faults_of_axe(page)]
    assert found == []


@pytest.mark.parametrize("language", ["da", "sv"])
def test_A11_01_nothing_is_found_on_a_small_phone_with_every_fold_open(
    released, site, open_page, axe_source, language
):
    found = []
    page = open_page("/healthz", width=320, height=640)
    for name in [*PAGES, *FRAMED]:
        page.goto(site + address(name, language), wait_until="load")
        page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
        page.evaluate(axe_source)
        found += [f"{name}: {fault}" for fault in _faults_of_axe(page)]
    assert found == []


def test_A11_06_the_second_engine_sees_what_is_wrong(open_page, codesniffer_source):
    page = open_page("/en/privacy/")
    page.evaluate(
        """() => {
          document.documentElement.removeAttribute("lang");
          document.querySelector("main").append(document.createElement("img"));
          document.querySelector("h1").style.color = "#f7f7f7";
        }"""
    )
    page.evaluate(codesniffer_source)
    told = " ".join(_faults_of_sniffer(page))
    assert "3_1_1.H57.2" in told and "1_1_1.H37" in told and "1_4_3.G145.Fail" in told


def _faults_of_axe(page):
    report = page.evaluate(
        """rules => axe.run(document, {
          runOnly: {type: "tag", values: rules}, resultTypes: ["violations"],
        })""",
        RULES,
    )
    for fault in report["violations"]:
        yield f"{fault['id']} at {[node['target'] for node in fault['nodes'][:3]]}"


def _faults_of_sniffer(page):
    for code, element, html in page.evaluate(SNIFF):
        if (code, element) not in FALSE_FINDINGS:
            yield f"{code} at {html[:120]}"

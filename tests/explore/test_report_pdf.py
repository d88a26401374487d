"""The report of the year as a PDF: what a screen reader needs, the words of the page, nothing of chance."""

import io
import re

import pypdf
import pytest
from django.utils import translation

from prospect.explore.report_pdf import write_report
from prospect.explore.strategy_report import tell_report
from prospect.languages.text import Text
from prospect.records.models import published
from prospect.releases.middleware import LARDER
from prospect.strategy.models import Priority, Turn

pytestmark = pytest.mark.usefixtures("released")


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def get(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    return answer


def words_of(reader):
    """The words of a PDF; where a line ends, one was cut in two or not."""
    text = "".join(page.extract_text() + "\n" for page in reader.pages)
    return " ".join(re.sub(r"-\n", "", text).split())


def kinds_below(element):
    """What kinds of elements stand in the tree that a screen reader follows."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for one in element:
            yield from kinds_below(one)
    elif isinstance(element, dict):
        yield element.get("/S")
        yield from kinds_below(element.get("/K", 0))


@pytest.mark.parametrize(
    ("language", "title"), [("da", "Årsrapport 2022"), ("sv", " 2022"), ("en", "Report of the year 2022")]
)  # fmt: skip
def test_A11_the_report_has_tags_a_title_and_its_language(client, language, title):
    reader = opened(get(client, f"/{language}/strategy/report.pdf?year=2022").content)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert title in reader.metadata.title and "Prospect" in reader.metadata.author
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds = set(kinds_below(root["/StructTreeRoot"]["/K"]))
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= kinds


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_report_holds_the_words_of_its_year(client, language):
    said = words_of(opened(get(client, f"/{language}/strategy/report.pdf?year=2022").content))
    assert re.search("[æøå]" if language == "da" else "[äöå]", said)
    with translation.override(language):
        for one in published(Priority):
            assert f"{one.number}. {one.name}" in said
        for one in published(Turn).filter(year=2022, expected=False):
            assert str(one.name).split()[0] in said


def test_our_typeface_is_in_it_and_no_other(client):
    reader = opened(get(client, "/da/strategy/report.pdf?year=2022").content)
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.split("-")[0] for name in fonts} == {"SchibstedGrotesk"}


def test_the_same_release_gives_the_same_bytes(client):
    first = get(client, "/sv/strategy/report.pdf?year=2022")
    LARDER.empty()
    again = get(client, "/sv/strategy/report.pdf?year=2022")
    assert first.content == again.content and first.headers["ETag"] == again.headers["ETag"]
    assert 'filename="report-2022-sv.pdf"' in first.headers["Content-Disposition"]


@pytest.mark.parametrize("year", ["1999", "x", "", "20222", "2022'", "２０２２"])
def test_a_year_that_is_none_gives_the_newest_as_the_page_does(client, year):
    page = client.get("/en/strategy/report/", {"year": year}).content.decode()
    title = re.search(r"<h1>(.*?)</h1>", page)[1]
    answer = client.get("/en/strategy/report.pdf", {"year": year})
    assert opened(answer.content).metadata.title == title


def test_the_page_leads_to_its_pdf(client):
    page = client.get("/da/strategy/report/?year=2022").content.decode()
    assert 'href="/da/strategy/report.pdf?year=2022"' in page


@pytest.mark.parametrize(
    "words", ['#evil[*x*] $a$ @b <c> \\ "', "漢字 \U0001fae8 \ue000", "a\u202eb\u0007", "#" * 5_000]
)
def test_PDF_words_are_text_never_markup_and_no_sign_breaks_it(words):
    with translation.override("da"):
        told = tell_report("2022")
        told["strategy"].name = Text({"da": words})
        said = words_of(opened(write_report(told, "https://x.example/da/strategy/report/")))
    if words.startswith("#evil"):
        assert '#evil[*x*] $a$ @b <c> \\ "' in said


def test_nothing_at_all_to_report_is_a_report_too():
    with translation.override("sv"):
        bare = {
            **tell_report("2022"),
            "strategy": None,
            "parts": [],
            "objectives": [],
            "progress": [],
        }
        assert opened(write_report(bare, "https://x.example/sv/strategy/report/")).pages

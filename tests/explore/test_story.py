"""The story: every number in it is one of the release, and every chapter can be read without a map."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.catalogue.models import Figure
from prospect.explore.build_out import BuildOut
from prospect.explore.live_figures import Ledger
from prospect.explore.story import tell
from prospect.languages.numbers import number
from prospect.records.models import published
from prospect.registers.story import CHARTS, COUNTS
from prospect.story.models import Chapter
from prospect.story.scenes import codes_in

LANGUAGES = ("en", "da", "sv")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def read(client, released):
    def get(path, status=200):
        response = client.get(path)
        assert response.status_code == status, path
        return response.content.decode()

    return get


def chapters():
    return list(published(Chapter).order_by("number"))


def in_words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_eight_chapters_of_60_to_90_words_in_every_language(read, language):
    html = read(f"/{language}/story/")
    assert len(chapters()) >= 8
    for one in chapters():
        assert 60 <= len(one.body[language].split()) <= 90, (one.key, language)
        assert one.name[language] in in_words(html)
    assert "{" not in html[html.index("<main") : html.index("<region-map")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_the_text_is_the_figure_of_the_release(read, client, language):
    from django.utils import translation

    for one in chapters():
        html = read(f"/{language}/story/{one.key}/")
        live = re.findall(r'<span class="live">(.*?)</span>', html)
        codes = codes_in(one.body[language])
        assert len(live) == len(codes), one.key
        with translation.override(language):
            for code, value in zip(codes, live, strict=True):
                if code not in COUNTS:
                    assert value == number(published(Figure).get(key=code).value), code


def test_sums_by_year_grow_and_never_exceed_what_is_planned(released):
    ledger = Ledger(())
    sums = [ledger.planned("planned_homes", year).value for year in (2030, 2035, 2040)]
    assert sums == sorted(sums)
    assert sums[0] > 0 and sums[-1] <= ledger.planned("planned_homes").value


@pytest.mark.parametrize(
    ("series", "measure"), [("homes", "planned_homes"), ("jobs", "planned_workplaces")]
)
def test_sums_by_year_are_those_of_the_build_out_page(released, series, measure):
    groups = BuildOut.of({"measure": series, "by": "year"}).groups
    ledger, so_far = Ledger(()), 0
    for year, group in zip((2030, 2035, 2040), groups, strict=False):
        so_far += group.value
        assert ledger.planned(measure, year).value == so_far


def test_the_homes_of_the_story_are_those_of_the_build_out_page(read, released):
    told = Ledger(()).figure("homes_planned")
    assert f"{told.value} <small>homes</small>" in read("/en/build-out/")
    assert told.note == "stated for 24 of 54 areas"


@pytest.mark.parametrize("code", list(CHARTS))
def test_a_chart_adds_up_to_what_it_counts(released, code):
    ledger = Ledger(())
    chart = ledger.chart(code)
    whole = {"areas": len(ledger.areas), "initiatives": len(ledger.initiatives)}
    totals = {
        "homes": ledger.planned("planned_homes"),
        "jobs": ledger.planned("planned_workplaces"),
    }
    what = code.split("_")[0]
    expected = whole[what] if what in whole else totals[what].value
    assert sum(bar.value for bar in chart.bars) == expected


@pytest.mark.parametrize("code", list(COUNTS))
def test_every_count_is_counted_and_leads_to_where_it_is_counted(read, code):
    told = Ledger(()).figure(code)
    assert re.fullmatch(r"[0-9,]+", told.value)
    read(told.address)


def test_a_figure_with_a_source_names_it_and_its_year(read):
    html = read("/en/story/bridge/")
    figure = published(Figure).get(key="oresund_person_trips_2024_q2")
    rests = html[html.index('class="rests"') :]
    assert "quarter 2 of 2024" in rests
    assert figure.source_urls[0].split()[0] in rests


def test_a_figure_that_is_gone_leaves_no_hole(released):
    one = chapters()[0]
    (told,) = tell([one])
    told.ledger.__dict__["recorded"] = {}
    assert '<span class="none">(not recorded)</span>' in told.body
    assert "million inhabitants" in told.body
    assert [figure.code for figure in told.figures] == ["areas"]


def test_each_chapter_has_its_own_address_its_neighbours_and_its_place_in_the_whole(read):
    rows = chapters()
    for place, one in enumerate(rows):
        html = read(f"/en/story/{one.key}/")
        assert f"Chapter {place + 1} of {len(rows)}" in html
        assert f'href="/en/story/#{one.key}"' in html
        assert ('rel="prev"' in html) == (place > 0)
        assert ('rel="next"' in html) == (place < len(rows) - 1)
    read("/en/story/nowhere/", 404)
    read("/en/story/nowhere/still.svg", 404)


@pytest.mark.parametrize("theme", ["", "?theme=dark", "?theme=%22%3E%3Cscript%3E"])
def test_EMB_02_the_still_picture_is_one_svg_without_script_or_style(client, released, theme):
    for one in chapters():
        answer = client.get(f"/sv/story/{one.key}/still.svg{theme}")
        assert answer["Content-Type"] == "image/svg+xml"
        root = ElementTree.fromstring(answer.content)
        assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
            "svg", "title", "desc", "rect", "path", "text",
        }  # fmt: skip
        assert root.find(f"{SVG}title").text == one.name["sv"]
        assert "OpenStreetMap" in answer.content.decode()
    assert (b"#0a2338" in answer.content) == (theme == "?theme=dark")


def test_the_still_picture_names_what_the_map_highlights(read):
    from prospect.catalogue.models import Area

    drawn = read("/en/story/waterfronts/still.svg")
    for key in Chapter.objects.using("published").get(key="waterfronts").areas:
        assert f">{published(Area).get(key=key).name}</text>" in drawn


def test_readers_without_scripts_get_every_picture_with_what_it_shows(read):
    html = read("/da/story/")
    for one in chapters():
        assert f'<img src="/da/story/{one.key}/still.svg"' in html
    alts = re.findall(r'still\.svg" width="944" height="708" alt="([^"]*)"', html)
    assert len(alts) == len(chapters())
    assert all(alts)


def test_the_list_says_what_the_map_highlights(read):
    for one in chapters():
        html = read(f"/en/story/{one.key}/")
        for key in one.areas:
            assert f'href="/en/areas/{key}/"' in html
        for key in one.places:
            assert f'href="/en/places/{key}/"' in html


@pytest.mark.parametrize("path", ["story/", "story/by_2040/", "story/by_2040/still.svg"])
def test_pages_ask_the_release_a_handful_of_questions(client, released, path):
    client.get(f"/en/{path}?warm")
    with CaptureQueriesContext(connections["published"]) as asked:
        client.get(f"/en/{path}?once")
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def test_words_of_a_chapter_are_words_and_never_markup(released):
    one = chapters()[0]
    one.body = type(one.body)({"en": "<img src=x onerror=alert(1)> {areas} & {<b>}"})
    (told,) = tell([one])
    assert "<img" not in told.body and "&lt;img" in told.body and "&lt;b&gt;" in told.body


def test_the_home_page_leads_to_every_chapter(read):
    html = read("/sv/")
    for one in chapters():
        assert f'href="/sv/story/#{one.key}"' in html


def test_more_charts_ask_no_more_questions(released):
    rows = chapters()
    for one in rows:
        one.chart = "homes_by_year"
    with CaptureQueriesContext(connections["published"]) as asked:
        assert all(told.chart for told in tell(rows))
    assert len(asked) <= 8

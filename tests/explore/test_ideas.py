"""The idea catalogue: one filter behind four views, and what a page of an initiative tells."""

import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.explore.idea_list import VIEWS, IdeaList
from prospect.records.models import published
from prospect.strategy.models import Initiative, Turn


@pytest.fixture
def read(client, released):
    def get(query="", language="en"):
        response = client.get(f"/{language}/ideas/{query}")
        assert response.status_code == 200, query
        return response.content.decode()

    return get


def keys_in(html):
    main = html[html.index('id="results"') : html.index("</main>")]
    return set(re.findall(r'href="/\w\w/ideas/([a-z0-9_]+)/"', main))


@pytest.mark.parametrize("query", ["", "priority=infrastructure", "progress=finished", "q=metro"])
def test_every_view_shows_the_same_initiatives(read, query):
    shown = {view: keys_in(read(f"?{query}&view={view}")) for view in VIEWS}
    assert shown["cards"]
    judged = set(
        published(Initiative)
        .filter(key__in=shown["cards"], effect__isnull=False, effort__isnull=False)
        .values_list("key", flat=True)
    )
    assert shown["table"] == shown["map"] == shown["cards"]
    assert shown["matrix"] == judged


@pytest.mark.parametrize("view", list(VIEWS))
def test_the_count_says_what_is_shown(read, view):
    html = read(f"?view={view}&progress=finished")
    finished = published(Initiative).filter(progress="finished").count()
    total = published(Initiative).count()
    assert f"{finished} of {total} initiatives" in html


def test_counts_of_a_facet_are_those_one_gets(released, client):
    listed = IdeaList.of({"priority": "investment"})
    for name, _label, choices in listed.facets:
        for choice in choices:
            narrowed = IdeaList.of({"priority": "investment", name: choice.code})
            assert len(narrowed.found) == choice.count, (name, choice.code)


def test_of_those_of_which_no_source_says_how_far_they_are_one_can_ask_too(read):
    silent = set(published(Initiative).filter(progress="").values_list("key", flat=True))
    assert keys_in(read("?progress=untold")) == silent


def test_a_search_finds_words_of_any_language_and_signs_of_any_shore(read):
    assert "oresund_metro" in keys_in(read("?q=öresund"))
    assert keys_in(read("?q=øresund")) == keys_in(read("?q=ORESUND"))


@pytest.mark.parametrize(
    "query",
    ["?priority=castle&kind=x&view=cube&sector=castle", "?q=%22%3Cscript%3E", "?view[]=map"],
)
def test_XSS_what_cannot_be_understood_asks_nothing_and_is_never_repeated_as_markup(read, query):
    html = read(query)
    assert "<script>" not in html[html.index("<main") : html.index("</main>")]


def test_nothing_that_fits_leads_back_to_all(read):
    html = read("?q=zzzz")
    assert "No initiative fits" in html and 'href="/en/ideas/"' in html


def test_links_of_the_views_keep_the_filters(read):
    html = read("?priority=knowledge&progress=finished")
    assert 'href="?priority=knowledge&amp;progress=finished&amp;view=matrix#results"' in html


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_every_initiative_has_a_page_in_every_language(read, client, language):
    for one in published(Initiative):
        html = client.get(f"/{language}/ideas/{one.key}/").content.decode()
        assert html.count("<h1") == 1
        turns = published(Turn).filter(initiative=one)
        assert html.count('<span class="tag is-') == turns.count()


def test_a_page_says_plainly_when_nobody_knows_what_came_of_it(client, released):
    for one in published(Initiative):
        html = client.get(f"/en/ideas/{one.key}/").content.decode()
        assert ("No source says what came of it" in html) == (not one.outcome)


def test_an_unknown_idea_is_not_found(client, released):
    assert client.get("/en/ideas/atlantis/").status_code == 404


@pytest.mark.parametrize("query", ["", "?view=map", "?view=matrix"])
def test_PRF_the_catalogue_asks_few_questions(client, released, query):
    with CaptureQueriesContext(connections["published"]) as asked:
        client.get(f"/en/ideas/{query}")
    assert len(asked) <= 12


def test_suggesting_and_taking_part_are_one_click_away(read):
    assert 'href="/sv/ideas/suggest/"' in read(language="sv")
    assert 'href="/en/ideas/oresund_metro/take-part/"' in read("oresund_metro/")


def test_an_initiative_that_stands_still_says_since_when_on_its_page_its_card_and_in_the_table(
    read,
):
    assert "No news since 2021" in read("traffic_charter/")
    assert "heard of it for 24 months" in read("traffic_charter/")
    for view in ("cards", "table"):
        assert read(f"?q=traffic&view={view}").count("No news since 2021") == 1
    assert "No news since" not in read("fehmarn_belt/") + read("cycling_region/")

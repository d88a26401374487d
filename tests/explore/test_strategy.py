"""The strategy: said to be reconstructed, honest where nothing is known, wired to places."""

import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.records.models import published
from prospect.registers.initiatives import PROGRESS
from prospect.strategy.models import Initiative, Objective, Priority, Strategy, Turn

NOTHING_SAID = {
    "en": "No source says",
    "da": "Ingen kilde siger det",
    "sv": "Ingen källa anger det",
}


@pytest.fixture
def read(client, released):
    def get(path):
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    return get


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") :]))


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_the_page_says_that_the_names_are_a_reconstruction(read, language):
    html = read(f"/{language}/strategy/")
    strategy = published(Strategy).get()
    assert strategy.note[language] in words(html)
    label = {"en": "Reconstruction", "da": "Rekonstruktion", "sv": "Rekonstruktion"}[language]
    assert html.count(f'<span class="illus">{label}</span>') == 6
    for priority in published(Priority):
        assert priority.name[language] in words(html)


def test_what_came_of_it_adds_up_and_says_of_how_many_nothing_is_known(read):
    html = read("/en/strategy/")
    told = re.search(r'<dl class="facts">(.*?)</dl>', html, re.S)[1]
    counts = dict(re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", told))
    every = list(published(Initiative))
    assert sum(map(int, counts.values())) == len(every)
    assert int(counts["No source says"]) == sum(not one.progress for one in every)
    for code in PROGRESS:
        assert int(counts.get(str(PROGRESS.label(code)), 0)) == sum(
            one.progress == code for one in every
        )


def test_a_value_that_nobody_measured_is_not_recorded_and_never_nought(read):
    html = read("/en/strategy/")
    for one in published(Objective):
        row = re.search(rf"<tr>\s*<th[^>]*>{re.escape(str(one.name))}.*?</tr>", html, re.S)[0]
        lacking = sum(value is None for value in (one.baseline, one.latest, one.target))
        assert row.count("Not recorded") == lacking + (not one.source_urls)
        assert ("Our proposal" in row) == one.proposed


def test_everything_sourced_names_its_source(released):
    for model in (Strategy, Objective, Initiative, Turn):
        bare = published(model).filter(confidence="sourced", source_urls="")
        assert list(bare) == []


def test_an_area_names_the_initiatives_that_change_it(read):
    html = read("/en/areas/nordhavn/")
    part = html[html.index('id="initiatives"') :]
    assert '/en/ideas/urban_transition/"' in part[: part.index("</section>")]
    assert 'id="initiatives"' not in read("/en/areas/trelleborg_sjostaden/")


def test_PRF_the_strategy_asks_few_questions(client, released):
    with CaptureQueriesContext(connections["published"]) as asked:
        client.get("/en/strategy/")
    assert len(asked) <= 12


def test_the_report_of_a_year_has_what_happened_then_and_nothing_else(read):
    for year in set(published(Turn).filter(expected=False).values_list("year", flat=True)):
        html = read(f"/en/strategy/report/?year={year}")
        told = re.findall(r'<span class="tag is-\w+">', html)
        happened = published(Turn).filter(
            year=year, expected=False, initiative__priority__isnull=False
        )
        assert len(told) == happened.count(), year


def test_the_report_names_of_what_nothing_was_told(read):
    html = read("/en/strategy/report/?year=1999")  # not offered: the newest year is shown
    newest = published(Turn).filter(year__lte=2026).order_by("-year").first().year
    assert f"Report of the year {newest}" in words(html)
    told = set(
        published(Turn)
        .filter(year=newest, expected=False)
        .values_list("initiative__key", flat=True)
    )
    silent = html[html.index("Nothing was told of") :]
    begun = published(Initiative).exclude(start_year__gt=newest)
    for one in begun.exclude(progress__in=("finished", "dropped")):
        if one.key not in told:
            assert f'/en/ideas/{one.key}/"' in silent

"""The build-out: nothing counted twice, nothing added that cannot be, and what each sum rests on."""

import csv
import io
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.catalogue.models import Area, Figure
from prospect.explore import coverage
from prospect.explore.build_out import GROUPINGS, SERIES, BuildOut
from prospect.explore.one_plan import gaps, ladder, whole_plan
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES

CHOICES = [(series, by) for series in SERIES for by in GROUPINGS]


@pytest.mark.parametrize(("series", "by"), CHOICES)
def test_however_it_is_grouped_the_rows_add_up_to_the_sum(released, series, by):
    built = BuildOut.of({"measure": series, "by": by})
    assert sum(row.value for row in built.groups) == pytest.approx(built.total.value)
    assert built.total.value == pytest.approx(sum(one.figure.value for one in built.counted))


@pytest.mark.parametrize("series", list(SERIES))
def test_of_an_area_and_its_parts_only_one_is_counted(released, series):
    built = BuildOut.of({"measure": series})
    keys = [one.area.pk for one in built.counted]
    assert len(keys) == len(set(keys))
    whole = {one.root.pk for one in built.counted if one.area is one.root}
    assert not any(one.root.pk in whole for one in built.counted if one.area is not one.root)


def test_the_home_page_and_the_build_out_say_the_same(released, client):
    areas = list(published(Area))
    figures = list(published(Figure).filter(area__isnull=False))
    assert BuildOut.of({}).total == coverage.total(areas, figures, "planned_homes")
    floors = coverage.floor_totals(areas, figures)
    for country in COUNTRIES:
        assert BuildOut.of({"measure": f"floor_{country.lower()}"}).total == floors[country]


def test_floor_areas_of_two_countries_are_never_one_sum(released, client):
    for country in COUNTRIES.values():
        built = BuildOut.of({"measure": f"floor_{country.code.lower()}"})
        assert {one.area.country for one in built.counted} <= {country.code}
        assert {one.figure.basis for one in built.counted} <= {country.floor_area}
        html = client.get(f"/en/build-out/?measure=floor_{country.code.lower()}").content.decode()
        assert "Both countries" not in html


@pytest.mark.parametrize("language", ["en", "da", "sv"])
@pytest.mark.parametrize(("series", "by"), CHOICES)
def test_coverage_stands_beside_every_sum(released, client, language, series, by):
    response = client.get(f"/{language}/build-out/?measure={series}&by={by}")
    assert response.status_code == 200
    html = response.content.decode()
    facts = re.search(r'<dl class="facts">(.*?)</dl>', html, re.S)[1]
    assert facts.count('<div class="fact">') == facts.count('<dd class="fact-of small">') >= 1


@pytest.mark.parametrize("series", list(SERIES))
def test_the_table_to_take_away_has_every_figure_of_the_sum(released, client, series):
    response = client.get(f"/en/build-out/table.csv?measure={series}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    built = BuildOut.of({"measure": series})
    assert [row["area"] for row in rows] == [one.area.key for one in built.counted]
    assert sum(float(row["value"]) for row in rows) == pytest.approx(built.total.value)


def test_what_cannot_be_understood_shows_homes_by_year(released):
    built = BuildOut.of({"measure": "castles", "by": "colour"})
    assert (built.series.code, built.grouping) == ("homes", "year")


def test_every_whole_area_stands_on_one_step_of_the_ladder(released):
    areas = whole_plan("en")
    on_it = [
        area for rung in ladder(areas) for _country, _term, some in rung.sides for area in some
    ]
    assert sorted(area.pk for area in on_it) == sorted(area.pk for area in areas)
    assert not any(area.parent_id or area.kind == "corridor" for area in areas)


def test_each_step_names_the_term_of_each_country(released, client):
    html = client.get("/en/one-plan/").content.decode()
    for rung in ladder(whole_plan("en")):
        if rung.recorded:
            assert all(term in html for _country, term, _areas in rung.sides)


def test_gaps_are_counted_by_municipality(released):
    areas = whole_plan("en")
    found = gaps(areas)
    assert sum(gap.areas for gap in found) == len(areas)
    without_year = sum(not area.completion_year for area in areas)
    assert sum(gap.lacking[1] for gap in found) == without_year
    assert all(0 <= number <= gap.areas for gap in found for number in gap.lacking)


@pytest.mark.parametrize("path", ["build-out/", "build-out/?by=municipality", "one-plan/"])
def test_PRF_these_pages_ask_few_questions(released, client, path):
    with CaptureQueriesContext(connections["published"]) as asked:
        client.get(f"/en/{path}")
    assert len(asked) <= 12

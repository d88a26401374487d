"""The map of the build-out: discs as large as the figures, and a list that says the same."""

import re
from html import unescape

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.explore import sketch
from prospect.explore.build_out import SERIES, BuildOut
from prospect.explore.disc_map import LARGEST, MOST, SIZE, discs_of
from prospect.releases.middleware import LARDER

pytestmark = pytest.mark.usefixtures("released")
DRAWN = re.compile(
    r'<circle class="sk-disc lu-(\w+)" cx="(\d+)" cy="(\d+)" r="([\d.]+)"><title>(.*?): ([\d.,\s]+)</title>'
)


def read(client, language, measure, by="year"):
    answer = client.get(f"/{language}/build-out/", {"measure": measure, "by": by})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("measure", SERIES)
def test_every_figure_of_a_sum_is_a_disc_whose_area_is_its_value(client, measure):
    counted = BuildOut.of({"measure": measure}).counted
    drawn = DRAWN.findall(read(client, "en", measure))
    assert [unescape(name) for *_, name, _ in drawn] == [str(one.area.name) for one in counted]
    most = counted[0].figure.value
    for (use, x, y, r, _name, told), one in zip(drawn, counted, strict=True):
        assert use == one.area.category
        assert float(told.replace(",", "")) == one.figure.value
        assert (float(r) / LARGEST) ** 2 == pytest.approx(one.figure.value / most, abs=0.01)
        assert 0 <= int(x) <= SIZE[0] and 0 <= int(y) <= SIZE[1]


@pytest.mark.parametrize(
    ("language", "first"), [("en", "20,000"), ("da", "20.000"), ("sv", "20\u00a0000")]
)
def test_the_list_says_what_the_map_says(client, language, first):
    page = read(client, language, "homes", "municipality")
    listing = page[page.index('class="disc-list"') :]
    rows = re.findall(rf'<a href="/{language}/areas/(\w+)/"><b>(\d+)\. ', listing)
    counted = BuildOut.of({}).counted
    assert rows == [(one.area.key, str(place)) for place, one in enumerate(counted, 1)]
    assert first in listing and "mark-" in listing
    assert all(
        "," not in r and " " not in r for r in re.findall(r' r="(.*?)"', page)
    )  # no reader's style


def test_places_in_the_list_are_written_where_two_would_not_meet(client):
    found = discs_of(BuildOut.of({}).counted)
    places = found["map"]["places"]
    assert 3 < len(places) < len(found["discs"]) and places[0].place == 1
    legend = [one["r"] for one in found["legend"]]
    assert legend[0] <= LARGEST and (legend[0] / legend[1]) ** 2 == pytest.approx(10, rel=0.05)


def test_nothing_stated_draws_nothing_and_of_very_many_the_largest(client):
    assert discs_of([]) is None
    counted = BuildOut.of({}).counted
    many = discs_of(counted * (MOST // len(counted) + 1))
    assert len(many["discs"]) == MOST and many["more"] > 0


def test_PRF_the_build_out_asks_few_questions(client):
    LARDER.empty()
    with CaptureQueriesContext(connections["published"]) as asked:
        read(client, "sv", "jobs", "use")
    assert len(asked) <= 12


def test_a_base_map_that_is_written_anew_is_drawn_anew(settings, tmp_path):
    frame = sketch.Frame.around((12, 55, 13, 56), 300, 200)
    drawn = sketch.draw(frame)
    assert drawn["land"] and sketch.draw(frame)["land"] is drawn["land"]
    settings.BASEMAP = tmp_path
    assert sketch.draw(frame)["land"] == ""

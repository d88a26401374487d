"""What a page says a figure covers, what totals add, and what minutes leave out."""

import pytest

from prospect.catalogue.models import Area, Figure
from prospect.catalogue.network import Ride
from prospect.explore import area_facts, area_plan, coverage, journeys, rides
from prospect.records.models import published
from tests.explore.test_areas import page_of, section

WHOLE_AREA = "for the whole area when complete"


@pytest.mark.parametrize("key", ["brunnshog", "favrholm", "kronetorpstaden", "langeberga"])
def test_a_figure_of_one_stage_or_use_is_not_told_as_the_whole(released, client, key):
    words = section(page_of(client, key), "figures")
    assert " only" in words
    assert f"{WHOLE_AREA}, unless the figure says otherwise" in words


def test_the_fact_bar_says_what_its_figures_cover(released, client):
    bar = page_of(client, "loop_city").partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert "Additional potential" in bar


def test_a_share_needs_two_figures_that_cover_the_same(released):
    area = published(Area).get(key="brunnshog")
    area._prefetched_objects_cache = {
        "figures": [
            Figure(measure="existing_homes", value=300, unit="homes"),
            Figure(measure="planned_homes", value=700, unit="homes", covers="part"),
        ]
    }
    assert area_facts.shares(area) == []


def test_a_total_leaves_out_figures_of_a_part():
    areas = [Area(pk=1, kind="urban_development"), Area(pk=2, kind="urban_development")]
    figures = [
        Figure(area_id=1, measure="planned_homes", value=5000),
        Figure(area_id=2, measure="planned_homes", value=700, covers="part"),
    ]
    assert coverage.total(areas, figures, "planned_homes") == coverage.Total(5000, 1, 2)


def test_the_front_page_says_that_parts_are_left_out(released, client):
    html = client.get("/en/").content.decode()
    assert (
        "Figures that tell of a part of an area only, such as a first stage, are left out." in html
    )


def test_the_list_says_that_a_number_is_for_a_part(released, client):
    html = client.get("/en/map/?q=brunnshög").content.decode()
    assert "Homes planned, part of the area" in html


def test_an_adopted_danish_plan_waits_for_its_publication():
    plan = area_plan.plan_of(Area(stage="adopted", country="DK"))
    assert "when it is published" in str(plan.binding)


def test_the_ladder_names_the_document_and_claims_no_earlier_step(released, client):
    words = section(page_of(client, "nyhamnen"), "plan")
    assert "Term in Sweden fördjupad översiktsplan (FÖP)" in words
    assert "(before this)" in words and "passed" not in words
    assert "does not say that earlier steps were taken" in words


@pytest.mark.parametrize(("minutes", "told"), [(0, 0), (2.4, 2), (2.5, 3), (3.5, 4), (12.5, 13)])
def test_half_a_minute_is_rounded_up(minutes, told):
    assert rides.whole(minutes) == told


def test_a_station_that_serves_an_area_is_not_said_to_be_in_it(released, client):
    words = section(page_of(client, "varvsstaden"), "rail")
    assert "station is here" not in words and "The ride starts here" in words
    assert "The way to the station is not counted." in words
    assert journeys._lines(Ride(0.0, ())) == "The ride starts here"


def test_a_place_says_once_what_it_rests_on(released, client):
    html = client.get("/en/places/citytunneln/").content.decode()
    assert "<td>sourced</td>" in html


def test_what_is_for_sale_or_lease_is_found_by_either(released, client):
    for tenure in ("sale", "lease", "sale_or_lease"):
        found = client.get(f"/api/collections/opportunities/items?tenure={tenure}&limit=100").json()
        assert "norra_hamnen_plots" in [feature["id"] for feature in found["features"]], tenure
    found = client.get("/api/collections/opportunities/items?tenure=sale_or_lease&limit=100").json()
    assert {f["properties"]["tenure"] for f in found["features"]} == {"sale_or_lease"}


def test_the_open_data_say_what_a_figure_covers(released, client):
    properties = client.get("/api/collections/areas/items/brunnshog").json()["properties"]
    homes = next(f for f in properties["figures"] if f["measure"] == "planned_homes")
    assert homes["partial"] is True and homes["note"] == "The first stage, Solbjer, only"
    table = client.get("/api/collections/areas/items?f=csv&q=brunnshög").content.decode("utf-8-sig")
    assert "planned_homes_note" in table.splitlines()[0]
    assert "The first stage, Solbjer, only" in table

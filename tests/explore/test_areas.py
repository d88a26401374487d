"""The pages of areas, as a reader, a search engine and a link preview meet them."""

import io
import json
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from PIL import Image

from prospect.catalogue.models import Area, Figure, Organisation
from prospect.explore import area_facts, area_plan, contact_card, journeys
from prospect.explore.area_neighbours import neighbours_of
from prospect.explore.structured_data import data_block
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.records.models import published

MOST_QUESTIONS = 12


def page_of(client, key, language="en"):
    response = client.get(f"/{language}/areas/{key}/")
    assert response.status_code == 200
    return response.content.decode()


def section(html, name):
    """The words of one section, tags taken out."""
    found = re.search(rf'<section id="{name}".*?</section>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_every_area_has_a_page(released, client):
    for number, key in enumerate(published(Area).values_list("key", flat=True)):
        assert "<h1" in page_of(client, key, ("en", "da", "sv")[number % 3])


def test_an_unknown_or_past_area_is_not_found(released, client):
    assert client.get("/en/areas/atlantis/").status_code == 404
    assert client.get("/en/areas/atlantis/share.png").status_code == 404


def test_a_page_asks_few_questions_however_much_it_tells(released, client):
    page_of(client, "ideon")  # the network and the outlines of a release are read once
    for key in ("nordhavn", "hyllie", "loop_city", "sunnana", "oerestad"):
        with CaptureQueriesContext(connections["published"]) as asked:
            page_of(client, key)
        assert len(asked) <= MOST_QUESTIONS


def test_a_figure_shows_basis_year_mark_and_sources(released, client):
    words = section(page_of(client, "nordhavn"), "figures")
    assert "3,500,000 m²" in words
    assert "etageareal" in words
    assert "year not given" in words
    assert "(sourced)" in words and "(estimate)" in words
    assert "byggeplads.dk" in words


def test_links_away_name_their_host_and_keep_to_themselves(released, client):
    html = page_of(client, "nordhavn")
    away = re.findall(r'<a ([^>]*href="https?://[^>]*)>([^<]+)</a>', html)
    away = [(attributes, text) for attributes, text in away if "localhost" not in attributes]
    assert away
    for attributes, text in away:
        assert 'rel="noopener external"' in attributes
        assert "." in text


def test_what_is_missing_is_not_recorded_and_never_zero(released, client):
    html = page_of(client, "hyllie")
    facts = re.search(r'<dl class="facts">.*?</dl>', html, re.S).group()
    assert facts.count("Not recorded") == 2  # floor area and site area
    assert ">0<" not in facts and ">–<" not in facts


def test_bars_need_both_figures_in_one_measure(released):
    shares = {
        key: area_facts.shares(published(Area).get(key=key)) for key in ("hyllie", "refshaleoeen")
    }
    assert [share.percent for share in shares["hyllie"]] == [89]
    assert shares["refshaleoeen"] == []  # its existing floor area has no stated basis


def test_an_estimate_on_either_side_hatches_the_bar():
    built = Figure(measure="existing_homes", value=50, unit="homes", confidence="sourced")
    planned = Figure(measure="planned_homes", value=40, unit="homes", confidence="estimate")
    share = area_facts._share(built, planned)
    assert share.hatched
    assert share.percent == 100  # more than planned fills the bar and no more


def test_parts_are_listed_and_never_added(released, client):
    html = page_of(client, "hyllie")
    assert "Never added" in section(html, "parts")
    assert "/en/areas/hyllieang/" in html
    assert "/en/areas/hyllie/" in page_of(client, "hyllieang")


@pytest.mark.parametrize("stage", ["vision", "adopted", "built_out"])
def test_the_ladder_marks_where_an_area_stands(stage):
    plan = area_plan.plan_of(Area(stage=stage, country="SE"))
    states = [rung.state for rung in plan.rungs]
    here = states.index("now")
    assert plan.rungs[here].label == plan.stage
    assert set(states[:here]) <= {"before"} and set(states[here + 1 :]) <= {""}
    assert plan.language == "sv"


def test_an_unrecorded_step_is_shown_as_uncertain():
    plan = area_plan.plan_of(Area(stage="planned", country="DK"))
    assert not plan.recorded
    assert [rung.state for rung in plan.rungs] == ["maybe"] * 5 + [""] * 3


def test_adopted_and_in_force_are_kept_apart_in_sweden():
    adopted = area_plan.plan_of(Area(stage="adopted", country="SE"))
    in_force = area_plan.plan_of(Area(stage="in_force", country="SE"))
    assert (adopted.term, in_force.term) == ("antagen", "laga kraft")
    assert "appealed" in str(adopted.binding)


def test_the_line_of_years_has_today_in_its_place():
    area = Area(stage="under_construction", start_year=2011, completion_year=2060)
    stops = area_plan.timeline(area, [], 2026)
    assert [(stop.label, stop.state) for stop in stops] == [
        ("2011", "done"),
        ("Today", "now"),
        ("2060", "maybe"),
    ]


def test_a_year_that_passed_unconfirmed_says_so():
    area = Area(stage="under_construction", completion_year=2023)
    stop = area_plan.timeline(area, [], 2026)[0]
    assert stop.state == "maybe"
    assert "not confirmed since" in stop.text


def test_minutes_are_counted_from_the_best_open_station(released):
    access = journeys.access_of_area(released.id, published(Area).get(key="hyllie"))
    minutes = {journey.destination: journey.minutes for journey in access.journeys}
    assert set(minutes) == {"Copenhagen H", "Malmö C", "Copenhagen Airport", "Lund C"}
    assert minutes["Malmö C"] < minutes["Copenhagen Airport"] < minutes["Copenhagen H"]


def test_a_planned_station_is_named_but_not_counted(released, client):
    words = section(page_of(client, "lynetteholm"), "rail")
    assert "No rail stop" in words
    assert "Not open yet, so not counted: Lynetteholm." in words
    assert " min " not in words


def test_an_area_without_rail_names_the_nearest_stations(released, client):
    words = section(page_of(client, "sunnana"), "rail")
    assert "No rail stop" in words
    assert "Burlöv" in words and "km" in words


@pytest.mark.parametrize(
    ("key", "first", "others"),
    [
        ("nordhavn", "Copenhagen Capacity", {"kbh_erhverv", "byoghavn", "kk_tmf"}),
        ("hyllie", "Invest in Skåne", {"malmo_nlk", "malmo_fgk", "malmo_sbk"}),
        ("naerheden", "Copenhagen Capacity", {"muni_hoejetaastrup", "naerheden"}),
    ],
)
def test_the_contact_card_goes_from_first_contact_to_plan_authority(released, key, first, others):
    area = published(Area).select_related("partner").get(key=key)
    card = contact_card.card_for(area.country, area.partner, area)
    assert str(card.first.name) == first
    assert others <= {contact.key for contact in card.contacts}


def test_a_municipality_that_is_office_and_authority_is_told_once(released):
    area = published(Area).select_related("partner").get(key="brunnshog")
    card = contact_card.card_for("SE", area.partner, area)
    [lund] = [contact for contact in card.contacts if str(contact.name) == "Lunds kommun"]
    assert len(lund.roles) == 2
    assert lund.languages == "Swedish and English"


def test_an_owner_is_found_by_name_without_its_legal_form():
    area = Area(owners=("Carlsberg Byen P/S (Realdania, PFA)",), official_host="x.dk")
    developer = Organisation(role="area_developer", name=Text({"en": "Carlsberg Byen P/S"}))
    assert contact_card.develops(developer, area, Partner(official_host="kk.dk"))
    developer.name = Text({"en": "Carlsberg A/S"})
    assert not contact_card.develops(developer, area, Partner(official_host="kk.dk"))


def test_neighbours_are_other_top_level_areas(released):
    part = published(Area).get(key="faelledby")
    found = {neighbour.area.key for neighbour in neighbours_of(released.id, part)}
    assert 3 <= len(found) <= 4
    assert not found & {"faelledby", "oerestad", "loop_city"}


def test_an_unconfirmed_area_says_so(released, client):
    assert "Not confirmed yet" in page_of(client, "nordhavn")


def test_the_page_carries_a_place_for_machines(released, client):
    html = page_of(client, "nordhavn", "da")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1)
    place = json.loads(block)
    assert place["@type"] == "Place"
    assert place["url"].endswith("/da/areas/nordhavn/")
    assert place["geo"]["latitude"] == pytest.approx(55.71, abs=0.02)


def test_no_value_breaks_out_of_the_data_block():
    html = data_block({"name": "</script><script>alert(1)</script> & co"})
    assert html.count("<") == 2
    assert json.loads(html[html.index(">") + 1 : html.rindex("<")])["name"].endswith("& co")


def test_the_share_picture_is_a_small_png_of_the_size_link_previews_expect(released, client):
    response = client.get("/en/areas/nordhavn/share.png")
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) <= 80_000
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert "/en/areas/nordhavn/share.png" in page_of(client, "nordhavn")


def test_the_index_lists_every_area_once_by_municipality(released, client):
    html = client.get("/sv/areas/").content.decode()
    for key in published(Area).values_list("key", flat=True):
        assert html.count(f"/sv/areas/{key}/") == 1
    assert html.index("Danmark") < html.index("<h3>Malmö</h3>")

"""Home, industries, places, contacts and the pages about the site."""

import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from prospect.catalogue.models import Area, Figure, Industry, Organisation, Place
from prospect.explore import coverage, sketch
from prospect.explore.topics import OFFICE, SECTOR_PLACES, SECTOR_WORDS, TOPICS
from prospect.records.models import published
from prospect.registers.kinds import PLACE_KINDS, ROLES
from prospect.registers.sectors import SECTORS

PAGES = (
    "",
    "industries/",
    "industries/life_science/",
    "industries/quantum/",
    "places/",
    "places/oeresund_bridge/",
    "story/",
    "story/agreed/",
    "strategy/",
    "ideas/",
    "ideas/?view=map",
    "ideas/oresund_metro/",
    "contacts/",
    "embed/",
    "embed/?kind=ideas&language=sv",
    "about/",
    "sources/",
    "accessibility/",
    "privacy/",
)
MOST_QUERIES = 12


@pytest.fixture
def read(client, released):
    def get(path):
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    return get


@pytest.mark.parametrize("language", ["en", "da", "sv"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_every_language(read, language, path):
    page = read(f"/{language}/{path}")
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert len(re.search(r"<title>(.*?)</title>", page)[1]) > 10
    assert 'name="description" content="' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_a_constant_number_of_questions(client, released, path):
    with CaptureQueriesContext(connections["published"]) as queries:
        client.get(f"/en/{path}")
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_inline_style_or_script_and_set_no_cookie(client, released, path):
    response = client.get(f"/en/{path}")
    page = response.content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*ld\+json)", page)
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not response.cookies


@pytest.mark.parametrize("path", ["industries/nothing/", "places/nothing/"])
def test_unknown_keys_are_404(client, released, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_home_tells_the_region_at_a_glance(read):
    page = read("/en/")
    assert "67 areas: 36 in Denmark, 31 in Sweden" in page
    assert re.search(r"stated for \d+ of \d+ areas", page)
    assert page.count('href="/en/map/?sector=') == 8
    assert "etageareal" in page
    assert "BTA" in page
    assert 'name="q"' in page


def test_home_draws_the_region_in_few_bytes(read):
    drawing = re.search(r"<svg class=\"sketch\".*?</svg>", read("/en/"), re.S)[0]
    assert len(drawing.encode()) < 25_000
    assert 'role="img"' in drawing
    assert 'aria-label="Map of Copenhagen' in drawing


def test_home_does_without_a_base_map(read, settings, tmp_path):
    settings.BASEMAP = tmp_path / "none"
    assert "67 areas" in read("/en/")


def test_parts_are_not_counted_beside_their_area():
    whole, part = Area(pk=1, kind="urban_development"), Area(pk=2, kind="urban_development")
    part.parent_id = 1
    lone = Area(pk=3, kind="business_area")
    across = Area(pk=4, kind="corridor")

    def jobs(area, value):
        return Figure(area_id=area.pk, measure="planned_workplaces", value=value)

    areas = [whole, part, lone, across]
    both = [jobs(whole, 100), jobs(part, 40), jobs(across, 900)]
    assert coverage.total(areas, both, "planned_workplaces") == coverage.Total(100, 1, 2)
    only_part = [jobs(part, 40)]
    assert coverage.total(areas, only_part, "planned_workplaces") == coverage.Total(40, 1, 2)
    assert coverage.total(areas, [], "planned_workplaces") == coverage.Total(0, 0, 2)


def test_floor_areas_of_the_two_countries_are_never_one_sum(released):
    areas = list(published(Area))
    floors = coverage.floor_totals(areas, published(Figure).filter(area__isnull=False))
    assert set(floors) == {"DK", "SE"}
    for code, floor in floors.items():
        assert floor.of == sum(
            a.country == code and a.parent_id is None and a.kind != "corridor" for a in areas
        )


def test_a_frame_holds_its_bounds_in_the_right_hand_share():
    frame = sketch.Frame.around((12.35, 55.5, 13.25, 55.78), 1440, 560, 0.6)
    west, _ = frame.point(12.35, 55.64)
    east, _ = frame.point(13.25, 55.64)
    assert 576 <= west < east <= 1440
    for corner in ((12.35, 55.5), (13.25, 55.78)):
        assert frame.holds(*corner)


def test_every_industry_has_a_page_with_its_map_link(read):
    for key in published(Industry).values_list("key", flat=True):
        page = read(f"/en/industries/{key}/")
        assert f'href="/en/map/?sector={key}"' in page or "No area names this industry" in page


def test_an_industry_shows_figures_with_year_mark_and_source(read):
    page = read("/en/industries/life_science/")
    row = re.search(r"<tr>(?:(?!</tr>).)*65,500.*?</tr>", page, re.S)[0]
    assert "2022" in row
    assert "mark-sourced" in row
    assert "oresundsinstituttet.org</a>" in row
    assert "Medicon Valley Alliance" in page
    assert "/en/places/novo_nordisk" in page or "Novo Nordisk" in page


def test_an_industry_without_figures_says_so(read):
    assert "No figure for this industry has been found" in read("/en/industries/quantum/")


def test_sector_tables_speak_of_known_codes():
    assert set(SECTOR_WORDS) <= set(SECTORS)
    assert set(SECTOR_PLACES) <= set(SECTORS)
    assert {kind for kinds in SECTOR_PLACES.values() for kind in kinds} <= set(PLACE_KINDS)


def test_places_are_filtered_by_kind_and_country(read):
    page = read("/en/places/?kind=port&country=SE")
    assert "Port of Trelleborg" in page
    assert "Port of Køge" not in page
    assert 'aria-current="true">Port' in page


def test_places_ignore_what_they_do_not_understand(read):
    assert "100 places" in read("/en/places/?kind=castle&year=zz&bbox=1,2")


def test_places_without_a_hit_name_the_way_out(read):
    page = read("/en/places/?kind=bridge&country=SE")
    assert "No place fits" in page
    assert 'href="/en/places/"' in page


def test_a_place_names_the_nearest_areas_by_distance(read):
    page = read("/en/places/ess/")
    nearest = page[page.index('id="nearest"') :]
    assert "/en/areas/brunnshog/" in nearest
    kilometres = [float(km) for km in re.findall(r"([\d.]+)\u00a0km", nearest)]
    assert kilometres == sorted(kilometres)


def test_a_place_on_the_border_belongs_to_both_countries(read):
    page = read("/da/places/oeresund_bridge/")
    assert "København/Malmø" in page


def test_every_role_answers_one_topic():
    roles = [role for topic in TOPICS.values() for role in topic.roles]
    assert len(roles) == len(set(roles))
    assert {*roles, OFFICE} == set(ROLES)


def test_every_organisation_stands_on_the_contacts_page(read):
    page = read("/en/contacts/")
    for organisation in published(Organisation):
        assert f">{organisation.name['en']}".replace("&", "&amp;") in page, organisation.key


def test_contacts_give_organisations_and_hosts_but_no_persons(read):
    page = read("/en/contacts/")
    assert "mailto:" not in page
    assert "tel:" not in page
    assert 'href="https://copcap.com/"' in page
    for topic in TOPICS:
        assert f'id="{topic}"' in page


def test_english_words_of_a_pack_are_not_passed_off_as_danish(read):
    assert "southern Sweden" not in re.sub(r'lang="en".*?</span>', "", read("/da/contacts/"))


def test_about_counts_coverage_in_the_release(read):
    page = read("/en/about/")
    with_area = (
        published(Figure).filter(measure="site_area", area__country="DK").values("area").distinct()
    )
    assert f"{with_area.count()} of 36 areas" in page
    assert "laga kraft" in page
    assert "bebyggelsesprocent" in page


def test_about_names_the_release_and_its_files(read, client, released):
    page = read("/en/about/")
    assert released.id in page
    for address in re.findall(r'href="(/releases/[^"]+)"', page):
        response = client.get(address)
        response.close()
        assert response.status_code == 200


def test_sources_count_the_facts_that_rest_on_each(read):
    page = read("/en/sources/")
    hosts = re.findall(r"<li><span>([^<]+)</span> <b>(\d+)</b>", page)
    numbers = [int(number) for _, number in hosts]
    assert numbers == sorted(numbers, reverse=True)
    assert "oresundsinstituttet.org" in dict(hosts)
    assert "OpenStreetMap contributors" in page


@pytest.mark.parametrize("path", ["accessibility/", "privacy/"])
def test_statements_say_when_no_contact_is_set(read, settings, path):
    settings.CONTACT_URL = ""
    assert "PROSPECT_CONTACT_URL" in read(f"/en/{path}")


@pytest.mark.parametrize("path", ["accessibility/", "privacy/"])
def test_statements_name_the_contact_that_is_set(read, settings, path):
    settings.CONTACT_URL = "https://example.org/write"
    assert "https://example.org/write" in read(f"/en/{path}?again")


def test_words_in_another_language_are_marked(released):
    place = published(Place).first()
    with translation.override("sv"):
        assert str(place.name) == place.name["sv"]

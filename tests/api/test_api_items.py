"""What a program gets when it asks for the region's items."""

import pytest
from shapely.geometry import box, shape

from prospect.api.content import OFFERS

pytestmark = pytest.mark.usefixtures("released")
AREAS = "/api/collections/areas/items"


def keys(answer):
    return [feature["id"] for feature in answer.json()["features"]]


@pytest.mark.parametrize("collection", OFFERS)
def test_every_collection_gives_all_of_its_items_with_what_ogc_api_features_asks_for(
    client, collection
):
    answer = client.get(f"/api/collections/{collection}/items?limit=1000")
    page = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert page["numberMatched"] == page["numberReturned"] == len(page["features"]) > 0
    assert page["timeStamp"].endswith("Z")
    assert {"self", "alternate", "collection"} == {one["rel"] for one in page["links"]}
    assert all({"rel", "href", "type", "title"} == set(one) for one in page["links"])


@pytest.mark.parametrize("collection", OFFERS)
def test_SEC_no_internal_number_and_no_state_of_editing_is_ever_shown(client, collection):
    for feature in client.get(f"/api/collections/{collection}/items?limit=1000").json()["features"]:
        assert not {"pk", "state", "partner_id", "area_id", "id"} & set(feature["properties"])
        assert feature["id"] == feature["properties"]["key"]


def test_walking_the_next_links_meets_every_area_once_and_the_way_back_exists(client):
    answer = client.get(f"{AREAS}?limit=20&country=DK")
    met, pages = keys(answer), 1
    while following := [one for one in answer.json()["links"] if one["rel"] == "next"]:
        assert "country=DK" in following[0]["href"]
        answer = client.get(following[0]["href"].replace("http://testserver", ""))
        met += keys(answer)
        pages += 1
    assert pages > 1
    assert len(met) == len(set(met)) == answer.json()["numberMatched"]
    assert [one for one in answer.json()["links"] if one["rel"] == "prev"]


def test_an_item_of_a_list_and_the_item_by_its_key_are_the_same(client):
    listed = client.get(f"{AREAS}?limit=3&lang=da").json()["features"]
    for feature in listed:
        assert client.get(f"{AREAS}/{feature['id']}?lang=da").json() == feature


def test_the_filters_are_those_of_the_page(client):
    large = client.get(f"{AREAS}?use=logistics&min_area=50&country=SE").json()["features"]
    assert large
    for feature in large:
        told = feature["properties"]
        (size,) = (f["value"] for f in told["figures"] if f["measure"] == "site_area")
        assert "logistics" in told["uses"] and size >= 50 and told["country"] == "SE"


def test_codes_can_be_repeated_or_separated_by_commas(client):
    repeated = client.get(f"{AREAS}?kind=science_park&kind=logistics_area")
    listed = client.get(f"{AREAS}?kind=science_park,logistics_area")
    assert keys(repeated) == keys(listed) != []


def test_a_municipality_is_found_by_the_key_that_items_show(client):
    for collection in ("areas", "opportunities", "places", "stations"):
        first = client.get(f"/api/collections/{collection}/items?limit=1").json()["features"][0]
        key = first["properties"]["municipality"]["key"]
        found = client.get(f"/api/collections/{collection}/items", {"municipality": key})
        assert first["id"] in keys(found)


def test_a_bounding_box_keeps_what_touches_it(client):
    inside = client.get(f"{AREAS}?bbox=12.9,55.5,13.1,55.7&limit=1000").json()["features"]
    assert 0 < len(inside) < client.get(AREAS).json()["numberMatched"]
    for feature in inside:
        assert shape(feature["geometry"]).intersects(box(12.9, 55.5, 13.1, 55.7))


def test_numbers_may_be_written_as_machines_write_them(client):
    plain = keys(client.get(f"{AREAS}?min_area=20&bbox=12,55,13,56"))
    written = keys(client.get(f"{AREAS}?min_area=2.0e%2B1&bbox=12,5.5e1,13,56.00000000000000001"))
    assert plain == written != []


def test_an_area_tells_its_stage_in_the_words_of_its_country_and_what_binds(client):
    told = client.get(f"{AREAS}/nordhavn?lang=sv").json()["properties"]
    assert told["stage"] == "under_construction"
    assert told["national_term"] == "under udbygning"
    assert "lokalplan" in told["binding"].lower()
    assert told["municipality"] == {"key": "koebenhavn", "name": "Köpenhamn"}


def test_every_figure_has_unit_confidence_and_sources(client):
    figures = [
        figure
        for collection in ("areas", "industries")
        for feature in client.get(f"/api/collections/{collection}/items").json()["features"]
        for figure in feature["properties"]["figures"]
    ]
    assert len(figures) > 100
    for figure in figures:
        assert figure["label"] and figure["unit"] and figure["confidence"]
        assert isinstance(figure["sources"], list)
        assert figure["measure"] != "planned_floor_area" or figure["basis"]


def test_outlines_are_told_to_be_indicative_and_have_their_bounding_box(client):
    for feature in client.get(f"{AREAS}?limit=1000").json()["features"]:
        outline = shape(feature["geometry"])
        assert outline.is_valid and list(outline.bounds) == feature["bbox"]
        assert feature["properties"]["outline_status"] == "indicative"
        for polygon in getattr(outline, "geoms", [outline]):
            assert polygon.exterior.is_ccw  # RFC 7946, 3.1.6


def test_what_has_no_place_has_a_null_geometry(client):
    for collection in ("industries", "organisations"):
        features = client.get(f"/api/collections/{collection}/items").json()["features"]
        assert {feature["geometry"] for feature in features} == {None}


def test_an_illustrative_opportunity_says_so_in_words(client):
    features = client.get("/api/collections/opportunities/items?limit=1000").json()["features"]
    told = [feature["properties"] for feature in features]
    assert {one["illustrative"] for one in told} == {True, False}
    assert all(bool(one["notice"]) is one["illustrative"] for one in told)


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_words_come_in_the_language_asked_for_and_a_fallback_is_marked(client, language):
    answer = client.get(f"/api/collections/industries/items?lang={language}")
    assert answer["Content-Language"] == language
    for feature in answer.json()["features"]:
        told = feature["properties"]
        assert told["language"] == language and told["name"] and told["summary"]
        assert all(other != language for other in told["fallback"].values())


def test_the_language_of_the_browser_changes_nothing(client):
    plain = client.get(f"{AREAS}/nordhavn").content
    assert client.get(f"{AREAS}/nordhavn", headers={"Accept-Language": "sv"}).content == plain


def test_an_item_leads_to_its_page_in_the_language_asked_for(client):
    links = client.get(f"{AREAS}/nordhavn?lang=da").json()["links"]
    pages = [one["href"] for one in links if one["type"] == "text/html"]
    assert pages == ["http://testserver/da/areas/nordhavn/"]


def test_beyond_the_last_item_there_is_an_empty_page_and_no_next(client):
    page = client.get(f"{AREAS}?offset=1000000000").json()
    assert page["features"] == [] and page["numberMatched"] > 0
    assert "next" not in {one["rel"] for one in page["links"]}


@pytest.mark.parametrize("collection", OFFERS)
def test_a_hundred_items_need_no_more_queries_than_two(
    client, django_assert_num_queries, collection
):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    needed = []
    for limit in (2, 100):
        with CaptureQueriesContext(connections["published"]) as queries:
            client.get(f"/api/collections/{collection}/items?limit={limit}")
        needed.append(len(queries))
    assert needed[0] == needed[1] <= 5


def test_the_editing_database_is_never_asked(client, monkeypatch):
    from django.db import connections

    def refuse(*args, **kwargs):
        raise AssertionError("the editing database was asked")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    for collection in OFFERS:
        assert client.get(f"/api/collections/{collection}/items").status_code == 200

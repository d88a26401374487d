"""What narrows a list on a page narrows it in the API, to the same items."""

import re

import pytest

from prospect.api.content import OFFERS
from prospect.registers.stages import YEARS, phase_in
from prospect.search.filters import PARAMETERS

pytestmark = pytest.mark.usefixtures("released")
AREAS = "/api/collections/areas/items"
PAGES = {"areas": "/en/map/", "opportunities": "/en/opportunities/"}
LISTED = {
    "areas": re.compile(r'data-key="(\w+)"'),
    "opportunities": re.compile(r'<h2>.*?<a href="/en/opportunities/([^/]+)/"'),
}
COMMON = ("q=havn", "q=lund park", "bbox=12.5,55.6,12.62,55.7", "bbox=13,55.5,0,13.3,55.8,9", "bbox=0,0,0,0",
          "municipality=København,malmo", "municipality=Ishøj")  # fmt: skip
NUMBERS = {
    "area": ("5", "1e2"), "floor": ("20000", "3.0E5"), "completion": ("2030", "2040"),
    "largest": ("2000", "1e4"), "smallest": ("2000", "1e4"), "available": ("2026", "2030"),
}  # fmt: skip

FREE = {"municipality": ("koebenhavn", "Malmö"), "area": ("nordhavn", "hyllie")}


def questions():
    """Give every parameter of both lists, each with several values, and some together."""
    for collection, parameters in PARAMETERS.items():
        if collection not in PAGES:
            continue
        for query in COMMON:
            yield collection, query
        for parameter in parameters:
            cells = NUMBERS.get(parameter.column) or parameter.vocabulary or FREE[parameter.name]
            for cell in cells:
                yield collection, f"{parameter.name}={cell}"
            yield collection, f"{parameter.name}={cells[0].upper()}&country=se"
    for year in (*YEARS, "2029", "2040%2B", "1999"):
        yield "areas", f"year={year}&use=Logistics"


def matched(client, collection, query):
    answer = client.get(f"/api/collections/{collection}/items?limit=1000&{query}")
    assert answer.status_code == 200, (query, answer.content[:300])
    return sorted(feature["id"] for feature in answer.json()["features"])


def test_API_every_filter_of_a_page_is_one_of_the_api_and_gives_the_same(client):
    asked, some = list(questions()), 0
    for collection, query in asked:
        page = client.get(f"{PAGES[collection]}?{query}").content.decode()
        found = matched(client, collection, query)
        assert sorted(LISTED[collection].findall(page)) == found, (collection, query)
        some += bool(found)
    assert len(asked) > 150 and some > 80


@pytest.mark.parametrize("collection", PAGES)
def test_API_every_field_of_a_pages_form_is_in_the_document(client, collection):
    page = client.get(PAGES[collection]).content.decode()
    fields = set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page)) - {
        "sort",
        "page",
        "selected",
    }
    document = client.get("/api/openapi.json").json()
    operation = document["paths"][f"/collections/{collection}/items"]["get"]
    assert len(fields) > 8
    assert fields <= {one["name"] for one in operation["parameters"]}


@pytest.mark.parametrize("year", [*YEARS, "2034", "2040%2B", "2099", "1999"])
def test_the_year_tells_what_is_expected_to_stand_and_narrows_nothing(client, year):
    features = client.get(f"{AREAS}?limit=1000&year={year}").json()["features"]
    assert len(features) == client.get(AREAS).json()["numberMatched"]
    stop = {"2034": "2030", "2040%2B": "2040", "2099": "2040", "1999": "today"}.get(year, year)
    for told in (feature["properties"] for feature in features):
        years = told["start_year"], told["completion_year"]
        assert told["phase"] == phase_in(told["stage"], *years, stop) and told["phase_label"]


@pytest.mark.parametrize("year", ["soon", "20400", "-2030", "", "2030,2035"])
def test_a_year_that_is_none_is_refused_by_name_and_other_collections_have_none(client, year):
    answer = client.get(AREAS, {"year": year})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "year")
    answer = client.get("/api/collections/places/items", {"year": "2030"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "year")


@pytest.mark.parametrize(
    "moment",
    [
        "2026-01-01T00:00:00Z", "2026-01-01t00:00:00.5+01:00", "2026-12-31T23:59:60Z", "2026-02-28",
        "2026-01-01T00:00:00Z/2027-01-01T00:00:00Z", "2026-01-01/..", "../2026-01-01T00:00:00Z",
        "/2026-01-01", "2026-01-01/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("collection", OFFERS)
def test_NUM_03_any_moment_leaves_all_items_as_none_has_a_time_of_its_own(
    client, collection, moment
):
    path = f"/api/collections/{collection}/items"
    answer = client.get(path, {"datetime": moment})
    assert answer.status_code == 200, answer.content
    assert answer.json()["numberMatched"] == client.get(path).json()["numberMatched"]


@pytest.mark.parametrize(
    "moment",
    ["", "now", "2026", "2026-13-01", "2026-02-30", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00", "../..",
     "2027-01-01/2026-01-01", "a/b", "/", "..", "2026-01-01/2026-02-01/2026-03-01", "٢٠٢٦-01-01", "0000-01-01"],
)  # fmt: skip
def test_NUM_03_a_moment_that_is_none_is_refused_by_name(client, moment):
    answer = client.get(AREAS, {"datetime": moment})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "datetime")


def test_one_municipality_has_one_key_and_one_name_in_every_collection(client):
    names = {}
    for collection in ("areas", "opportunities", "places", "stations"):
        path = f"/api/collections/{collection}/items"
        for feature in client.get(f"{path}?limit=1000&lang=en").json()["features"]:
            told = feature["properties"]["municipality"]
            assert told["key"].isascii() and told["key"].islower()
            assert names.setdefault(told["key"], told["name"]) == told["name"]
        for key in list(names)[:5]:
            assert client.get(path, {"municipality": key}).status_code == 200
    assert names["koebenhavn"] == "Copenhagen" and names["ishoej"] == "Ishøj"
    assert len(names) == len(set(names.values()))


def test_the_size_as_drawn_is_called_so_and_never_stands_for_a_stated_one(client):
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    told = schemas["areas_item"]["properties"]["properties"]["properties"]
    assert "indicative" in told["outline_area_ha"]["description"] and "gross_area_ha" not in told
    header = client.get(f"{AREAS}?f=csv&limit=1").content.decode("utf-8-sig").split("\r\n")[0]
    assert "outline_area_ha" in header.split(",") and "site_area" in header.split(",")


@pytest.mark.parametrize("language", ["da", "sv"])
def test_words_of_organisations_kept_in_english_are_marked_as_english(client, language):
    path = f"/api/collections/organisations/items?limit=1000&lang={language}"
    told = {one["id"]: one["properties"] for one in client.get(path).json()["features"]}
    assert all(one["fallback"].get("topics") == "en" for one in told.values() if one["topics"])
    assert told["invest_skane"]["fallback"]["serves"] == "en"
    assert "serves" not in told["kbh_erhverv"]["fallback"]
    english = client.get("/api/collections/organisations/items?limit=1000").json()["features"]
    assert not any(one["properties"]["fallback"] for one in english)


def test_municipalities_that_an_organisation_serves_are_named_for_the_reader(client):
    told = client.get("/api/collections/organisations/items/cmp?lang=sv").json()["properties"]
    assert told["serves"] == ["Köpenhamn", "Malmö"]


def test_the_document_says_in_words_what_a_year_and_an_empty_service_mean(client):
    document = client.get("/api/openapi.json").json()
    operation = document["paths"]["/collections/areas/items"]["get"]
    told = {one["name"]: one["description"] for one in operation["parameters"]}
    assert told["done_by"].startswith("In this year or before")
    assert (
        document["components"]["responses"]["503"]["description"]
        == "Nothing has been published yet"
    )

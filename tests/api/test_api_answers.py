"""What every answer of the API has in common, and what the API says about itself."""

import json

import pytest

from prospect.api.content import OFFERS
from prospect.search.filters import PARAMETERS

pytestmark = pytest.mark.usefixtures("released")
DOCUMENTS = ["", "openapi.json", "conformance", "collections", "collections/areas", "releases"]
ITEMS = [
    "collections/areas/items",
    "collections/areas/items?f=csv",
    "collections/areas/items/nordhavn",
]


@pytest.mark.parametrize("path", DOCUMENTS + ITEMS)
def test_API_05_an_unchanged_answer_is_304_without_a_body(client, path):
    first = client.get(f"/api/{path}")
    again = client.get(f"/api/{path}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", DOCUMENTS + ITEMS)
def test_API_05_HEAD_tells_what_GET_would(client, path):
    full, head = client.get(f"/api/{path}"), client.head(f"/api/{path}")
    assert head.status_code == 200 and head.content == b""
    assert head["Content-Type"] == full["Content-Type"] and head["ETag"] == full["ETag"]


@pytest.mark.parametrize("path", DOCUMENTS + ITEMS)
def test_WEB_11_anyone_may_ask_from_anywhere_but_never_with_credentials(client, path):
    for origin in ("https://evil.example", "null"):
        answer = client.get(f"/api/{path}", headers={"Origin": origin})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Set-Cookie" not in answer


@pytest.mark.parametrize("path", [*DOCUMENTS, *ITEMS, "nonsense"])
def test_WEB_11_a_preflight_is_answered_with_what_may_be_done(client, path):
    answer = client.options(f"/api/{path}", headers={"Origin": "https://a.example"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["collections", "collections/areas", "conformance", "releases"])
def test_a_slash_at_the_end_makes_no_difference(client, path):
    assert client.get(f"/api/{path}/").content == client.get(f"/api/{path}").content


def test_api_without_a_slash_leads_to_the_landing_page(client):
    assert client.get("/api", follow=True).json()["links"]


def test_every_link_of_the_landing_page_leads_somewhere(client):
    links = client.get("/api/").json()["links"]
    expected = {"self", "service-desc", "service-doc", "conformance", "data", "license"}
    assert expected <= {one["rel"] for one in links}
    for one in links:
        answer = client.get(one["href"].replace("http://testserver", ""))
        assert answer.status_code in (200, 302), one


def test_a_browser_gets_a_page_and_a_program_gets_json_whoever_came_first(client):
    assert client.get("/api/")["Content-Type"] == "application/json"
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    page = client.get("/api/", headers=browser)
    assert page["Content-Type"].startswith("text/html")
    assert "/api/collections/areas/items" in page.content.decode()
    assert client.get("/api/")["Content-Type"] == "application/json"
    assert "Accept" in page["Vary"].split(", ")


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_the_page_for_people_speaks_the_language_asked_for(client, language):
    page = client.get(f"/api/?f=html&lang={language}")
    assert f'<html lang="{language}"' in page.content.decode()


def test_collections_tell_how_many_items_there_are_and_where(client):
    told = {one["id"]: one for one in client.get("/api/collections").json()["collections"]}
    assert list(told) == list(OFFERS)
    for id, one in told.items():
        matched = client.get(f"/api/collections/{id}/items?limit=1").json()["numberMatched"]
        assert one["itemCount"] == matched
        assert ("extent" in one) == OFFERS[id].geographic
    assert client.get("/api/collections/areas").json() == told["areas"]


def test_releases_lead_to_files_that_stay(client, released):
    listed = client.get("/api/releases").json()["releases"]
    assert [one["id"] for one in listed if one["current"]] == [released.id]
    for one in listed[0]["links"]:
        assert listed[0]["id"] in one["href"]


def test_the_current_catalogue_is_found_at_a_fixed_address(client, released):
    answer = client.get("/api/catalogue.gpkg")
    assert answer.status_code == 302 and answer["Cache-Control"] == "no-cache"
    assert answer["Location"] == f"/releases/{released.id}/catalogue.gpkg"
    file = client.get(answer["Location"])
    assert next(iter(file.streaming_content)).startswith(b"SQLite format 3")
    file.close()


def test_the_document_names_every_filter_with_its_codes(client):
    answer = client.get("/api/openapi.json")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = answer.json()
    assert document["openapi"] == "3.0.3"
    for collection, parameters in PARAMETERS.items():
        operation = document["paths"][f"/collections/{collection}/items"]["get"]
        told = {one["name"]: one["schema"] for one in operation["parameters"]}
        for parameter in parameters:
            if parameter.vocabulary:
                assert told[parameter.name]["items"]["enum"] == list(parameter.vocabulary)
        assert {"q", "bbox", "limit", "offset", "lang", "f"} <= set(told)
        assert {"200", "304", "400", "405", "406"} <= set(operation["responses"])


def test_the_document_refers_only_to_what_it_holds(client):
    document = client.get("/api/openapi.json").json()
    text = json.dumps(document)
    for kind in ("schemas", "responses"):
        for part in text.split(f'"#/components/{kind}/')[1:]:
            assert part.split('"')[0] in document["components"][kind]

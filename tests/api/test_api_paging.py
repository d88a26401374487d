"""Walking through collections page by page, and what one answer can hold at most."""

import csv
import io
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospect.api.content import OFFERS
from prospect.api.parameters import MOST_ITEMS
from prospect.search.filters import PARAMETERS

pytestmark = pytest.mark.usefixtures("released")
LARGEST_ANSWER = 5_000_000
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NARROWED = {
    "areas": {"country": "DK", "use": "office"},
    "opportunities": {"illustrative": "yes"},
    "places": {"country": "SE"},
    "stations": {"kind": "metro,S-tog", "bbox": "12,55,13,56"},
    "industries": {"q": "science"},
    "organisations": {"q": "malmö"},
}
PAGED = {"lang": ["da", "sv"], "limit": ["1000"], "offset": ["0"], "f": ["json"]}


def ask(client, collection, **asked):
    answer = client.get(f"/api/collections/{collection}/items", asked)
    assert answer.status_code == 200, answer.content[:300]
    return answer


def keys(client, collection, **asked):
    return [f["id"] for f in ask(client, collection, **asked).json()["features"]]


def everything(client, collection, **asked):
    found = keys(client, collection, limit=MOST_ITEMS, **asked)
    assert len(found) == ask(client, collection, limit=1, **asked).json()["numberMatched"]
    return found


@pytest.mark.parametrize("limit", [3, 7, 100, 1000])
@pytest.mark.parametrize("collection", OFFERS)
def test_API_03_walking_by_offset_meets_every_item_once_and_in_order(client, collection, limit):
    whole, met = everything(client, collection), []
    for offset in range(0, len(whole), limit):
        page = keys(client, collection, limit=limit, offset=offset)
        assert len(page) == min(limit, len(whole) - offset)
        met += page
    assert met == whole and len(set(met)) == len(met)


@pytest.mark.parametrize("collection", OFFERS)
def test_API_03_the_next_links_lead_through_everything_and_end(client, collection):
    whole = everything(client, collection)
    address = f"/api/collections/{collection}/items?limit={max(2, len(whole) // 4)}"
    met, pages = [], 0
    while address:
        page = client.get(address).json()
        met += [feature["id"] for feature in page["features"]]
        following = [one["href"] for one in page["links"] if one["rel"] == "next"]
        address = following[0].removeprefix("http://testserver") if following else ""
        pages += 1
    assert met == whole and 1 < pages <= 1 + math.ceil(len(whole) / 2)


@pytest.mark.parametrize("collection", OFFERS)
def test_API_03_no_other_parameter_changes_the_order(client, collection):
    whole = everything(client, collection)
    for name, cells in PAGED.items():
        for cell in cells:
            asked = {"limit": MOST_ITEMS} | {name: cell}
            assert keys(client, collection, **asked) == whole
    table = ask(client, collection, f="csv", limit=MOST_ITEMS).content.decode("utf-8-sig")
    assert [row["key"] for row in csv.DictReader(io.StringIO(table, newline=""))] == whole
    narrowed = everything(client, collection, **NARROWED[collection])
    assert 0 < len(narrowed) < len(whole)
    assert narrowed == [key for key in whole if key in set(narrowed)]


@given(
    collection=st.sampled_from(sorted(OFFERS)),
    cuts=st.lists(st.integers(1, 60), min_size=1, max_size=5),
    languages=st.lists(st.sampled_from(["en", "da", "sv"]), min_size=1, max_size=5),
)
@settings(
    max_examples=25, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET
)
def test_API_03_pages_of_changing_size_and_language_neither_skip_nor_repeat(
    client, collection, cuts, languages
):
    whole, met, turn = everything(client, collection), [], 0
    while len(met) < len(whole):
        limit, lang = cuts[turn % len(cuts)], languages[turn % len(languages)]
        met += keys(client, collection, limit=limit * 5, offset=len(met), lang=lang)
        turn += 1
    assert met == whole


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("collection", OFFERS)
def test_API_03_a_deep_offset_is_an_empty_page_and_leads_nowhere_further(client, collection, form):
    number = len(everything(client, collection))
    for offset in (number, number + 1, 10**6, 10**9):
        answer = ask(client, collection, offset=offset, f=form)
        if form == "csv":
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
            assert len(rows) == 1 and answer["OGC-NumberMatched"] == str(number)
            assert 'rel="next"' not in answer["Link"]
        else:
            page = answer.json()
            assert (page["features"], page["numberReturned"]) == ([], 0)
            assert page["numberMatched"] == number
            assert "next" not in {one["rel"] for one in page["links"]}


@pytest.mark.parametrize("collection", OFFERS)
def test_API_03_a_deep_page_asks_the_database_no_more_than_the_first(client, collection):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    asked = []
    for offset in (0, len(everything(client, collection)) - 2):
        with CaptureQueriesContext(connections["published"]) as queries:
            assert len(keys(client, collection, limit=2, offset=offset)) == 2
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("limit", ["1001", "10000", "999999999", "9" * 30, "all", "-1", "1000.0"])
@pytest.mark.parametrize("collection", OFFERS)
def test_API_04_more_than_a_thousand_at_once_are_refused_by_name(client, collection, limit):
    answer = client.get(f"/api/collections/{collection}/items", {"limit": limit})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "limit")
    assert "1000" in answer.json()["detail"]


@pytest.mark.parametrize(
    "name",
    ["fields", "expand", "include", "exclude", "geometry", "select", "properties", "embed", "depth",
     "resolution", "skipGeometry", "sortby", "filter", "crs", "limit[]", "fields[areas]"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["areas/items", "areas/items/nordhavn", "areas", ""])
def test_API_04_what_would_make_an_answer_larger_is_refused_by_name(client, name, path):
    for value in ("*", "figures,milestones,area.opportunities.area.opportunities", "full", "1"):
        answer = client.get(f"/api/collections/{path}".rstrip("/"), {name: value})
        assert (answer.status_code, answer.json()["parameter"]) == (400, name)


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("collection", OFFERS)
def test_API_04_the_largest_answer_stays_within_its_budget(client, collection, form):
    sizes = [
        len(ask(client, collection, limit=MOST_ITEMS, f=form, lang=lang).content)
        for lang in ("en", "da", "sv")
    ]
    assert min(sizes) > 1_000 and max(sizes) < LARGEST_ANSWER


@pytest.mark.parametrize(
    "bbox", ["-180,-90,180,90", "-180.0,-9e1,180,90.000", "-179.9999999,-89.9,180,90"]
)
@pytest.mark.parametrize("collection", OFFERS)
def test_API_04_the_whole_world_is_a_box_like_any_other(client, collection, bbox):
    assert keys(client, collection, bbox=bbox, limit=MOST_ITEMS) == everything(client, collection)
    elsewhere = keys(client, collection, bbox="-180,-90,0,0")
    assert elsewhere == ([] if OFFERS[collection].geographic else keys(client, collection))


def test_API_04_every_collection_that_can_be_narrowed_is_tried_narrowed():
    assert set(NARROWED) == set(OFFERS) == set(PARAMETERS)

"""What a person gets who opens the data in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.api.content import OFFERS
from prospect.api.tables import csv_columns, safe_cell


def table(answer):
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")  # Excel reads Nordic letters only so
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\tx", "\r=1", " =1", "＝1", "-"])
def test_INJ_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell):
    assert safe_cell(cell) == f"'{cell}"


def test_INJ_a_cell_is_safe_also_where_the_semicolon_separates_cells():
    assert safe_cell("a; =cmd()") == "a;' =cmd()"


@pytest.mark.parametrize("cell", ["S-tog", "a=b", "1+1", "post@host", "", "a - b"])
def test_ordinary_text_stays_as_it_is(cell):
    assert safe_cell(cell) == cell


def test_numbers_stay_numbers():
    assert [safe_cell(cell) for cell in (-5, 1.5, None, True)] == [-5, 1.5, "", "true"]


@given(st.text())
def test_INJ_no_text_at_all_gives_a_formula_in_any_cell(text):
    for part in str(safe_cell(text)).split(";"):
        assert not part.strip().startswith(("=", "+", "-", "@")) and not part.startswith(
            ("\t", "\r")
        )


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("collection", OFFERS)
def test_the_table_holds_the_same_items_in_the_same_order_as_geojson(client, collection):
    address = f"/api/collections/{collection}/items?limit=1000"
    answer = client.get(f"{address}&f=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="{collection}-' in answer["Content-Disposition"]
    rows = table(answer)
    assert list(rows[0]) == csv_columns(collection)
    assert None not in rows[0]
    features = client.get(address).json()["features"]
    assert [row["key"] for row in rows] == [feature["id"] for feature in features]


@pytest.mark.usefixtures("released")
def test_the_figures_of_an_area_are_columns_with_their_confidence(client):
    rows = table(client.get("/api/collections/areas/items?f=csv&limit=1000"))
    nordhavn = next(row for row in rows if row["key"] == "nordhavn")
    assert nordhavn["planned_homes"] == "20000"
    assert nordhavn["planned_homes_confidence"] == "estimate"
    assert nordhavn["planned_floor_area_basis"] == "etageareal"
    assert float(nordhavn["lon"]) == 12.6 and float(nordhavn["lat"]) == 55.713
    assert nordhavn["municipality_name"] == "Copenhagen"


@pytest.mark.usefixtures("released")
def test_an_illustrative_opportunity_is_marked_in_the_table_too(client):
    rows = table(client.get("/api/collections/opportunities/items?f=csv&illustrative=yes"))
    assert {row["illustrative"] for row in rows} == {"true"} and all(row["notice"] for row in rows)


@pytest.mark.usefixtures("released")
def test_the_table_is_filtered_and_paged_as_geojson_is(client):
    answer = client.get("/api/collections/areas/items?f=csv&country=DK&limit=5&offset=5")
    rows = table(answer)
    assert len(rows) == 5 and {row["country"] for row in rows} == {"DK"}
    assert 'offset=10>; rel="next"' in answer["Link"] and 'rel="prev"' in answer["Link"]
    assert answer["OGC-NumberReturned"] == "5" and int(answer["OGC-NumberMatched"]) > 10


@pytest.mark.usefixtures("released")
def test_who_accepts_only_csv_gets_csv(client):
    answer = client.get("/api/collections/areas/items", headers={"Accept": "text/csv"})
    assert answer["Content-Type"].startswith("text/csv")

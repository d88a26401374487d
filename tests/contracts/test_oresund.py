"""What the demo region promises its readers."""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pytest

from prospect.catalogue.network import Network
from prospect.regionpack.read import read_pack

PACK = Path(__file__).resolve().parents[2] / "regions" / "oresund"
LANGUAGES = ("en", "da", "sv")
SAYS_SO = {"en": "illustrative example", "da": "tænkt eksempel", "sv": "tänkt exempel"}


@cache
def pack():
    return read_pack(PACK)


def rows(name):
    return [row.values for row in pack().rows[name]]


def keys_of(mine):
    return [values["key"] for values in mine]


def words_in(text):
    return len(re.findall(r"\S+", text))


def test_the_pack_is_without_fault():
    assert pack().faults == []


def test_there_are_67_areas_36_danish_and_31_swedish():
    countries = [values["country"] for values in rows("areas")]
    assert (len(countries), countries.count("DK"), countries.count("SE")) == (67, 36, 31)


def test_every_area_has_an_outline_that_says_it_is_indicative():
    features = json.loads((PACK / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    assert sorted(f["properties"]["key"] for f in features) == sorted(keys_of(rows("areas")))
    assert [f["id"] for f in features if "indicative" not in f["properties"]["status"]] == []
    assert all(values["outline"].area > 0 for values in rows("areas"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["areas", "places", "industries", "opportunities", "organisations", "region"]
)
def test_everything_has_a_name_and_a_summary_in_every_language(name, language):
    silent = [
        values["key"]
        for values in rows(name)
        if not (values["name"].get(language) and values["summary"].get(language))
    ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_thirty_areas_are_told_in_80_to_140_words(language):
    lengths = {
        values["key"]: words_in(values["body"].get(language, "")) for values in rows("areas")
    }
    assert sum(80 <= length <= 140 for length in lengths.values()) >= 30, lengths


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_industry_is_told_in_80_to_140_words(language):
    lengths = {
        values["key"]: words_in(values["body"].get(language, "")) for values in rows("industries")
    }
    assert {key: length for key, length in lengths.items() if not 80 <= length <= 140} == {}


def test_the_same_areas_are_told_in_every_language():
    for values in rows("areas"):
        assert len({bool(values["body"].get(language)) for language in LANGUAGES}) == 1, values[
            "key"
        ]


def test_at_least_thirty_opportunities_are_illustrative_and_firm_ones_name_a_source():
    illustrative = [values for values in rows("opportunities") if values["illustrative"]]
    firm = [values for values in rows("opportunities") if not values["illustrative"]]
    assert len(illustrative) >= 30
    assert [values["key"] for values in firm if not values["source_urls"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_illustrative_opportunity_says_so_in_its_own_words(language):
    silent = []
    for values in rows("opportunities"):
        told = " ".join(
            values[name].get(language, "") for name in ("name", "summary", "body")
        ).lower()
        if values["illustrative"] and SAYS_SO[language] not in told:
            silent.append(values["key"])
    assert silent == []


def test_every_figure_has_a_unit_and_a_confidence_and_sourced_ones_a_source():
    for values in rows("figures"):
        assert values["unit"] and values["confidence"], values["key"]
        assert values["source_urls"] or values["confidence"] != "sourced", values["key"]


def test_a_floor_area_says_whose_measure_it_is():
    countries = {values["key"]: values["country"] for values in rows("areas")}
    for values in rows("figures"):
        if values["basis"]:
            assert values["basis"] == {"DK": "etageareal", "SE": "BTA"}[countries[values["area"]]]


def test_every_area_stands_inside_its_own_outline_or_beside_it():
    from shapely.geometry import Point

    far = [
        v["key"] for v in rows("areas") if v["outline"].distance(Point(v["lon"], v["lat"])) > 0.02
    ]
    assert far == []


def test_every_open_station_is_reachable_from_the_main_station():
    class Link:
        def __init__(self, values):
            self.origin_id, self.destination_id = values["origin"], values["destination"]
            self.minutes, self.line, self.status = (
                values["minutes"],
                values["line"],
                values["status"],
            )

    reached = Network(Link(values) for values in rows("links")).rides_to("koebenhavn_h")
    left = [v["key"] for v in rows("stations") if v["status"] == "open" and v["key"] not in reached]
    assert left == []


def test_parts_are_in_the_country_of_the_whole_and_one_level_deep():
    areas = {values["key"]: values for values in rows("areas")}
    parts = [values for values in areas.values() if values["parent"]]
    assert parts
    for part in parts:
        whole = areas[part["parent"]]
        assert whole["country"] == part["country"] and not whole["parent"]


def test_no_partner_or_organisation_is_a_person():
    for name in ("organisations", "partners"):
        with (PACK / f"{name}.csv").open(encoding="utf-8") as file:
            words = file.read()
        assert "@" not in words and not re.search(r"\+4[56] ?\d", words)


def test_the_crosswalk_covers_both_countries_and_names_hilucs():
    with (PACK / "land_use.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["country"] for line in lines} == {"DK", "SE"}
    assert all(line["hilucs"] and line["category"] for line in lines)


def test_the_parts_of_an_area_never_enter_the_totals(released):
    from prospect.catalogue.models import Area, Figure
    from prospect.explore import coverage
    from prospect.records.models import published

    areas = list(published(Area))
    figures = list(published(Figure).filter(area__isnull=False))
    by_area = {}
    for figure in figures:
        if figure.measure == "planned_homes" and not figure.partial:
            by_area[figure.area_id] = figure.value
    parts = {area.pk for area in areas if area.parent_id}
    assert parts & set(by_area), "the demo region has parts with homes of their own"
    total = coverage.total(areas, figures, "planned_homes")
    whole = {area.pk for area in areas} - parts
    stated = sum(value for pk, value in by_area.items() if pk in whole)
    orphaned = sum(
        by_area.get(area.pk, 0)
        for area in areas
        if area.parent_id and area.parent_id not in by_area
    )
    assert total.value == pytest.approx(stated + orphaned)


def test_a_number_of_the_demo_region_is_never_parted_from_its_unit():
    for path in (PACK / "texts").glob("*/*.md"):
        words = path.read_text(encoding="utf-8")
        assert re.findall(r"\d (?:m²|ha\b|km\b)", words) == [], path

"""The demo region says of its areas what the facts say, no more: cases found by reading both."""

import pytest

from tests.contracts.test_oresund import LANGUAGES, rows

FIGURES = {values["key"]: values for values in rows("figures")}
OFFERS = {values["key"]: values for values in rows("opportunities") if not values["illustrative"]}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("sydhavn-existing_residents", "Northern Sluseholmen only"),
        ("varvsstaden-existing_floor_area", "Only the halls"),
        ("innovation_district_cph-existing_floor_area", "Offices only"),
        ("refshaleoeen-existing_floor_area", "Only what is to be kept"),
        ("favrholm-planned_floor_area", "Business and public services only"),
        ("hyllie_oster_om_massan-planned_floor_area", "Offices only"),
        ("hyllieang-planned_floor_area", "One office building only"),
        ("fortuna_hemgarden-planned_workplaces", "Stage 1 only"),
        ("svagertorp-planned_floor_area", "Only the IKEA store"),
        ("kronetorpstaden-planned_floor_area", "Offices and retail only"),
        ("brunnshog-planned_floor_area", "The first stage, Solbjer, only"),
        ("brunnshog-planned_homes", "The first stage, Solbjer, only"),
        ("oceanhamnen-planned_floor_area", "First stage, offices only"),
        ("langeberga-existing_floor_area", "One food logistics centre only"),
    ],
)
def test_a_figure_of_a_part_says_which_part(key, told):
    assert FIGURES[key]["covers"] == "part"
    assert FIGURES[key]["summary"]["en"].startswith(told)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("loop_city-planned_workplaces", "Additional potential"),
        ("loop_city-planned_residents", "Additional potential"),
        ("dtu_science_park-companies", "both sites"),
        ("dtu_science_park-existing_workplaces", "Both sites"),
        ("stc_koege-planned_workplaces", "New jobs only"),
        ("carlsberg_byen-planned_workplaces", "vision of 2007"),
        ("lynetteholm-planned_floor_area", "middle of"),
        ("hyllieang-planned_homes", "upper figure"),
        ("kirseberg_ostervarn-planned_homes", "middle of"),
    ],
)
def test_a_figure_says_what_it_counts_where_its_name_would_mislead(key, told):
    assert told in FIGURES[key]["summary"]["en"]


def test_what_a_figure_covers_is_told_in_every_language():
    told = [values for values in FIGURES.values() if values["summary"] or values["covers"]]
    assert told
    assert [v["key"] for v in told if not all(v["summary"].get(code) for code in LANGUAGES)] == []


def test_a_built_park_has_existing_floor_area_not_planned():
    for area in ("medicon_village", "copenhagen_markets", "landskrona_syd", "langeberga"):
        assert f"{area}-planned_floor_area" not in FIGURES
        assert f"{area}-existing_floor_area" in FIGURES


@pytest.mark.parametrize("name", ["organisations", "land_use", "places", "areas"])
def test_nothing_is_called_sourced_without_an_address(name):
    unfounded = [
        values["key"]
        for values in rows(name)
        if values["confidence"] == "sourced" and not values.get("source_urls")
    ]
    assert unfounded == []


def test_the_size_of_a_whole_area_is_not_offered_as_a_plot():
    whole = {key: values["value"] * 10_000 for key, values in FIGURES.items() if "site_area" in key}
    for values in OFFERS.values():
        size = values["max_size_m2"] or 0
        assert size != whole.get(f"{values['area']}-site_area"), values["key"]
    for key in ("vala_logistics_land", "dtu_science_park_capacity", "favrholm_business_plots"):
        assert OFFERS[key]["max_size_m2"] is None
    sold = OFFERS["science_village_building_rights"]
    assert (sold["max_size_m2"], sold["tenure"]) == (None, "")


@pytest.mark.parametrize(
    ("key", "term"),
    [
        ("nyhamnen", "fördjupad översiktsplan (FÖP)"),
        ("kirseberg_ostervarn", "fördjupad översiktsplan (FÖP)"),
        ("jagersro", "planprogram"),
        ("refshaleoeen", "perspektivområde"),
    ],
)
def test_the_document_of_a_plan_is_the_one_its_source_names(key, term):
    assert {values["key"]: values["plan_term"] for values in rows("areas")}[key] == term


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_and_what_is_offered_there_have_names_of_their_own(language):
    areas = [values["name"][language] for values in rows("areas")]
    offers = [values["name"][language] for values in rows("opportunities")]
    assert not [o for o in offers if any(o.partition(",")[0] == a for a in areas)]


def test_only_six_kilometres_of_the_citytunnel_line_are_under_the_city():
    citytunnel = next(values for values in rows("places") if values["key"] == "citytunneln")
    assert "through Malmö" in citytunnel["summary"]["en"]

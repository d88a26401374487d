"""What cannot both be true is refused, with the row that says it."""

import pytest
from packs import change, checked, outline, square

CONTRADICTIONS = [
    ("areas", "hyllie", {"country": "DK"}, "country", "is not the country of its partner, malmoe (SE)."),
    ("areas", "nordhavn", {"partner": "malmoe"}, "country", "is not the country of its partner, malmoe (SE)."),
    ("areas", "hyllie", {"parent": "nordhavn"}, "country", "is not the country of its parent, nordhavn (DK)."),
    ("partners", "malmoe", {"office": "kbh_erhverv"}, "country", "of its office, kbh_erhverv (DK)."),
    ("places", "peberholm", {"country": "SE"}, "country", "is not the country of Tårnby."),
    ("places", "peberholm", {"municipality": "Malmø"}, "country", "is not the country of Malmø."),
    ("places", "peberholm", {"country": "DK/SE"}, "country", "is not the country of Tårnby."),
    ("places", "oeresund_bridge", {"country": "SE"}, "country", "is not the country of København/Malmö."),
    ("stations", "hyllie", {"country": "DK"}, "country", "is not the country of Malmö."),
    ("stations", "slagelse", {"municipality": "Kävlinge"}, "country", "is not the country of Kävlinge."),
    ("figures", "nordhavn-planned_homes", {"unit": "m2"}, "unit", "is not the unit of planned_homes."),
    ("figures", "nordhavn-site_area", {"unit": "m2"}, "unit", "is not the unit of site_area."),
    ("figures", "nordhavn-planned_floor_area", {"unit": "million_m2"}, "unit", "not the unit of planned_floor_area"),
    ("figures", "nordhavn-planned_floor_area", {"basis": "BTA"}, "basis", "is not how floor area is measured in DK."),
    ("figures", "brunnshog-planned_floor_area", {"basis": "etageareal"}, "basis", "is measured in SE."),
    ("figures", "nordhavn-planned_homes", {"basis": "etageareal"}, "basis", "is a kind of floor area"),
    ("areas", "hyllie", {"lat": "56.06"}, "lat", "km from the outline of hyllie."),
    ("opportunities", "ex_trelleborg_1", {"lat": "55.5"}, "lat", "km from the outline of"),
    ("links", "vanloese-flintholm-m1", {"destination": "vanloese"}, "destination", "is where the link begins."),
    ("links", "hyllie-triangeln-oeresundstaag", {"note": ""}, "note", "marked sourced but names no source."),
    ("partners", "koebenhavn", {"lau_code": "1280"}, "lau_code", "is no code of a municipality in DK."),
    ("partners", "koebenhavn", {"lau_code": "01"}, "lau_code", "is no code of a municipality in DK."),
    ("partners", "malmoe", {"lau_code": "101"}, "lau_code", "is no code of a municipality in SE."),
    ("partners", "malmoe", {"lau_code": "12800"}, "lau_code", "is no code of a municipality in SE."),
    ("partners", "malmoe", {"lau_code": "SE1280"}, "lau_code", "is not a code of digits."),
    ("industries", "food", {"key": "fud"}, "key", "is not a known code."),
    ("organisations", "copcap", {"confidence": "sourced", "official_host": "", "source_urls": ""}, None,
     "marked sourced but names no source."),
    ("stations", "hyllie", {"confidence": "sourced"}, "confidence", "marked sourced but names no source."),
    ("areas", "nordhavn", {"source_urls": ""}, "source_urls", "marked sourced but names no source."),
    ("opportunities", "norra_hamnen_plots", {"source_urls": ""}, "source_urls", "names no source."),
    ("places", "peberholm", {"source_urls": ""}, "source_urls", "names no source."),
    ("places", "peberholm", {"coordinate_confidence": "sourced", "confidence": "estimate", "source_urls": ""},
     "source_urls", "names no source."),
    ("land_use", "dk_plandata_anvgen_11", {"confidence": "sourced", "note": ""}, None, "names no source."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key", "cells", "column", "rule"), CONTRADICTIONS,
    ids=[f"{c[0]}.{c[1]}.{'.'.join(c[2])}" for c in CONTRADICTIONS],
)  # fmt: skip
def test_a_contradiction_is_named_with_its_row(pack, name, key, cells, column, rule):
    columns = (pack / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    line = change(pack, name, key, **{c: v for c, v in cells.items() if c in columns})
    found = [f for f in checked(pack) if (f.file, f.line) == (f"{name}.csv", line)]
    fault = next(f for f in found if rule in f.rule)
    assert column in (None, fault.column) and fault.remedy.endswith((".", ")."))


def test_a_milestone_is_sourced_only_where_its_area_is(pack):
    change(pack, "areas", "nordhavn", source_urls="", confidence="estimate",
           start_confidence="estimate", completion_confidence="estimate")  # fmt: skip
    (fault,) = checked(pack)
    assert (fault.file, fault.column, fault.value) == ("milestones.csv", "confidence", "sourced")


def test_an_opportunity_beside_the_outline_of_its_area_is_no_contradiction(pack):
    outline(pack, "hyllie", square(12.97, 55.55, 0.01))
    change(pack, "areas", "hyllie", lat="55.57", lon="12.96")
    assert checked(pack) == []


@pytest.mark.parametrize("code", ["0101", "101"])
def test_a_danish_municipality_may_write_its_code_with_or_without_the_zero(pack, code):
    change(pack, "partners", "koebenhavn", lau_code=code)
    assert checked(pack) == []

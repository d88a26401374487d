"""What stands in addresses, styles and code is a key or a code of ours, so no attack can be one."""

import csv
import json

import pytest

from prospect.regionpack.actions import load_pack
from prospect.regionpack.faults import FaultyPack

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "&lt;script&gt;",
)
NAMED = (
    "areas.key", "areas.partner", "areas.uses", "areas.stage", "areas.official_host",
    "areas.source_urls", "figures.unit", "figures.measure", "organisations.role", "places.kind",
    "stations.mode",
)  # fmt: skip

pytestmark = pytest.mark.django_db


def rewrite(path, change):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def refusals(pack):
    with pytest.raises(FaultyPack) as refused:
        load_pack(pack, by="tests")
    return refused.value.faults


@pytest.mark.parametrize("place", NAMED)
def test_XSS_02_an_attack_is_no_key_and_no_code(pack, place):
    table, column = place.split(".")

    def put_in(rows):
        for row, attack in zip(rows[1:], ATTACKS, strict=False):
            row[rows[0].index(column)] = attack

    rewrite(pack / f"{table}.csv", put_in)
    told = {
        fault.line: fault
        for fault in refusals(pack)
        if (fault.file, fault.column) == (f"{table}.csv", column)
    }
    for line, attack in enumerate(ATTACKS, start=2):
        assert told[line].value == attack and told[line].rule and told[line].remedy
        assert attack in str(told[line]) and "\n" not in str(told[line])


@pytest.mark.parametrize("attack", ATTACKS)
def test_XSS_02_an_attack_is_no_column(pack, attack):
    rewrite(pack / "land_use.csv", lambda rows: rows[0].__setitem__(5, attack))
    (fault,) = [fault for fault in refusals(pack) if fault.file == "land_use.csv"]
    assert (fault.line, fault.column) == (1, "") and fault.remedy.startswith("Use exactly: key,")


@pytest.mark.parametrize("attack", ATTACKS)
def test_XSS_02_an_attack_is_no_key_of_an_outline(pack, attack):
    path = pack / "outlines.geojson"
    outlines = json.loads(path.read_text(encoding="utf-8"))
    outlines["features"][0]["properties"]["key"] = attack
    path.write_text(json.dumps(outlines), encoding="utf-8")
    assert [fault for fault in refusals(pack) if attack in str(fault)]

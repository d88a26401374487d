"""A strategy in a pack: optional as a whole, checked like everything else."""

import pytest
from packs import change, faults_of

from prospect.regionpack.actions import load_pack
from prospect.regionpack.strategy_tables import STRATEGY_TABLES
from prospect.strategy.models import Initiative, Objective, Priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_basemap")]


def without_strategy(pack):
    for table in STRATEGY_TABLES:
        (pack / f"{table.name}.csv").unlink()
        for text in pack.glob(f"texts/*/{table.name}.md"):
            text.unlink()


def test_a_pack_of_an_older_form_has_no_strategy_and_leaves_the_one_there_is(pack):
    load_pack(pack, by="tests")
    held = set(Initiative.objects.values_list("key", flat=True))
    without_strategy(pack)
    counts = load_pack(pack, by="tests")
    assert counts["initiatives"] == 0
    assert set(Initiative.objects.values_list("key", flat=True)) == held


def test_values_nobody_stated_stay_empty(pack):
    load_pack(pack, by="tests")
    rows = Objective.objects.all()
    assert any(one.target is None for one in rows)
    assert all(one.reconstructed for one in Priority.objects.all())


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("progress", "nearly", "is not one of"),
        ("effect", "9", "greater"),
        ("areas", "atlantis", "is no key of areas.csv"),
        ("end_year", "1990", "lies before the start year"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line(pack, column, value, part):
    change(pack, "initiatives", "urban_transition", **{column: value})
    (fault,) = faults_of(pack)
    assert (fault.file, fault.column) == ("initiatives.csv", column)
    assert part in fault.rule or value in fault.value

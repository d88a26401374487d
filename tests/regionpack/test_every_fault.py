"""All faults of a pack are told in one run, and one defect is told once."""

import pytest
from packs import change, checked, edited, everything, faults_of, outline, table, write_table

from prospect.audit.models import Event
from prospect.regionpack.cells import Key, Keys
from prospect.regionpack.tables import TABLES

REFERENCES = [
    (table.name, column.name)
    for table in TABLES
    for column in table.columns
    if isinstance(column.cell, Key | Keys) and column.cell.of
]


def told(faults):
    return [(fault.file, fault.line, fault.column) for fault in faults]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_basemap")
def test_faults_in_cells_between_rows_and_between_tables_are_told_in_one_run(pack):
    before, events = everything(), Event.objects.count()
    lines = [
        ("areas.csv", change(pack, "areas", "hyllie", start_year="2031", completion_year="2030"),
         "completion_year"),
        ("links.csv", change(pack, "links", "vanloese-flintholm-m1", origin="atlantis"), "origin"),
        ("outlines.geojson", outline(pack, "nordhavn", {"type": "Point", "coordinates": [12.6, 55.7]}),
         "geometry"),
        ("places.csv", change(pack, "places", "peberholm", kind="atoll"), "kind"),
    ]  # fmt: skip
    assert told(faults_of(pack)) == lines
    assert everything() == before and Event.objects.count() == events


@pytest.mark.parametrize(("name", "column"), REFERENCES, ids=[".".join(r) for r in REFERENCES])
def test_every_reference_is_checked_also_beside_a_broken_cell(pack, name, column):
    row = next(row for row in table(pack, name) if row[column])
    line = change(pack, name, row["key"], **{column: "atlantis"})
    other = change(pack, "places", "peberholm", kind="atoll")
    found = {(f.file, f.line, f.column): f for f in checked(pack)}
    assert ("places.csv", other, "kind") in found
    fault = found[f"{name}.csv", line, column]
    assert fault.value == "atlantis" and "is no key of" in fault.rule


@pytest.mark.parametrize(
    ("name", "key"),
    [("stations", "hyllie"), ("areas", "nordhavn"), ("partners", "malmoe"), ("organisations", "copcap"),
     ("industries", "food")],
)  # fmt: skip
def test_a_row_taken_away_is_missed_by_everything_that_names_it(pack, name, key):
    users = {
        (f"{user}.csv", column, number)
        for user, column in REFERENCES
        if next(t for t in TABLES if t.name == user).column(column).cell.of == name
        for number, row in enumerate(table(pack, user), start=2)
        if key in row[column].split(";") and not (user == name and row["key"] == key)
    }
    assert users
    rows = table(pack, name)
    gone = [row["key"] for row in rows].index(key) + 2
    write_table(pack, name, [row for row in rows if row["key"] != key])
    moved = {
        (file, column, line - (file == f"{name}.csv" and line > gone))
        for file, column, line in users
    }
    missed = {(f.file, f.column, f.line) for f in checked(pack) if "is no key of" in f.rule}
    assert moved == {place for place in missed if place[0].endswith(".csv")}


def test_what_names_a_row_with_another_fault_does_not_dangle(pack):
    line = change(pack, "stations", "hyllie", mode="balloon", lat="north")
    area = change(pack, "areas", "hyllie", stage="someday")
    assert told(checked(pack)) == [
        ("areas.csv", area, "stage"),
        ("stations.csv", line, "lat"),
        ("stations.csv", line, "mode"),
    ]


def test_a_row_whose_key_or_cells_cannot_be_read_is_one_fault(pack):
    for words in (b"\nHyllie,", b"\nhyllie,,"):
        edited(pack, "stations.csv", lambda old: old.replace(b"\nhyllie,", words, 1))  # noqa: B023
        assert [f.file for f in checked(pack)] == ["stations.csv"]
        edited(pack, "stations.csv", lambda old: old.replace(words, b"\nhyllie,", 1))  # noqa: B023


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_that_cannot_be_read_is_one_fault(pack, table):
    name = table.name
    path = pack / f"{name}.csv"
    whole = path.read_bytes()
    missing = () if table.absent else (None,)  # an older pack lacks it
    for broken in (b"\xff" + whole, b"no,columns\n", whole + b'x,"open', *missing):
        path.unlink()
        if broken:
            path.write_bytes(broken)
        assert [f.file for f in checked(pack)] == [f"{name}.csv"]
        path.write_bytes(whole)


def test_a_text_file_that_cannot_be_read_is_one_fault(pack):
    edited(pack, "texts/en/areas.md", lambda old: b"\xff" + old)
    assert told(checked(pack)) == [("texts/en/areas.md", 1, "")]


def test_a_broken_line_of_an_entry_is_one_fault(pack):
    edited(
        pack,
        "texts/en/areas.md",
        lambda old: old.replace(b"name: Nordhavn", b"name: \0Nordhavn", 1),
    )
    assert [(f.file, f.rule) for f in checked(pack)] == [
        ("texts/en/areas.md", "holds invisible control characters.")
    ]


def test_a_value_that_failed_takes_no_part_in_rules_on_it(pack):
    change(pack, "figures", "nordhavn-site_area", confidence="sourced", source_urls="nowhere")
    change(pack, "areas", "hyllie", country="NO")
    change(pack, "opportunities", "ex_trelleborg_1", min_size_m2="many", max_size_m2="5")
    assert [(f.file, f.column) for f in checked(pack)] == [
        ("areas.csv", "country"),
        ("figures.csv", "source_urls"),
        ("opportunities.csv", "min_size_m2"),
    ]

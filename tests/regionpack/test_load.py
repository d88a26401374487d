"""Loading a pack: as a whole or not at all, and out again letter for letter."""

import pytest
from packs import change, edited, everything, faults_of, outline, square, table, write_table

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Figure, Milestone, Place, Station
from prospect.records.models import State
from prospect.regionpack import files as files_of_packs
from prospect.regionpack import read as reading
from prospect.regionpack.actions import export_pack, load_pack
from prospect.regionpack.read import content_hash, read_pack
from prospect.regionpack.tables import TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_basemap")]


def files(folder):
    paths = [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and path != folder / "README.md"  # about the pack, not of it
    ]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_the_demo_pack_loads(pack):
    counts = load_pack(pack, by="a person")
    assert counts["areas"] == Area.objects.count() == 67
    event = Event.objects.first()
    assert (event.by, event.verb, event.details["rows"]) == ("a person", "load pack", counts)
    assert event.details["sha256"] == content_hash(pack)


def test_a_pack_written_out_is_the_pack_read_in(pack, tmp_path):
    load_pack(pack, by="tests")
    export_pack(tmp_path / "out")
    before, after = files(pack), files(tmp_path / "out")
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []
    kept = everything()
    load_pack(tmp_path / "out", by="tests")
    assert everything() == kept


def test_an_export_never_writes_over_anything(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        export_pack(tmp_path / "out")
    assert files(tmp_path / "out") == {"mine.txt": b"mine"}


def test_keys_and_pks_stay_over_a_reload(pack):
    before = dict(Area.objects.values_list("key", "pk"))
    change(pack, "areas", "hyllie", confidence="estimate")
    load_pack(pack, by="tests")
    assert dict(Area.objects.values_list("key", "pk")) == before
    assert Area.objects.get(key="hyllie").confidence == "estimate"


def test_a_reload_leaves_the_state_of_a_record_to_its_people(pack):
    Area.objects.filter(key="hyllie").update(state=State.DRAFT)
    load_pack(pack, by="tests")
    assert Area.objects.get(key="hyllie").state == State.DRAFT


def test_a_row_taken_away_takes_its_record_away(pack):
    write_table(
        pack, "places", [row for row in table(pack, "places") if row["key"] != "port_ystad"]
    )
    for path in pack.glob("texts/*/places.md"):
        entries = path.read_text(encoding="utf-8").split("\n## ")
        path.write_text(
            "\n## ".join(e for e in entries if not e.startswith("port_ystad\n")), encoding="utf-8"
        )
    load_pack(pack, by="tests")
    assert not Place.objects.filter(key="port_ystad").exists() and Place.objects.count() == 99


def test_the_parts_of_an_area_know_it(pack):
    load_pack(pack, by="tests")
    part = Area.objects.get(key="aarhusgadekvarteret")
    assert part.parent.key == "nordhavn" and part in part.parent.parts.all()
    change(pack, "areas", "aarhusgadekvarteret", parent="")
    load_pack(pack, by="tests")
    assert Area.objects.get(key="aarhusgadekvarteret").parent is None


BROKEN_CELLS = [
    ("areas", "hyllie", "stage", "someday", "not a known code", "Use one of"),
    ("areas", "hyllie", "uses", "office;parking", "not a known code", "Use one of"),
    ("areas", "hyllie", "uses", "", "is empty", "must be filled"),
    ("areas", "hyllie", "start_year", "1700", "out of range", "from 1850 to 2100"),
    ("areas", "hyllie", "start_year", "2010.5", "whole number", "from 1850"),
    ("areas", "hyllie", "confirmed_on", "22/11/2026", "not a date", "2026-11-22"),
    ("areas", "hyllie", "official_host", "https://malmo.se/", "not a host name", "kk.dk"),
    ("areas", "hyllie", "owners", "A\u202eB", "invisible", "by hand"),
    ("areas", "hyllie", "lat", "NaN", "not a plain number", "from -90 to 90"),
    ("areas", "hyllie", "lat", "91", "out of range", "from -90 to 90"),
    ("areas", "hyllie", "country", "NO", "not a known code", "DK, SE"),
    ("areas", "hyllie", "source_urls", "javascript:alert(1)", "web addresses", "https://"),
    ("areas", "hyllie", "partner", "Malmö", "not a key", "small letters"),
    ("areas", "hyllie", "owners", "x" * 1001, "longer than 1000", "Shorten"),
    ("figures", "nordhavn-site_area", "value", "1.234,5", "not a plain number", "with a point"),
    ("figures", "nordhavn-site_area", "value", "1e400", "not a plain number", "with a point"),
    ("figures", "nordhavn-site_area", "value", "9" * 400, "not a plain number", "with a point"),
    ("figures", "nordhavn-site_area", "value", "-1", "out of range", "from 0"),
    ("figures", "nordhavn-site_area", "unit", "acres", "not a known code", "Use one of"),
    ("milestones", "nordhavn-2011", "expected", "maybe", "neither yes nor no", "one of the two"),
    ("stations", "hyllie", "name", "x" * 101, "longer than 100", "Shorten"),
    ("links", "vanloese-flintholm-m1", "minutes", "0", "out of range", "from 0.1"),
    ("opportunities", "ex_trelleborg_1", "min_size_m2", "12,5", "not a plain number", "number"),
    ("partners", "malmoe", "short_name_en", "", "is empty", "must be filled"),
    # rules between rows
    ("areas", "hyllie", "partner", "atlantis", "no key of partners.csv", "Correct the key"),
    ("areas", "hyllie", "stations", "hyllie;atlantis", "no key of stations.csv", "Correct the key"),
    ("areas", "hyllie", "parent", "atlantis", "no key of areas.csv", "Correct the key"),
    ("figures", "nordhavn-site_area", "area", "atlantis", "no key of areas.csv", "Correct"),
    ("links", "vanloese-flintholm-m1", "origin", "atlantis", "no key of stations.csv", "Correct"),
    ("region", "oresund", "destinations", "atlantis", "no key of stations.csv", "Correct"),
    ("partners", "malmoe", "office", "atlantis", "no key of organisations.csv", "Correct"),
    ("areas", "nordhavn", "parent", "aarhusgadekvarteret", "part of itself", "Break the circle"),
    ("areas", "hyllie", "parent", "hyllie", "part of itself", "Break the circle"),
    ("areas", "hyllie", "lat", "0", "outside the region", "EPSG:4326"),
    ("places", "peberholm", "lon", "0", "outside the region", "EPSG:4326"),
    ("areas", "nordhavn", "completion_year", "1999", "before the start year", "Correct"),
    ("opportunities", "ex_trelleborg_1", "max_size_m2", "5", "smaller than the smallest", "Swap"),
    ("figures", "nordhavn-site_area", "confidence", "sourced", "names no source", "web address"),
    (
        "figures",
        "nordhavn-site_area",
        "industry",
        "food",
        "to an area and to an industry",
        "Keep one",
    ),
    ("region", "oresund", "view_west", "15", "wrong way round", "west < east"),
]


@pytest.mark.parametrize(
    ("name", "key", "column", "cell", "rule", "remedy"), BROKEN_CELLS,
    ids=[f"{case[0]}.{case[2]}={case[3][:20]!a}" for case in BROKEN_CELLS],
)  # fmt: skip
def test_a_faulty_cell_is_named_with_place_value_rule_and_remedy(
    pack, name, key, column, cell, rule, remedy
):
    line = change(pack, name, key, **{column: cell})
    found = [f for f in faults_of(pack) if rule in f.rule]
    assert [(f.file, f.line) for f in found if f.line == line] == [(f"{name}.csv", line)], found
    fault = next(f for f in found if f.line == line)
    assert fault.column in (column, "lat", "west", "source_urls")
    assert remedy in fault.remedy
    assert f"{name}.csv:{line}" in str(fault)


def test_a_faulty_pack_changes_nothing(pack):
    before, events = everything(), Event.objects.count()
    change(pack, "areas", "hyllie", confidence="estimate")
    change(pack, "land_use", table(pack, "land_use")[-1]["key"], confidence="rumour")
    faults_of(pack)
    assert everything() == before and Event.objects.count() == events


def test_a_database_that_fails_half_way_is_left_as_it_was(pack, monkeypatch):
    before = everything()
    change(pack, "stations", "hyllie", municipality="Elsewhere")

    def fail(*arguments, **more):
        raise OSError("disk full")

    monkeypatch.setattr("prospect.regionpack.actions._keep_basemap", fail)
    with pytest.raises(OSError, match="disk full"):
        load_pack(pack, by="tests")
    assert everything() == before


def test_every_fault_is_told_at_once_in_order(pack):
    change(pack, "areas", "hyllie", stage="someday", start_year="soon")
    change(pack, "figures", "nordhavn-site_area", unit="acres")
    faults = faults_of(pack)
    assert [(f.file, f.column) for f in faults] == [
        ("areas.csv", "stage"),
        ("areas.csv", "start_year"),
        ("figures.csv", "unit"),
    ]
    assert faults == sorted(faults)


def test_a_repeated_key_names_the_first_line(pack):
    rows = table(pack, "places")
    write_table(pack, "places", [*rows, rows[0]])
    fault = faults_of(pack)[0]
    assert (fault.file, fault.line, fault.column) == ("places.csv", len(rows) + 2, "key")
    assert "line 2" in fault.rule


FAULTY_FILES = [
    ("missing column", "places.csv", lambda b: b.replace(b"coordinate_confidence", b"precision", 1), "other columns"),
    ("one cell too many", "places.csv", lambda b: b.replace(b"\noeresund_bridge,", b"\noeresund_bridge,x,"), "cells instead"),
    ("TXT-04 latin-1", "stations.csv", lambda b: b.decode().encode("cp1252", "replace"), "UTF-8"),
    ("TXT-04 utf-16", "stations.csv", lambda b: b.decode().encode("utf-16"), "UTF-8"),
    ("TXT-01 NUL", "stations.csv", lambda b: b.replace(b"Hyllie", b"Hyl\0lie", 1), "NUL"),
    ("open quote", "stations.csv", lambda b: b + b'x,"open', "not CSV"),
    ("empty", "stations.csv", lambda b: b"", "other columns"),
    ("two regions", "region.csv", lambda b: b + b.splitlines()[1].replace(b"oresund", b"second", 1), "2 rows"),
    ("GEO-08 outlines cut", "outlines.geojson", lambda b: b[:-20], "not a GeoJSON"),
    ("outline of nothing", "outlines.geojson", lambda b: b.replace(b'"key": "nordhavn"', b'"key": "atlantis"'), "no area"),
    ("text of nothing", "texts/da/areas.md", lambda b: b.replace(b"## nordhavn\n", b"## atlantis\n"), "no key of"),
    ("no English name", "texts/en/areas.md", lambda b: b.replace(b"name: Nordhavn\n", b"", 1), "no English name"),
    ("TXT-04 text in latin-1", "texts/sv/areas.md", lambda b: b.decode().encode("cp1252", "replace"), "UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "edit", "rule"),
    [case[1:] for case in FAULTY_FILES],
    ids=[case[0] for case in FAULTY_FILES],
)
def test_a_faulty_file_is_named(pack, name, edit, rule):
    edited(pack, name, edit)
    found = [fault for fault in faults_of(pack) if rule in fault.rule]
    assert found and found[0].file == name and found[0].line >= 1 and found[0].remedy


def test_every_missing_table_is_named_with_its_columns(pack):
    for some in TABLES:
        (pack / f"{some.name}.csv").unlink()
    missing = {f.file: f.remedy for f in faults_of(pack) if f.rule == "is missing."}
    needed = [some for some in TABLES if not some.absent]
    assert missing == {f"{s.name}.csv": f"Add it with: {','.join(s.headers)}" for s in needed}


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert "not a folder" in faults_of(tmp_path / "nowhere")[0].rule


def test_the_line_of_a_broken_byte_is_told(pack):
    edited(pack, "stations.csv", lambda b: b.replace(b"\nflintholm,Flint", b"\nflintholm,\xd8lint"))
    assert [(f.file, f.line) for f in faults_of(pack) if "UTF-8" in f.rule] == [("stations.csv", 3)]


def test_TXT_04_a_byte_order_mark_is_accepted(pack):
    for path in [*pack.glob("*.csv"), *pack.glob("texts/*/*.md"), pack / "outlines.geojson"]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    before = everything()
    load_pack(pack, by="tests")
    assert everything() == before


def test_TXT_06_decomposed_names_are_kept_composed(pack):
    change(pack, "stations", "hyllie", name="Malmo\u0308 Hyllie")
    load_pack(pack, by="tests")
    assert Station.objects.get(key="hyllie").name == "Malmö Hyllie"


def test_FLT_18_a_file_beyond_its_limits_is_refused(pack, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 50)
    assert any("more than 50 rows" in f.rule and f.file == "areas.csv" for f in faults_of(pack))
    monkeypatch.setattr(files_of_packs, "MOST_BYTES", 100)
    assert any("100 MB" in f.rule for f in faults_of(pack))


def test_GEO_01_a_bow_tie_in_a_pack_is_refused_by_number_and_key(pack):
    ring = [[13.0, 55.5], [13.1, 55.6], [13.1, 55.5], [13.0, 55.6], [13.0, 55.5]]
    line = outline(pack, "hyllie", {"type": "Polygon", "coordinates": [ring]})
    faults = faults_of(pack)
    assert [(f.file, f.line, f.column, f.value) for f in faults] == [
        ("outlines.geojson", line, "geometry", "hyllie")
    ]


def test_GEO_15_an_outline_that_leaves_the_region_is_refused(pack):
    number = outline(pack, "hyllie", square(14.7, 55.5, 1.0))
    told = [("reaches outside" in f.rule, f.line, f.value) for f in faults_of(pack)]
    assert told == [(True, number, "hyllie")]


def test_GEO_05_outlines_in_metres_are_refused_with_the_system_to_use(pack):
    outline(pack, "hyllie", square(374_000, 6_158_000, 500))
    fault = faults_of(pack)[0]
    assert "longitude and latitude" in fault.rule and "EPSG:4326" in fault.remedy


def test_a_pack_read_twice_reads_the_same(pack):
    one, other = read_pack(pack), read_pack(pack)
    assert not one.faults
    assert [row.cells for row in one.rows["areas"]] == [row.cells for row in other.rows["areas"]]


def test_the_hash_of_a_pack_knows_its_texts(pack):
    before = content_hash(pack)
    edited(pack, "texts/sv/areas.md", lambda words: words + b"\n")
    assert content_hash(pack) != before


def test_figures_and_milestones_belong_to_their_area(pack):
    load_pack(pack, by="tests")
    area = Area.objects.get(key="nordhavn")
    assert set(area.figures.all()) == set(Figure.objects.filter(key__startswith="nordhavn-"))
    assert Milestone.objects.filter(area=area).count() == 2

"""What lies in a pack folder: everything is read, or told; nothing is left out in silence."""

import json

import pytest
from packs import checked, edited, outline

from prospect.regionpack.geojson import read_features

POINT = {"type": "Point", "coordinates": [12.6, 55.7]}

STRANGE = {
    "area.csv": "Rename it to areas.csv",
    "Areas.CSV": "Rename it to areas.csv",
    "outlines.json": "Rename it to outlines.geojson",
    "notes.docx": "Take it out",
    "texts/areas.md": "Take it out",
    "texts/en/area.md": "Rename it to areas.md",
    "texts/en/links.md": "Take it out",
    "texts/de/areas.md": "Take it out",
    "text/en/areas.md": "Rename it to texts",
    "basemap/lake.geojson": "Rename it to lakes.geojson",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_file_or_folder_nothing_reads_is_named_with_what_was_meant(pack, name):
    (pack / name).parent.mkdir(parents=True, exist_ok=True)
    (pack / name).write_bytes(b"key\n")
    (fault,) = checked(pack)
    assert name.startswith(fault.file) and fault.line == 1
    assert fault.rule in ("is no file of a pack.", "is no folder of a pack.")
    assert fault.remedy.startswith(STRANGE[name])


def test_what_programs_and_makers_leave_in_a_pack_does_no_harm(pack):
    for name in (
        ".DS_Store",
        ".~lock.areas.csv#",
        "LICENSE",
        "basemap/notes.txt",
        "texts/en/.areas.md.swp",
    ):
        (pack / name).write_bytes(b"x")
    assert checked(pack) == []


@pytest.mark.parametrize(
    "name", ["places.csv", "outlines.geojson", "texts/en/areas.md", "basemap/land.geojson"]
)
def test_a_folder_in_the_place_of_a_file_is_one_fault(pack, name):
    (pack / name).unlink()
    (pack / name).mkdir()
    assert [(f.file, f.line, f.rule) for f in checked(pack)] == [
        (name, 1, "is a folder, not a file.")
    ]


def test_a_file_in_the_place_of_the_base_map_is_a_fault(tmp_path, pack):
    (pack / "basemap").rename(tmp_path / "elsewhere")
    (pack / "basemap").write_bytes(b"x")
    assert [(f.file, f.rule) for f in checked(pack)] == [("basemap", "is missing.")]


def test_outlines_that_are_missing_are_a_fault(pack):
    (pack / "outlines.geojson").unlink()
    assert [(f.file, f.rule) for f in checked(pack)] == [("outlines.geojson", "is missing.")]


def test_GEO_08_a_fault_of_an_outline_tells_its_line_and_its_number(pack):
    number = outline(pack, "hyllie", POINT)
    path = pack / "outlines.geojson"
    path.write_text(json.dumps(json.loads(path.read_text()), indent=1), encoding="utf-8")
    (fault,) = checked(pack)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert fault.feature == number < fault.line and lines[fault.line - 1] == "  {"
    key = next(line for line in lines[fault.line :] if '"key"' in line)
    assert '"hyllie"' in key
    assert str(fault).startswith(
        f"outlines.geojson:{fault.line} feature {number} geometry: 'hyllie'"
    )


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ('{"type":"FeatureCollection","features":[]}', []),
        ('{"type":"FeatureCollection","features":[1,2]}', [1, 1]),
        ('\n{"features"\n:\n[\n{"a":\n[1]}\n,\n\n{}\n]\n,"type":"FeatureCollection"}', [5, 9]),
        ('{"x":{"features":[1,\n2]},"type":"FeatureCollection",\n"features":[\n"]",{"features":[]}]}', [4, 4]),
    ],
    ids=["none", "one line", "spread", "nested"],
)  # fmt: skip
def test_the_line_of_each_feature_is_where_it_begins(tmp_path, words, lines):
    (tmp_path / "x.geojson").write_text(words)
    faults = []
    found = read_features(tmp_path / "x.geojson", "x.geojson", faults)
    assert not faults and [feature.line for feature in found] == lines
    assert [feature.number for feature in found] == list(range(1, len(lines) + 1))


GARBLED = [
    ("stations.csv", "Vanløse,", "VanlÃ¸se,", "name"),
    ("stations.csv", "Københavns", "KÃ¸benhavns", "name"),
    ("texts/da/areas.md", "name: Nordhavn", "name: NordhÃ¥vn", ""),
    ("texts/sv/areas.md", "name: Nordhavn", "name: Nordh\ufffdvn", ""),
    ("texts/en/areas.md", "name: Nordhavn", "name: Nordhavn â€“ north", ""),
    ("organisations.csv", "Skåne (33", "SkÃ¥ne (33", "serves"),
]


@pytest.mark.parametrize(
    ("name", "before", "after", "column"), GARBLED, ids=[g[2] for g in GARBLED]
)
def test_TXT_04_words_opened_in_a_wrong_encoding_are_refused(pack, name, before, after, column):
    edited(pack, name, lambda old: old.replace(before.encode(), after.encode(), 1))
    fault = next(f for f in checked(pack) if f.file == name)
    assert fault.column == column and "is garbled at" in fault.rule and "UTF-8" in fault.remedy


@pytest.mark.parametrize(
    "words", ["MALMÖ–LUND", "»Å«", "Ängelholm", "Ærø – Ö", "São Paulo", "½ m² à 3 €", "Ø’s"]
)
def test_TXT_04_the_letters_of_the_region_are_not_taken_for_garbled(pack, words):
    edited(
        pack,
        "stations.csv",
        lambda old: old.replace(b"\nhyllie,Hyllie", f"\nhyllie,{words}".encode()),
    )
    assert checked(pack) == []


MISTYPED = [
    "sumary: Harbour",
    "Summary: Harbour",
    "summary : Harbour",
    "resumé: Havn",
    "name of it: x",
    "summary Havn",
]


@pytest.mark.parametrize("line", MISTYPED)
@pytest.mark.parametrize("language", ["en", "da"])
def test_a_mistyped_field_of_an_entry_is_named_with_its_line(pack, language, line):
    name = f"texts/{language}/areas.md"
    path = pack / name
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index("## nordhavn") + 2
    assert lines[at].startswith("summary: ")
    lines[at] = line
    path.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = checked(pack)
    assert (fault.file, fault.line, fault.value) == (name, at + 1, line)
    assert "none of name:, summary:, note:" in fault.rule and "empty line" in fault.remedy


def test_a_field_given_twice_is_named(pack):
    edited(
        pack,
        "texts/sv/areas.md",
        lambda old: old.replace(b"## nordhavn\n", b"## nordhavn\nname: X\n"),
    )
    assert [(f.file, f.rule) for f in checked(pack)] == [
        ("texts/sv/areas.md", "gives a second name.")
    ]


@pytest.mark.parametrize(
    ("name", "key"), [("areas", "nordhavn"), ("places", "peberholm"), ("partners", "malmoe")]
)
def test_an_entry_without_its_summary_is_named_with_its_line(pack, name, key):
    path = pack / f"texts/en/{name}.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index(f"## {key}")
    del lines[at + 2]
    path.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = checked(pack)
    assert (fault.file, fault.line, fault.column) == (f"texts/en/{name}.md", at + 1, "summary")
    assert fault.rule == "has no English summary." and f"## {key}" in fault.remedy

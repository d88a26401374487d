"""Tables no spreadsheet should write: headers that are none of ours, years nobody means."""

import pytest
from django.utils.translation import get_language_info
from packs import change, edited, everything, faults_of, table

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Figure
from prospect.regionpack.actions import export_pack, load_pack
from prospect.regionpack.cells import Addresses, Day, Host, Number, Period
from prospect.regionpack.faults import CellFault
from prospect.regionpack.tables import LANGUAGES, TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_basemap")]

NAMES = [table.name for table in TABLES]
FULL = "key,name,lines,lat,lon,country,municipality,mode,status,confidence,called_en,called_da,called_sv"
HEADERS = {
    "a space before": (FULL.replace(",lat", ", lat"), "lacks 'lat', does not know ' lat'"),
    "capitals": (FULL.replace("key", "Key"), "lacks 'key', does not know 'Key'"),
    "a quote": (FULL.replace("name", '"na""me"'), "lacks 'name', does not know 'na\"me'"),
    "an emoji": (FULL + ",👷🏽", "does not know '👷🏽'"),
    "SQL": (FULL + ',"x""); DROP TABLE stations;--"', "does not know 'x\"); DROP TABLE stations;--'"),
    "a word of SQL": (FULL + ",select", "does not know 'select'"),
    "no name": (FULL + ",", "does not know ''"),
    "a line break": (FULL + ',"two\nlines"', r"does not know 'two\nlines'"),
    "a right-to-left override": (FULL + ",\u202egnp.exe", r"does not know '\u202egnp.exe'"),
    "a terminal's escape": (FULL + ",\x1b[2J", r"does not know '\x1b[2J'"),
    "twice": (FULL + ",key,lat", "repeats 'key', 'lat'"),
    "of another table": ("key,kind,value", "lacks 'name', 'lines', 'lat', 'lon', 'country' and 7 more"),
    "a thousand": (FULL + "".join(f",c{n}" for n in range(990)), "'c3', 'c4' and 985 more"),
    "one without end": (FULL + "," + "x" * 100_000, f"does not know '{'x' * 40}'."),
    "semicolons": (FULL.replace(",", ";"), "does not know 'key;name;lines;lat;lon;country;municipal'"),
}  # fmt: skip


@pytest.mark.parametrize(("header", "rule"), HEADERS.values(), ids=HEADERS)
def test_TXT_07_a_header_of_other_columns_is_refused_and_says_which(pack, header, rule):
    before, events = everything(), Event.objects.count()
    change(pack, "areas", "hyllie", confidence="estimate")
    edited(pack, "stations.csv", lambda old: header.encode() + b"\n" + old.split(b"\n", 1)[1])
    found = faults_of(pack)
    assert [(f.file, f.line, f.column) for f in found] == [("stations.csv", 1, "")]
    assert found[0].rule.startswith("has other columns: it ") and rule in found[0].rule
    assert found[0].remedy == f"Use exactly: {FULL}"
    assert str(found[0]).isprintable() and len(str(found[0])) < 500
    assert everything() == before and Event.objects.count() == events


@pytest.mark.parametrize("name", NAMES)
def test_TXT_07_no_table_takes_a_column_more_or_one_twice(pack, name):
    for more in (b",\xf0\x9f\x91\xb7", b",key"):
        first, rest = (pack / f"{name}.csv").read_bytes().split(b"\n", 1)
        (pack / f"{name}.csv").write_bytes(first + more + b"\n" + rest)
        found = faults_of(pack)
        assert [(f.file, "other columns" in f.rule) for f in found] == [(f"{name}.csv", True)]
        (pack / f"{name}.csv").write_bytes(first + b"\n" + rest)


def test_TXT_07_a_wrong_header_is_one_fault_not_one_for_each_text_and_outline(pack):
    edited(pack, "areas.csv", lambda old: old.replace(b"key,", b"Key,", 1))
    assert [(f.file, f.line) for f in faults_of(pack)] == [("areas.csv", 1)]


@pytest.mark.timeout(60)  # a bound for endless work, not a measurement
def test_TXT_07_a_million_columns_are_refused(pack):
    edited(pack, "stations.csv", lambda old: b"x," * 1_000_000 + b"\n" + old)
    found = [f for f in faults_of(pack) if f.file == "stations.csv"]
    assert ["repeats 'x'" in f.rule for f in found] == [True]


def test_TXT_07_quoted_names_in_any_order_are_the_same_columns(pack):
    before = everything()
    rows = table(pack, "stations")
    names = list(rows[0])[::-1]
    lines = [names, *([row[name] for name in names] for row in rows)]
    text = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    (pack / "stations.csv").write_text(text, encoding="utf-8")
    load_pack(pack, by="tests")
    assert everything() == before


YEARS = [
    ("areas", "hyllie", "start_year"),
    ("areas", "hyllie", "completion_year"),
    ("milestones", "nordhavn-2011", "year"),
    ("figures", "nordhavn-site_area", "year"),
    ("opportunities", "ex_trelleborg_1", "available_from"),
]
DAYS = [
    ("areas", "hyllie", "confirmed_on"),
    ("figures", "nordhavn-site_area", "confirmed_on"),
    ("opportunities", "ex_trelleborg_1", "confirmed_on"),
]


@pytest.mark.parametrize("year", ["0001", "9999", "2101", "2030.5"])
@pytest.mark.parametrize(("name", "key", "column"), YEARS, ids=[f"{y[0]}.{y[2]}" for y in YEARS])
def test_NUM_05_a_year_nobody_means_is_named_and_nothing_is_changed(pack, name, key, column, year):
    before = everything()
    line = change(pack, name, key, **{column: year})
    faults = faults_of(pack)
    assert [(f.file, f.line, f.column, f.value) for f in faults] == [
        (f"{name}.csv", line, column, year)
    ]
    assert "1850 to 2100" in faults[0].remedy
    assert everything() == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(("name", "key", "column"), DAYS, ids=[f"{d[0]}.{d[2]}" for d in DAYS])
def test_NUM_05_a_day_nobody_means_is_named(pack, name, key, column, day):
    line = change(pack, name, key, **{column: day})
    assert [(f.file, f.line, f.column, f.value, f.rule) for f in faults_of(pack)] == [
        (f"{name}.csv", line, column, day, "is out of range.")
    ]


def test_NUM_05_an_end_before_its_start_is_named_in_every_table(pack):
    places = [
        ("areas", "completion_year", change(pack, "areas", "hyllie", start_year="2031", completion_year="2030")),
        ("opportunities", "max_size_m2",
         change(pack, "opportunities", "ex_trelleborg_1", min_size_m2="31", max_size_m2="30")),
    ]  # fmt: skip
    places.insert(
        1, ("figures", "year", change(pack, "figures", "nordhavn-site_area", year="2031-2030"))
    )
    found = faults_of(pack)
    assert [(f.file, f.column, f.line) for f in found] == [
        (f"{name}.csv", column, line) for name, column, line in places
    ]
    assert found[1].rule == "ends before it starts."


def test_NUM_05_the_first_and_the_last_year_that_can_be_meant_are_taken(pack):
    change(
        pack,
        "areas",
        "hyllie",
        start_year="1850",
        completion_year="2100",
        confirmed_on="2000-01-01",
    )
    change(pack, "figures", "nordhavn-site_area", year="1850-2100", confirmed_on="2100-12-31")
    load_pack(pack, by="tests")
    area = Area.objects.get(key="hyllie")
    assert (area.start_year, area.completion_year) == (1850, 2100)
    assert Figure.objects.get(key="nordhavn-site_area").year == "1850-2100"


@pytest.mark.parametrize(
    "words",
    ["", "2022", "2024 Q2", "2024 H1", "2019-2023", "2019–2023", "2020-2020", "1850", "2100"],
)
def test_NUM_05_the_years_of_a_figure_are_kept_as_the_source_states_them(words):
    assert Period().write(Period().read(words)) == words


@pytest.mark.parametrize(
    "words", ["22", "ca. 2030", "2024 Q5", "2024 H3", "2024-05", "2024-13-01", "q2 2024", "２０２４", "2024 ",
              "2024/25", "2024--2025", "<b>2024", "2024\n", "2024\u200b"]
)  # fmt: skip
def test_NUM_05_what_is_no_year_is_refused(words):
    with pytest.raises(CellFault) as refusal:
        Period().read(words)
    assert refusal.value.remedy.endswith(".")


def test_NUM_05_a_place_may_be_old_but_not_of_the_year_one(pack):
    change(pack, "places", "peberholm", year="1145")
    load_pack(pack, by="tests")
    change(pack, "places", "peberholm", year="0001")
    assert [f.column for f in faults_of(pack)] == ["year"]


def test_NUM_01_what_was_read_with_many_decimals_can_be_read_again_once_written(pack, tmp_path):
    change(pack, "figures", "nordhavn-site_area", value="0.00000000012345678901234567")
    load_pack(pack, by="tests")
    export_pack(tmp_path / "out")
    kept = everything()
    load_pack(tmp_path / "out", by="tests")
    assert everything() == kept
    assert Number(0, 9).read("1." + "0" * 40) == 1


def test_NUM_05_the_bounds_of_a_day_are_days():
    for day in ("2000-01-01", "2100-12-31"):
        assert Day(2000, 2100).write(Day(2000, 2100).read(day)) == day
    for day in ("1999-12-31", "2101-01-01"):
        with pytest.raises(CellFault, match="out of range"):
            Day(2000, 2100).read(day)


@pytest.mark.parametrize(
    "address",
    ["https://[", "https://[::1", "https://[x]/", "https://a.dk:port/", "https://a.dk:99999/", "https://",
     "https:///path", "https://?q", "https://user@evil.example/", "https://kk.dk:x@evil.example/",
     "https://kk.dk\\@evil.example", "https://a℀b.dk", "data:text/html,x", "vbscript:x", "JAVASCRIPT:x",
     "https://a.dk/\"onmouseover=", "https://a.dk/<b>", "//a.dk", "http:a.dk", "https://a.dk javascript:x"],
)  # fmt: skip
def test_XSS_03_an_address_no_page_can_show_the_host_of_is_refused(address):
    with pytest.raises(CellFault) as refusal:
        Addresses().read(address)
    assert "web addresses" in refusal.value.rule and refusal.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "address",
    ["https://wikiwand.com/sv/Ørestad", "http://a.dk:8080/?a=b&c=[d]|e", "https://[2001:db8::1]/",
     "https://a.dk/it's", "https://øresund.dk/#x", "https://a.dk/mail@b"],
)  # fmt: skip
def test_XSS_03_an_ordinary_address_passes_unchanged(address):
    assert Addresses().read(f"{address} https://b.se") == (address, "https://b.se")


@pytest.mark.parametrize("languages", ["en;<script>alert(1)</script>", "english", "xx", "en;en"])
def test_XSS_03_the_languages_of_a_partner_are_codes_that_have_a_name(pack, languages):
    line = change(pack, "partners", "malmoe", languages=languages)
    assert [(f.file, f.line, f.column) for f in faults_of(pack)] == [
        ("partners.csv", line, "languages")
    ]
    assert all(get_language_info(code)["name"] for code in LANGUAGES.register)


def test_XSS_03_a_host_is_short_and_nothing_but_a_host():
    for cell in ("javascript:alert(1)", "a.dk/x", "a.dk:80", "a@b.dk", "a.dk\n", "a." * 60 + "dk"):
        with pytest.raises(CellFault):
            Host().read(cell)

"""Files of tables: what is written is read again, and what is made to harm is refused in words."""

import io
import stat
import struct
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from prospect.tables.cells import as_text, guarded, unguarded
from prospect.tables.reading import Unreadable, read_table
from prospect.tables.writing import TooLong, write_csv, write_xlsx

STRANGE = ["=1+1", "+45", "-2+3", "@SUM(A1)", "\t=x", "＝1", "'=x", "''", "'hej", "a;b", 'say "no"', "line\nline", "_x0041_", "Ørestad åäö", "007", "1e5", " =x"]  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(texts)
@example("'=")
@example("'＝'=")
def test_TAB_01_a_guard_is_taken_off_again_exactly(text):
    assert unguarded(guarded(text)) == text


@given(st.sampled_from("=+-@\t\r＝＋－＠"), texts)
def test_TAB_01_no_text_begins_like_a_formula_in_csv(sign, rest):
    assert guarded(sign + rest).startswith("'")
    assert guarded("'" + sign + rest).startswith("''")


def test_TAB_01_numbers_stay_numbers():
    assert (guarded(-2.5), guarded(-3), as_text(4.0)) == ("-2.5", "-3", "4")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=20))
@example([(text, "x") for text in STRANGE])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_TAB_01_strange_texts_come_back_as_they_were(form, rows):
    header = ["key", "name_en"]
    data = write_csv(header, rows) if form == "csv" else write_xlsx(header, rows, name="area")
    wanted = [list(row) for row in rows if any(row)]
    assert [cells for _line, cells in read_table(data).rows] == wanted


def test_TAB_01_no_cell_of_xlsx_is_a_formula_or_a_link():
    data = write_xlsx(["key"], [[text] for text in [*STRANGE, "https://example.org"]], name="area")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"hyperlink" not in sheet


def test_a_cell_too_long_for_xlsx_is_said_and_not_cut():
    with pytest.raises(TooLong):
        write_xlsx(["outline"], [["x" * 32_768]], name="area")


@pytest.mark.parametrize(
    ("words", "encoding", "separator"),
    [
        ("key;name_da\na;Ørestad\n", "utf-8", ";"), ("key,name_da\na,Ørestad\n", "utf-8-sig", ","),
        ("key\tname_da\na\tØrestad\n", "cp1252", "\t"), ("key|name_da\ra|Ørestad\r", "utf-8", "|"),
        ("sep=;\r\nkey;name_da\r\na;Ørestad\r\n", "cp1252", ";"), ("key\tname_da\r\na\tØrestad", "utf-16", "\t"),
    ],
)  # fmt: skip
def test_TAB_05_separator_and_encoding_are_found_and_said(words, encoding, separator):
    sheet = read_table(words.encode(encoding))
    assert sheet.header == ["key", "name_da"]
    assert [cells for _line, cells in sheet.rows] == [["a", "Ørestad"]]
    assert (sheet.facts["encoding"], sheet.facts["separator"]) == (encoding, separator)


def test_TAB_05_rows_tell_the_line_they_stand_on():
    sheet = read_table(b'key;body_en\na;"one\ntwo"\n\nb;x\n')
    assert [line for line, _cells in sheet.rows] == [2, 5]


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_table(data)
    return str(caught.value)


def test_TAB_05_an_open_quote_is_told_with_its_line():
    assert "line 3" in refusal(b'key;a\nx;y\nz;"never closed\nmore')


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_UPL_11_an_empty_file_changes_nothing(data):
    assert "empty" in refusal(data).lower()


@pytest.mark.parametrize("head", [b"MZ\x90", b"%PDF-1.7", b"<html>", b"<?php", b"\x89PNG\r\n", b"PK\x03\x04 no", b"a\0b"])  # fmt: skip
def test_UPL_08_what_only_calls_itself_a_table_is_refused(head):
    assert refusal(head + b" key;name\nx;y\n")


def test_a_file_with_a_password_is_named():
    assert "password" in refusal(b"\xd0\xcf\x11\xe0" + b"x" * 600)


def test_more_than_10_megabytes_are_refused():
    assert "10 MB" in refusal(b"key;name\n" + b"x" * 10_000_001)


def workbook(**more):
    """A small good workbook with other entries put in or in place."""
    good = write_xlsx(["key", "name_en"], [["a", "A"]], name="area")
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for entry in old.namelist():
            new.writestr(entry, more.pop(entry, None) or old.read(entry))
        for entry, content in more.items():
            new.writestr(entry, content)
    return kept.getvalue()


def sheet_xml(dimension, cells):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'.encode()


CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>key</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'


def test_TAB_02_a_sheet_that_claims_to_be_endless_is_read_as_what_it_is():
    sheet = read_table(workbook(**{"xl/worksheets/sheet1.xml": sheet_xml("A1:XFD1048576", CELLS)}))
    assert [cells for _line, cells in sheet.rows] == [["a"]]


def test_TAB_02_FLT_06_cells_at_both_ends_of_a_sheet_use_up_only_the_process():
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert refusal(workbook(**{"xl/worksheets/sheet1.xml": sheet_xml("A1", CELLS + far)}))


def test_TAB_04_a_bomb_of_entities_is_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    )
    assert "unpacks" in refusal(workbook(**{"xl/sharedStrings.xml": bomb}))


def test_TAB_04_a_bomb_of_zeros_is_refused():
    assert "unpacks" in refusal(workbook(**{"xl/media/x.xml": b"\0" * 60_000_000}))


def test_UPL_02_overlapping_entries_are_refused():
    data = workbook(**{"xl/one.xml": b"one" * 50})
    place = data.rindex(b"PK\x01\x02")  # the last entry now says it begins where the first does
    altered = data[: place + 42] + struct.pack("<I", 0) + data[place + 46 :]
    assert refusal(altered)


def test_UPL_03_an_archive_inside_is_never_opened():
    sheet = read_table(workbook(**{"xl/media/inner.zip": workbook()}))
    assert [cells for _line, cells in sheet.rows] == [["a", "A"]]


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_UPL_05_a_link_to_a_file_of_ours_is_never_followed(entry, tmp_path):
    (tmp_path / "private").write_bytes(sheet_xml("A1:A2", CELLS.replace("key", "stolen")))
    link = zipfile.ZipInfo(entry)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            if name == entry:
                new.writestr(link, str(tmp_path / "private"))
            else:
                new.writestr(name, old.read(name))
    assert "damaged" in refusal(kept.getvalue())


def test_TAB_03_macros_are_refused():
    assert "macros" in refusal(workbook(**{"xl/vbaProject.bin": b"x"}))


def test_TAB_03_sheets_that_are_not_read_are_named():
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet("Areas").write_row(0, 0, ["key"])
        book.get_worksheet_by_name("Areas").write_row(1, 0, ["a"])
        book.add_worksheet("Secret").hide()
    assert read_table(kept.getvalue()).facts["unread"] == ["Secret"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_UPL_06_a_cut_file_is_said_to_be_damaged(share):
    data = workbook()
    assert "damaged" in refusal(data[: int(len(data) * share)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=50))
def test_UPL_07_flipped_bytes_are_read_or_refused_in_words(flips):
    data = bytearray(workbook())
    for place, byte in flips:
        data[place % len(data)] = byte
    try:
        read_table(bytes(data))
    except Unreadable as reason:
        assert str(reason)


def test_what_we_write_opens_elsewhere():
    data = write_xlsx(["key", "value"], [["a", -2.5]], name="figure")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert sheet.to_python() == [["key", "value"], ["a", -2.5]]
    assert write_csv(["key"], [["a"]]) == b"\xef\xbb\xbfkey\r\na\r\n"

"""The words of a pack: one readable file for each language and table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.regionpack.texts import Entry, read_texts, write_texts

FIELDS = ("name", "summary", "note", "body")
LINE = st.text(
    st.characters(categories=["L", "N", "P"], include_characters=" ", exclude_characters="ÂÃ"),
    min_size=1,
    max_size=40,
)
PLAIN = LINE.map(  # Â and Ã begin what is garbled, and are refused
    lambda line: " ".join(line.split())
).filter(bool)


def read(tmp_path, words):
    path = tmp_path / "areas.md"
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return read_texts(path, "texts/da/areas.md", FIELDS)


def test_a_missing_file_has_no_entries(tmp_path):
    assert read_texts(tmp_path / "no.md", "no.md", FIELDS) == ([], [])


def test_an_entry_has_fields_then_a_body(tmp_path):
    entries, faults = read(
        tmp_path, "# Areas\n\n## a\nname: Å\nsummary: S.\n\nOne.\nname: not a field\n\n\n\nTwo.\n"
    )
    assert not faults
    assert entries[0].fields == {
        "name": "Å",
        "summary": "S.",
        "body": "One.\nname: not a field\n\nTwo.",
    }


@pytest.mark.parametrize(
    ("words", "line", "rule"),
    [
        ("stray\n## a\n", 1, "before the first"),
        ("## a\nname: A\n\n## a\n", 4, "twice"),
        ("## a\nname: A\u202eB\n", 2, "control"),
        ("## a\nname: A\0B\n", 2, "control"),
        ("## a\nname: " + "x" * 301 + "\n", 1, "longer than 300"),
        ("## a\n\n" + "x" * 10_001 + "\n", 3, "longer than 10000"),
        ("## a\nname: Åbenrå\n".encode("latin-1"), 2, "UTF-8"),
        ("## a\nname: Å\n".encode("utf-16"), 1, "UTF-8"),
    ],
    ids=range(8),
)
def test_TXT_a_faulty_line_is_named(tmp_path, words, line, rule):
    _, faults = read(tmp_path, words)
    assert faults[0].file == "texts/da/areas.md" and faults[0].line == line
    assert rule in faults[0].rule and faults[0].remedy


def test_a_field_the_table_does_not_have_is_refused(tmp_path):
    path = tmp_path / "places.md"
    path.write_text("## a\nname: A\nnote: N\n\nBody.\n")
    _, faults = read_texts(path, "places.md", ("name", "summary"))
    assert [(fault.column, fault.value) for fault in faults] == [("body", "a"), ("note", "a")]


def test_TXT_04_a_byte_order_mark_and_dos_line_ends_do_no_harm(tmp_path):
    entries, faults = read(tmp_path, "\ufeff## a\r\nname: Å\r\n\r\nBody.\r\n")
    assert not faults and entries[0].fields == {"name": "Å", "body": "Body."}


def test_TXT_06_decomposed_letters_are_kept_composed(tmp_path):
    entries, faults = read(tmp_path, "## a\nname: Malmo\u0308\n\nA\u030a.\n")
    assert not faults and entries[0].fields == {"name": "Malmö", "body": "Å."}


@given(
    st.lists(
        st.tuples(PLAIN, st.none() | PLAIN, st.lists(PLAIN, max_size=3)), min_size=1, max_size=4
    )
)
def test_entries_survive_their_file(tmp_path, given_words):
    import unicodedata

    entries = []
    for number, (name, note, paragraphs) in enumerate(given_words):
        body = [p for p in paragraphs if not p.startswith(("#", "name:", "summary:", "note:"))]
        fields = {"name": name, "note": note or "", "body": "\n\n".join(body)}
        fields = {k: unicodedata.normalize("NFC", words) for k, words in fields.items() if words}
        entries.append(Entry(f"key{number}", 0, fields))
    path = tmp_path / "some.md"
    write_texts(path, entries)
    found, faults = read_texts(path, "some.md", FIELDS)
    assert not faults
    assert [(e.key, e.fields) for e in found] == [(e.key, e.fields) for e in entries]

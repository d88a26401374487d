"""Texts of a pack are words only, from the file to the page: no markup, no link, no template."""

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from packs import table, write_table

from prospect.catalogue.models import Area
from prospect.regionpack.actions import load_pack
from prospect.regionpack.faults import FaultyPack
from prospect.regionpack.texts import LONGEST_BODY

EVIL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "![x](data:text/html,<script>alert(1)</script>)", "<javascript:alert(1)>", "<https://evil.example/>",
    "https://evil.example/auto", "www.evil.example", '"><svg/onload=alert(1)>', "' onfocus='alert(1)",
    "</script><script>alert(1)</script>", "</title><style>*{display:none}</style>", "--><b>bold</b><!--",
    '<a href="javascript:alert(1)">x</a>', "[x]: javascript:alert(1)", "{{7*7}}{% now 'Y' %}", "&lt&#60script>",
    "**bold** _x_ `code`", "]]><x/>",
)  # fmt: skip
SHORT = '"><i onx=1>'  # for cells that hold little
NAMES = dict.fromkeys(("short_name_en", "short_name_da", "short_name_sv"), 300)
WORDS = {  # cells of free words, and how many letters they hold
    "stations": {"name": 100, "lines": 300, "municipality": 60},
    "areas": {"transit_lines": 300, "owners": 300},
    "organisations": {"serves": 300, "topics": 300},
    "partners": NAMES,
    "links": {"note": 300, "line": 40},
    "milestones": {"name_en": 300, "name_da": 300, "name_sv": 300},
    "figures": {"cluster": 100},
    "land_use": {"scheme": 60, "code": 30, "label_local": 200, "label_en": 200, "category": 40,
                 "hilucs": 100, "match": 12, "note": 300},
}  # fmt: skip
PAGES = (
    "", "map/", "map/?view=list&q=nordhavn", "areas/", "areas/nordhavn/", "areas/hyllie/",
    "areas/aarhusgadekvarteret/", "opportunities/", "opportunities/ex_trelleborg_1/",
    "opportunities/fortuna_hemgarden_plots/", "industries/", "industries/life_science/",
    "places/", "places/peberholm/", "contacts/", "about/", "sources/", "accessibility/", "privacy/",
)  # fmt: skip
ADDRESSES = [f"/{code}/{page}" for code in ("en", "da", "sv") for page in PAGES] + ["/api/?f=html"]


class Page(HTMLParser):
    """What a browser makes of a page: elements with their attributes, addresses, words."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.kinds, self.addresses, self.words, self.data = set(), set(), [], []
        self.inside = ""
        self.feed(html)
        self.close()
        self.text = " ".join(self.words)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.kinds |= {(tag, name) for name, _ in attributes} | {(tag, "")}
        self.addresses |= {
            value for name, value in attributes if name in ("href", "src", "action", "formaction")
        }

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        (self.data if self.inside == "script" else self.words).append(data)


def with_evil(cell, most, number):
    for evil in (EVIL[number % len(EVIL)], SHORT, "<b>"):
        if len(joined := f"{cell} {evil}".strip()) <= most:
            return joined
    return cell


def poison(pack):
    """Add evil words to every text and to every cell of free words in a pack."""
    for path in pack.glob("texts/*/*.md"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if line and not line.startswith("#"):
                lines[number] = with_evil(line, 300, number)
        text = "\n".join(lines) + "\n"
        if path.stem == "areas":
            text = text.replace("\n## hyllie\n", "\n" + "\n\n".join(EVIL) + "\n\n## hyllie\n")
        path.write_text(text, encoding="utf-8")
    for name, columns in WORDS.items():
        rows = table(pack, name)
        for number, row in enumerate(rows):
            row.update({c: with_evil(row[c], most, number) for c, most in columns.items()})
        write_table(pack, name, rows)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_XSS_03_evil_words_of_a_pack_are_shown_as_they_are_and_change_no_page(
    released, pack, own_site
):
    plain = {address: Page(read(Client(), address)) for address in ADDRESSES}
    poison(pack)
    load_pack(pack, by="tests")
    client = own_site()
    silent = []
    allowed = set().union(*(page.kinds for page in plain.values()))
    for address in ADDRESSES:
        html = read(client, address)
        page = Page(html)
        if not any(evil in page.text for evil in (*EVIL, SHORT, "<b>")):
            silent.append(address)
        assert page.kinds <= allowed, (address, page.kinds - allowed)
        assert not [name for _, name in page.kinds if name.startswith("on")]
        assert len(page.data) == len(plain[address].data)
        for block in page.data:
            assert not block.strip() or json.loads(block), address
        for where in page.addresses - plain[address].addresses:
            assert where.startswith(("/", "#", "?", "http://", "https://")), (address, where)
            assert "evil.example" not in where and "alert" not in where.replace("%28", "("), where
    assert silent == []
    for code in ("en", "da", "sv"):  # the area before Hyllie in the file has all of them
        text = Page(read(client, f"/{code}/areas/vinge/")).text
        assert [evil for evil in EVIL if evil not in text] == []
    assert ElementTree.fromstring(read(client, "/sitemap.xml")) is not None
    assert client.get("/en/areas/nordhavn/share.png").status_code == 200
    told = client.get("/api/collections/areas/items/vinge").json()["properties"]
    assert EVIL[0] in told["body"] and set(Area.objects.get(key="vinge").body) == {"en", "da", "sv"}


@pytest.mark.timeout(120)  # a bound for endless work, not a measurement
def test_XSS_03_a_hundred_thousand_brackets_hang_nothing(pack, own_site):
    lines = ["[" * 9_999] * (LONGEST_BODY // 10_000 - 1)
    path = pack / "texts" / "en" / "areas.md"
    text = path.read_text(encoding="utf-8")
    name = "name: " + "[" * 300
    entry = "\n".join([name, "summary: " + "[" * 9_990, "note: " + "(" * 9_990, "", *lines])
    path.write_text(text.replace("\n## vinge\nname: Vinge\n", f"\n## vinge\n{entry}\n\n"))
    load_pack(pack, by="tests")
    client = own_site()
    assert "[" * 9_999 in Page(read(client, "/en/areas/vinge/")).text
    assert "[" * 300 in Page(read(client, "/en/map/")).text
    assert read(client, "/en/map/?q=" + "[" * 200)


@pytest.mark.django_db
def test_XSS_03_more_words_than_anyone_reads_are_refused_with_their_place(pack):
    path = pack / "texts" / "en" / "areas.md"
    text = path.read_text(encoding="utf-8")
    number = text[: text.index("## vinge\n")].count("\n") + 1
    for words, line in (("[" * 100_000, number + 4), ("\n".join(["[" * 9_000] * 12), number)):
        edited = text.replace("\nnote: No stored source", f"\n\n{words}\nnote: No stored source", 1)
        path.write_text(edited, encoding="utf-8")
        with pytest.raises(FaultyPack) as refusal:
            load_pack(pack, by="tests")
        found = [(f.file, f.line, "longer than" in f.rule) for f in refusal.value.faults]
        assert found == [("texts/en/areas.md", line, True)]
    assert Area.objects.get(key="vinge").name["en"] == "Vinge"

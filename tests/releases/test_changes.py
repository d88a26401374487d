"""What changed between two releases: page, JSON and feeds say the same, in every language."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection

from prospect.catalogue.models import Area, Figure, Opportunity
from prospect.releases.comparing import changes_between
from prospect.releases.store import all_releases, current_release
from prospect.strategy.models import Initiative, Turn

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def two(own_site):
    """A release, and one after it in which five things are other; the client of the second."""
    own_site()
    Area.objects.filter(key="hyllie").update(summary={"en": "Other <b>words</b>", "sv": "Annat"})
    Figure.objects.filter(area__key="nordhavn").order_by("pk").first().delete()
    gone = Opportunity.objects.order_by("key").first()
    gone.delete()
    idea = Initiative.objects.get(key="oresund_metro")
    Turn.objects.create(
        key="metro_new", initiative=idea, kind="setback", year=2026, confidence="estimate"
    )
    made = Initiative.objects.get(key="urban_transition")
    made.pk, made.key, made.name = None, "a_new_idea", {"en": "A new idea", "da": "En ny idé"}
    made._state.adding = True
    made.save()
    return own_site(), gone.key


def told(client, query=""):
    return client.get(f"/en/changes.json{query}").json()


def test_what_is_new_other_and_gone_is_found_and_nothing_else(two):
    client, gone = two
    found = {(one["kind"], one["key"]): one for one in told(client)["changes"]}
    assert found.pop(("opportunities", gone))["what"] == "removed"
    assert found.pop(("initiatives", "a_new_idea"))["what"] == "added"
    assert found.pop(("areas", "hyllie"))["fields"] == ["summary"]
    assert found.pop(("areas", "nordhavn"))["fields"] == ["figures"]
    assert found.pop(("initiatives", "oresund_metro"))["fields"] == ["turns"]
    assert found == {}


def test_a_confirmation_alone_is_no_news(own_site):
    own_site()
    Area.objects.update(confirmed_on="2026-11-26")
    assert told(own_site())["changes"] == []


def test_a_release_differs_from_itself_in_nothing(two):
    client, _gone = two
    newest = current_release().id
    assert told(client, f"?from={newest}&to={newest}")["changes"] == []


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_the_page_names_every_change_in_words(two, language):
    client, gone = two
    html = client.get(f"/{language}/changes/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    for key in ("hyllie", "nordhavn"):
        assert f'href="/{language}/areas/{key}/"' in main
    assert f'href="/{language}/ideas/a_new_idea/"' in main
    assert f"/opportunities/{gone}/" not in main  # it has no page any more
    words = {"en": "milestones and decisions", "da": "milepæle og beslutninger", "sv": "milstolpar och beslut"}  # fmt: skip
    assert words[language] in main


@pytest.mark.parametrize(
    ("feed", "keys"),
    [
        ("changes", {"a_new_idea", "hyllie", "nordhavn", "oresund_metro"}),
        ("areas", {"hyllie", "nordhavn"}),
        ("ideas", {"a_new_idea", "oresund_metro"}),
    ],
)
def test_feeds_are_atom_and_hold_what_they_are_about(two, feed, keys):
    client, gone = two
    answer = client.get(f"/da/feeds/{feed}.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    ids = [one.text for one in root.findall(f"{ATOM}entry/{ATOM}id")]
    assert len(ids) == len(set(ids))
    held = {one.rpartition("/")[2] for one in ids}
    assert held - {gone} == keys
    assert root.find(f"{ATOM}updated") is not None
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"


def test_XSS_words_of_a_change_are_never_markup(two):
    client, _gone = two
    Area.objects.filter(key="hyllie").update(name={"en": "<script>alert(1)</script>"})
    for path in ("changes/", "changes.json", "feeds/changes.atom"):
        assert b"<script>alert" not in client.get(f"/en/{path}").content


def test_a_feed_of_a_first_release_is_whole_and_empty(own_site):
    client = own_site()
    for older in all_releases()[1:]:
        (older.folder / "manifest.json").unlink()
    manifest = current_release().folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"parent": None}))
    root = ET.fromstring(client.get("/en/feeds/ideas.atom").content)
    assert root.findall(f"{ATOM}entry") == [] and root.find(f"{ATOM}updated") is not None
    assert "No earlier release is kept" in client.get("/en/changes/").content.decode()


@pytest.mark.parametrize("query", ["?from=../../etc", "?to=20000101T000000Z-00000000", "?from=%3Cb%3E"])  # fmt: skip
def test_a_release_that_is_not_kept_is_not_found(two, query):
    client, _gone = two
    assert client.get(f"/en/changes/{query}").status_code == 404
    assert client.get("/en/feeds/weather.atom").status_code == 404


def test_comparing_asks_nothing_of_the_editing_database(two, django_assert_num_queries):
    client, _gone = two
    changes_between.cache_clear()
    with django_assert_num_queries(0, connection=connection):
        client.get("/en/changes/")

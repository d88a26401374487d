"""What is not published stands in no file of a release, in no form."""

import gzip
import sqlite3

import numpy as np
import pytest
from django.utils import timezone
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import Point

from prospect.catalogue.models import Area, Figure, Link, Milestone, Opportunity, Place, Station
from prospect.editing.actions import keep_unsaved, save_draft
from prospect.editing.models import Confirmer, Doubt
from prospect.languages.folding import fold
from prospect.languages.text import Text
from prospect.partners.actions import admit
from prospect.records.models import State
from prospect.releases.actions import publish_release
from prospect.releases.store import CATALOGUE, unchanging
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import Columns
from prospect.search.words import TERMS

SENTINEL = "xyzzyqsecret"
SECRET = Text(dict.fromkeys(["en", "da", "sv"], SENTINEL))
HIDDEN = [State.DRAFT, State.IN_REVIEW, State.ARCHIVED]


def make_secrets():
    """Hide a station, an area with all that hangs on it, and more, each in a state of its own."""
    Station.objects.filter(key="hyllie").update(
        key=SENTINEL + "-s", name=SENTINEL, state=State.DRAFT
    )
    area = Area.objects.get(key="nordhavn")
    Area.objects.filter(pk=area.pk).update(
        key=SENTINEL + "-a",
        name=SECRET,
        summary=SECRET,
        body=SECRET,
        note=SECRET,
        state=State.DRAFT,
    )
    Figure.objects.filter(area=area).update(name=SECRET, value=987_654_321.5)
    Milestone.objects.filter(area=area).update(name=SECRET)
    Place.objects.filter(key="peberholm").update(name=SECRET, summary=SECRET, state=State.IN_REVIEW)
    some = Opportunity.objects.filter(illustrative=True).exclude(area=area).first()
    Opportunity.objects.filter(pk=some.pk).update(name=SECRET, body=SECRET, state=State.ARCHIVED)
    Figure.objects.create(
        key=SENTINEL + "-f", state=State.DRAFT, area=Area.objects.get(key="refshaleoeen"),
        measure="planned_floor_area", value=987_654_321.5, unit="m2", confidence="estimate", name=SECRET,
    )  # fmt: skip
    Opportunity.objects.create(
        key="open-plot", area=area, country="DK", kind="plot", point=Point(12.6, 55.7),
        confidence="estimate", name=Text({"en": "Open plot"}),
    )  # fmt: skip
    keep_private_facts(Area.objects.get(key="hyllie"))
    Area.objects.exclude(stations="").filter(stations__contains="hyllie").update(stations="")


def keep_private_facts(area):
    """What staff and landowners told of a public area, and the public never reads."""
    email, figure = f"{SENTINEL}@malmo.example", Figure.objects.public().filter(area=area).first()
    editor = admit(email=email, name=SENTINEL, role="editor", partner=area.partner, by=SENTINEL)
    save_draft(area, {"plan_term": SENTINEL}, by=editor, based_on=0, note=SENTINEL)
    keep_unsaved("area", area.key, by=editor, based_on=2, fields={"note_en": SENTINEL})
    told = {"kind": "figure", "record": figure.pk}
    Confirmer.objects.create(email=email, **told)
    Doubt.objects.create(key=figure.key, by=email, words=SENTINEL, said_at=timezone.now(), **told)


def texts_of(release):
    """Yield every file's bytes, as they lie and unpacked, and every term of the text index."""
    for path in sorted(release.folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
    for archive in (release.folder / "tiles").glob("*.pmtiles"):
        with archive.open("rb") as file:
            source = MmapSource(file)
            yield archive.name, repr(Reader(source).metadata()).encode()
            for place, tile in all_tiles(source):
                yield f"{archive.name} {place}", gzip.decompress(tile)
    for collection in COLLECTIONS:
        for term in np.load(release.columns / collection / TERMS):
            yield f"words of {collection}", bytes(term)


def places_with(release, *needles):
    return sorted({name for name, words in texts_of(release) if any(n in words for n in needles)})


@pytest.mark.django_db
def test_AZN_05_nothing_private_stands_in_any_file_of_a_release(own_home):
    make_secrets()
    made = publish_release(by="tests", allow_removal=True)
    assert places_with(made, SENTINEL.encode(), fold(SENTINEL).encode()) == []
    assert not (Columns(made.columns / "areas")["floor"] == 987_654_321.5).any()


@pytest.mark.django_db
def test_the_search_for_secrets_would_find_them(own_home):
    make_secrets()
    for model in (Area, Place, Opportunity, Station):
        model.objects.filter(state__in=HIDDEN).update(state=State.PUBLISHED)
    made = publish_release(by="tests", allow_removal=True)
    found = places_with(made, SENTINEL.encode(), fold(SENTINEL).encode())
    assert {
        CATALOGUE,
        "vocabulary.json",
        "words of areas",
        "words of places",
    } <= set(found)
    assert any(name.startswith("region.pmtiles (") for name in found)


@pytest.mark.django_db
def test_what_hangs_on_a_hidden_record_is_hidden_with_it_and_what_stands_alone_is_cut_loose(
    own_home,
):
    make_secrets()
    hidden, station = (
        Area.objects.get(key=SENTINEL + "-a"),
        Station.objects.get(key=SENTINEL + "-s"),
    )
    assert not Figure.objects.public().filter(area=hidden).exists()
    assert not Milestone.objects.public().filter(area=hidden).exists()
    assert not Link.objects.public().filter(origin=station).exists()
    assert Figure.objects.public().filter(industry__isnull=False).exists()
    made = publish_release(by="tests", allow_removal=True)
    database = sqlite3.connect(unchanging(made.folder / CATALOGUE), uri=True)
    assert database.execute(
        "SELECT area_id FROM opportunities WHERE key = 'open-plot'"
    ).fetchone() == (None,)
    assert database.execute(
        "SELECT parent_id FROM areas WHERE key = 'aarhusgadekvarteret'"
    ).fetchone() == (None,)
    assert database.execute(
        "SELECT count(*) FROM figures WHERE value = 987654321.5"
    ).fetchone() == (0,)
    database.close()

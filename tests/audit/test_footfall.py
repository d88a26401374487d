"""Views are counted without anybody in them, and each exactly once, whatever is killed."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from prospect.audit import footfall as folding
from prospect.audit.models import Tally, Views
from prospect.releases import footfall
from prospect.releases.footfall import Footfall, count_views

pytestmark = pytest.mark.django_db
READER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


class Answer:
    def __init__(self, status, kept="public"):
        self.status_code, self.headers = status, {"Cache-Control": kept}


@pytest.fixture
def counts(settings, tmp_path, monkeypatch):
    """A count of its own; returns the pages that were counted."""
    settings.HOME = tmp_path
    made = Footfall()
    monkeypatch.setattr(made, "_begin", lambda: None)
    monkeypatch.setattr(footfall, "FOOTFALL", made)
    return made


def ask(path, *, status=200, method="GET", agent=READER, kept="public"):
    request = RequestFactory().generic(method, path, HTTP_USER_AGENT=agent, REMOTE_ADDR="192.0.2.7")
    count_views(lambda _request: Answer(status, kept))(request)


def test_pages_of_records_are_counted_and_nothing_else(counts):
    ask("/sv/areas/hyllie/?utm=someone@example.org")
    ask("/da/areas/hyllie/", status=304)
    ask("/en/opportunities/x/")
    for path in (
        "/sv/areas/",
        "/sv/areas/hyllie/share.png",
        "/sv/map/",
        "/desk/records/area/hyllie/",
        "/",
    ):
        ask(path)
    ask("/sv/areas/none/", status=404)
    ask("/sv/ideas/suggest/", kept="no-store")
    ask("/sv/areas/hyllie/", method="HEAD")
    ask("/sv/areas/hyllie/", agent="Googlebot/2.1")
    ask("/sv/areas/hyllie/", agent="")
    assert dict(counts._counts) == {("area", "hyllie"): 2, ("opportunity", "x"): 1}


def test_PRI_the_file_holds_page_day_and_number_alone(counts, tmp_path):
    ask("/sv/areas/hyllie/?q=secret")
    counts.write()
    (file,) = (tmp_path / "views").iterdir()
    assert file.read_text() == f"area hyllie {timezone.localdate()} 1\n"
    assert counts._counts == {}


def test_files_are_folded_once_also_after_a_kill_before_they_were_removed(
    counts, tmp_path, monkeypatch
):
    ask("/sv/areas/hyllie/")
    counts.write()
    ask("/sv/areas/hyllie/")
    counts.write()
    kept = {file: file.read_text() for file in (tmp_path / "views").iterdir()}
    killed = monkeypatch.context()
    with killed as patch:
        patch.setattr(
            folding.Path, "unlink", lambda *_a, **_k: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            folding.fold_views()
    assert sorted(file.read_text() for file in kept) == sorted(kept.values())
    folding.fold_views()
    assert Views.objects.get().number == 2
    assert list((tmp_path / "views").iterdir()) == []
    assert not Tally.objects.exists()


def test_what_is_no_count_is_left_out(counts, tmp_path):
    (tmp_path / "views").mkdir()
    words = (
        "area hyllie 2026-13-77 4\nrubbish\narea x 2026-11-27 -4\narea hyllie 2026-11-27 3\n\xff"
    )
    (tmp_path / "views" / "a.tally").write_bytes(words.encode("latin-1"))
    (tmp_path / "views" / "b.part").write_text("area hyllie 2026-11-27 3\n")
    assert folding.fold_views() == 1
    assert Views.objects.get().number == 3


def test_a_full_disk_costs_counts_and_no_answer(counts, tmp_path, settings):
    (tmp_path / "file").write_text("")
    settings.HOME = tmp_path / "file"
    ask("/sv/areas/hyllie/")
    counts.write()


def test_views_of_the_last_thirty_days_rank():
    from datetime import timedelta

    today = timezone.localdate()
    for days, number in ((0, 3), (29, 4), (31, 50)):
        Views.objects.create(
            kind="area", key="hyllie", day=today - timedelta(days=days), number=number
        )
    assert folding.views_of([("area", "hyllie"), ("area", "none")]) == {("area", "hyllie"): 7}

"""Building, switching, going back, and being killed in the middle."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap

import numpy as np
import psycopg
import pytest
from clusters import database_for
from served import environment

import prospect
from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.records.models import ReadOnlyRecord, published
from prospect.releases import actions
from prospect.releases.actions import RefusedRelease, activate_release, publish_release, roll_back
from prospect.releases.build import build_release, sha256, sweep_unfinished
from prospect.releases.store import (
    MANIFEST,
    NoRelease,
    Release,
    all_releases,
    current_id,
    current_release,
    release,
    switch_current,
)


def test_the_manifest_tells_what_the_release_holds(released):
    manifest = released.manifest
    assert (
        manifest["id"] == released.id and manifest["software"] == f"prospect {prospect.__version__}"
    )
    assert manifest["counts"]["areas"] == 67
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest["created"])
    assert released.created.isoformat() == manifest["created"]


def test_the_manifest_names_every_file_with_its_size_and_hash(released):
    found = {
        str(path.relative_to(released.folder)): {
            "bytes": path.stat().st_size,
            "sha256": sha256(path),
        }
        for path in released.folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert released.manifest["files"] == found


def test_a_record_read_from_a_release_is_never_saved(released):
    area = published(Area).first()
    with pytest.raises(ReadOnlyRecord, match="read from a release"):
        area.save()


@pytest.mark.django_db
def test_an_unchanged_region_reuses_its_tiles_and_names_its_parent(own_home):
    before = current_release()
    after = publish_release(by="tests")
    assert after.manifest["parent"] == before.id and current_id() == after.id
    assert after.manifest["tiles"] == before.manifest["tiles"]
    for name in ("region", "basemap"):
        assert after.tiles(name).stat().st_ino == before.tiles(name).stat().st_ino
    assert after.manifest["counts"] == before.manifest["counts"]
    event = Event.objects.first()
    assert (event.by, event.verb, event.subject) == ("tests", "activate release", after.id)


@pytest.mark.django_db
def test_a_changed_name_is_baked_anew_and_the_base_map_is_not(own_home):
    before = current_release()
    Area.objects.filter(key="hyllie").update(name={"en": "Hyllie renamed"})
    after = publish_release(by="tests")
    assert after.manifest["tiles"]["region"] != before.manifest["tiles"]["region"]
    assert after.tiles("region").stat().st_ino != before.tiles("region").stat().st_ino
    assert after.tiles("basemap").stat().st_ino == before.tiles("basemap").stat().st_ino


@pytest.mark.django_db
def test_FLT_17_going_back_brings_everything_back_together(own_home, candidate):
    first = current_release()
    files = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    assert activate_release(candidate.id, by="tests").id == current_id() == candidate.id
    assert roll_back(by="a person").id == current_id() == first.id
    assert all(path.read_bytes() == words for path, words in files.items())
    assert [(e.by, e.verb, e.subject) for e in Event.objects.all()[:2]] == [
        ("a person", "roll back to release", first.id),
        ("tests", "activate release", candidate.id),
    ]
    with pytest.raises(NoRelease, match="no older sound release"):
        roll_back(by="tests")
    assert current_id() == first.id


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["nonsense", "20200101T000000Z-00000000", "../..", "", "a\0b"])
def test_an_unknown_release_is_not_activated(own_home, wrong):
    before = current_id()
    with pytest.raises(NoRelease, match="There is no release"):
        activate_release(wrong, by="tests")
    assert current_id() == before


@pytest.mark.django_db
def test_the_switch_is_undone_in_the_log_when_the_disk_refuses(own_home, candidate, monkeypatch):
    before, events = current_id(), Event.objects.count()

    def refuse(to):
        raise OSError("read-only file system")

    monkeypatch.setattr(actions, "switch_current", refuse)
    with pytest.raises(OSError, match="read-only"):
        activate_release(candidate.id, by="tests")
    assert current_id() == before and Event.objects.count() == events


@pytest.mark.django_db
def test_old_releases_are_dropped_beyond_the_kept_ones_never_the_current(
    own_home, settings, monkeypatch
):
    monkeypatch.setattr(actions, "KEPT", 2)
    for number in range(4):
        (settings.RELEASES / f"2020010{number + 1}T000000Z-00000000").mkdir()
    before = current_id()
    after = publish_release(by="tests")
    kept = [release.id for release in all_releases()]
    assert kept == [after.id, before, "20200104T000000Z-00000000"]


@pytest.mark.django_db
def test_without_any_release_the_words_say_what_to_run(own_home, settings):
    settings.CURRENT.unlink()
    with pytest.raises(NoRelease, match="prospect release build"):
        current_release()
    with pytest.raises(NoRelease):
        release("x")


@pytest.mark.django_db
def test_FLT_05_a_build_that_fails_leaves_nothing_behind(own_home, settings, monkeypatch):
    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr("prospect.releases.build._bake_tiles", fail)
    before = current_id()
    with pytest.raises(OSError, match="disk full"):
        build_release()
    assert current_id() == before and list(settings.RELEASES.glob(".building-*")) == []


CHILD = """
    import os, sys, time
    import django
    django.setup()
    from prospect.releases.actions import publish_release
    def progress(step):
        print(step, flush=True)
        if step == sys.argv[1]:
            time.sleep(600)
    publish_release(by="child", progress=progress)
"""


def copy_database(home):
    """Give a child process the loaded demo region as a database of its own."""
    from django.db import connection

    if connection.vendor != "sqlite":
        name = connection.settings_dict["NAME"]
        return database_for(environment(home)["DATABASE_URL"], f"{name}_{home.parent.name}", name)
    connection.ensure_connection()
    # Not backup(): it waits for ever while this connection itself has written in its transaction.
    (home / "prospect.sqlite3").write_bytes(connection.connection.serialize())
    return f"sqlite:///{home / 'prospect.sqlite3'}"


def change(url, statement):
    """Do one statement as somebody else, and at once."""
    is_file = url.startswith("sqlite:")
    editor = sqlite3.connect(url.removeprefix("sqlite:///")) if is_file else psycopg.connect(url)
    editor.execute(statement)
    editor.commit()
    editor.close()


@pytest.mark.django_db(transaction=False)
def test_FLT_01_a_build_killed_at_any_step_leaves_the_old_release_and_the_next_sweeps(
    own_home, settings
):
    child_environment = environment(own_home) | {"DATABASE_URL": copy_database(own_home)}
    before = current_release()
    files = {path: path.read_bytes() for path in before.folder.rglob("*") if path.is_file()}
    for step in ("catalogue", "tiles", "verify"):
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(CHILD), step],
            stdout=subprocess.PIPE, text=True, env=child_environment,
        )  # fmt: skip
        with child:
            while (line := child.stdout.readline().strip()) != step:
                assert line, "the child ended before it came to " + step
            os.kill(child.pid, signal.SIGKILL)
        assert child.returncode == -signal.SIGKILL
        unfinished = list(settings.RELEASES.glob(".building-*"))
        assert bool(unfinished) == (step != "verify")
        assert current_id() == before.id
        assert all(path.read_bytes() == words for path, words in files.items())
        sweep_unfinished()
        assert list(settings.RELEASES.glob(".building-*")) == []


@pytest.mark.django_db
def test_the_next_build_sweeps_what_a_dead_process_left_and_spares_a_living_one(own_home, settings):
    dead = settings.RELEASES / ".building-999999999-20200101T000000Z-00000000"
    living = settings.RELEASES / f".building-{os.getppid()}-20200101T000000Z-00000000"
    for folder in (dead, living):
        folder.mkdir()
        (folder / "half.gpkg").write_bytes(b"half")
    build_release(with_tiles=False)
    assert not dead.exists() and living.exists()


WAITING_CHILD = """
    import sys
    import django
    django.setup()
    from prospect.releases.build import build_release
    def progress(step):
        print(step, flush=True)
        if step == "catalogue":
            sys.stdin.readline()
    print(build_release(progress, with_tiles=False).id)
"""


@pytest.mark.django_db
def test_an_edit_during_a_build_is_in_all_of_the_release_or_in_none(own_home, settings):
    database = copy_database(own_home)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WAITING_CHILD)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment(own_home) | {"DATABASE_URL": database},
    )  # fmt: skip
    with child:
        while (line := child.stdout.readline().strip()) != "catalogue":
            assert line, "the child ended before it came to the catalogue"
        change(database, "UPDATE opportunities SET state = 'archived' WHERE id % 2 = 1")
        built, _ = child.communicate("go on\n")
    folder = settings.RELEASES / built.split()[-1]
    rows = sqlite3.connect(folder / "catalogue.gpkg").execute("SELECT id FROM opportunities")
    kept = sorted(pk for (pk,) in rows)
    assert kept == np.load(folder / "columns" / "opportunities" / "pk.npy").tolist()
    assert len(kept) == 50


@pytest.mark.django_db
def test_a_release_of_another_version_is_never_read(own_home, candidate, reseal, client):
    reseal(candidate, format=1)
    switch_current(candidate)
    with pytest.raises(NoRelease, match="prospect release build"):
        current_release()
    assert client.get("/readyz").status_code == 503
    assert client.get("/en/map/").status_code == 503
    publish_release(by="tests")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_going_back_steps_over_what_cannot_be_read(own_home, candidate, reseal):
    reseal(candidate, format=1)
    first = current_release()
    later = Release(
        "20991231T235959Z-11111111", candidate.folder.parent / "20991231T235959Z-11111111"
    )
    shutil.copytree(first.folder, later.folder)
    switch_current(later)
    assert roll_back(by="tests").id == first.id
    with pytest.raises(RefusedRelease, match="another version"):
        activate_release(candidate.id, by="tests")


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["manifest.json", "catalogue.gpkg", "tiles/region.pmtiles"])
def test_going_back_passes_over_a_broken_release_and_says_so(own_home, candidate, broken):
    first = current_release()
    later = first.folder.parent / "20991231T235959Z-11111111"
    shutil.copytree(first.folder, later)
    switch_current(Release(later.name, later))
    (candidate.folder / broken).unlink()
    said = []
    assert roll_back(by="tests", progress=said.append).id == first.id == current_id()
    (words,) = said
    assert words.startswith(f"{candidate.id} is passed over: {broken} is missing")

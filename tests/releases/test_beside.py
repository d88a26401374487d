"""Work in a second process: done, failed, or stopped, and the same as when done here."""

import os
import shutil
import time

import pytest

from prospect.releases import build
from prospect.releases.beside import Beside, WorkFailed


def test_the_work_is_done_when_it_is_waited_for(tmp_path):
    (tmp_path / "one").write_text("words")
    with Beside(shutil.copyfile, tmp_path / "one", tmp_path / "two", alone=False) as work:
        work.finish()
    assert (tmp_path / "two").read_text() == "words"


def test_a_process_that_dies_is_told():
    with Beside(os._exit, 3, alone=False) as work, pytest.raises(WorkFailed, match="3"):
        work.finish()


def test_leaving_early_stops_the_work():
    with Beside(time.sleep, 600, alone=False) as work:
        process = work._process
    assert process.exitcode is not None


@pytest.mark.django_db
def test_two_processes_write_what_one_writes(own_home, monkeypatch):
    one = build.build_release(with_tiles=False)
    monkeypatch.setattr(build, "MANY", 1)
    two = build.build_release(with_tiles=False)
    baked = sorted(path.relative_to(one.columns) for path in one.columns.rglob("*.npy"))
    assert len(baked) > 60
    for path in baked:
        assert (one.columns / path).read_bytes() == (two.columns / path).read_bytes(), path
    assert not list(two.folder.rglob("*.txt"))

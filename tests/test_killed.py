"""Real server processes: two that share a database, and one that is killed in the middle of the work."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from callers import LOGIN, Browser, form_fields, make_site, token
from served import CHECKOUT, environment, serving

from prospect.accounts.waits import FREE

pytestmark = pytest.mark.xdist_group("killed")
AREA, OTHER = "/desk/records/area/hyllie/", "/desk/records/area/norra_hamnen/"
PATIENCE = 90  # seconds for a build, and for the lease of a worker that was killed
ASKED = """
import json, django
django.setup()
from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.jobs.models import Job
from prospect.records.models import Dossier, Revision
revisions = [
    [one.dossier.key, one.number, one.verb, one.state, (one.content or {}).get("plan_term")]
    for one in Revision.objects.select_related("dossier").order_by("dossier", "number")
]
print(json.dumps({
    "revisions": revisions,
    "dossiers": list(Dossier.objects.values_list("key", "number", "state")),
    "public": dict(Area.objects.values_list("key", "plan_term")),
    "jobs": list(Job.objects.filter(kind="release").values_list("state", flat=True)),
    "events": list(Event.objects.filter(subject__startswith="area").values_list("subject", "verb")),
}))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the demo region, released, and the demo's staff."""
    home = tmp_path_factory.mktemp("killed") / "home"
    make_site(home, PROSPECT_DEMO="yes")
    return home


def kept(home):
    """Return what the database holds of records, asked by a process of its own."""
    words = [sys.executable, "-c", ASKED]
    said = subprocess.run(
        words, env=environment(home), cwd=CHECKOUT, capture_output=True, check=True
    )
    return json.loads(said.stdout)


def test_AUT_01_two_servers_on_one_database_count_failed_logins_together(home):
    told = {"PROSPECT_DEMO": "yes"}
    with serving(home, **told) as one, serving(home, **told) as two:
        guessers = [Browser(server.address) for server in (one, two)] * 3
        for guesser in guessers:
            guesser.token = token(guesser.ask(LOGIN))

        def guess(guesser, who="editor@copenhagen.example"):
            return guesser.send(LOGIN, login=who, password="wrong words here").status

        free = FREE["account"]
        assert [guess(one) for one in guessers] == [200] * free + [429]
        assert guess(guessers[0]) == 429, "the other server has seen it too"
        crowd, statuses = [Browser(server.address) for server in (one, two) for _ in range(8)], []
        for guesser in crowd:
            guesser.token = token(guesser.ask(LOGIN))

        def at_once(guesser):
            statuses.append(guess(guesser, "reviewer@copenhagen.example"))

        threads = [threading.Thread(target=at_once, args=[guesser]) for guesser in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200] * free + [429] * (len(crowd) - free)


class Work(threading.Thread):
    """Somebody who works on a site that may go away: what they were told is done they remember."""

    def __init__(self, browser, act):
        super().__init__()
        self.browser, self.act, self.done, self.over = browser, act, [], threading.Event()
        self.fault = None

    def run(self):
        while not self.over.is_set():
            try:
                self.act(self)
            except OSError:  # the server is gone, in the middle of an answer or before
                time.sleep(0.05)
            except Exception as fault:
                self.fault = fault
                return

    def until(self, number):
        """Wait until so much more was told to be done."""
        wanted, end = len(self.done) + number, time.monotonic() + PATIENCE
        while len(self.done) < wanted and self.is_alive() and time.monotonic() < end:
            time.sleep(0.01)
        assert self.fault is None, self.fault
        assert len(self.done) >= wanted


def write(browser, path, words):
    """Save words in the form of a record; return the number it then stands at, 0 when it was not saved."""
    fields = form_fields(browser.ask(path).text) | {"plan_term": words}
    number = int(fields["based_on"])
    return (number or 1) + 1 if browser.send(path, **fields).status == 302 else 0


def save(work):
    words = f"save {time.monotonic_ns()}"
    if write(work.browser, AREA, words):
        work.done.append(words)


def approve(work):
    editor, reviewer = work.browser
    words = f"approved {time.monotonic_ns()}"
    if number := write(editor, OTHER, words):
        reviewer.send(f"{OTHER}step/", step="approve", based_on=number)
        if form_fields(reviewer.ask(OTHER).text)["based_on"] == str(number + 1):
            work.done.append(words)


def everything(server):
    """Return the ids of the server, its workers, and what runs beside it."""
    every, found = [], [server.process.pid]
    while found:
        every.append(pid := found.pop())
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        found += [int(child) for file in tasks for child in file.read_text().split()]
    return every


def kill(server):
    """Kill all of it, each where it just is."""
    for pid in everything(server):
        os.kill(pid, signal.SIGKILL)
    server.process.wait(20)


@contextmanager
def standing_still(server):
    """Stop all of it, and let it go on."""
    stopped = everything(server)
    try:
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def nothing_is_half(told):
    """Every dossier stands at its last revision, every decision is one event, the public is approved."""
    last, approved = {}, {}
    for key, number, verb, state, words in told["revisions"]:
        assert number == (last[key][0] if key in last else 0) + 1
        last[key] = (number, state)
        approved[key] = words if verb in ("begin", "save") else approved[key]
    assert {key: (number, state) for key, number, state in told["dossiers"]} == last
    steps = [(f"area {key}", verb) for key, _n, verb, *_ in told["revisions"] if verb != "begin"]
    assert sorted(steps) == sorted(tuple(one) for one in told["events"])
    ends = {key: words for key, words in approved.items() if last[key][1] == "published"}
    assert ends == {key: told["public"][key] for key in ends}


def test_FLT_01_FLT_03_a_kill_during_saves_approvals_and_builds_loses_nothing_acknowledged(home):
    saves, approvals, staff = [], [], [Browser("") for _ in range(3)]
    for _round in range(3):
        with serving(home, subprocess.DEVNULL, PROSPECT_DEMO="yes") as server:
            for browser, who in zip(staff, ("editor", "editor", "reviewer"), strict=True):
                browser.address = server.address
                if not browser.token:  # a login outlives the kill as well
                    browser.log_in(f"{who}@malmo.example", to=OTHER)
            workers = [Work(staff[0], save), Work(staff[1:], approve)]
            for one in workers:
                one.start()
            for one in workers:
                one.until(3)
            kill(server)
            for one in workers:
                one.over.set()
                one.join()
        saves += workers[0].done
        approvals += workers[1].done
        told = kept(home)
        nothing_is_half(told)
        written = [words for *_, words in told["revisions"]]
        assert set(saves) | set(approvals) <= set(written)
        steps = [verb for key, _n, verb, *_ in told["revisions"] if key == "norra_hamnen"]
        assert steps.count("approve") >= len(approvals)
        assert told["jobs"], "what was approved waits for a release, or is in one"
    public = told["public"]["norra_hamnen"]
    with serving(home, subprocess.DEVNULL, PROSPECT_DEMO="yes") as server:
        end = time.monotonic() + PATIENCE
        while public not in Browser(server.address).ask("/en/areas/norra_hamnen/").text:
            assert time.monotonic() < end, kept(home)["jobs"]
            time.sleep(0.2)


def test_FLT_15_a_server_told_to_stop_answers_what_it_has_begun(home):
    with serving(home, subprocess.DEVNULL, PROSPECT_DEMO="yes") as server:
        editor = Browser(server.address).log_in("editor@malmo.example", to=AREA)
        work = Work(editor, save)
        work.start()
        work.until(3)
        server.process.terminate()
        assert server.process.wait(30) is not None
        work.over.set()
        work.join()
    told = kept(home)
    nothing_is_half(told)
    assert set(work.done) <= {words for *_, words in told["revisions"]}


def test_FLT_07_after_a_power_cut_at_any_moment_sqlite_holds_all_it_acknowledged(tmp_path):
    """The files as they lie at a moment in which every process stands still."""
    cut = tmp_path / "home"
    cut.mkdir()
    there = {"DATABASE_URL": f"sqlite:///{cut / 'prospect.sqlite3'}", "PROSPECT_DEMO": "yes"}
    make_site(cut, **there)
    with serving(cut, subprocess.DEVNULL, **there) as server:
        editor = Browser(server.address).log_in("editor@malmo.example", to=AREA)
        work = Work(editor, save)
        work.start()
        for number in range(20):
            work.until(1)
            time.sleep(number / 200)
            told, copied = list(work.done), tmp_path / f"after-{number}"
            copied.mkdir()
            with standing_still(server):
                for file in cut.glob("prospect.sqlite3*"):  # the log may be gone between two saves
                    if not file.name.endswith("-shm"):
                        shutil.copy(file, copied)
            with closing(sqlite3.connect(copied / "prospect.sqlite3")) as database:
                assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                rows = database.execute("SELECT content FROM revisions").fetchall()
            kept_words = {json.loads(content or "{}").get("plan_term") for (content,) in rows}
            assert set(told) <= kept_words
        work.over.set()
        work.join()

"""The worker: takes jobs from the queue, sends what is in the outbox, and keeps the calendar."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from prospect.jobs import actions as queue
from prospect.jobs.models import Job

logger = logging.getLogger("prospect.worker")
PAUSE = 0.5  # seconds between looks into the queue
RENEW = 5  # seconds between signs of life while a job runs
MORNING = 4  # hour of the day, local time, at which the calendar is looked at
DAILY = "daily"
MINUTE = 60.0
_folded = -MINUTE  # when counts were last taken in, on the clock of this process


class Failed(Exception):
    """A job cannot be done; ``reasons`` say why in words, ``again`` whether trying again may help."""

    def __init__(self, reasons: list[str], *, again: bool) -> None:
        super().__init__("; ".join(reasons))
        self.reasons, self.again = reasons, again


class Lost(Exception):
    """The job is in other hands: this process stood still for longer than its lease."""


Handler = Callable[[Job, Callable[[str], None]], str]


def work(handlers: dict[str, Handler], *, once: bool = False) -> None:
    """Do what is due until told to stop by a signal, or until nothing is due with ``once``."""
    name = f"{socket.gethostname()}-{os.getpid()}"
    stop = threading.Event()
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            busy = _round(name, handlers)
        except DatabaseError as error:  # it comes back, and so does the job
            logger.warning("the database does not answer: %s", error)
            connection.close()
            busy = False
        if once and not busy and not queue.someone_works():
            return
        if not busy:
            stop.wait(PAUSE)


def _round(name: str, handlers: dict[str, Handler]) -> bool:
    """Do one job, and what is due besides; return whether there was a job."""
    from prospect.editing.actions import publish_due
    from prospect.mail.post import send_waiting

    close_old_connections()
    queue.note_beat(name)
    publish_due()
    send_waiting()
    _keep_calendar()
    _fold_views_each_minute()
    job = queue.take_next(name)
    if job is None:
        return False
    with _signs_of_life(job, name) as signs:
        _do(job, handlers, signs.say)
    return True


def _do(job: Job, handlers: dict[str, Handler], say: Callable[[str], None]) -> None:
    handler = handlers.get(job.kind)
    try:
        if handler is None:
            raise Failed([f"Nobody knows how to do {job.kind!r}."], again=False)
        result = handler(job, say)
    except Lost:
        logger.warning("the job is in other hands now", extra={"job": job.kind})
    except Failed as failure:
        _fail(job, failure.reasons, again=failure.again)
    except DatabaseError:
        raise
    except Exception as error:  # a fault of ours must not end the worker, nor be tried for ever
        logger.exception("job failed", extra={"job": job.kind})
        _fail(job, [f"{type(error).__name__}: {error}"[:500]], again=True)
    else:
        queue.finish(job, result)


def _fail(job: Job, reasons: list[str], *, again: bool) -> None:
    from prospect.editing.letters import tell_of_failure

    if queue.fail(job, reasons, again=again):
        tell_of_failure(job, reasons)


class _signs_of_life:  # noqa: N801  reads as a phrase
    """Renews the lease of a job, and notes what it is at, from a thread of its own while it runs.

    A release reads all records in one transaction that must not write: not at all on PostgreSQL,
    and on SQLite not once somebody else has written. A thread has a connection of its own.
    """

    def __init__(self, job: Job, name: str) -> None:
        self.job, self.name, self.step, self.over = job, name, "", False
        self.woken = threading.Event()
        self.thread = threading.Thread(target=self._renew, daemon=True)

    def __enter__(self) -> "_signs_of_life":
        self.thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.over = True
        self.woken.set()
        self.thread.join()

    def say(self, step: str) -> None:
        """Note the step that begins now; Lost when the job is another worker's by now."""
        self.step = step
        if connection.in_atomic_block:
            self.woken.set()
        elif not self._hold():
            raise Lost

    def _renew(self) -> None:
        while True:
            told = self.woken.wait(RENEW)
            self.woken.clear()
            if self.over:
                break
            self._hold(beat=not told)
        connection.close()

    def _hold(self, *, beat: bool = False) -> bool:
        """Renew the lease; False when it is another's. A database that is away decides nothing."""
        try:
            held = queue.keep_hold(self.job, self.name, self.step)
            if beat:
                queue.note_beat(self.name)
        except DatabaseError:
            logger.warning("could not renew the lease")
            return True
        return held


def _keep_calendar() -> None:
    """See that tomorrow's look at the calendar is in the queue."""
    if not Job.objects.filter(kind=DAILY, state__in=["waiting", "running"]).exists():
        queue.ask_for(DAILY, by="calendar", at=_next_morning(timezone.localtime()))


def _next_morning(now: datetime) -> datetime:
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


def _fold_views_each_minute() -> None:
    """Take in what the public side counted, at most once a minute."""
    from prospect.audit.footfall import fold_views

    global _folded
    if time.monotonic() - _folded >= MINUTE:
        _folded = time.monotonic()
        fold_views()


def watch_parent(parent: int) -> None:
    """End this process when the one that started it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def release_job(job: Job, say: Callable[[str], None]) -> str:
    """Build, verify and activate a release; return its id."""
    from prospect.releases.actions import RefusedRelease, publish_release
    from prospect.releases.tippecanoe import BakingError

    try:
        return publish_release(by=job.asked_by[:150], progress=say).id
    except RefusedRelease as refusal:
        raise Failed(refusal.faults, again=False) from None
    except (BakingError, OSError) as error:
        raise Failed([str(error)], again=True) from None


def morning_job(job: Job, say: Callable[[str], None]) -> str:
    """Do what every morning asks for."""
    from prospect.daily import daily_job

    return daily_job(job, say)


def import_job(job: Job, say: Callable[[str], None]) -> str:
    """Check and take over the tables that wait; return how many."""
    from prospect.desk.sheets.actions import do_waiting

    return str(do_waiting(say))


HANDLERS: dict[str, Handler] = {"release": release_job, "import": import_job, DAILY: morning_job}

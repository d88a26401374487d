"""Counts which public pages are read: page and day, and nothing of who read it.

The public side never touches the editing database: each process writes what it counted into a
small file of its own, at most every thirty seconds; the worker takes the files in.
"""

import os
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from prospect.audit.footfall import DONE, FOLDER

EVERY = 30.0  # seconds between files; a kill loses no more
KINDS = {
    "areas": "area",
    "opportunities": "opportunity",
    "places": "place",
    "ideas": "initiative",
    "industries": "industry",
}
READ = (200, 304)
# What says of itself that it is no reader. Others count as readers: this ranks work, no more.
ROBOTS = ("bot", "crawl", "spider", "curl", "wget", "python", "monitor", "preview")


class Footfall:
    """The counts of one process that are not in a file yet."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()
        self._process = 0

    def count(self, kind: str, key: str) -> None:
        """Count one view."""
        if self._process != os.getpid():
            self._begin()
        with self._lock:
            self._counts[kind, key] += 1

    def write(self) -> None:
        """Write what was counted into a file; a full disk costs the counts and no answer."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        day = timezone.localdate().isoformat()
        lines = "".join(f"{kind} {key} {day} {n}\n" for (kind, key), n in counts.items())
        folder = settings.HOME / FOLDER
        name = f"{day}-{os.getpid()}-{secrets.token_hex(8)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = folder / f"{name}.part"
            unfinished.write_text(lines, encoding="ascii")
            unfinished.rename(folder / f"{name}{DONE}")
        except OSError:
            return

    def _begin(self) -> None:
        """Start to write now and then, once in each process."""
        with self._lock:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
            self._counts.clear()  # what a parent counted is the parent's to write
        threading.Thread(target=self._write_now_and_then, daemon=True).start()
        Finalize(None, self.write, exitpriority=10)  # the server's workers end without atexit

    def _write_now_and_then(self) -> None:
        pause = threading.Event()
        while not pause.wait(EVERY):
            self.write()


FOOTFALL = Footfall()


def count_views(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: count each page of a record that a reader was given."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # /sv/areas/hyllie/ in five parts; all else is told apart by this alone
        parts = request.path_info.split("/", 5)
        if len(parts) == 5 and not parts[4] and request.method == "GET":
            kind = KINDS.get(parts[2])
            is_form = "no-store" in response.headers.get("Cache-Control", "")  # no page of a record
            if kind and not is_form and response.status_code in READ and not _is_robot(request):
                FOOTFALL.count(kind, parts[3])
        return response

    return middleware


def _is_robot(request: HttpRequest) -> bool:
    agent = request.META.get("HTTP_USER_AGENT", "").lower()
    return not agent or any(word in agent for word in ROBOTS)

"""Log lines on standard error that nobody waits for: a reader who hangs costs lines, never an answer."""

import logging
import os
import re
import threading
from multiprocessing.util import Finalize
from queue import Full, Queue

KEPT = 1_000  # lines that wait; with a reader there are hardly ever two
PATIENCE = 1.0  # seconds the end of a process waits for them
# What opens something stands in no log: addresses of visitors' pages, invitations, letters, passwords.
OPENS = re.compile(
    rb"(/ideas/(?:suggestion|participation)/|/desk/(?:welcome|confirm)/|/password/reset/key/)[^/\s\"\\]+"
)
STDERR = 2  # the descriptor itself: a thread that hangs in sys.stderr would hold its lock


class LogLines(logging.Handler):
    """Writes from a thread of its own; what does not fit is dropped, counted, and told as a line."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Queue[bytes] = Queue(KEPT)
        self._process = self._dropped = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a line over, without waiting."""
        try:
            if self._process != os.getpid():
                self._begin()
            self._lines.put_nowait(self._line(record))
        except Full:
            self._dropped += 1
        except Exception:  # logging's own complaint would be a write that waits
            self._dropped += 1

    def flush(self) -> None:
        """Wait for the lines that were handed over, but not for ever."""
        if self._process == os.getpid():
            with self._lines.all_tasks_done:
                over = self._lines.all_tasks_done.wait_for
                over(lambda: not self._lines.unfinished_tasks, PATIENCE)

    def _begin(self) -> None:
        """Start the thread, once in each process; what a parent left in the queue is the parent's."""
        self._process, self._dropped, self._lines = os.getpid(), 0, Queue(KEPT)
        threading.Thread(target=self._write, args=[self._lines], daemon=True).start()
        Finalize(None, self.flush, exitpriority=5)  # the server's workers end without atexit

    def _write(self, lines: "Queue[bytes]") -> None:
        told = lost = 0  # of those dropped; and lines that could not be written, as on a full disk
        while True:
            line, dropped = lines.get(), self._dropped
            if missing := dropped - told + lost:
                line = self._told(missing) + line
            try:
                while line:
                    line = line[os.write(STDERR, line) :]
                told, lost = dropped, 0
            except OSError:
                lost += 1
            lines.task_done()

    def _told(self, number: int) -> bytes:
        told = {"name": __name__, "levelname": "WARNING", "msg": "lines dropped"}
        return self._line(logging.makeLogRecord({**told, "dropped": number}))

    def _line(self, record: logging.LogRecord) -> bytes:
        line = f"{self.format(record)}\n".encode(errors="backslashreplace")
        return OPENS.sub(rb"\1...", line)

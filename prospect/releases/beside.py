"""Work done in a second process while this one goes on; little work is done here and now."""

import multiprocessing
from collections.abc import Callable
from typing import Any


class WorkFailed(RuntimeError):
    """The second process ended before its work was done; what it said is on standard error."""


class Beside:
    """One piece of work, begun at once; ``finish`` waits for it, leaving early stops it.

    The process is started afresh (spawn), so that it shares no database connection and no lock.
    """

    def __init__(self, work: Callable[..., None], *given: Any, alone: bool) -> None:
        self._process = None
        if alone:
            work(*given)
            return
        self._process = multiprocessing.get_context("spawn").Process(
            target=work, args=given, daemon=True
        )
        self._process.start()

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def finish(self) -> None:
        """Wait until the work is done; WorkFailed when it was not."""
        if self._process is not None:
            self._process.join()
            if self._process.exitcode:
                raise WorkFailed(f"a process of this build ended with {self._process.exitcode}")

"""Calls a function when its time has come, in a thread that sleeps until then."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable

_LONGEST_SLEEP = 3600.0
"""Seconds; systems refuse to sleep for a time without end."""

_log = logging.getLogger(__name__)


class Timer:
    """One appointment at a time. The thread, a daemon, begins with the first; thread-safe.

    Args:
        work: what to call; may make the next appointment. What it raises is logged.
        name: of the thread.
    """

    def __init__(self, work: Callable[[], None], name: str) -> None:
        self._work = work
        self._name = name
        self._changed = threading.Condition()
        self._due: float | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def start(self, seconds: float) -> None:
        """Call the function in so many seconds, unless there is an appointment already."""
        with self._changed:
            if self._closed or self._due is not None:
                return
            self._due = time.monotonic() + seconds
            self._changed.notify_all()
            if self._thread is None:
                # A system that gives no more threads, or an interpreter that ends: then what was
                # to be done waits for somebody else, as it does without a timer.
                with contextlib.suppress(RuntimeError):
                    thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                    thread.start()
                    self._thread = thread

    def close(self) -> None:
        """Call the function no more; a call that is under way is not waited for."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _run(self) -> None:
        while self._wait():
            try:
                self._work()
            except Exception:
                _log.exception("What a timer was to do failed.")

    def _wait(self) -> bool:
        """Sleep until the appointment; False once closed."""
        with self._changed:
            while not self._closed:
                if self._due is None:
                    self._changed.wait()
                    continue
                left = self._due - time.monotonic()
                if left <= 0:
                    self._due = None
                    return True
                self._changed.wait(min(left, _LONGEST_SLEEP))
            return False

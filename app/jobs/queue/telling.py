"""Telling a front end what happens, without ever waiting for it."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

from app.jobs.queue.job import JobChanged
from exporters.events import Event, Progress, UnitFinished

MOST_WAITING = 10_000
"""From so many on, what a front end that hangs has not taken is no longer added to."""

_log = logging.getLogger(__name__)

Subscriber = Callable[[int, Event | JobChanged], None]


class Teller:
    """Calls a subscriber, and other functions, in order, in a thread of its own.

    Of a job's ``Progress`` only the newest waits. What a callback raises is logged.
    """

    def __init__(self, subscriber: Subscriber | None) -> None:
        self._subscriber = subscriber
        self._changed = threading.Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._newest: dict[int, Progress] = {}
        self._closed = False
        self._thread = threading.Thread(target=self._deliver, name="telling", daemon=True)
        self._thread.start()

    def tell(self, number: int, event: Event | JobChanged) -> None:
        """Hand over what happened to a job. Returns at once."""
        subscriber = self._subscriber
        if subscriber is None:
            return
        with self._changed:
            if isinstance(event, Progress):
                known = number in self._newest
                self._newest[number] = event
                if known:
                    return
                self._waiting.append(lambda: subscriber(number, self._progress_of(number)))
            elif len(self._waiting) < MOST_WAITING or not isinstance(event, UnitFinished):
                self._waiting.append(lambda: subscriber(number, event))
            self._changed.notify()

    def call(self, function: Callable[[], None]) -> None:
        """Have something called after all that was told before. Returns at once."""
        with self._changed:
            self._waiting.append(function)
            self._changed.notify()

    def close(self, timeout: float) -> None:
        """Wait until all is told, ``timeout`` seconds at most."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _progress_of(self, number: int) -> Progress:
        with self._changed:
            return self._newest.pop(number)

    def _deliver(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                function = self._waiting.popleft()
            try:
                function()
            except Exception:
                _log.exception("Who listens to the queue failed.")

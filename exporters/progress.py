"""Progress: how fast, how long still; and callbacks that can neither break nor slow an export."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from exporters.events import Event, Progress, UnitFinished

CALL_INTERVAL = 0.1
"""Seconds between two reports of progress at least: ten a second."""

RATE_SECONDS = 8.0
"""Seconds that the rate is measured over."""

_MAX_QUEUED = 1000
_CLOSE_SECONDS = 0.5
_log = logging.getLogger(__name__)

Clock = Callable[[], float]
AnyEvent = TypeVar("AnyEvent", bound=Event)


class Throttle:
    """Says yes once in ``interval`` seconds at most; the first time always."""

    def __init__(self, interval: float = CALL_INTERVAL, clock: Clock = time.monotonic) -> None:
        self.interval = interval
        self._clock = clock
        self._next = float("-inf")

    def ready(self) -> bool:
        """Whether it is time; a yes starts the next interval."""
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + self.interval
        return True

    def wait(self) -> float:
        """Seconds until ``ready`` would say yes."""
        return max(0.0, self._next - self._clock())


class ActiveClock:
    """A clock that stands still while an export is paused."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lost = 0.0
        self._stopped: float | None = None

    def __call__(self) -> float:
        now = self._clock() if self._stopped is None else self._stopped
        return now - self._lost

    def stop(self) -> None:
        """Stand still; a second call does nothing."""
        if self._stopped is None:
            self._stopped = self._clock()

    def go(self) -> None:
        """Go on from where it was stopped."""
        if self._stopped is not None:
            self._lost += self._clock() - self._stopped
            self._stopped = None


class RateWindow:
    """Work per second over the last seconds.

    Args:
        seconds: how far it looks back.
        clock: one that stands still in pauses.
    """

    def __init__(self, seconds: float = RATE_SECONDS, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._samples: deque[tuple[float, float]] = deque()

    def add(self, total: float) -> None:
        """Note the work done so far. What was done before the first call does not count."""
        now = self._clock()
        # Two samples at one time say nothing; a burst of calls must not fill the memory.
        if len(self._samples) > 1 and now - self._samples[-2][0] < CALL_INTERVAL / 2:
            self._samples.pop()
        self._samples.append((now, total))
        while len(self._samples) > 2 and self._samples[1][0] <= now - self.seconds:
            self._samples.popleft()

    @property
    def rate(self) -> float:
        """Work per second; 0 while unknown."""
        if len(self._samples) < 2:
            return 0.0
        (start, first), (end, last) = self._samples[0], self._samples[-1]
        seconds = end - start
        return max(0.0, (last - first) / seconds) if seconds > CALL_INTERVAL else 0.0


class TimeLeft:
    """The time left, shown only while the estimate holds still.

    An estimate counts as stable when for three seconds the end that it foretells has moved by
    less than a quarter of the time left; once shown, it may move twice as much.
    """

    SECONDS = 3.0

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._ends: deque[tuple[float, float]] = deque()
        self._shown = False

    def update(self, work_left: float, rate: float) -> float | None:
        """Seconds left, or None while that is not known.

        Args:
            work_left: what is still to do.
            rate: work per second, 0 when unknown.
        """
        now = self._clock()
        if rate <= 0:
            self._ends.clear()
            self._shown = False
            return None
        left = work_left / rate
        self._ends.append((now, now + left))
        while len(self._ends) > 1 and self._ends[1][0] <= now - self.SECONDS:
            self._ends.popleft()
        ends = [end for _, end in self._ends]
        moved = max(ends) - min(ends)
        tolerance = max(self.SECONDS, left / 4) * (2 if self._shown else 1)
        self._shown = now - self._ends[0][0] >= self.SECONDS and moved <= tolerance
        return left if self._shown else None


class Mailbox:
    """Events on their way to a callback.

    Of several ``Progress`` that wait only the newest is kept, and it is given out when its time
    has come; the final one always is, in its place among the other events. When a slow reader
    leaves a thousand events lying, further ``UnitFinished`` are dropped. Thread-safe.
    """

    def __init__(self, interval: float = CALL_INTERVAL, clock: Clock = time.monotonic) -> None:
        self._throttle = Throttle(interval, clock)
        self._changed = threading.Condition()
        self._queue: deque[Event] = deque()
        self._newest: Progress | None = None
        self._closed = False

    def put(self, event: Event) -> None:
        """Add an event. Returns at once."""
        with self._changed:
            if isinstance(event, Progress):
                if event.final:
                    self._newest = None
                    self._queue.append(event)
                else:
                    # With one waiting already, the reader sleeps until its time has come.
                    waiting, self._newest = self._newest is not None, event
                    if waiting:
                        return
            elif len(self._queue) < _MAX_QUEUED or not isinstance(event, UnitFinished):
                self._queue.append(event)
            self._changed.notify()

    def take(self) -> Event | None:
        """The next event; waits for it. None when closed and empty."""
        with self._changed:
            while True:
                event = self._next()
                if event is not None or (self._closed and self._newest is None):
                    return event
                self._changed.wait(None if self._newest is None else self._throttle.wait())

    def close(self) -> None:
        """Nothing more will be put in."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _next(self) -> Event | None:
        if self._queue:
            return self._queue.popleft()
        if self._newest is not None and (self._closed or self._throttle.ready()):
            event, self._newest = self._newest, None
            return event
        return None


class Relay(Generic[AnyEvent]):
    """Calls a callback with events, in a thread of its own.

    An exception of the callback is logged, once, and otherwise ignored.

    Args:
        callback: gets one event after the other, never two at once.
        kind: type of the events that it gets; others are left out.
    """

    def __init__(
        self,
        callback: Callable[[AnyEvent], None],
        kind: type[AnyEvent] | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._callback = callback
        self._kind = kind
        self._mailbox = Mailbox(clock=clock)
        self._complained = False
        self._thread = threading.Thread(target=self._deliver, name="events", daemon=True)
        self._thread.start()

    def post(self, event: Event) -> None:
        """Hand over an event. Returns at once."""
        if self._kind is None or isinstance(event, self._kind):
            self._mailbox.put(event)

    def close(self, timeout: float = _CLOSE_SECONDS) -> None:
        """Wait until all is delivered, ``timeout`` seconds at most; a slow rest follows later."""
        self._mailbox.close()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _deliver(self) -> None:
        while (event := self._mailbox.take()) is not None:
            try:
                self._callback(event)  # type: ignore[arg-type]  # ``post`` has checked the kind
            except BaseException:  # whatever it is, the export must go on
                if not self._complained:
                    self._complained = True
                    _log.exception("A progress callback failed; the export goes on.")

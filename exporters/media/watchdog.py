"""Notices children that hang, and those that take longer than they may."""

from __future__ import annotations

import time

from exporters.media.child import Child

LONGEST_TICK = 1.0
SHORTEST_TICK = 0.05
BUSY = 0.02
"""A child that waits in a loop of short sleeps uses the processor too: less than this share."""


class Watchdog:
    """Kills a child that neither makes progress nor uses the processor.

    Args:
        child: the process.
        stall_timeout: seconds without a sign of life after which it counts as hung.
        time_limit: seconds that it may run at all, None for any time. Pauses do not count.
    """

    def __init__(self, child: Child, stall_timeout: float, time_limit: float | None = None) -> None:
        self._child = child
        self._stall_timeout = stall_timeout
        self._time_limit = time_limit
        self._seen = time.monotonic()
        self._cpu = 0.0
        self._looked = self._seen
        self._elsewhere = 0

    def alive(self) -> None:
        """The child made progress."""
        self._seen = time.monotonic()

    def wait_elsewhere(self) -> None:
        """From now on it is not the child that keeps us waiting."""
        self._elsewhere += 1

    def wait_for_child(self) -> None:
        """Undo ``wait_elsewhere``."""
        self.alive()
        self._elsewhere -= 1

    def stand_guard(self) -> None:
        """Return when the child has ended, of itself or for one of the two reasons."""
        while not self._child.ended.wait(self._tick()):
            self._check()

    def _tick(self) -> float:
        tick = min(LONGEST_TICK, max(SHORTEST_TICK, self._stall_timeout / 10))
        if self._time_limit is None or self._child.frozen:
            return tick
        remaining = self._time_limit - self._child.running_seconds()
        return min(tick, max(SHORTEST_TICK, remaining))

    def _check(self) -> None:
        child = self._child
        if child.frozen or self._elsewhere > 0:
            self.alive()
        if self._time_limit is not None and child.running_seconds() >= self._time_limit:
            child.kill(f"was stopped: it took longer than {self._time_limit:g} seconds.")
        used, now = child.cpu_seconds(), time.monotonic()
        if used - self._cpu > BUSY * (now - self._looked):
            self.alive()
        self._cpu, self._looked = used, now
        if time.monotonic() - self._seen > self._stall_timeout:
            child.kill(f"hung: nothing happened for {self._stall_timeout:g} seconds.")

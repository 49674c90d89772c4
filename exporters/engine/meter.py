"""Counts what an export has done, and tells its subscribers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exporters.events import Event, Progress, WorkerProgress
from exporters.plan import Plan, Unit
from exporters.progress import ActiveClock, RateWindow, Relay, Throttle, TimeLeft


@dataclass(slots=True)
class _Running:
    kind: str
    total: int
    done: int = 0
    size: int = 0
    accepting: bool = False


class Meter:
    """The numbers of a running export. Thread-safe.

    Args:
        clock: seconds, rising.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = ActiveClock(clock)
        self._window = RateWindow(clock=self._clock)
        self._left = TimeLeft(self._clock)
        self._running: dict[int, _Running] = {}
        self._work_done = 0
        self._restored_work = 0
        self._wasted_work = 0
        self._plan: Plan | None = None
        self.units_done = 0
        self.units_restored = 0
        self.size = 0
        self.phase = "preparing"
        self.fraction = 0.0
        self.paused = False
        self.waiting_for = ""

    def set_plan(self, plan: Plan) -> None:
        """What there is to do."""
        self._plan = plan

    def restored(self, units: int, work: int, size: int) -> None:
        """What an earlier run has done; ``size`` in bytes."""
        with self._lock:
            self.units_done = self.units_restored = units
            self._work_done = self._restored_work = work
            self.size = size
            self._window.add(work if self._plan and self._plan.total_work else units)

    def voided(self, work: int, size: int) -> None:
        """A restored unit was found to be damaged, and is to be done again."""
        with self._lock:
            self.units_done -= 1
            self.units_restored -= 1
            self._work_done -= work
            self._restored_work -= work
            self.size -= size

    def begun(self, unit: Unit) -> None:
        """A worker has taken a unit."""
        with self._lock:
            self._running[unit.index] = _Running(unit.kind, unit.work)

    def reported(self, index: int, done: int, size: int) -> None:
        """A unit has come so far; without a lock, as it is called very often."""
        running = self._running.get(index)
        if running is not None:
            running.done, running.size = min(done, running.total), size

    def accepting(self, index: int) -> None:
        """A unit is done but for its checks; its worker goes on with another."""
        with self._lock:
            running = self._running[index]
            running.done, running.accepting = running.total, True

    def finished(self, unit: Unit, size: int) -> None:
        """A unit's part is in its folder."""
        with self._lock:
            self._running.pop(unit.index, None)
            self.units_done += 1
            self._work_done += unit.work
            self.size += size

    def dropped(self, index: int) -> None:
        """A unit has failed, or was stopped: what was done of it is to be done again."""
        with self._lock:
            running = self._running.pop(index, None)
            self._wasted_work += running.done if running else 0

    def set_paused(self, paused: bool, waiting_for: str) -> None:
        """Workers are frozen, or go on."""
        with self._lock:
            self.paused, self.waiting_for = paused, waiting_for
            (self._clock.stop if paused else self._clock.go)()

    def enter(self, phase: str) -> None:
        """Another phase begins."""
        with self._lock:
            self.phase, self.fraction = phase, 0.0

    def standing(self) -> dict[str, Any]:
        """What a record of progress tells; docs/export-state.md has its keys."""
        with self._lock:
            running = sum(one.done for one in self._running.values())
            told = {"work": self._work_done, "running": running, "wasted": self._wasted_work}
            return {**told, "paused": self.waiting_for or "user"} if self.paused else told

    def snapshot(self, final: bool = False) -> Progress:
        """The numbers now."""
        with self._lock:
            return self._snapshot(final)

    def _snapshot(self, final: bool) -> Progress:
        plan, running = self._plan, list(self._running.items())
        done, total, name = self._work(plan, running)
        self._window.add(done)
        rate = self._window.rate if self.phase == "exporting" else 0.0
        fraction = done / total if self.phase == "exporting" and total else self.fraction
        return Progress(
            phase=self.phase,
            units_done=self.units_done,
            units_total=len(plan.units) if plan else 0,
            units_restored=self.units_restored,
            work_done=min(done, total),
            work_total=total,
            work_name=name,
            rate=rate,
            speed=rate * plan.media_seconds / total if plan and total else 0.0,
            size=self.size + sum(one.size for _, one in running),
            seconds_left=self._left.update(max(0, total - done), rate),
            fraction=min(1.0, fraction),
            paused=self.paused,
            waiting_for=self.waiting_for,
            workers=tuple(
                WorkerProgress(index, one.kind, one.done, one.total, one.size)
                for index, one in running
                if not one.accepting
            ),
            final=final,
        )

    def _work(self, plan: Plan | None, running: list[tuple[int, _Running]]) -> tuple[int, int, str]:
        """Work done, work in all, and what it is counted in: units where a plan has no work."""
        if plan is None:
            return 0, 0, "units"
        if not plan.total_work:
            return self.units_done, len(plan.units), "units"
        done = self._work_done + sum(one.done for _, one in running)
        return done, plan.total_work, plan.work_name


class Reporter:
    """Passes events on to whoever subscribed, and snapshots of the meter at most ten a second."""

    def __init__(self, meter: Meter, clock: Callable[[], float] = time.monotonic) -> None:
        self.meter = meter
        self._relays: list[Relay[Any]] = []
        self._throttle = Throttle(clock=clock)
        self._ended = False
        # A snapshot is passed on before whatever happens after it is told.
        self._posting = threading.RLock()

    def subscribe(self, callback: Callable[[Any], None], kind: type[Any] | None = None) -> None:
        """Call ``callback`` with every event, or with those of one kind."""
        self._relays.append(Relay(callback, kind))

    def post(self, event: Event) -> None:
        """Pass on an event. Returns at once."""
        with self._posting:
            for relay in self._relays:
                relay.post(event)

    def progress(self, force: bool = False) -> None:
        """Pass on a snapshot, if the last was long enough ago or ``force`` is given."""
        if self._relays and (self._throttle.ready() or force):
            with self._posting:
                self.post(self.meter.snapshot())

    def paused(self, paused: bool, waiting_for: str) -> None:
        """Workers were frozen, or go on; ``waiting_for`` tells what they wait for, or ""."""
        if (paused, waiting_for) != (self.meter.paused, self.meter.waiting_for):
            self.meter.set_paused(paused, waiting_for)
            self.progress(force=True)

    def finish(self, event: Event) -> None:
        """Pass on the last snapshot of an export that succeeded, then ``event``."""
        self.meter.fraction = 1.0
        self._end()
        self.post(event)

    def close(self) -> None:
        """Pass on the last snapshot, if that was not done, and wait until all is delivered.

        A slow callback is waited for a moment only; what is left it gets later.
        """
        self._end()
        for relay in self._relays:
            relay.close()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self.post(self.meter.snapshot(final=True))

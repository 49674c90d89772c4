"""Runs the units of a plan: workers, retries, pauses, room on the disk."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import Storage, shown
from exporters.engine.ahead import AheadAssembly
from exporters.engine.disk import DiskGate
from exporters.engine.faults import as_export_error
from exporters.engine.meter import Reporter
from exporters.engine.options import ExportOptions
from exporters.engine.run_token import RunToken
from exporters.engine.session import ExportSession
from exporters.engine.steady_sync import SteadySync
from exporters.engine.unit_queue import Task, UnitQueue
from exporters.engine.verification import Verifier
from exporters.errors import (
    Cancelled,
    DiskFull,
    ExportError,
    ProcessFailed,
    SourceError,
    StateBusy,
    UnitFailed,
)
from exporters.events import UnitChecked, UnitFinished, UnitRetried, Warned
from exporters.plan import Exporter, Unit, UnitContext

TICK = 0.5
STOP_SECONDS = 1.0
"""How long units may take to stop; those that take longer are left to themselves."""

WAITING_FOR_DISK = "disk space"
RETRIED = (UnitFailed, ProcessFailed, SourceError)

_abandoned: dict[Path, list[threading.Thread]] = {}


@dataclass(slots=True)
class _Result:
    """What a unit has written, not yet accepted; ``began`` on the scheduler's clock."""

    unit: Unit
    task: Task
    path: Path
    began: float


class Scheduler:
    """Runs every unit that is not finished, and has the finished ones checked.

    Workers run units; one more thread accepts the results (digest, sync, rename, record). No more
    units than there are workers are begun and not yet accepted: that many, and no more, have to be
    done again after a crash.
    """

    def __init__(
        self,
        exporter: Exporter,
        session: ExportSession,
        options: ExportOptions,
        token: RunToken,
        reporter: Reporter,
        gate: DiskGate,
        storage: Storage,
    ) -> None:
        self._exporter = exporter
        self._session = session
        self._options = options
        self._token = token
        self._reporter = reporter
        self._meter = reporter.meter
        self._gate = gate
        self._storage = storage
        self._changed = threading.Condition()
        self._holding = threading.Lock()
        self._tick = min(TICK, gate.interval)
        self._queue = UnitQueue(session.plan.units, session.journal.state.finished)
        self._unfinished = len(self._queue)
        self._in_flight = 0
        self._failure: BaseException | None = None
        self._stopping = False
        self._ahead: AheadAssembly | None = None
        self._results: queue.SimpleQueue[_Result | None] = queue.SimpleQueue()
        self._verifier = Verifier(session, token.inner, self._checked, self._verified)
        self._threads: list[threading.Thread] = []

    def run(self, begin_ahead: Callable[[], AheadAssembly | None]) -> None:
        """Return when every unit is finished, and everything restored is checked.

        Args:
            begin_ahead: called once it is certain that nothing else writes to the parts folder;
                what it returns is told of what is finished, and gives way where room is missing.

        Raises:
            StateBusy: what an earlier run has begun in this process has not ended yet.
            Cancelled: the token asked.
            ExportError: a unit failed for good; the others were stopped, what is finished is kept.
        """
        self._refuse_abandoned()
        self._ahead = begin_ahead()
        unsubscribe = self._token.inner.subscribe(self._wake)
        self._watch_disk()
        self._verifier.start()
        self._start_threads()
        try:
            self._supervise()
        except BaseException:
            self._token.inner.cancel("The export was stopped.")
            raise
        finally:
            unsubscribe()
            self._stop()

    def _start_threads(self) -> None:
        targets = [self._work] * min(self._options.workers, max(1, len(self._queue)))
        for number, target in enumerate([*targets, self._accept_results]):
            thread = threading.Thread(target=target, name=f"worker {number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _supervise(self) -> None:
        """Wait for the end, and look after the disk, the journal and the progress meanwhile."""
        while True:
            with self._changed:
                if not self._settled():
                    self._changed.wait(self._tick)
                failure, complete = self._failure, self._complete()
            if failure is not None:
                raise failure
            if self._token.inner.cancelled:
                raise Cancelled(self._token.inner.reason or "The export was stopped.")
            if complete:
                # Nobody looks at the disk from here on: what comes next waits for room by itself.
                self._token.let_go()
                return
            self._watch_disk()
            self._reporter.progress()
            self._session.journal.progress(self._meter.units_done, self._meter.standing())

    def _settled(self) -> bool:
        return self._failure is not None or self._token.inner.cancelled or self._complete()

    def _complete(self) -> bool:
        return not self._unfinished and self._verifier.done

    def _stop(self) -> None:
        """End all threads; those that do not end in time are abandoned."""
        deadline = time.monotonic() + STOP_SECONDS
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        *workers, accepter = self._threads
        for thread in workers:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._results.put(None)
        accepter.join(max(0.1, deadline - time.monotonic()))
        self._verifier.join(max(0.0, deadline - time.monotonic()))
        threads = self._threads
        if self._ahead is not None and self._token.inner.cancelled:
            self._ahead.thread.join(max(0.0, deadline - time.monotonic()))
            threads = [*threads, self._ahead.thread]
        alive = [thread for thread in threads if thread.is_alive()]
        if alive:
            _abandoned[self._session.parts.path] = alive

    def _refuse_abandoned(self) -> None:
        """What did not stop may still write to the file that its next try would use."""
        folder = self._session.parts.path
        alive = [thread for thread in _abandoned.pop(folder, ()) if thread.is_alive()]
        if alive:
            _abandoned[folder] = alive
            raise StateBusy(
                f"The export that was stopped has not ended its work in {shown(folder)} yet.",
                "Try again in a moment.",
            )

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # Workers

    def _work(self) -> None:
        try:
            while (task := self._take()) is not None:
                self._run_unit(task)
        except BaseException as error:  # raised again by the thread that waits for the export
            self._fail(error)

    def _take(self) -> Task | None:
        """Wait for the next unit; None when the worker is to end."""
        with self._changed:
            while not (self._stopping or self._token.inner.cancelled):
                wait = None
                if not self._token.inner.paused and self._in_flight < self._options.workers:
                    now = time.monotonic()
                    if (task := self._queue.take(now)) is not None:
                        self._in_flight += 1
                        return task
                    self._verifier.hurry()
                    due = self._queue.next_due()
                    wait = None if due is None else due - now
                self._changed.wait(wait)
        return None

    def _run_unit(self, task: Task) -> None:
        plan = self._session.plan
        unit = plan.units[task.index]
        path = self._session.parts.work_path(unit.index, unit.suffix)
        result = _Result(unit, task, path, time.monotonic())
        self._meter.begun(unit)
        saved = SteadySync(path, self._storage)
        context = UnitContext(
            plan=plan,
            path=path,
            token=self._token.inner,
            attempt=task.attempt,
            workers=self._options.workers,
            report=lambda work, size: self._reported(unit.index, work, size, saved),
        )
        try:
            self._exporter.run(unit, context)
        except Exception as error:
            self._unit_failed(result, error)
            self._landed()
        else:
            self._meter.accepting(unit.index)
            self._results.put(result)

    def _landed(self) -> None:
        """A unit is accepted or has failed: there is room for another."""
        with self._changed:
            self._in_flight -= 1
            self._changed.notify_all()
        if self._ahead is not None:
            self._ahead.wake()

    def _reported(self, index: int, work: int, size: int, saved: SteadySync) -> None:
        saved.grown_to(size)
        self._meter.reported(index, work, size)
        self._reporter.progress()

    # Accepting

    def _accept_results(self) -> None:
        try:
            while (result := self._results.get()) is not None:
                try:
                    self._accept(result)
                except Exception as error:
                    self._unit_failed(result, error)
                self._landed()
        except BaseException as error:  # raised again by the thread that waits for the export
            self._fail(error)

    def _accept(self, result: _Result) -> None:
        unit, session = result.unit, self._session
        if not result.path.is_file():
            raise UnitFailed(f"Unit {unit.index} ({unit.kind}) has written no result.")
        finished = session.parts.accept(unit.index, result.path, unit.suffix, unit.work)
        session.journal.unit_finished(finished)
        self._gate.wrote(finished.size)
        self._meter.finished(unit, finished.size)
        seconds = time.monotonic() - result.began
        self._reporter.post(UnitFinished(unit.index, finished.size, seconds))
        self._reporter.progress()
        with self._changed:
            self._unfinished -= 1
            if not self._unfinished:
                self._changed.notify_all()

    # Failures

    def _unit_failed(self, result: _Result, error: Exception) -> None:
        """Drop what a unit has written, and decide whether it is tried again."""
        size = self._drop(result.path)
        self._meter.dropped(result.unit.index)
        if isinstance(error, Cancelled):
            if not self._token.inner.cancelled:
                self._fail(error)
        elif isinstance(error, DiskFull):
            self._gate.failed(size)
            self._again(result, 0.0, result.task.attempt)
            self._hold()
        elif isinstance(error, RETRIED) and result.task.attempt <= self._options.retries:
            self._retry(result, error)
        else:
            unit = result.unit
            self._fail(as_export_error(f"Unit {unit.index} ({unit.kind}) failed", error))

    def _drop(self, path: Path) -> int:
        try:
            size = path.lstat().st_size
            self._storage.remove(path)
        except (OSError, ExportError):
            return 0
        return size

    def _retry(self, result: _Result, error: ExportError) -> None:
        attempt = result.task.attempt
        wait = self._options.wait_before(attempt)
        event = UnitRetried(result.unit.index, attempt + 1, wait, error.problem)
        self._reporter.post(event)
        self._again(result, wait, attempt + 1)

    def _again(self, result: _Result, wait: float, attempt: int) -> None:
        task = Task(time.monotonic() + wait, result.unit.index, attempt)
        with self._changed:
            self._queue.put_back(task)
            self._changed.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self._failure = self._failure or error
            self._changed.notify_all()

    # Disk

    def _watch_disk(self) -> None:
        if self._gate.is_open():
            if self._token.waiting_for:
                self._token.let_go()
        else:
            self._hold()

    def _hold(self) -> None:
        with self._holding:
            if self._token.waiting_for:
                return
            self._token.hold(WAITING_FOR_DISK)
        if self._ahead is not None:
            self._ahead.abandon()
        self._reporter.post(Warned(self._gate.sentence()))

    # Verification

    def _checked(self, index: int, intact: bool) -> None:
        self._reporter.post(UnitChecked(index, intact))
        if not intact:
            self._redo(index)

    def _redo(self, index: int) -> None:
        """A restored part is damaged: forget it, and do its unit again."""
        session = self._session
        unit, finished = session.plan.units[index], session.journal.state.finished[index]
        session.journal.unit_void(index)
        session.parts.remove(finished, unit.suffix)
        self._meter.voided(unit.work, finished.size)
        self._reporter.post(
            Warned(f"The part of unit {index} ({unit.kind}) was damaged; it is done again.")
        )
        with self._changed:
            self._unfinished += 1
            self._queue.put_back(Task(0.0, index))
            self._changed.notify_all()

    def _verified(self, error: BaseException | None) -> None:
        if error is not None:
            self._fail(error)
        self._wake()

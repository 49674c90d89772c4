"""The one process that runs the queue: it makes its exports follow the rows of the database."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, JobChanged
from app.jobs.queue.job_run import JobRun, MakeJob
from app.jobs.queue.owner_lock import TAKING_SECONDS, owner_lock, take
from app.jobs.queue.running import make_job
from app.jobs.queue.runs import AGAIN_SECONDS, Runs
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.settling import begin, mark_interrupted, write_progress
from app.jobs.queue.states import JobState
from app.jobs.queue.telling import Subscriber, Teller
from exporters.errors import ExportError, UsageError
from exporters.events import Event

LOOK_SECONDS = 0.1
"""How soon what another process asked for is done."""

WRITE_SECONDS = 0.5
"""How often progress is written to the rows."""

STOP_SECONDS = 3.0

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class StaysAwake(Protocol):
    """Keeps the machine from sleeping; see ``app.jobs.awake``."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


class QueueOwner:
    """Runs the queue's jobs, in order, and follows whatever any process does to them.

    Args:
        controller: of the queue.
        subscriber: gets the number of a job and what it reported, one call after the other, in a
            thread that nothing waits for.
        awake: holds the machine awake while anything is exported.
        on_idle: called in the same thread, with how many jobs were completed and how many failed,
            each time the queue has run empty after it had run something.
        make_job: makes the export of a job; other than the real one in tests.

    Attributes:
        interrupted: jobs that an earlier owner has left interrupted, as ``start`` found them.
        continued: those of them that ``start`` has started again.
    """

    def __init__(
        self,
        controller: QueueController,
        subscriber: Subscriber | None = None,
        *,
        awake: StaysAwake | None = None,
        on_idle: Callable[[int, int], None] | None = None,
        make_job: MakeJob = make_job,
    ) -> None:
        self.continued: list[Job] = []
        self.interrupted: list[Job] = []
        self._controller = controller
        self._database = controller.database
        self._subscriber = subscriber
        self._awake = awake
        self._on_idle = on_idle
        self._lock = owner_lock(controller.folder, TAKING_SECONDS)
        self._giving_back = threading.Lock()
        self._runs = Runs(self._database, make_job, self._tell, self._give_back)
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._teller: Teller | None = None
        self._seen: object = None
        self._ran = self._held = self._trouble = False
        controller.on_change(self._runs.wake)

    @property
    def idle(self) -> bool:
        """Nothing runs, is frozen, or waits for its turn."""
        return not self._ran and not self._runs.all() and self._nothing_waits()

    def start(self) -> None:
        """Take the queue, and begin.

        What was active under an owner that is gone becomes interrupted, and, in the mode "auto",
        is gone on with.

        Raises:
            StateBusy: another process runs the queue.
            ExportError: the database cannot be used.
        """
        take(self._lock)
        try:
            mark_interrupted(self._database)
            self.interrupted = self._controller.jobs([JobState.INTERRUPTED])
            self.continued = self._continue() if self._controller.settings.mode == "auto" else []
        except BaseException:
            self._lock.release()
            raise
        self._runs.allow()
        self._stopping, self._seen = False, None
        self._teller = Teller(self._subscriber)
        self._thread = threading.Thread(target=self._run, name="queue", daemon=True)
        self._thread.start()

    def wait_until_idle(self, timeout: float | None = None) -> bool:
        """Wait until the queue has run empty, or is stopped; returns whether it has run empty."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._stopping and not self.idle:
            left = LOOK_SECONDS if deadline is None else deadline - time.monotonic()
            if left <= 0:
                return False
            with self._runs.changed:
                self._runs.changed.wait(min(left, LOOK_SECONDS))
        return self.idle

    def stop(self) -> None:
        """End all exports, which are interrupted then, and give the queue back. What is paused
        stays paused. Everything finished is kept.

        The queue stays taken while an export does not end within a few seconds.
        """
        if self._stopping or self._thread is None:
            return
        self._stopping = True
        self._runs.cancel(STOP_SECONDS)
        if self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)
        self._stay_awake(False)
        if self._teller is not None:
            self._teller.close(STOP_SECONDS)
        if not self._runs.all():
            self._give_back()

    # The thread that follows the rows

    def _run(self) -> None:
        next_write = 0.0
        while not self._stopping:
            self._guarded(self._look)
            now = time.monotonic()
            if now >= next_write:
                next_write = now + WRITE_SECONDS
                self._guarded(lambda: write_progress(self._database, self._runs.all()))
            self._notice_idle()
            with self._runs.changed:
                if not self._stopping:
                    self._runs.changed.wait(AGAIN_SECONDS if self._trouble else LOOK_SECONDS)

    def _look(self) -> None:
        """Follow the rows if they, or the runs, are others than those seen last."""
        # In this order: what happens after it was counted is seen the next time.
        ended = self._runs.ended
        now = (self._controller.change_count(), ended)
        if now != self._seen:
            self._follow()
            self._seen = now

    def _follow(self) -> None:
        """Make the exports under way, and those that wait for a place, match their rows."""
        runs = self._runs.all()
        settings = self._controller.settings
        standing = self._database.standing([run.job.id for run in runs])
        active = 0
        thawing = []
        for run in runs:
            state, stops = standing.get(run.job.id, (None, None))
            self._runs.notice(run, state)
            if stops != run.job.stops:
                run.cancel()
            elif state is JobState.ACTIVE:
                active += 1
                run.thaw()
            elif state is JobState.PAUSED:
                run.freeze()
            elif state is JobState.QUEUED:
                thawing.append(run)
        for run in thawing:
            if active < settings.parallel and self._go_on(run):
                active += 1
            else:
                run.freeze()
        while active < settings.parallel and self._begin_next(settings):
            active += 1
        self._stay_awake(active > 0)

    def _go_on(self, run: JobRun) -> bool:
        if begin(self._database, run.job.id, again=False) is None:
            return False
        self._runs.notice(run, JobState.ACTIVE)
        run.thaw()
        return True

    def _begin_next(self, settings: QueueSettings) -> bool:
        """Begin the first job that waits; False when there is none."""
        if self._stopping:
            return False
        runs = self._runs.all()
        # A job that was removed may still be ending, and hold the lock of the same output.
        waiting = self._database.first_queued(
            [run.job.id for run in runs], [run.job.output for run in runs]
        )
        job = begin(self._database, waiting.id, again=True) if waiting else None
        if job is None:
            return False
        self._ran = True
        self._runs.begin(job, settings)
        return True

    # Telling

    def _tell(self, number: int, event: Event | JobChanged) -> None:
        if self._teller is not None:
            self._teller.tell(number, event)

    def _notice_idle(self) -> None:
        if not self._ran or self._runs.all() or not self._nothing_waits():
            return
        completed, failed = self._runs.take_outcome()
        on_idle, teller = self._on_idle, self._teller
        if on_idle is not None and teller is not None and completed + failed:
            teller.call(lambda: on_idle(completed, failed))
        self._ran = False
        self._runs.wake()

    def _nothing_waits(self) -> bool:
        counts = self._guarded(self._database.counts)
        # Active: a job that has just been begun is not among the runs yet.
        return counts is not None and not counts[JobState.QUEUED] + counts[JobState.ACTIVE]

    # Smaller things

    def _continue(self) -> list[Job]:
        continued = []
        for job in self.interrupted:
            # Another process may have just done something else with it.
            with contextlib.suppress(UsageError):
                continued += self._controller.start([job.id])
        return continued

    def _give_back(self) -> None:
        # Whoever comes second must not go on before the lock's file is gone, either.
        with self._giving_back:
            self._lock.release()

    def _stay_awake(self, wanted: bool) -> None:
        if self._awake is None or wanted == self._held:
            return
        self._held = wanted
        try:
            (self._awake.hold if wanted else self._awake.release)()
        except Exception:
            _log.exception("The machine cannot be kept from sleeping, or let sleep.")

    def _guarded(self, action: Callable[[], _Result]) -> _Result | None:
        """A database that cannot be used for a while must not end an export: None then."""
        try:
            result = action()
        except Exception as error:
            if not self._trouble:
                self._trouble = True
                expected = isinstance(error, ExportError)
                _log.warning("%s It is tried again.", error, exc_info=not expected)
            return None
        self._trouble = False
        return result

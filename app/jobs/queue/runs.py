"""The exports under way in the owner's process, each in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.jobs.queue.database import QueueDatabase
from app.jobs.queue.job import Job, JobChanged
from app.jobs.queue.job_run import JobRun, MakeJob
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.settling import record_published, settle
from app.jobs.queue.states import JobState
from exporters.engine.published import Published
from exporters.errors import ExportError
from exporters.events import Event

AGAIN_SECONDS = 1.0
"""How soon to try again what the database has refused."""

_log = logging.getLogger(__name__)


class Runs:
    """Begins exports, and writes how each of them ended. Thread-safe.

    Args:
        tell: gets the number of a job and what happened to it; returns at once.
        on_last: called when the last run has ended after ``cancel``.

    Attributes:
        changed: notified when a run has ended, and by ``wake``. It is never held while the
            database is used, which has a lock of its own.
        ended: how many runs have ended.
        completed, failed: how many of them in these ways, since ``take_outcome``.
    """

    def __init__(
        self,
        database: QueueDatabase,
        make_job: MakeJob,
        tell: Callable[[int, Event | JobChanged], None],
        on_last: Callable[[], None],
    ) -> None:
        self.changed = threading.Condition()
        self.ended = self.completed = self.failed = 0
        self._database = database
        self._make_job = make_job
        self._tell = tell
        self._on_last = on_last
        self._runs: dict[int, JobRun] = {}
        self._cancelled = False

    def all(self) -> list[JobRun]:
        """Those that have not ended."""
        with self.changed:
            return list(self._runs.values())

    def wake(self) -> None:
        """Let whoever waits for ``changed`` look again."""
        with self.changed:
            self.changed.notify_all()

    def allow(self) -> None:
        """Undo ``cancel``, for runs that are begun from now on."""
        with self.changed:
            self._cancelled = False

    def cancel(self, timeout: float) -> None:
        """End all, also one that is just being begun, and wait so many seconds at most."""
        with self.changed:
            self._cancelled = True
            runs = list(self._runs.values())
            self.changed.notify_all()
        for run in runs:
            run.cancel()
        with self.changed:
            self.changed.wait_for(lambda: not self._runs, timeout)

    def begin(self, job: Job, settings: QueueSettings) -> None:
        """Begin the export of a job, which is marked as active already."""
        run = JobRun(job, settings)
        with self.changed:
            self._runs[job.id] = run
            if self._cancelled:
                run.cancel()
        self._tell(job.id, JobChanged(job.id, JobState.ACTIVE))
        name = f"job {job.id}"
        try:
            threading.Thread(target=self._export, args=(run,), name=name, daemon=True).start()
        except RuntimeError as error:
            self._end(run, error)

    def notice(self, run: JobRun, state: JobState | None) -> None:
        """Tell of the state that a run's job has, if it is another than before."""
        with self.changed:
            if state is None or state is run.state:
                return
            run.state = state
        self._tell(run.job.id, JobChanged(run.job.id, state))

    def take_outcome(self) -> tuple[int, int]:
        """How many runs were completed, and failed, since this was asked last."""
        with self.changed:
            outcome = self.completed, self.failed
            self.completed = self.failed = 0
            return outcome

    def _export(self, run: JobRun) -> None:
        error: BaseException | None = None
        try:
            run.carry_out(
                self._make_job,
                lambda event: self._heard(run, event),
                lambda published: self._published(run, published),
            )
        except Exception as raised:
            error = raised
            if not isinstance(raised, ExportError):
                _log.exception("Job %s", run.job.id)
        self._end(run, error)

    def _end(self, run: JobRun, error: BaseException | None) -> None:
        try:
            while not self._settled(run, error):
                with self.changed:
                    self.changed.wait_for(lambda: self._cancelled, AGAIN_SECONDS)
        finally:
            with self.changed:
                del self._runs[run.job.id]
                self.ended += 1
                self.changed.notify_all()
                last = self._cancelled and not self._runs
            if last:
                self._on_last()

    def _settled(self, run: JobRun, error: BaseException | None) -> bool:
        """Write how an export ended; False when the database refuses, to be tried again."""
        try:
            state = settle(self._database, run, error)
        except ExportError as refused:
            _log.warning("%s", refused)
            return self._cancelled
        with self.changed:
            self.completed += state is JobState.COMPLETED
            self.failed += state is JobState.FAILED
        self.notice(run, state)
        return True

    def _heard(self, run: JobRun, event: Event) -> None:
        run.heard(event)
        self._tell(run.job.id, event)

    def _published(self, run: JobRun, published: Published) -> None:
        try:
            record_published(self._database, run, published)
        except ExportError as refused:
            # It is only for the case that this process dies in the next moment.
            _log.warning("%s", refused)

"""The one process that runs the queue: it makes its exports follow the rows of the database."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from app.jobs.export_job import ExportJob
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, JobChanged
from app.jobs.queue.owner_lock import owner_lock
from app.jobs.queue.running import make_job
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState, Verb, allowed
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError, UsageError
from exporters.events import PHASES, Event, Finished, Progress, Warned

LOOK_SECONDS = 0.1
"""How soon what another process asked for is done."""

WRITE_SECONDS = 0.5
"""How often progress is written to the rows."""

STOP_SECONDS = 3.0
QUIT = "Reprise was closed while this export was running."
LOG_LINES = 30

_log = logging.getLogger(__name__)

Subscriber = Callable[[int, Event | JobChanged], None]


class StaysAwake(Protocol):
    """Keeps the machine from sleeping; see ``app.jobs.awake``."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


@dataclass
class _Run:
    """One export under way."""

    job: Job
    token: CancelToken = field(default_factory=CancelToken)
    progress: Progress | None = None
    finished: Finished | None = None
    warning: str = ""
    written: Any = None
    began: float = field(default_factory=time.time)


class QueueOwner:
    """Runs the queue's jobs, in order, and follows whatever any process does to them.

    Args:
        controller: of the queue.
        subscriber: gets the number of a job and what it reported, from one thread at a time.
        awake: holds the machine awake while anything is exported.
        on_idle: called with how many jobs were completed and how many failed, each time the queue
            has run empty after it had run something.
        make_job: makes the export of a job; other than the real one in tests.
    """

    def __init__(
        self,
        controller: QueueController,
        subscriber: Subscriber | None = None,
        *,
        awake: StaysAwake | None = None,
        on_idle: Callable[[int, int], None] | None = None,
        make_job: Callable[[Job, QueueSettings, CancelToken], ExportJob] = make_job,
    ) -> None:
        self.continued: list[Job] = []
        self.interrupted: list[Job] = []
        self._controller = controller
        self._subscriber = subscriber
        self._awake = awake
        self._on_idle = on_idle
        self._make_job = make_job
        self._lock = owner_lock(controller.folder)
        self._runs: dict[int, _Run] = {}
        self._changed = threading.Condition()
        self._telling = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._completed = self._failed = 0
        self._ran = False
        self._trouble = False

    @property
    def idle(self) -> bool:
        """Nothing runs, is frozen, or waits for its turn."""
        with self._changed:
            return self._is_idle()

    def start(self) -> None:
        """Take the queue, and begin.

        What was active under an owner that is gone becomes interrupted, and, in the mode "auto",
        is gone on with: ``interrupted`` and ``continued`` hold those jobs.

        Raises StateBusy when another process runs the queue.
        """
        self._lock.acquire()
        try:
            self.interrupted = self._controller.mark_interrupted()
            if self._controller.settings.mode == "auto":
                waiting = self._controller.jobs([JobState.INTERRUPTED])
                self.continued = self._controller.start([job.id for job in waiting])
        except BaseException:
            self._lock.release()
            raise
        self._controller.on_change(self._wake)
        self._thread = threading.Thread(target=self._run, name="queue", daemon=True)
        self._thread.start()

    def wait_until_idle(self, timeout: float | None = None) -> bool:
        """Wait until the queue has run empty; returns whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self._stopping or self._is_idle(), timeout)

    def stop(self) -> None:
        """End all exports, which are interrupted then, and give the queue back. What is paused
        stays paused. Everything finished is kept."""
        with self._changed:
            self._stopping = True
            runs = list(self._runs.values())
            self._changed.notify_all()
        for run in runs:
            run.token.cancel("The export was stopped.")
        deadline = time.monotonic() + STOP_SECONDS
        with self._changed:
            self._changed.wait_for(lambda: not self._runs, max(0.0, deadline - time.monotonic()))
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)
        self._stay_awake(False)
        # A run that did not end in time, too: nobody else will say so.
        self._guarded(self._controller.mark_interrupted)
        self._lock.release()

    # The thread that follows the rows

    def _run(self) -> None:
        seen = None
        next_write = 0.0
        while not self._stopping:
            count = self._guarded(self._controller.change_count)
            if count != seen or count is None:
                seen = count
                self._guarded(self._follow)
            now = time.monotonic()
            if now >= next_write:
                next_write = now + WRITE_SECONDS
                self._guarded(self._write_progress)
            self._notice_idle()
            with self._changed:
                if not self._stopping:
                    self._changed.wait(LOOK_SECONDS)

    def _follow(self) -> None:
        """Make the exports under way, and those that wait for a place, match their rows."""
        with self._changed:
            runs = dict(self._runs)
        states = self._controller.database.states(list(runs))
        parallel = self._controller.settings.parallel
        active = 0
        for number, run in runs.items():
            state = states.get(number)
            if state is JobState.ACTIVE:
                active += 1
                run.token.resume()
            elif state is JobState.PAUSED:
                run.token.pause()
            elif state is not JobState.QUEUED and not run.token.cancelled:
                run.token.cancel("The export was stopped.")
        for number, run in runs.items():
            thaws = states.get(number) is JobState.QUEUED and not run.token.cancelled
            if thaws and active < parallel and self._begin(number, again=False):
                active += 1
                run.token.resume()
        while active < parallel and not self._stopping:
            job = self._controller.database.first_queued(runs.keys())
            if job is None or not self._begin(job.id, again=True):
                break
            active += 1
            runs[job.id] = self._launch(self._controller.job(job.id), start_over=job.start_over)
        self._stay_awake(active > 0)

    def _begin(self, number: int, again: bool) -> bool:
        """Mark a waiting job as active; False when it no longer waits."""
        database = self._controller.database
        with database.change():
            (job,) = database.jobs_by_id([number])
            if not allowed(job.state, Verb.BEGIN):
                return False
            values: dict[str, Any] = {"state": JobState.ACTIVE}
            if again:
                values |= {
                    "attempts": job.attempts + 1, "began": time.time(), "ended": 0.0,
                    "start_over": False, "message": "", "log": (), "phase": "preparing",
                }  # fmt: skip
            database.update([number], **values)
        self._tell(number, JobChanged(number, JobState.ACTIVE))
        return True

    def _launch(self, job: Job, start_over: bool) -> _Run:
        run = _Run(replace(job, start_over=start_over))
        with self._changed:
            self._runs[job.id] = run
            self._ran = True
        threading.Thread(
            target=self._export, args=(run,), name=f"job {job.id}", daemon=True
        ).start()
        return run

    # One export's thread

    def _export(self, run: _Run) -> None:
        try:
            settings = self._controller.settings
            export = self._make_job(run.job, settings, run.token)
            whole = export.run(lambda event: self._heard(run, event))
            error: BaseException | None = None
            if not whole:
                run.warning = "The source is damaged or cut off: what decodes was exported."
        except Exception as raised:
            error = raised
            if not isinstance(raised, ExportError):
                _log.exception("Job %s", run.job.id)
        while not self._settled(run, error):
            time.sleep(1.0)
        with self._changed:
            del self._runs[run.job.id]
            self._changed.notify_all()

    def _settled(self, run: _Run, error: BaseException | None) -> bool:
        """Write how an export ended; False when the database refuses, to be tried again."""
        try:
            state = self._settle(run, error)
        except ExportError as refused:
            _log.warning("%s", refused)
            return self._stopping
        if state is not None:
            self._tell(run.job.id, JobChanged(run.job.id, state))
        return True

    def _settle(self, run: _Run, error: BaseException | None) -> JobState | None:
        database, number, now = self._controller.database, run.job.id, time.time()
        stopped: dict[str, Any] = {
            **_columns(run.progress),
            "rate": 0.0,
            "speed": 0.0,
            "seconds_left": None,
        }
        with database.change():
            state = database.states([number]).get(number)
            if state is None:
                return None
            if isinstance(error, Cancelled):
                if state is JobState.ACTIVE:
                    database.add_history(run.job, "interrupted", now, message=QUIT)
                    state = JobState.INTERRUPTED
                    database.update([number], state=state, message=QUIT, **stopped)
                    return state
                database.update([number], **stopped)
                return None
            values: dict[str, Any] = {**stopped, "ended": now, "waiting_for": ""}
            if error is None:
                state, outcome = JobState.COMPLETED, self._finished(run)
                self._completed += 1
            else:
                state, outcome = JobState.FAILED, _failure(error)
                self._failed += 1
            database.update([number], **{**values, **outcome}, state=state)
            kept = {
                name: outcome[name] for name in ("size", "digest", "message") if name in outcome
            }
            began = {"began": run.began}
            database.add_history(run.job, str(state), now, **{**began, **kept})
        return state

    def _finished(self, run: _Run) -> dict[str, Any]:
        finished = run.finished
        notes = " ".join(finished.notes) if finished else ""
        return {
            "size": finished.size if finished else 0,
            "digest": finished.digest if finished else "",
            "message": run.warning or notes,
            "last_completed_phase": PHASES[-1],
            "phase": PHASES[-1],
            "fraction": 1.0,
        }

    def _heard(self, run: _Run, event: Event) -> None:
        if isinstance(event, Progress):
            run.progress = event
        elif isinstance(event, Finished):
            run.finished = event
        elif isinstance(event, Warned):
            run.warning = event.message
        self._tell(run.job.id, event)

    # Writing, telling

    def _write_progress(self) -> None:
        with self._changed:
            runs = list(self._runs.values())
        for run in runs:
            values = _columns(run.progress)
            if run.warning:
                values["message"] = run.warning
            if values and values != run.written:
                self._controller.database.update([run.job.id], **values)
                run.written = values

    def _notice_idle(self) -> None:
        with self._changed:
            if not self._ran or self._runs:
                return
        if self._guarded(self._nothing_waits) is not True:
            return
        completed, failed = self._completed, self._failed
        self._completed = self._failed = 0
        with self._changed:
            self._ran = False
            self._changed.notify_all()
        if self._on_idle is not None and completed + failed:
            try:
                self._on_idle(completed, failed)
            except Exception:
                _log.exception("What was to happen when the queue is done failed.")

    def _nothing_waits(self) -> bool:
        return not self._controller.database.counts()[JobState.QUEUED]

    def _is_idle(self) -> bool:
        return not self._ran and not self._runs and self._guarded(self._nothing_waits) is not False

    def _tell(self, number: int, event: Event | JobChanged) -> None:
        if self._subscriber is None:
            return
        with self._telling:
            try:
                self._subscriber(number, event)
            except Exception:
                _log.exception("Who listens to the queue failed.")

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _stay_awake(self, wanted: bool) -> None:
        if self._awake is not None:
            (self._awake.hold if wanted else self._awake.release)()

    def _guarded(self, action: Callable[[], Any]) -> Any:
        """A database that cannot be used for a while must not stop an export: None then."""
        try:
            result = action()
        except UsageError:
            return None
        except ExportError as error:
            if not self._trouble:
                self._trouble = True
                _log.warning("%s It is tried again.", error)
            return None
        self._trouble = False
        return result


def _columns(progress: Progress | None) -> dict[str, Any]:
    if progress is None:
        return {}
    before = PHASES.index(progress.phase) - 1 if progress.phase in PHASES else -1
    return {
        "phase": progress.phase,
        "last_completed_phase": PHASES[before] if before >= 0 else "",
        "units_done": progress.units_done,
        "units_total": progress.units_total,
        "work_done": progress.work_done,
        "work_total": progress.work_total,
        "work_name": progress.work_name,
        "rate": progress.rate,
        "speed": progress.speed,
        "size": progress.size,
        "seconds_left": progress.seconds_left,
        "fraction": progress.fraction,
        "waiting_for": progress.waiting_for,
    }


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ExportError):
        return {"message": str(error), "log": error.log[-LOG_LINES:]}
    return {
        "message": f"Something unexpected happened: {type(error).__name__}: {error}.",
        "log": (),
    }

"""The queue's verbs, for any process: whoever owns the queue makes its exports follow."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from app.jobs.queue.database import QueueDatabase, data_folder
from app.jobs.queue.discarding import discard
from app.jobs.queue.interrupted import KILLED, describe
from app.jobs.queue.job import HistoryEntry, Interrupted, Job, NewJob, QueueStatus
from app.jobs.queue.owner_lock import owner_lock, owner_of
from app.jobs.queue.running import export_options_of
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import TRANSITIONS, JobState, Verb, after, allowed
from exporters.durable import shown
from exporters.engine.options import Places
from exporters.errors import StateBusy, UsageError
from exporters.video.planning import resolve_source
from exporters.video.request import VideoRequest

Answer = Literal["continue", "over", "discard", "later"]
LIVE = (JobState.QUEUED, JobState.ACTIVE, JobState.PAUSED)
CLEARED_AT_START: Mapping[str, Any] = {"message": "", "log": (), "ended": 0.0}


class QueueController:
    """Reads and steers the queue. Thread-safe.

    A verb changes rows, in one transaction, and returns the jobs that it changed. With ``ids``
    None it is for every job that allows it; with numbers nothing is changed unless all allow it.

    Args:
        folder: where the queue lies; REPRISE_DATA or the system's place for data when None.

    Raises (all methods): UsageError for an unknown job, or a verb that its state does not allow;
    ExportError when the database cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.database = QueueDatabase(self.folder)
        self._listeners: list[Callable[[], None]] = []

    @property
    def notes(self) -> list[str]:
        """Sentences about what was found to be wrong with the queue's file."""
        return self.database.notes

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each change made through this object."""
        self._listeners.append(listener)

    def change_count(self) -> int:
        """Another number than before whenever any process has changed the queue. Cheap."""
        return self.database.change_count

    # Looking

    def jobs(self, states: Collection[JobState] | None = None, text: str = "") -> list[Job]:
        """Jobs in order; ``text`` is looked for in the names of outputs and sources."""
        return self.database.jobs(states, text)

    def job(self, number: int) -> Job:
        """One job."""
        return self.database.jobs_by_id([number])[0]

    def status(self) -> QueueStatus:
        """The queue in figures."""
        live = self.database.jobs(LIVE)
        left = [job.seconds_left for job in live if job.seconds_left is not None]
        return QueueStatus(
            counts=self.database.counts(),
            owner=owner_of(self.folder),
            fraction=sum(job.done for job in live) / len(live) if live else 0.0,
            seconds_left=max(left) if left else None,
        )

    def history(self, limit: int = 1000) -> list[HistoryEntry]:
        """How runs ended, newest first."""
        return self.database.history(limit)

    def clear_history(self) -> None:
        """Forget how runs ended."""
        self.database.clear_history()
        self._tell()

    def interrupted(self) -> list[Interrupted]:
        """The exports that were under way when their owner ended, with what is kept of each.

        Looks at journals and sources, which takes a while where there are many.
        """
        self.recover()
        return [describe(job) for job in self.database.jobs([JobState.INTERRUPTED])]

    def recover(self) -> list[Job]:
        """Mark as interrupted what was active under an owner that has died; returns those jobs."""
        lock = owner_lock(self.folder)
        try:
            lock.acquire()
        except StateBusy:
            return []
        try:
            return self.mark_interrupted()
        finally:
            lock.release()

    # Settings

    @property
    def settings(self) -> QueueSettings:
        """How the queue is run."""
        return self.database.settings()

    def change_settings(self, **changes: Any) -> QueueSettings:
        """Change how the queue is run. Raises UsageError for what cannot be."""
        with self.database.change():
            settings = self.database.settings().changed(changes)
            self.database.save_settings(settings)
        self._tell()
        return settings

    # Verbs

    def add(
        self, jobs: Sequence[NewJob], start: bool = False, before: int | None = None
    ) -> list[Job]:
        """Add jobs at the end, or before another.

        Raises UsageError when another job that has not ended writes the same file, or a request
        or an option cannot be.
        """
        rows = [_row(job, start) for job in jobs]
        with self.database.change():
            outputs: set[Path] = set()
            for row in rows:
                output = row["output"]
                other = self.database.writer_of(output)
                if other is not None or output in outputs:
                    whose = f"job {other}" if other is not None else "another of these"
                    raise UsageError(
                        f"{shown(output)} is written by {whose} already.",
                        "Choose another name for the output.",
                    )
                outputs.add(output)
            ids = self.database.insert(rows)
            if before is not None:
                self._move(ids, before)
            added = self.database.jobs_by_id(ids) if ids else []
        self._tell()
        return added

    def configure(
        self,
        ids: Sequence[int],
        *,
        request: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        output: Path | None = None,
    ) -> list[Job]:
        """Change what waiting jobs do: settings of the request, options, the output of one.

        What a job has finished with other settings is not mixed with the new: its next run says
        so, and ``reset`` drops it.
        """
        with self.database.change():
            jobs = self._allowed(ids, Verb.CONFIGURE)
            if output is not None and len(jobs) != 1:
                raise UsageError("One output is for one job.")
            for job in jobs:
                changed = NewJob(
                    output or job.output,
                    {**job.request, **(request or {})},
                    {**job.options, **(options or {})},
                    job.preset,
                )
                row = _row(changed, start=False)
                other = self.database.writer_of(row["output"])
                if other not in (None, job.id):
                    raise UsageError(f"{shown(row['output'])} is written by job {other} already.")
                kept = {name: row[name] for name in ("output", "source", "request", "options")}
                self.database.update([job.id], **kept)
        self._tell()
        return self.database.jobs_by_id(ids)

    def start(self, ids: Sequence[int] | None = None, force: bool = False) -> list[Job]:
        """Let jobs wait for their turn; ``force`` drops what earlier runs have finished."""
        return self._apply(ids, Verb.START, start_over=force, **CLEARED_AT_START)

    def pause(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Freeze exports; durable, also if the machine goes down."""
        return self._apply(ids, Verb.PAUSE, rate=0.0, speed=0.0, seconds_left=None)

    def resume(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Go on with what was paused."""
        return self._apply(ids, Verb.RESUME)

    def stop(self, ids: Sequence[int] | None = None) -> list[Job]:
        """End exports; what they have finished is kept."""
        stopped = self._apply(ids, Verb.STOP, rate=0.0, speed=0.0, seconds_left=None)
        now = time.time()
        for job in stopped:
            if job.attempts and job.began:
                self.database.add_history(job, "stopped", now)
        return stopped

    def retry(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Try again what failed, going on with what it had finished."""
        return self._apply(ids, Verb.RETRY, **CLEARED_AT_START)

    def reset(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Discard what jobs have finished, journal and parts; outputs stay.

        Raises StateBusy when a process works on one of them.
        """
        with self.database.change():
            jobs = self._allowed(ids, Verb.RESET)
            numbers = [job.id for job in jobs]
            # First: the owner lets go of what it holds frozen.
            self.database.update(
                numbers, state=JobState.INACTIVE, phase="", last_completed_phase="", began=0.0,
                units_done=0, units_total=0, work_done=0, work_total=0, rate=0.0, speed=0.0,
                size=0, fraction=0.0, seconds_left=None, attempts=0, digest="", waiting_for="",
                start_over=False, **CLEARED_AT_START,
            )  # fmt: skip
        self._tell()
        for job in jobs:
            discard(job)
        return self.database.jobs_by_id(numbers) if numbers else []

    def remove(self, ids: Sequence[int]) -> list[Job]:
        """Take jobs out of the list; their files stay."""
        with self.database.change():
            jobs = self._allowed(ids, Verb.REMOVE)
            self.database.delete([job.id for job in jobs])
        self._tell()
        return jobs

    def clear(self, states: Collection[JobState]) -> list[Job]:
        """Remove every job in one of some states; their files stay."""
        with self.database.change():
            jobs = [job for job in self.database.jobs(states) if allowed(job.state, Verb.REMOVE)]
            self.database.delete([job.id for job in jobs])
        self._tell()
        return jobs

    def move(self, ids: Sequence[int], before: int | None) -> list[Job]:
        """Put jobs, in the order given, before another, or at the end."""
        with self.database.change():
            self._move(ids, before)
        self._tell()
        return self.database.jobs_by_id(ids)

    def answer(self, number: int, answer: Answer) -> Job:
        """What is to happen to an interrupted export."""
        if answer == "continue":
            self.start([number])
        elif answer == "over":
            self.start([number], force=True)
        elif answer == "discard":
            self.reset([number])
        elif answer != "later":
            raise UsageError(f"“{answer}” is none of continue, over, discard, later.")
        return self.job(number)

    def mark_interrupted(self) -> list[Job]:
        """For a new owner: what was active has lost its owner."""
        with self.database.change():
            lost = self.database.jobs([JobState.ACTIVE])
            for job in lost:
                self.database.add_history(job, "interrupted", time.time(), message=KILLED)
                self.database.update(
                    [job.id], state=JobState.INTERRUPTED, rate=0.0, speed=0.0, seconds_left=None,
                    message=KILLED,
                )  # fmt: skip
        if lost:
            self._tell()
        return lost

    # Within a transaction

    def _allowed(self, ids: Sequence[int] | None, verb: Verb) -> list[Job]:
        if ids is None:
            states = [state for state in JobState if verb in TRANSITIONS[state]]
            return self.database.jobs(states)
        jobs = self.database.jobs_by_id(ids)
        for job in jobs:
            after(job.id, job.state, verb)
        return jobs

    def _apply(self, ids: Sequence[int] | None, verb: Verb, **values: Any) -> list[Job]:
        with self.database.change():
            jobs = self._allowed(ids, verb)
            by_state: dict[JobState, list[int]] = {}
            for job in jobs:
                by_state.setdefault(after(job.id, job.state, verb), []).append(job.id)
            for state, numbers in by_state.items():
                self.database.update(numbers, state=state, **values)
            numbers = [job.id for job in jobs]
            changed = self.database.jobs_by_id(numbers) if numbers else []
        if changed:
            self._tell()
        return changed

    def _move(self, ids: Sequence[int], before: int | None) -> None:
        moving = [job.id for job in self.database.jobs_by_id(ids)]
        if before is not None:
            self.database.jobs_by_id([before])
        if before in moving:
            raise UsageError(f"Job {before} cannot be moved before itself.")
        chosen = set(moving)
        rest = [number for number in self.database.order() if number not in chosen]
        place = len(rest) if before is None else rest.index(before)
        self.database.reorder([*rest[:place], *moving, *rest[place:]])

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def _row(job: NewJob, start: bool) -> dict[str, Any]:
    output = job.output.absolute()
    request = VideoRequest.from_map(job.request)
    Places.of(output, export_options_of(job.options, QueueSettings()))
    return {
        "output": output,
        "source": resolve_source(request.source, output.parent),
        "preset": job.preset,
        "request": request.to_map(),
        "options": {
            name: str(value) if isinstance(value, Path) else value
            for name, value in job.options.items()
        },
        "state": JobState.QUEUED if start else JobState.INACTIVE,
        "added": time.time(),
    }

"""The queue's verbs, for any process: whoever owns the queue makes its exports follow."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from app.jobs.queue.discarding import AS_NEW, discard
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.looking import QueueReader
from app.jobs.queue.new_row import Writers, changed_row, row_of
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.settling import AT_REST
from app.jobs.queue.states import ENDED, LIVE, JobState, Verb, after, allowed, states_for
from exporters.errors import ExportError, UsageError

Answer = Literal["continue", "over", "discard", "later"]
COMING_BACK = (Verb.START, Verb.RETRY, Verb.RESET)
NOT_BEGUN: Mapping[str, Any] = {"message": "", "log": (), "began": 0.0, "ended": 0.0}


class QueueController(QueueReader):
    """Reads and steers the queue. Thread-safe.

    A verb changes rows, in one transaction, and returns the jobs that it changed. With ``ids``
    None it is for every job that allows it; with numbers nothing is changed unless all allow it.

    Args:
        folder: where the queue lies; REPRISE_DATA or the system's place for data when None.

    Raises (all methods): UsageError for an unknown job, or a verb that its state does not allow;
    ExportError when the database cannot be used.
    """

    def change_settings(self, **changes: Any) -> QueueSettings:
        """Change how the queue is run. Raises UsageError for what cannot be."""
        with self.database.change():
            settings = self.database.settings().changed(changes)
            self.database.save_settings(settings)
        self._tell()
        return settings

    def clear_history(self) -> None:
        """Forget how runs ended."""
        self.database.clear_history()
        self._tell()

    # Verbs

    def add(
        self, jobs: Sequence[NewJob], start: bool = False, before: int | None = None
    ) -> list[Job]:
        """Add jobs at the end, or before another.

        Raises:
            UsageError: another job that has not ended writes the same file, or a request or an
                option cannot be.
            SourceError: there is no source.
        """
        state, now = JobState.QUEUED if start else JobState.INACTIVE, time.time()
        rows = [{**row_of(job), "state": state, "added": now} for job in jobs]
        with self.database.change():
            writers = self._writers()
            for number, row in enumerate(rows, 1):
                writers.claim(row["output"], -number)
            ids = self.database.insert(rows)
            if before is not None:
                self._move(ids, before)
            added = self.database.jobs_by_id(ids)
        self._tell()
        return added

    def configure(
        self,
        ids: Sequence[int],
        *,
        request: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        output: Path | None = None,
        preset: str | None = None,
    ) -> list[Job]:
        """Change what waiting jobs do: settings of the request, options, the output of one.

        What a job has finished with other settings is not mixed with the new: its next run says
        so, and ``reset`` drops it. With another output it stays beside the old one.

        Raises as ``add``.
        """
        with self.database.change():
            jobs = self._allowed(ids, Verb.CONFIGURE)
            if output is not None and len(jobs) != 1:
                raise UsageError("One output is for one job.")
            for job in jobs:
                row = changed_row(job, request or {}, options or {}, output, preset)
                if row["output"] != job.output:
                    self._writers(without=job.id).claim(row["output"], job.id)
                self.database.place(job.id, **row)
            changed = self.database.jobs_by_id([job.id for job in jobs])
        self._tell()
        return changed

    def start(self, ids: Sequence[int] | None = None, force: bool = False) -> list[Job]:
        """Let jobs wait for their turn; ``force`` drops what earlier runs have finished."""
        over = {"start_over": True} if force else {}
        return self._apply(ids, Verb.START, {**NOT_BEGUN, **over})

    def pause(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Freeze exports; durable, also if the machine goes down."""
        return self._apply(ids, Verb.PAUSE, AT_REST)

    def resume(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Go on with what was paused."""
        return self._apply(ids, Verb.RESUME, {})

    def stop(self, ids: Sequence[int] | None = None) -> list[Job]:
        """End exports; what they have finished is kept."""
        with self.database.change():
            jobs, now = self._allowed(ids, Verb.STOP), time.time()
            for job in jobs:
                if job.began and job.state in LIVE:
                    self.database.add_history(job, "stopped", now)
            stopped = self._change([job.id for job in jobs], Verb.STOP, AT_REST, stop=True)
        self._tell()
        return stopped

    def retry(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Try again what failed, going on with what it had finished."""
        return self._apply(ids, Verb.RETRY, NOT_BEGUN)

    def reset(self, ids: Sequence[int] | None = None) -> list[Job]:
        """Discard what jobs have finished, journal and parts; outputs stay.

        What is paused is stopped first. A job whose journal or parts cannot be removed keeps its
        state otherwise, and the others are reset all the same.

        Raises StateBusy when a process works on one of them, ExportError when something cannot be
        removed.
        """
        with self.database.change():
            jobs = self._allowed(ids, Verb.RESET)
            # The owner lets go of what it holds frozen.
            waiting = [job.id for job in jobs if allowed(job.state, Verb.STOP)]
            self._change(waiting, Verb.STOP, AT_REST, stop=True)
        self._tell()
        discarded: list[int] = []
        problem: ExportError | None = None
        for job in jobs:
            try:
                discard(job)
                discarded.append(job.id)
            except ExportError as error:
                problem = problem or error
        with self.database.change():
            # Somebody may have started one again meanwhile.
            standing = self.database.standing(discarded)
            still = [
                number
                for number in discarded
                if number in standing and allowed(standing[number][0], Verb.RESET)
            ]
            reset = self._change(still, Verb.RESET, AS_NEW, stop=True)
        self._tell()
        if problem is not None:
            raise problem
        return reset

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
            moved = self.database.jobs_by_id(ids)
        self._tell()
        return moved

    def answer(self, number: int, answer: Answer) -> Job:
        """What is to happen to an interrupted export."""
        self.recover()
        if answer == "continue":
            self.start([number])
        elif answer == "over":
            self.start([number], force=True)
        elif answer == "discard":
            self.reset([number])
        elif answer != "later":
            raise UsageError(f"“{answer}” is none of continue, over, discard, later.")
        return self.job(number)

    # Within a transaction

    def _allowed(self, ids: Sequence[int] | None, verb: Verb) -> list[Job]:
        if ids is None:
            jobs = self.database.jobs(states_for(verb))
        else:
            jobs = self.database.jobs_by_id(ids)
            for job in jobs:
                after(job.id, job.state, verb)
        if verb in COMING_BACK:
            return self._writers().can_come_back(jobs, strict=ids is not None)
        return jobs

    def _apply(self, ids: Sequence[int] | None, verb: Verb, values: Mapping[str, Any]) -> list[Job]:
        with self.database.change():
            numbers = [job.id for job in self._allowed(ids, verb)]
            changed = self._change(numbers, verb, values)
        self._tell()
        return changed

    def _change(
        self, numbers: Sequence[int], verb: Verb, values: Mapping[str, Any], stop: bool = False
    ) -> list[Job]:
        following: dict[JobState, list[int]] = {}
        for number, (state, _) in self.database.standing(numbers).items():
            following.setdefault(after(number, state, verb), []).append(number)
        for state, some in following.items():
            self.database.update(some, stop=stop, state=state, **values)
        return self.database.jobs_by_id(numbers)

    def _writers(self, without: int = 0) -> Writers:
        outputs = self.database.outputs(ENDED)
        return Writers((number, output) for number, output in outputs if number != without)

    def _move(self, ids: Sequence[int], before: int | None) -> None:
        moving = [job.id for job in self.database.jobs_by_id(ids)]
        if before is not None:
            self.database.jobs_by_id([before])
        if before in moving:
            raise UsageError(f"Job {before} cannot be moved before itself.")
        self.database.move(moving, before)

"""Follows the exports that run here, and what other processes make of their jobs."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

from app.cli.display import Display, logging_too
from app.cli.ending import LOG_LINES
from app.cli.queue_options import label
from app.cli.wording import count
from app.jobs.queue.job import Job, JobChanged
from app.jobs.queue.states import JobState
from exporters.errors import UsageError
from exporters.events import Finished, Warned

if TYPE_CHECKING:
    from app.cli.queue_display import Screen
    from app.jobs.queue.controller import QueueController
    from exporters.events import Event

HERE: Collection[JobState | None] = (JobState.ACTIVE, JobState.PAUSED, JobState.QUEUED)
"""States in which this process has to do with a job that has begun here."""

ENDS = (JobState.COMPLETED, JobState.FAILED, JobState.INTERRUPTED)


class Follower:
    """Shows what the owner reports (``heard``) and what rows say (``look``), and keeps count.

    Jobs are followed from the moment they begin here.

    Attributes:
        states: in which the jobs are that began here; None when one was removed.
    """

    def __init__(self, queue: QueueController, screen: Screen) -> None:
        self.states: dict[int, JobState | None] = {}
        self._queue = queue
        self._screen = screen
        self._lock = threading.RLock()
        self._displays: dict[int, Display] = {}
        self._labels: dict[int, str] = {}
        self._told: set[str] = set()
        self._seen: int | None = None
        self._told_waiting = False

    def heard(self, number: int, event: Event | JobChanged) -> None:
        """The owner's subscriber."""
        with self._lock:
            if isinstance(event, JobChanged):
                job = self._row(number)
                # What is told late must not hide that somebody has paused the job since.
                late = event.state in HERE and job is not None and job.state in HERE
                self._note(number, job.state if late and job is not None else event.state, job)
            elif number in self._displays:
                self._told |= _sentences(event)
                logging_too(self._displays[number].show)(event)

    def look(self) -> None:
        """See what has become of the jobs that run here; cheap while nothing changes."""
        seen = self._queue.change_count()
        if seen == self._seen:
            return
        self._seen = seen
        with self._lock:
            for number in list(self._displays):
                job = self._row(number)
                # How a run ends the owner tells, after all that came before.
                if job is None or job.state not in ENDS:
                    self._note(number, job.state if job is not None else None, job)
            self._tell_when_all_is_paused()

    def count(self, state: JobState) -> int:
        """How many of the jobs that began here are in a state."""
        return list(self.states.values()).count(state)

    def summarise(self) -> None:
        """Say how all ended, and what is left."""
        completed, failed = self.count(JobState.COMPLETED), self.count(JobState.FAILED)
        counts = self._queue.status().counts
        left = {str(state): counts[state] for state in (JobState.PAUSED, JobState.INTERRUPTED)}
        told = [f"{completed} exported", f"{failed} failed"] if self.states else []
        if stopped := self.count(JobState.INACTIVE):
            told.append(f"{stopped} stopped")
        told += [f"{number} {state}" for state, number in left.items() if number]
        sentence = ", ".join(told if self.states else ["Nothing is to be run", *told])
        self._screen.say(
            f"{sentence}.", event="summary", completed=completed, failed=failed, left=left
        )

    def _row(self, number: int) -> Job | None:
        try:
            return self._queue.job(number)
        except UsageError:
            return None

    def _note(self, number: int, state: JobState | None, job: Job | None) -> None:
        """Tell of a job's state when it is another than before."""
        known = number in self.states
        before = self.states.get(number)
        if known and state is before:
            return
        self.states[number] = state
        if job is not None:
            self._labels[number] = label(job)
            if number not in self._displays and state in HERE:
                self._displays[number] = self._screen.display(job)
        self._tell(number, before, state, job)
        if state not in HERE and number in self._displays:
            self._displays.pop(number).close()

    def _tell(
        self, number: int, before: JobState | None, state: JobState | None, job: Job | None
    ) -> None:
        name = self._labels.get(number, str(number))
        if state is None or job is None:
            self._screen.say(
                f"Removed from the list: {name}", event="state", job=number, state="removed"
            )
            return
        ended = state in (JobState.FAILED, JobState.COMPLETED)
        message = job.message if ended and job.message not in self._told else ""
        log = job.log[-LOG_LINES:] if state is JobState.FAILED else ()
        sentence = _SENTENCES[state]
        if state is JobState.ACTIVE and before is not None:
            sentence = "Goes on"
        self._screen.say(
            "\n  ".join((f"{sentence}: {name}" + (f": {message}" if message else ""), *log)),
            urgent=bool(message), event="state", job=number, state=str(state),
        )  # fmt: skip

    def _tell_when_all_is_paused(self) -> None:
        """Jobs that are frozen here keep this process waiting: their encoders are its children."""
        here = [self.states[number] for number in self._displays]
        frozen = here.count(JobState.PAUSED)
        others = (JobState.ACTIVE, JobState.QUEUED)
        if not frozen or frozen < len(here) or self._queue.jobs(others):
            self._told_waiting = False
        elif not self._told_waiting:
            self._told_waiting = True
            self._screen.say(
                f"Nothing runs; waiting for {count(frozen, 'paused job')}. "
                "`reprise queue resume`, in another terminal, goes on. Ctrl+C ends this; what is "
                "paused stays so, and what it has finished is kept.",
                event="waiting", paused=frozen,
            )  # fmt: skip


def _sentences(event: Event) -> set[str]:
    """What a display has said already, as it stands in the row in the end."""
    if isinstance(event, Finished):
        return {" ".join(event.notes)}
    return {event.message} if isinstance(event, Warned) else set()


_SENTENCES = {
    JobState.ACTIVE: "Begins",
    JobState.PAUSED: "Paused",
    JobState.QUEUED: "Waits for its turn",
    JobState.INACTIVE: "Stopped",
    JobState.INTERRUPTED: "Interrupted",
    JobState.COMPLETED: "Completed",
    JobState.FAILED: "Failed",
}

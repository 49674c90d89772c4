"""What the queue tells of itself, in any process."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from app.jobs.queue.database import QueueDatabase
from app.jobs.queue.interrupted import describe
from app.jobs.queue.job import HistoryEntry, Interrupted, Job, QueueStatus
from app.jobs.queue.owner_lock import owner_lock, owner_of
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.settling import mark_interrupted
from app.jobs.queue.states import LIVE, JobState
from exporters.errors import StateBusy
from exporters.os_specifics import data_folder


class QueueReader:
    """Reads the queue; see ``QueueController``.

    What was active under an owner that has died is interrupted as soon as anybody looks.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.database = QueueDatabase(self.folder)
        self._listeners: list[Callable[[], None]] = []
        self.recover()

    @property
    def notes(self) -> list[str]:
        """Sentences about what was found to be wrong with the queue's file."""
        return self.database.notes

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after each change made through this object; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def change_count(self) -> int:
        """Another number than before whenever any process has changed the queue. Cheap."""
        return self.database.change_count

    def jobs(self, states: Collection[JobState] | None = None, text: str = "") -> list[Job]:
        """Jobs in order; ``text`` is looked for in the names of outputs and sources."""
        return self.database.jobs(states, text)

    def job(self, number: int) -> Job:
        """One job."""
        return self.database.jobs_by_id([number])[0]

    def status(self) -> QueueStatus:
        """The queue in figures."""
        self.recover()
        count, done, left = self.database.progress_of(LIVE)
        return QueueStatus(
            counts=self.database.counts(),
            owner=owner_of(self.folder),
            fraction=done / count if count else 0.0,
            seconds_left=left,
        )

    def history(self, limit: int = 1000) -> list[HistoryEntry]:
        """How runs ended, newest first."""
        return self.database.history(limit)

    @property
    def settings(self) -> QueueSettings:
        """How the queue is run."""
        return self.database.settings()

    def interrupted(self) -> list[Interrupted]:
        """The exports that were under way when their owner ended, with what is kept of each.

        Looks at journals and sources, which takes a while where there are many.
        """
        self.recover()
        return [describe(job) for job in self.database.jobs([JobState.INTERRUPTED])]

    def recover(self) -> list[Job]:
        """Mark as interrupted what was active under an owner that has died; returns those jobs."""
        if not self.database.counts()[JobState.ACTIVE] or owner_of(self.folder):
            return []
        try:
            with owner_lock(self.folder):
                return self.mark_interrupted()
        except StateBusy:
            return []

    def mark_interrupted(self) -> list[Job]:
        """For whoever holds the owner's lock: what is active has lost its owner."""
        marked = mark_interrupted(self.database)
        if marked:
            self._tell()
        return marked

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

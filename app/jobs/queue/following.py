"""All jobs of the queue, followed by reading only those that have changed."""

from __future__ import annotations

from dataclasses import dataclass

from app.jobs.queue.database import QueueDatabase
from app.jobs.queue.job import Job


@dataclass(frozen=True)
class Found:
    """What a look found.

    Attributes:
        jobs: all jobs in order, where some were added, removed or moved; else None.
        changed: the jobs that are others than before.
    """

    jobs: list[Job] | None
    changed: list[Job]


class Following:
    """For views of queues with thousands of jobs, of which one or two change all the time.

    The first look finds all jobs. To be used by one thread at a time.
    """

    def __init__(self, database: QueueDatabase) -> None:
        self._database = database
        self._revision = -1
        self._removal = 0
        self._jobs: dict[int, Job] = {}

    def look(self) -> Found:
        """See what has changed. Raises ExportError when the queue cannot be read."""
        first = self._revision < 0
        revision, removal, changed = self._database.changed_since(self._revision)
        moved = first or removal != self._removal or any(map(self._is_elsewhere, changed))
        self._jobs |= {job.id: job for job in changed}
        if moved:
            # What was added since the jobs were read is found the next time.
            order = self._database.order()
            self._jobs = {number: self._jobs[number] for number in order if number in self._jobs}
        self._revision, self._removal = revision, removal
        return Found(list(self._jobs.values()) if moved else None, changed)

    def _is_elsewhere(self, job: Job) -> bool:
        before = self._jobs.get(job.id)
        return before is None or before.position != job.position

"""The jobs that the window knows, in the order of the queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState


class JobList:
    """A change of a few jobs among thousands takes no longer than among a few."""

    def __init__(self) -> None:
        self._by_id: dict[int, Job] = {}
        self._counts: Counter[JobState] = Counter()

    def show(self, jobs: Iterable[Job]) -> None:
        """Hold other jobs, or the same in another order."""
        self._by_id = {job.id: job for job in jobs}
        self._counts = Counter(job.state for job in self._by_id.values())

    def update(self, changed: Iterable[Job]) -> None:
        """Hold what some of the jobs are now; one that is not held is left out."""
        for job in changed:
            before = self._by_id.get(job.id)
            if before is not None:
                self._counts[before.state] -= 1
                self._counts[job.state] += 1
                self._by_id[job.id] = job

    def get(self, number: int) -> Job | None:
        """A job by its number."""
        return self._by_id.get(number)

    def some(self, numbers: Iterable[int]) -> list[Job]:
        """Those of some jobs that are held."""
        return [self._by_id[number] for number in numbers if number in self._by_id]

    def count(self, states: Collection[JobState]) -> int:
        """How many jobs are in one of some states."""
        return sum(self._counts[state] for state in states)

    def first(self, states: Sequence[JobState] = tuple(JobState)) -> Job | None:
        """The first job in one of some states."""
        if not self.count(states):
            return None
        return next(job for job in self if job.state in states)

    def __getitem__(self, place: int) -> Job:
        return next(islice(self, place, None))

    def __iter__(self) -> Iterator[Job]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

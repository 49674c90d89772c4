"""Queues in a folder, and jobs for them whose film need not be one: nothing exports it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.job_run import JobRun
from app.jobs.queue.settling import begin, settle
from app.jobs.requests import relative
from exporters.errors import ExportError

FILM = "film.mp4"


def queue_in(folder: Path) -> QueueController:
    """A controller of the queue in a folder."""
    return QueueController(folder / "queue")


def new_job(folder: Path, name: str = "out.mp4", **values: Any) -> NewJob:
    """A job that writes ``name`` into a folder; ``request`` and ``options`` as in ``NewJob``."""
    film = folder / FILM
    if not film.exists():
        film.write_bytes(b"a film")
    output = folder / name
    request = {"source": relative(film, output.parent), **values.pop("request", {})}
    return NewJob(output, request, **values)


def added(queue: QueueController, folder: Path, *names: str, start: bool = False) -> list[int]:
    """Numbers of jobs that were added to a queue."""
    jobs = queue.add([new_job(folder, name) for name in names], start=start)
    return [job.id for job in jobs]


class Owner:
    """Begins and ends runs as the queue's owner does, with no export in them."""

    def __init__(self, queue: QueueController) -> None:
        self.runs: dict[int, JobRun] = {}
        self._queue = queue

    def begin(self, number: int) -> bool:
        """Begin a waiting job, or let it go on; False when it does not wait."""
        again = number not in self.runs
        job = begin(self._queue.database, number, again=again)
        if job is not None and again:
            self.runs[number] = JobRun(job, self._queue.settings)
        return job is not None

    def settle(self, number: int, error: BaseException | None = None) -> None:
        """End a run: completed, or as ``error`` says."""
        settle(self._queue.database, self.runs[number], error)

    def complete(self, number: int) -> None:
        """From waiting to completed."""
        assert self.begin(number)
        self.settle(number)

    def fail(self, number: int, sentence: str = "It failed.") -> None:
        """From waiting to failed."""
        assert self.begin(number)
        self.settle(number, ExportError(sentence, log=("a line", "another")))


def states_of(queue: QueueController) -> list[str]:
    """The states of all jobs, in order."""
    return [str(job.state) for job in queue.jobs()]


def order_of(jobs: list[Job]) -> list[str]:
    """The outputs' names without their ends."""
    return [job.output.stem for job in jobs]

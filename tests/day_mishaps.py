"""What goes wrong with one job of a scripted day: its source, its parts, its disk."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from exporters.errors import UsageError
from tests.day_plan import PlannedJob

PATIENCE = 120.0
"""Seconds after which what should happen counts as never happening."""


@dataclass
class Followed:
    """One job of the day, and what was heard of it.

    Attributes:
        number: in the queue.
        seconds: how long an undisturbed export takes.
        digest: of its output.
        active: it has been.
        exporting: it does so now, and has found room enough to begin.
        finished: units that were reported as finished, and not damaged since.
        kept: how many of them the run that goes on now must have found.
    """

    planned: PlannedJob
    source: Path
    output: Path
    number: int = 0
    seconds: float = 0.0
    digest: str = ""
    active: bool = False
    exporting: bool = False
    finished: set[int] = field(default_factory=set)
    kept: int = 0

    @property
    def name(self) -> str:
        return self.output.name

    @property
    def parts(self) -> Path:
        return self.output.with_name(self.name + ".export_parts")

    @property
    def journal(self) -> Path:
        return self.output.with_name(self.name + ".export_state")


def edit(source: Path, film: Path) -> None:
    """Give a source the content of another film."""
    other = source.with_name("new")
    shutil.copyfile(film, other)
    other.replace(source)


def corrupt_part(job: Followed) -> str:
    """Change one byte of a finished part; the part's name."""
    part = min(path for path in job.parts.iterdir() if not path.name.startswith("unfinished"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 0xFF
    part.write_bytes(content)
    job.finished.discard(int(part.name.split("-")[1]))
    job.kept = len(job.finished)
    return part.name


def fill_disk(
    controller: QueueController,
    job: Followed,
    others: Sequence[Followed],
    say: Callable[[str], None],
) -> None:
    """Fill the disk until an export waits for room; make room, and wait until it goes on.

    The other jobs are paused meanwhile: they come no further than they are.
    """
    for one in others:
        # What has ended cannot be paused.
        with contextlib.suppress(UsageError):
            controller.pause([one.number])
    ballast = job.output.parent / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for row in _looked_at(controller, job):
            _fill(file.fileno())
            assert row.state is JobState.ACTIVE, f"Full disk: {row.state} {row.message}"
            if row.waiting_for == "disk space":
                break
    say(f"{job.name} waits: {row.message}")
    ballast.unlink()
    for row in _looked_at(controller, job):
        if not row.waiting_for:
            break
    assert row.state in (JobState.ACTIVE, JobState.COMPLETED), f"{row.state} {row.message}"
    say(f"{job.name} goes on.")
    controller.resume()


def _looked_at(controller: QueueController, job: Followed) -> Iterator[Job]:
    """The job's row, again and again, for as long as it takes."""
    deadline = time.monotonic() + PATIENCE
    while True:
        yield controller.job(job.number)
        assert time.monotonic() < deadline, f"{job.name}: it takes too long."
        time.sleep(0.02)


def _fill(descriptor: int) -> None:
    """Write until there is no room."""
    for size in (1 << 20, 1):
        try:
            while os.write(descriptor, bytes(size)):
                pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise

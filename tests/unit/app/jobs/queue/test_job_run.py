"""One export of the queue: an output that is there already is not made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job_run import JobRun, published_size
from app.jobs.queue.settling import begin, record_published, write_progress
from exporters.checkpoint.parts import digest_of
from exporters.engine.published import Published
from exporters.events import Progress
from tests.queue_exports import new_jobs

CONTENT = b"what was exported"


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[QueueController]:
    controller = QueueController(tmp_path / "data")
    yield controller
    controller.close()


@pytest.fixture
def run(controller: QueueController, tmp_path: Path) -> JobRun:
    """A run whose output has just come into its place."""
    (job,) = controller.add(new_jobs(tmp_path, "film.mp4"), start=True)
    job.output.write_bytes(CONTENT)
    begun = begin(controller.database, job.id, again=True)
    assert begun is not None
    run = JobRun(begun, controller.settings)
    size, digest = digest_of(job.output)
    journal = job.output.with_name("film.mp4.export_state")
    record_published(controller.database, run, Published(job.output, journal, size, digest.hex()))
    return run


def test_an_output_is_known_again_whatever_progress_was_written_after_it(
    controller: QueueController, run: JobRun
) -> None:
    run.heard(Progress("reporting", size=len(CONTENT) + 2000))
    write_progress(controller.database, [run])
    assert published_size(controller.job(run.job.id)) == len(CONTENT)


def test_an_export_whose_journal_is_there_finds_out_itself(
    controller: QueueController, run: JobRun
) -> None:
    run.job.output.with_name("film.mp4.export_state").touch()
    assert published_size(controller.job(run.job.id)) is None


@pytest.mark.parametrize("content", [CONTENT[::-1], None])
def test_an_output_that_was_changed_or_removed_is_not_taken_for_complete(
    controller: QueueController, run: JobRun, content: bytes | None
) -> None:
    run.job.output.unlink()
    if content is not None:
        run.job.output.write_bytes(content)
    assert published_size(controller.job(run.job.id)) is None

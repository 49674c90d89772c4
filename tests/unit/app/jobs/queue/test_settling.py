"""What the owner writes into the rows, and what it must not write any more."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.job_run import JobRun
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.settling import begin, mark_interrupted, settle, write_progress
from app.jobs.queue.states import JobState
from exporters.errors import Cancelled, ExportError
from exporters.events import Finished, Progress, Warned
from tests.queue_exports import new_jobs

PROGRESS = Progress(
    "exporting", units_done=3, units_total=9, work_done=30, work_total=90, work_name="frames",
    rate=25.0, speed=1.0, size=1234, seconds_left=2.5, fraction=0.3,
)  # fmt: skip
FINISHED = Finished("out.mp4", 4321, 1.0, "beef", ("A note.",))
CANCELLED = Cancelled("The export was stopped.")
FAILED = ExportError("The disk has vanished.", "Look for it.")


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[QueueController]:
    with contextlib.closing(QueueController(tmp_path / "data")) as controller:
        yield controller


@pytest.fixture
def run(controller: QueueController, tmp_path: Path) -> JobRun:
    """A run that has reported progress, none of which is written."""
    (job,) = controller.add(new_jobs(tmp_path, "a.mp4"), start=True)
    begun = begin(controller.database, job.id, again=True)
    assert begun is not None
    run = JobRun(begun, QueueSettings())
    run.heard(PROGRESS)
    return run


def row(controller: QueueController, run: JobRun) -> Job:
    return controller.job(run.job.id)


def as_it_is(job: Job) -> dict[str, Any]:
    return {**vars(job), "position": 0}


def test_a_job_is_begun_once(controller: QueueController, run: JobRun) -> None:
    assert (row(controller, run).state, row(controller, run).attempts) == (JobState.ACTIVE, 1)
    assert begin(controller.database, run.job.id, again=True) is None
    assert begin(controller.database, 99, again=True) is None


def test_progress_is_written_and_only_when_it_has_changed(
    controller: QueueController, run: JobRun
) -> None:
    write_progress(controller.database, [run])
    now = row(controller, run)
    assert (now.phase, now.last_completed_phase) == ("exporting", "preparing")
    assert (now.units_done, now.work_done, now.size, now.rate) == (3, 30, 1234, 25.0)
    count = controller.change_count()
    write_progress(controller.database, [run])
    assert controller.change_count() == count
    run.heard(Warned("The journal cannot be written."))
    write_progress(controller.database, [run])
    assert row(controller, run).message == "The journal cannot be written."


def test_a_frozen_run_has_no_speed(controller: QueueController, run: JobRun) -> None:
    run.freeze()
    controller.pause([run.job.id])
    write_progress(controller.database, [run])
    now = row(controller, run)
    assert (now.units_done, now.rate, now.speed, now.seconds_left) == (3, 0.0, 0.0, None)


@pytest.mark.parametrize("how", ["stop", "reset", "remove", "finish", "fail", "interrupt"])
def test_nothing_is_written_of_a_run_whose_job_has_gone_on_to_something_else(
    how: str, controller: QueueController, run: JobRun
) -> None:
    ids, database = [run.job.id], controller.database
    if how in ("reset", "remove"):
        controller.pause(ids)
    if how in ("stop", "reset", "remove"):
        getattr(controller, how)(ids)
    elif how == "interrupt":
        mark_interrupted(database)
    else:
        settle(database, run, None if how == "finish" else FAILED)
    before = [as_it_is(job) for job in controller.jobs()]
    run.heard(Progress("exporting", units_done=4, units_total=9))
    write_progress(database, [run])
    if how != "finish" and how != "fail":
        settle(database, run, CANCELLED)
    assert [as_it_is(job) for job in controller.jobs()] == before


def test_a_completed_run_is_noted_with_all_that_is_known(
    controller: QueueController, run: JobRun
) -> None:
    run.heard(FINISHED)
    assert settle(controller.database, run, None) is JobState.COMPLETED
    now = row(controller, run)
    assert (now.state, now.size, now.digest) == (JobState.COMPLETED, 4321, "beef")
    assert (now.message, now.phase, now.fraction, now.rate) == ("A note.", "reporting", 1.0, 0.0)
    (entry,) = controller.history()
    assert (entry.outcome, entry.size, entry.digest) == ("completed", 4321, "beef")
    assert entry.ended == now.ended >= entry.began > 0


@pytest.mark.parametrize("verb", ["pause", "stop"])
def test_an_export_that_completes_all_the_same_is_completed(
    verb: str, controller: QueueController, run: JobRun
) -> None:
    """It was past the point where it could have been held up."""
    getattr(controller, verb)([run.job.id])
    run.heard(FINISHED)
    assert settle(controller.database, run, None) is JobState.COMPLETED


def test_one_that_was_stopped_and_started_again_is_completed_by_the_run_that_was_to_end(
    controller: QueueController, run: JobRun
) -> None:
    controller.stop([run.job.id])
    controller.start([run.job.id])
    assert settle(controller.database, run, None) is JobState.COMPLETED


@pytest.mark.parametrize("change", ["configured", "forced", "failed", "cancelled"])
def test_but_not_if_something_else_is_wanted_now_or_it_did_not_complete(
    change: str, controller: QueueController, run: JobRun
) -> None:
    ids = [run.job.id]
    controller.stop(ids)
    if change == "configured":
        controller.configure(ids, request={"crf": 33.0})
    controller.start(ids, force=change == "forced")
    before = as_it_is(row(controller, run))
    error = {"failed": FAILED, "cancelled": CANCELLED}.get(change)
    assert settle(controller.database, run, error) is JobState.QUEUED
    assert as_it_is(row(controller, run)) == before


def test_a_run_that_ends_with_its_owner_is_interrupted_unless_it_is_paused(
    controller: QueueController, run: JobRun
) -> None:
    assert settle(controller.database, run, CANCELLED) is JobState.INTERRUPTED
    now = row(controller, run)
    assert "was closed" in now.message
    assert now.units_done == 3
    controller.start([run.job.id])
    again = begin(controller.database, run.job.id, again=True)
    assert again is not None
    controller.pause([run.job.id])
    assert settle(controller.database, JobRun(again, run.settings), CANCELLED) is JobState.PAUSED
    assert [entry.outcome for entry in controller.history()] == ["interrupted"]


def test_a_run_of_a_removed_job_leaves_no_trace(controller: QueueController, run: JobRun) -> None:
    controller.stop([run.job.id])
    controller.remove([run.job.id])
    controller.clear_history()
    assert settle(controller.database, run, None) is None
    assert controller.history() == []
    assert controller.jobs() == []

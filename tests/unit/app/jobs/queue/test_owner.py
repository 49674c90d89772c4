"""The owner of the queue, with quick exports."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.jobs.queue import connection
from app.jobs.queue import owner as owner_module
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, JobChanged
from app.jobs.queue.owner import WRITE_SECONDS, QueueOwner
from app.jobs.queue.states import JobState
from exporters.cancel import CancelToken
from exporters.errors import ExportError, ProcessFailed, StateBusy, UsageError
from exporters.events import Finished, Progress, UnitFinished
from tests.commands import companions, small_disk
from tests.queue_exports import (
    PATIENCE,
    UNITS,
    Awake,
    Exports,
    content_of,
    eventually,
    new_jobs,
    reaches,
    run_to_the_end,
)

Start = Callable[..., QueueOwner]


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[QueueController]:
    controller = QueueController(tmp_path / "data")
    yield controller
    controller.close()


@pytest.fixture
def exports() -> Exports:
    return Exports()


@pytest.fixture
def start(controller: QueueController, exports: Exports) -> Iterator[Start]:
    """Starts an owner of the queue, which is stopped when the test ends."""
    owners: list[QueueOwner] = []

    def start(subscriber: Any = None, **arguments: Any) -> QueueOwner:
        owner = QueueOwner(controller, subscriber, make_job=exports, **arguments)
        owner.start()
        owners.append(owner)
        return owner

    yield start
    for owner in owners:
        owner.stop()


def add(controller: QueueController, folder: Path, *names: str, **options: Any) -> list[Job]:
    return controller.add(new_jobs(folder, *names, **options), start=True)


def is_exported(controller: QueueController, job: Job) -> None:
    """It is completed, its file is what it should be, and nothing is left beside it."""
    now = controller.job(job.id)
    assert now.state is JobState.COMPLETED, now
    assert job.output.read_bytes() == content_of(now)
    assert now.size == job.output.stat().st_size
    assert now.digest
    assert (now.phase, now.last_completed_phase, now.done) == ("reporting", "reporting", 1.0)
    assert companions(job.output) == []


def pass_over_a_write() -> None:
    """Long enough for the owner to write progress that it should not."""
    threading.Event().wait(2 * WRITE_SECONDS)


# Order, and how many


def test_jobs_run_in_the_order_of_the_queue_one_at_a_time(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    controller.move([jobs[2].id], jobs[0].id)
    owner = start()
    assert owner.wait_until_idle(PATIENCE)
    assert exports.begun == ["c.mp4", "a.mp4", "b.mp4"]
    assert exports.most == 1
    for job in jobs:
        is_exported(controller, job)
    assert [entry.outcome for entry in controller.history()] == ["completed"] * 3
    assert {entry.digest for entry in controller.history()} == {
        controller.job(job.id).digest for job in jobs
    }


def test_as_many_jobs_run_at_once_as_the_settings_say_also_when_that_changes(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    controller.change_settings(parallel=2)
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4", "d.mp4")
    exports.hold(*(job.name for job in jobs))
    owner = start()
    eventually(lambda: controller.status().counts[JobState.ACTIVE] == 2)
    controller.change_settings(parallel=3)
    eventually(lambda: controller.status().counts[JobState.ACTIVE] == 3)
    assert exports.begun[:2] == ["a.mp4", "b.mp4"] or exports.begun[:2] == ["b.mp4", "a.mp4"]
    assert controller.job(jobs[3].id).state is JobState.QUEUED
    exports.release()
    assert owner.wait_until_idle(PATIENCE)
    for job in jobs:
        is_exported(controller, job)


def test_a_job_that_is_added_while_the_queue_runs_has_its_turn(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    owner = start()
    assert owner.wait_until_idle(PATIENCE)
    (job,) = add(controller, tmp_path, "a.mp4")
    while controller.job(job.id).state is not JobState.COMPLETED:
        assert not owner.idle or controller.job(job.id).state is JobState.COMPLETED
    assert owner.wait_until_idle(PATIENCE)
    is_exported(controller, job)


def test_what_another_process_adds_is_run(
    controller: QueueController, start: Start, tmp_path: Path
) -> None:
    start()
    with contextlib.closing(QueueController(controller.folder)) as other:
        (job,) = add(other, tmp_path, "a.mp4")
        reaches(other, job, JobState.COMPLETED)
    is_exported(controller, job)


def test_waiting_for_the_end_gives_up_in_time(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    assert not start().wait_until_idle(0.2)


# Pausing


def test_a_paused_job_stands_still_lets_the_next_one_run_and_goes_on(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    first, second = add(controller, tmp_path, "a.mp4", "b.mp4")
    exports.hold("a.mp4")
    exports.free_units = 1
    owner = start()
    eventually(lambda: exports.units_done("a.mp4") == [0])
    controller.pause([first.id])
    reaches(controller, second, JobState.COMPLETED)
    exports.release()
    pass_over_a_write()
    paused = controller.job(first.id)
    assert paused.state is JobState.PAUSED
    assert (paused.rate, paused.speed, paused.seconds_left) == (0.0, 0.0, None)
    assert exports.units_done("a.mp4") == [0]
    assert not owner.idle
    controller.resume([first.id])
    reaches(controller, first, JobState.COMPLETED)
    is_exported(controller, first)
    assert exports.begun == ["a.mp4", "b.mp4"]
    assert controller.job(first.id).attempts == 1


def test_a_thawed_job_waits_until_there_is_a_place_for_it(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    first, second = add(controller, tmp_path, "a.mp4", "b.mp4")
    exports.hold("a.mp4", "b.mp4")
    start()
    reaches(controller, first, JobState.ACTIVE)
    controller.pause([first.id])
    reaches(controller, second, JobState.ACTIVE)
    controller.resume([first.id])
    exports.release("a.mp4")
    pass_over_a_write()
    assert controller.job(first.id).state is JobState.QUEUED
    assert exports.units_done("a.mp4") == []
    exports.release("b.mp4")
    for job in (first, second):
        reaches(controller, job, JobState.COMPLETED)
        is_exported(controller, job)


def test_pausing_and_resuming_again_and_again_loses_nothing(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    start()
    reaches(controller, job, JobState.ACTIVE)
    for _ in range(20):
        controller.pause([job.id])
        controller.resume([job.id])
    exports.release()
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)
    assert exports.begun == ["a.mp4"]


# Stopping, resetting, removing


def test_a_stopped_job_keeps_what_is_finished_and_goes_on_from_there(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    exports.free_units = 2
    owner = start()
    eventually(lambda: controller.job(job.id).units_done == 2)
    controller.stop([job.id])
    eventually(lambda: owner.idle)
    stopped = controller.job(job.id)
    assert (stopped.state, stopped.units_done) == (JobState.INACTIVE, 2)
    assert companions(job.output) == ["a.mp4.export_parts", "a.mp4.export_state"]
    exports.release()
    controller.start([job.id])
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)
    assert exports.units_done("a.mp4") == list(range(UNITS))
    assert controller.job(job.id).attempts == 2
    assert [entry.outcome for entry in controller.history()] == ["completed", "stopped"]


def test_the_last_completed_phase_is_kept_while_another_run_prepares(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = controller.add(new_jobs(tmp_path, "a.mp4"))
    controller.database.update([job.id], phase="verifying", last_completed_phase="assembling")
    exports.hold("a.mp4")
    start()
    controller.start([job.id])
    eventually(lambda: controller.job(job.id).phase == "exporting")
    assert controller.job(job.id).last_completed_phase == "assembling"
    exports.release()
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)


def test_what_was_configured_between_stop_and_start_is_what_is_exported(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    """Also when the owner has not looked in between: the rows are the same for it."""
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    start()
    reaches(controller, job, JobState.ACTIVE)
    with (
        contextlib.closing(QueueController(controller.folder)) as other,
        other.database.change(),
    ):
        other.stop([job.id])
        other.configure([job.id], request={"crf": 30.0})
        other.start([job.id])
    eventually(lambda: len(exports.begun) == 2)
    exports.release()
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)
    assert [request["crf"] for request in exports.requests] == [20.0, 30.0]


def test_a_job_that_is_started_while_its_stopped_run_still_ends_is_begun_after_it(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    """Nothing changes in the rows then that would tell the owner to look."""
    deaf = threading.Event()

    def linger(token: CancelToken) -> None:
        deaf.wait(PATIENCE)
        token.check()

    exports.instead["a.mp4"] = linger
    (job,) = add(controller, tmp_path, "a.mp4")
    owner = start()
    eventually(lambda: exports.begun)
    controller.stop([job.id])
    controller.start([job.id])
    pass_over_a_write()
    assert not owner.idle
    exports.instead.clear()
    deaf.set()
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)


def test_reset_of_a_frozen_job_ends_it_and_removes_what_it_has_finished(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    exports.free_units = 2
    start()
    eventually(lambda: controller.job(job.id).units_done == 2)
    controller.pause([job.id])
    (reset,) = controller.reset([job.id])
    assert reset.state is JobState.INACTIVE
    assert companions(job.output) == []
    pass_over_a_write()
    # Nothing that the ended run still had to tell comes into the row.
    now = controller.job(job.id)
    kept = {"position": now.position, "stops": now.stops}
    assert dataclasses.replace(reset, **kept) == now
    assert (now.units_done, now.work_done, now.size, now.phase) == (0, 0, 0, "")
    exports.release()
    controller.start([job.id])
    reaches(controller, job, JobState.COMPLETED)
    assert sorted(exports.units_done("a.mp4")) == sorted([0, 1, *range(UNITS)])


def test_a_job_that_is_removed_while_frozen_leaves_its_output_to_another(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (first,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    owner = start()
    reaches(controller, first, JobState.ACTIVE)
    with controller.database.change():
        controller.pause([first.id])
        controller.remove([first.id])
        (second,) = add(controller, tmp_path, "a.mp4")
    eventually(lambda: exports.begun == ["a.mp4", "a.mp4"])
    exports.release()
    reaches(controller, second, JobState.COMPLETED)
    is_exported(controller, second)
    eventually(lambda: owner.idle)
    with pytest.raises(UsageError, match="no job"):
        controller.job(first.id)


def test_start_with_force_is_what_helps_against_a_journal_of_other_settings(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    exports.free_units = 2
    owner = start()
    eventually(lambda: controller.job(job.id).units_done == 2)
    controller.stop([job.id])
    controller.configure([job.id], request={"crf": 30.0})
    controller.start([job.id])
    failed = reaches(controller, job, JobState.FAILED)
    assert "unfinished export that was made with other settings" in failed.message
    exports.release()
    controller.start([job.id], force=True)
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)
    assert not controller.job(job.id).start_over
    assert owner.wait_until_idle(PATIENCE)


def test_force_holds_until_what_there_was_is_really_dropped(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    """An owner that ends before the run has begun to export has dropped nothing yet."""
    (job,) = controller.add(new_jobs(tmp_path, "a.mp4"))
    preparing = threading.Event()

    def prepare(token: CancelToken) -> None:
        preparing.set()
        token.wait(PATIENCE)
        token.check()

    exports.instead["a.mp4"] = prepare
    controller.start([job.id], force=True)
    owner = start()
    assert preparing.wait(PATIENCE)
    owner.stop()
    interrupted = controller.job(job.id)
    assert (interrupted.state, interrupted.start_over) == (JobState.INTERRUPTED, True)
    exports.instead.clear()
    controller.start([job.id])
    run_to_the_end(controller, exports)
    is_exported(controller, job)
    assert not controller.job(job.id).start_over


# Failing


def raising(error: BaseException) -> Callable[[CancelToken], None]:
    def fail(token: CancelToken) -> None:
        raise error

    return fail


def test_a_job_that_fails_does_not_stop_the_others(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    log = tuple(f"line {number}" for number in range(100))
    exports.instead["a.mp4"] = raising(ProcessFailed("ffmpeg failed.", "Look at its log.", log))
    exports.instead["b.mp4"] = raising(KeyError("surprise"))
    assert start().wait_until_idle(PATIENCE)
    failed, surprised, fine = (controller.job(job.id) for job in jobs)
    assert failed.state is JobState.FAILED
    assert failed.message == "ffmpeg failed. Look at its log."
    assert failed.log == log[-30:]
    assert failed.ended >= failed.began > 0
    assert surprised.state is JobState.FAILED
    assert "KeyError" in surprised.message
    assert "Traceback" not in surprised.message
    is_exported(controller, fine)
    outcomes = [(entry.job, entry.outcome) for entry in controller.history()]
    assert sorted(outcomes) == [
        (failed.id, "failed"), (surprised.id, "failed"), (fine.id, "completed")
    ]  # fmt: skip


def test_an_output_that_exists_makes_a_job_fail_with_a_sentence_and_is_left(
    controller: QueueController, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    job.output.write_text("precious")
    assert start().wait_until_idle(PATIENCE)
    assert "already exists" in controller.job(job.id).message
    assert job.output.read_text() == "precious"


def test_retry_takes_up_only_what_failed(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    exports.instead["b.mp4"] = raising(ExportError("The disk has vanished."))
    owner = start()
    assert owner.wait_until_idle(PATIENCE)
    exports.instead.clear()
    assert [job.id for job in controller.retry()] == [jobs[1].id]
    reaches(controller, jobs[1], JobState.COMPLETED)
    assert exports.begun == ["a.mp4", "b.mp4", "c.mp4", "b.mp4"]
    now = controller.job(jobs[1].id)
    assert (now.attempts, now.message, now.log) == (2, "", ())
    is_exported(controller, now)


# Telling


def test_a_subscriber_hears_what_happens_in_order(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    heard: list[tuple[int, object]] = []
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    start(lambda number, event: heard.append((number, event)))
    reaches(controller, job, JobState.ACTIVE)
    controller.pause([job.id])
    eventually(lambda: JobChanged(job.id, JobState.PAUSED) in [event for _, event in heard])
    controller.resume([job.id])
    exports.release()
    eventually(lambda: JobChanged(job.id, JobState.COMPLETED) in [event for _, event in heard])
    assert {number for number, _ in heard} == {job.id}
    states = [event.state for _, event in heard if isinstance(event, JobChanged)]
    assert states == [
        JobState.ACTIVE, JobState.PAUSED, JobState.QUEUED, JobState.ACTIVE, JobState.COMPLETED
    ]  # fmt: skip
    kinds = [type(event) for _, event in heard]
    assert kinds.count(UnitFinished) == UNITS
    assert kinds.count(Finished) == 1
    assert Progress in kinds


def test_a_subscriber_that_raises_or_never_returns_holds_nothing_up(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    never = threading.Event()

    def raise_then_hang(number: int, event: object) -> None:
        if isinstance(event, JobChanged):
            raise RuntimeError("The window is gone.")
        never.wait()

    first, second = add(controller, tmp_path, "a.mp4", "b.mp4")
    exports.hold("b.mp4")
    try:
        start(raise_then_hang)
        reaches(controller, second, JobState.ACTIVE)
        controller.pause([second.id])
        eventually(lambda: "b.mp4" in exports.paused)
        exports.release()
        pass_over_a_write()
        assert exports.units_done("b.mp4") == []
        controller.resume([second.id])
        for job in (first, second):
            reaches(controller, job, JobState.COMPLETED)
            is_exported(controller, job)
    finally:
        never.set()


def test_it_is_told_once_each_time_the_queue_has_run_empty(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    exports.instead["b.mp4"] = raising(ExportError("No."))
    add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    owner = start(on_idle=lambda completed, failed: told.append((completed, failed)))
    eventually(lambda: told)
    pass_over_a_write()
    assert told == [(2, 1)]
    (job,) = add(controller, tmp_path, "d.mp4")
    exports.hold("d.mp4")
    reaches(controller, job, JobState.ACTIVE)
    controller.stop([job.id])
    eventually(lambda: owner.idle)
    exports.release()
    # A job that was only stopped is no end of the work; one that is paused neither.
    assert told == [(2, 1)]
    controller.start([job.id])
    eventually(lambda: len(told) > 1)
    assert told == [(2, 1), (1, 0)]


def test_what_is_to_happen_when_idle_may_stop_the_owner_or_raise(
    controller: QueueController, start: Start, tmp_path: Path
) -> None:
    owners: list[QueueOwner] = []

    def quit_(completed: int, failed: int) -> None:
        owners[0].stop()
        raise RuntimeError("And then it fell over.")

    (job,) = add(controller, tmp_path, "a.mp4")
    owners.append(start(on_idle=quit_))
    eventually(lambda: controller.status().owner == "")
    is_exported(controller, job)


def test_the_machine_is_kept_awake_only_while_something_is_exported(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    awake = Awake()
    first, second = add(controller, tmp_path, "a.mp4", "b.mp4")
    exports.hold("a.mp4", "b.mp4")
    owner = start(awake=awake)
    reaches(controller, first, JobState.ACTIVE)
    eventually(lambda: awake.calls == ["hold"])
    controller.pause()
    eventually(lambda: awake.calls == ["hold", "release"])
    controller.resume([second.id])
    eventually(lambda: awake.calls == ["hold", "release", "hold"])
    exports.release()
    reaches(controller, second, JobState.COMPLETED)
    eventually(lambda: awake.calls == ["hold", "release"] * 2)
    controller.resume()
    assert owner.wait_until_idle(PATIENCE)
    owner.stop()
    assert awake.calls == ["hold", "release"] * 3


def test_a_system_that_cannot_be_kept_awake_is_no_hindrance(
    controller: QueueController, start: Start, tmp_path: Path
) -> None:
    class Broken:
        def hold(self) -> None:
            raise OSError("no bus")

        release = hold

    (job,) = add(controller, tmp_path, "a.mp4")
    assert start(awake=Broken()).wait_until_idle(PATIENCE)
    is_exported(controller, job)


# One owner after the other


def left_active(controller: QueueController, job: Job) -> None:
    """As a killed owner leaves it."""
    controller.database.update([job.id], state=JobState.ACTIVE, attempts=1, began=1.0, rate=9.0)


def test_in_the_mode_manual_interrupted_jobs_wait_to_be_asked_about(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    left_active(controller, job)
    owner = start()
    assert [one.id for one in owner.interrupted] == [job.id]
    assert owner.continued == []
    assert owner.wait_until_idle(PATIENCE)
    now = controller.job(job.id)
    assert (now.state, now.rate) == (JobState.INTERRUPTED, 0.0)
    assert "ended while this export was running" in now.message
    assert exports.begun == []
    assert [entry.outcome for entry in controller.history()] == ["interrupted"]
    controller.answer(job.id, "continue")
    reaches(controller, job, JobState.COMPLETED)
    is_exported(controller, job)


def test_in_the_mode_auto_they_are_gone_on_with_and_paused_ones_are_not(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    controller.change_settings(mode="auto")
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    for job in jobs[:2]:
        left_active(controller, job)
    controller.pause([jobs[2].id])
    owner = start()
    assert [job.id for job in owner.continued] == [jobs[0].id, jobs[1].id]
    assert owner.wait_until_idle(PATIENCE)
    assert [controller.job(job.id).state for job in jobs] == [
        JobState.COMPLETED, JobState.COMPLETED, JobState.PAUSED
    ]  # fmt: skip


def test_what_is_stopped_with_its_owner_is_gone_on_with_by_the_next(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    controller.change_settings(parallel=2)
    jobs = add(controller, tmp_path, "a.mp4", "b.mp4", "c.mp4")
    exports.hold("a.mp4", "b.mp4", "c.mp4")
    exports.free_units = 2
    owner = start()
    eventually(lambda: controller.job(jobs[0].id).units_done == 2)
    eventually(lambda: controller.job(jobs[1].id).units_done == 2)
    controller.pause([jobs[1].id])
    reaches(controller, jobs[2], JobState.ACTIVE)
    owner.stop()
    assert [controller.job(job.id).state for job in jobs] == [
        JobState.INTERRUPTED, JobState.PAUSED, JobState.INTERRUPTED
    ]  # fmt: skip
    assert "was closed" in controller.job(jobs[0].id).message
    assert controller.status().owner == ""
    exports.release()
    controller.change_settings(mode="auto")
    controller.resume()
    run_to_the_end(controller, exports)
    for job in jobs:
        is_exported(controller, job)
        assert exports.units_done(job.name) == list(range(UNITS))


def test_the_same_owner_can_be_started_again(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    owner = start()
    owner.stop()
    owner.stop()
    (job,) = add(controller, tmp_path, "a.mp4")
    assert not owner.wait_until_idle(0.2)
    owner.start()
    assert owner.wait_until_idle(PATIENCE)
    is_exported(controller, job)


def test_a_second_owner_is_refused_until_the_first_has_ended(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    (job,) = add(controller, tmp_path, "a.mp4")
    exports.hold("a.mp4")
    first = start()
    reaches(controller, job, JobState.ACTIVE)
    second = QueueOwner(controller, make_job=exports)
    with pytest.raises(StateBusy, match=r"The queue is run by process \d+ since .* already"):
        second.start()
    assert controller.job(job.id).state is JobState.ACTIVE
    first.stop()
    exports.release()
    controller.change_settings(mode="auto")
    second.start()
    try:
        assert second.wait_until_idle(PATIENCE)
    finally:
        second.stop()
    is_exported(controller, job)


def test_the_queue_stays_taken_while_an_export_does_not_end(
    controller: QueueController,
    exports: Exports,
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another owner would find its output locked, and call the job failed."""
    monkeypatch.setattr(owner_module, "STOP_SECONDS", 0.1)
    deaf = threading.Event()
    exports.instead["a.mp4"] = lambda token: (deaf.wait(PATIENCE), token.check())[0]
    (job,) = add(controller, tmp_path, "a.mp4")
    owner = start()
    eventually(lambda: exports.begun)
    owner.stop()
    with pytest.raises(StateBusy):
        QueueOwner(controller, make_job=exports).start()
    deaf.set()
    eventually(lambda: controller.status().owner == "")
    assert controller.job(job.id).state is JobState.INTERRUPTED


def test_an_owner_that_died_after_publishing_does_not_make_the_export_fail(
    controller: QueueController, exports: Exports, tmp_path: Path
) -> None:
    """The output is there, the journal is gone, and the row says that it is being exported."""
    (job,) = add(controller, tmp_path, "a.mp4")
    states: list[Job] = []
    update_running = controller.database.update_running

    def look(row: Job, **values: Any) -> None:
        update_running(row, **values)
        if "digest" in values:
            states.append(controller.job(job.id))

    controller.database.update_running = look  # type: ignore[method-assign]
    run_to_the_end(controller, exports)
    (published,) = states
    assert published.state is JobState.ACTIVE
    done = controller.job(job.id)
    assert (published.digest, published.size) == (done.digest, done.size)
    controller.database.update([job.id], state=JobState.INTERRUPTED, ended=0.0)
    controller.start([job.id])
    run_to_the_end(controller, exports)
    is_exported(controller, job)
    assert exports.begun == ["a.mp4"]
    # Another file in its place is no finished export.
    job.output.write_bytes(b"x" * done.size)
    controller.database.update([job.id], state=JobState.INTERRUPTED)
    controller.start([job.id])
    run_to_the_end(controller, exports)
    assert "already exists" in controller.job(job.id).message


# A database that cannot be used


def test_a_locked_database_holds_up_rows_but_no_export(
    tmp_path: Path, exports: Exports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05, raising=False)
    monkeypatch.setattr("app.jobs.queue.opening.BUSY_SECONDS", 0.05, raising=False)
    with (
        contextlib.closing(QueueController(tmp_path / "data")) as controller,
        contextlib.closing(QueueController(tmp_path / "data")) as other,
    ):
        (job,) = add(controller, tmp_path, "a.mp4")
        exports.hold("a.mp4")
        owner = QueueOwner(controller, make_job=exports)
        owner.start()
        try:
            reaches(controller, job, JobState.ACTIVE)
            with other.database.change():
                exports.release()
                eventually(job.output.exists)
                with pytest.raises(ExportError, match="locked"):
                    controller.pause()
                assert not owner.wait_until_idle(0.5)
            reaches(controller, job, JobState.COMPLETED)
            assert owner.wait_until_idle(PATIENCE)
        finally:
            owner.stop()
        is_exported(controller, job)
        assert controller.job(job.id).attempts == 1


def pause_and_resume(controller: QueueController, job: Job, times: int) -> None:
    for _ in range(times):
        controller.pause([job.id])
        controller.resume([job.id])


def test_a_disk_without_room_for_the_queue_holds_up_no_export_elsewhere(
    tmp_path: Path, exports: Exports
) -> None:
    with small_disk(tmp_path / "small", 2) as disk:
        controller = QueueController(disk)
        jobs = add(controller, tmp_path, "a.mp4", "b.mp4")
        exports.hold("a.mp4")
        owner = QueueOwner(controller, make_job=exports)
        owner.start()
        try:
            reaches(controller, jobs[0], JobState.ACTIVE)
            filler = disk / "filler"
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(b"\0" * 4096)
            exports.release()
            eventually(jobs[0].output.exists)
            with pytest.raises(ExportError, match=r"full|disk I/O error"):
                pause_and_resume(controller, jobs[1], 1000)
            filler.unlink()
            controller.resume()
            for job in jobs:
                reaches(controller, job, JobState.COMPLETED)
        finally:
            owner.stop()
        for job in jobs:
            is_exported(controller, job)
        controller.close()


def test_verbs_from_many_threads_while_it_runs_lose_no_job(
    controller: QueueController, exports: Exports, start: Start, tmp_path: Path
) -> None:
    controller.change_settings(parallel=3)
    jobs = add(controller, tmp_path, *(f"{number}.mp4" for number in range(12)))
    owner = start()
    verbs = [controller.pause, controller.resume, controller.stop, controller.start]
    unexpected: list[BaseException] = []

    def torment(dice: random.Random) -> None:
        for _ in range(60):
            try:
                dice.choice(verbs)([dice.choice(jobs).id])
            except UsageError:
                pass
            except BaseException as error:
                unexpected.append(error)

    threads = [threading.Thread(target=torment, args=(random.Random(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unexpected == []
    controller.resume()
    controller.start()
    assert owner.wait_until_idle(PATIENCE)
    for job in jobs:
        is_exported(controller, job)

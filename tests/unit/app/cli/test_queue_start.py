"""Which jobs ``queue start`` starts, where another process runs the queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import reprise
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import NewJob
from app.jobs.queue.owner import QueueOwner
from app.jobs.queue.owner_lock import owner_lock
from app.jobs.queue.states import JobState
from app.jobs.requests import make_request
from exporters.checkpoint.lock import ExportLock
from exporters.errors import StateBusy
from tests.queue_exports import eventually

S = JobState


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueueController]:
    """A queue with six jobs: one in each state but active."""
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))
    (tmp_path / "film.mp4").write_bytes(b"film")
    controller = QueueController()
    new = []
    for number in range(1, 7):
        output = tmp_path / f"{number}.mp4"
        new.append(NewJob(output, make_request(tmp_path / "film.mp4", output, None, {}).to_map()))
    controller.add(new)
    states = (S.INACTIVE, S.QUEUED, S.PAUSED, S.INTERRUPTED, S.COMPLETED, S.FAILED)
    for number, state in enumerate(states, 1):
        controller.database.update([number], state=state)
    yield controller
    controller.close()


@pytest.fixture
def owner(queue: QueueController) -> Iterator[ExportLock]:
    """Another process, as far as the lock can tell."""
    with owner_lock(queue.folder) as lock:
        yield lock


def start(*words: object) -> Result:
    return CliRunner().invoke(reprise, ["queue", "start", *map(str, words)])


def states(queue: QueueController) -> dict[int, JobState]:
    return {job.id: job.state for job in queue.jobs()}


def test_all_that_is_neither_paused_nor_completed_is_started(
    queue: QueueController, owner: ExportLock
) -> None:
    done = start("--interrupted", "continue")
    assert done.exit_code == 0, done.output
    assert "The queue is run by process" in done.stderr
    assert "0 jobs active, 4 waiting" in done.stderr
    assert states(queue) == {1: S.QUEUED, 2: S.QUEUED, 3: S.PAUSED, 4: S.QUEUED,
                             5: S.COMPLETED, 6: S.QUEUED}  # fmt: skip
    assert not any(job.start_over for job in queue.jobs())


@pytest.mark.parametrize(
    ("answer", "state", "over"),
    [("later", S.INTERRUPTED, False), ("discard", S.INACTIVE, False), ("over", S.QUEUED, True)],
)
def test_an_interrupted_one_becomes_what_was_answered(
    answer: str, state: JobState, over: bool, queue: QueueController, owner: ExportLock
) -> None:
    assert start("--interrupted", answer).exit_code == 0
    job = queue.job(4)
    assert (job.state, job.start_over) == (state, over)
    assert queue.job(1).state is S.QUEUED


def test_only_those_named_are_started(queue: QueueController, owner: ExportLock) -> None:
    assert start(4, 6, 2, 4).exit_code == 0  # one that waits already is no mistake
    assert [queue.job(number).state for number in (1, 2, 4, 6)] == [
        S.INACTIVE, S.QUEUED, S.QUEUED, S.QUEUED,
    ]  # fmt: skip


def test_when_one_named_cannot_be_started_none_is(
    queue: QueueController, owner: ExportLock
) -> None:
    before = states(queue)
    for force in ((), ("--force",)):
        done = start(1, 2, 5, *force)
        assert done.exit_code == 2
        assert "Job 5 is completed" in done.stderr
        assert states(queue) == before


def test_force_begins_all_afresh_also_what_waits_already(
    queue: QueueController, owner: ExportLock
) -> None:
    assert start("--force").exit_code == 0
    over = {job.id for job in queue.jobs() if job.start_over}
    assert over == {1, 2, 4, 6}
    assert all(queue.job(number).state is S.QUEUED for number in over)


def test_force_for_some_leaves_interrupted_ones_alone(
    queue: QueueController, owner: ExportLock
) -> None:
    assert start(1, "--force").exit_code == 0
    assert queue.job(4).state is S.INTERRUPTED
    assert queue.job(1).start_over


def test_of_two_jobs_with_one_output_the_other_is_left_and_told(
    queue: QueueController, owner: ExportLock
) -> None:
    queue.database.update([6], output=queue.job(3).output)
    done = start("--interrupted", "later")
    assert done.exit_code == 0
    assert "is written by job 3" in done.stderr
    assert [queue.job(number).state for number in (1, 6)] == [S.QUEUED, S.FAILED]


def test_programs_are_told_who_runs_it(queue: QueueController, owner: ExportLock) -> None:
    told = [json.loads(line) for line in start("--json").stdout.splitlines()]
    assert [one["event"] for one in told] == ["later", "owner"]
    assert told[1]["owner"].startswith("process")
    assert told[1]["waiting"] == 3


@pytest.mark.parametrize("begun", [False, True])
def test_a_job_that_is_started_at_the_last_moment_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))
    film, output = tmp_path / "film.mp4", tmp_path / "out.mp4"
    film.write_bytes(b"film")
    real_stop = QueueOwner.stop
    others: list[QueueController] = []

    def stop(self: QueueOwner) -> None:
        if not others:
            others.append(QueueController())
            request = make_request(film, output, None, {}).to_map()
            others[0].add([NewJob(output, request)], start=True)
            with pytest.raises(StateBusy):
                QueueOwner(others[0]).start()
            if begun:
                eventually(lambda: not others[0].jobs([S.QUEUED]))
        real_stop(self)

    monkeypatch.setattr(QueueOwner, "stop", stop)
    done = start()
    assert done.exit_code == 1, done.output
    # It is no film: that it has failed shows that it was run.
    assert states(others[0]) == {1: S.FAILED}
    others[0].close()


def test_a_queue_in_which_nothing_waits_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path))
    done = start()
    assert (done.exit_code, done.stderr) == (0, "Nothing is to be run.\n")

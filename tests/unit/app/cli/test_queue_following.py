"""What is said while the queue runs here, whoever changes its jobs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.queue_display import JsonScreen, PlainScreen, QuietScreen
from app.cli.queue_following import Follower
from app.jobs.queue.job import JobChanged
from app.jobs.queue.states import JobState
from exporters.errors import UsageError
from exporters.events import Finished, Progress, Warned
from tests.unit.app.cli.example_jobs import example_job


class Rows:
    """Stands for the queue: rows that any process may change."""

    def __init__(self) -> None:
        self.rows: dict[int, Any] = {}
        self.changes = 0

    def put(self, number: int, state: JobState, **values: Any) -> None:
        self.rows[number] = example_job(number, state, **values)
        self.changes += 1

    def drop(self, number: int) -> None:
        del self.rows[number]
        self.changes += 1

    def change_count(self) -> int:
        return self.changes

    def job(self, number: int) -> Any:
        if number not in self.rows:
            raise UsageError(f"There is no job {number}.")
        return self.rows[number]

    def jobs(self, states: Any = None, text: str = "") -> list[Any]:
        return [job for job in self.rows.values() if states is None or job.state in states]

    def status(self) -> Any:
        counts = {state: len(self.jobs([state])) for state in JobState}
        return type("Status", (), {"counts": counts})()


@pytest.fixture
def rows() -> Rows:
    return Rows()


def begun(rows: Rows, screen: Any, *numbers: int) -> Follower:
    follower = Follower(rows, screen)  # type: ignore[arg-type]
    for number in numbers:
        rows.put(number, JobState.ACTIVE)
        follower.heard(number, JobChanged(number, JobState.ACTIVE))
    return follower


def test_each_line_begins_with_the_job(rows: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    follower = begun(rows, PlainScreen(), 3)
    follower.heard(3, Progress("exporting", 1, 4, work_done=20, work_total=80, work_name="frames"))
    follower.heard(3, Warned("Something."))
    follower.heard(3, Finished("/films/3.mp4", 1000, 2.0))
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert lines[0] == "Begins: 3 film 3.mp4"
    assert lines[1].startswith("[3 film 3.mp4] exporting 0%  20/80 frames")
    assert lines[2] == "[3 film 3.mp4] Warning: Something."
    assert told.out.startswith("[3 film 3.mp4] Wrote /films/3.mp4")


def test_what_another_process_does_is_said_once(
    rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    follower = begun(rows, PlainScreen(), 1, 2)
    for state in (JobState.PAUSED, JobState.QUEUED, JobState.ACTIVE, JobState.INACTIVE):
        rows.put(1, state)
        follower.look()
        follower.look()
    rows.drop(2)
    follower.look()
    follower.look()
    assert capsys.readouterr().err.splitlines()[2:] == [
        "Paused: 1 film 1.mp4",
        "Waits for its turn: 1 film 1.mp4",
        "Goes on: 1 film 1.mp4",
        "Stopped: 1 film 1.mp4",
        "Removed from the list: 2 film 2.mp4",
    ]
    assert follower.states == {1: JobState.INACTIVE, 2: None}


def test_a_failure_tells_why_and_ends_with_the_log(
    rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    follower = begun(rows, QuietScreen(), 1)
    rows.put(1, JobState.FAILED, message="It broke.", log=tuple(f"line {n}" for n in range(20)))
    follower.heard(1, JobChanged(1, JobState.FAILED))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Failed: 1 film 1.mp4: It broke."
    assert lines[1:] == [f"  line {n}" for n in range(12, 20)]
    assert follower.count(JobState.FAILED) == 1


def test_a_job_that_fails_and_then_succeeds_counts_as_completed(rows: Rows) -> None:
    follower = begun(rows, QuietScreen(), 1)
    for state in (JobState.FAILED, JobState.ACTIVE, JobState.COMPLETED):
        rows.put(1, state)
        follower.heard(1, JobChanged(1, state))
    assert (follower.count(JobState.COMPLETED), follower.count(JobState.FAILED)) == (1, 0)


def test_that_all_is_paused_is_said_once_and_again_after_something_ran(
    rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    follower = begun(rows, PlainScreen(), 1)

    def waits() -> int:
        return capsys.readouterr().err.count("Nothing runs")

    rows.put(1, JobState.PAUSED)
    rows.put(9, JobState.QUEUED)  # its turn comes
    follower.look()
    assert waits() == 0
    rows.drop(9)
    follower.look()
    rows.changes += 1
    follower.look()
    assert waits() == 1
    rows.put(1, JobState.ACTIVE)
    follower.look()
    rows.put(1, JobState.PAUSED)
    follower.look()
    assert waits() == 1


def test_programs_get_an_object_a_line_with_the_job_in_it(
    rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    follower = begun(rows, JsonScreen(), 4)
    follower.heard(4, Warned("Odd."))
    rows.put(4, JobState.COMPLETED)
    follower.heard(4, JobChanged(4, JobState.COMPLETED))
    rows.put(5, JobState.PAUSED)
    follower.summarise()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["event"], one.get("job"), one.get("state")) for one in told] == [
        ("state", 4, "active"),
        ("warning", 4, None),
        ("state", 4, "completed"),
        ("summary", None, None),
    ]
    assert told[-1]["completed"] == 1
    assert told[-1]["left"] == {"paused": 1, "interrupted": 0}


def test_names_of_files_break_no_line(rows: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    follower = Follower(rows, PlainScreen())  # type: ignore[arg-type]
    rows.put(1, JobState.ACTIVE, output=Path("/films/[red]two\nlines\x1b[2J.mp4"))
    follower.heard(1, JobChanged(1, JobState.ACTIVE))
    assert capsys.readouterr().err == "Begins: 1 [red]two\\nlines\\x1b[2J.mp4\n"

"""What becomes of interrupted exports when the queue is started again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner

from app.cli import queue_prompt
from app.cli.queue_display import JsonScreen, PlainScreen
from app.cli.queue_prompt import lines_of, settle_interrupted
from app.jobs.queue.job import Interrupted
from app.jobs.queue.states import JobState
from tests.unit.app.cli.example_jobs import example_job

LATE = 1_700_000_000.0


def interrupted(number: int, **values: Any) -> Interrupted:
    known: dict[str, Any] = {
        "job": example_job(number, JobState.INTERRUPTED), "units_done": 4, "units_total": 12,
        "saved": LATE, "parts_size": 1_500_000, "source": "unchanged", "why": "It was closed.",
        "damage": "",
    }  # fmt: skip
    return Interrupted(**(known | values))


@dataclass
class Queue:
    """Stands for the queue: what is interrupted in it, and what was decided."""

    found: list[Interrupted]
    mode: str = "manual"
    answers: dict[int, str] = field(default_factory=dict)
    stopped: list[int] = field(default_factory=list)

    @property
    def settings(self) -> SimpleNamespace:
        return SimpleNamespace(mode=self.mode)

    def interrupted(self) -> list[Interrupted]:
        return self.found

    def answer(self, number: int, answer: str) -> None:
        self.answers[number] = answer

    def stop(self, ids: list[int]) -> None:
        self.stopped += ids


def settle(
    queue: Queue, screen: Any = None, named: list[int] | None = None, answer: str | None = None
) -> None:
    settle_interrupted(queue, screen or PlainScreen(), named, answer)  # type: ignore[arg-type]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(queue_prompt, "sys", SimpleNamespace(stdin=stdin))


def asked(queue: Queue, typed: str) -> str:
    """What is shown to a user who types some lines."""

    @click.command()
    def command() -> None:
        settle(queue)

    return CliRunner().invoke(command, input=typed).output


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "continue"), ("continue", "continue"), ("C", "continue"), ("start over", "over"),
        ("Start  Over", "over"), ("over", "over"), ("o", "over"), ("s", "over"),
        ("discard", "discard"), ("d", "discard"), ("later", "later"), ("l", "later"),
        ("what?\nl", "later"),
    ],
)  # fmt: skip
def test_at_a_terminal_each_is_asked_about(typed: str, answer: str, terminal: None) -> None:
    queue = Queue([interrupted(1), interrupted(2)])
    shown = asked(queue, f"{typed}\nlater\n")
    assert queue.answers == {1: answer, 2: "later"}
    assert shown.index("film 1.mp4") < shown.index("film 2.mp4")


def test_the_question_shows_what_is_known() -> None:
    lines = lines_of(interrupted(7, source="changed", damage="Its journal is torn."))
    assert lines[0] == "Interrupted: 7 film 7.mp4"
    told = dict(line.strip().split(maxsplit=1) for line in lines[1:])
    assert told["progress"] == "4 of 12 segments (33%)"
    assert told["saved"].startswith("2023-11-")
    assert told["parts"] == "1.5 MB"
    assert told["source"] == "changed"
    assert told["stopped"] == "It was closed."
    assert told["Warning:"] == "Its journal is torn."


def test_what_is_not_known_is_said_to_be() -> None:
    lines = lines_of(interrupted(7, units_done=0, units_total=0, saved=0.0, source=""))
    assert lines[1:5] == [
        "  progress  0 of ? segments", "  saved     ?", "  parts     1.5 MB", "  source    unknown",
    ]  # fmt: skip


def test_a_project_has_files() -> None:
    job = example_job(7, JobState.INTERRUPTED, request_text='{"format": "otio"}')
    for done, total, told in ((1, 4, "1 of 4 files (25%)"), (1, 1, "1 of 1 file (100%)"),
                              (0, 0, "0 of ? files")):  # fmt: skip
        lines = lines_of(interrupted(7, job=job, units_done=done, units_total=total))
        assert lines[1] == f"  progress  {told}"


def test_an_answer_given_beforehand_is_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    queue = Queue([interrupted(1), interrupted(2)])
    settle(queue, answer="discard")
    assert queue.answers == {1: "discard", 2: "discard"}
    assert capsys.readouterr().err == ""


def test_without_a_terminal_they_are_left_for_later(capsys: pytest.CaptureFixture[str]) -> None:
    queue = Queue([interrupted(1), interrupted(2)])
    settle(queue)
    assert set(queue.answers.values()) == {"later"}
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "2 interrupted exports" in told


def test_programs_are_not_asked(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    queue = Queue([interrupted(3)])
    settle(queue, JsonScreen())
    told = json.loads(capsys.readouterr().out)
    assert (told["event"], told["jobs"]) == ("later", [3])
    assert queue.answers == {3: "later"}


def test_in_the_mode_auto_they_go_on(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    queue = Queue([interrupted(1), interrupted(2, saved=LATE + 60)], mode="auto")
    settle(queue)
    assert set(queue.answers.values()) == {"continue"}
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith("Continuing 2 exports interrupted at 2023-11-")


def test_later_holds_in_the_mode_auto_too() -> None:
    queue = Queue([interrupted(1)], mode="auto")
    settle(queue, answer="later")
    assert queue.stopped == [1]  # what is interrupted the owner would go on with


def test_those_that_are_started_by_their_number_are_no_question() -> None:
    queue = Queue([interrupted(1), interrupted(2)])
    settle(queue, named=[1])
    assert set(queue.answers) == {2}

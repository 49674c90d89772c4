"""What happens when everything is exported, and how to prevent it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui import finishing
from app.gui.finishing import Finishing
from app.jobs.queue.controller import QueueController
from app.jobs.when_done import GRACE_SECONDS


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = QueueController(tmp_path / "queue")
    yield controller
    controller.close()


class Watched:
    """A ``Finishing`` with what it tells, whose seconds pass on demand."""

    def __init__(self, queue: QueueController) -> None:
        self.finishing = Finishing(queue)
        self.counted: list[tuple[int, str]] = []
        self.failed: list[str] = []
        self.quits = 0
        self.finishing.counting.connect(lambda *given: self.counted.append(given))
        self.finishing.failed.connect(self.failed.append)
        self.finishing.quit_requested.connect(self._quit)

    def _quit(self) -> None:
        self.quits += 1

    def pass_seconds(self, count: int) -> None:
        for _ in range(count):
            if self.finishing._timer.isActive():
                self.finishing._timer.timeout.emit()


@pytest.fixture
def watched(qtbot: QtBot, queue: QueueController) -> Watched:
    return Watched(queue)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have been done to the machine."""
    carried_out: list[object] = []

    def carry_out(settings: object, *counts: int) -> None:
        carried_out.append((settings.when_done, *counts))  # type: ignore[attr-defined]

    monkeypatch.setattr(finishing, "carry_out", carry_out)
    return carried_out


def test_usually_nothing_happens(watched: Watched, done: list[object]) -> None:
    watched.finishing.everything_done(2, 0)
    assert (watched.counted, watched.quits, done) == ([], 0, [])


def test_it_may_quit(watched: Watched, queue: QueueController) -> None:
    queue.change_settings(when_done="quit")
    watched.finishing.everything_done(2, 0)
    assert watched.quits == 1


@pytest.mark.parametrize("action", ["sleep", "shutdown"])
def test_sleep_and_shut_down_wait_for_an_objection(
    qtbot: QtBot, watched: Watched, queue: QueueController, done: list[object], action: str
) -> None:
    queue.change_settings(when_done=action)
    watched.finishing.everything_done(2, 1)
    assert watched.counted == [(GRACE_SECONDS, action)]
    watched.pass_seconds(GRACE_SECONDS - 1)
    assert watched.counted[-1] == (1, action)
    assert done == []
    watched.pass_seconds(1)
    assert watched.counted[-1] == (0, "")
    qtbot.waitUntil(lambda: done == [(action, 2, 1)])
    watched.pass_seconds(5)
    assert len(done) == 1


def test_the_countdown_can_be_called_off(
    qtbot: QtBot, watched: Watched, queue: QueueController, done: list[object]
) -> None:
    queue.change_settings(when_done="sleep")
    watched.finishing.everything_done(1, 0)
    watched.pass_seconds(3)
    watched.finishing.call_off()
    assert watched.counted[-1] == (0, "")
    watched.pass_seconds(GRACE_SECONDS)
    qtbot.wait(50)
    assert done == []


def test_calling_off_what_does_not_count_says_nothing(watched: Watched) -> None:
    watched.finishing.call_off()
    assert watched.counted == []


def test_another_setting_meanwhile_calls_it_off(
    watched: Watched, queue: QueueController, done: list[object]
) -> None:
    queue.change_settings(when_done="shutdown")
    watched.finishing.everything_done(1, 0)
    queue.change_settings(when_done="nothing")
    watched.pass_seconds(1)
    assert watched.counted[-1] == (0, "")
    assert not watched.finishing._timer.isActive()
    assert done == []


def test_a_command_is_run_at_once_and_told_how_it_went(
    qtbot: QtBot, watched: Watched, queue: QueueController, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    program = (
        "import os, sys, pathlib; pathlib.Path(sys.argv[1]).write_text("
        "os.environ['REPRISE_COMPLETED'] + ' ' + os.environ['REPRISE_FAILED'])"
    )
    queue.change_settings(
        when_done="command", when_done_command=[sys.executable, "-c", program, str(told)]
    )
    watched.finishing.everything_done(3, 1)
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == "3 1", timeout=20_000)


def test_a_command_that_fails_is_told(
    qtbot: QtBot, watched: Watched, queue: QueueController, tmp_path: Path
) -> None:
    queue.change_settings(when_done="command", when_done_command=[str(tmp_path / "none")])
    watched.finishing.everything_done(1, 0)
    qtbot.waitUntil(lambda: bool(watched.failed), timeout=20_000)
    assert "none" in watched.failed[0]


def test_a_queue_that_cannot_be_read_is_told(watched: Watched, queue: QueueController) -> None:
    queue.change_settings(when_done="shutdown")
    queue.close()
    watched.finishing.everything_done(1, 0)
    assert watched.failed
    assert watched.counted == []

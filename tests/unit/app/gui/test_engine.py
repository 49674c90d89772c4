"""The queue's owner as a process of the window's: heard, ended, and missed when it dies."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.gui import engine as module
from app.gui.engine import Engine
from app.jobs.event_lines import encode
from exporters.events import Progress, WorkerProgress

SAYS = "import sys, time, json\nfor line in json.loads({lines!r}): print(line, flush=True)\n"
UNTIL_THE_END = "sys.stdin.read()\n"
FOR_EVER = "while True: time.sleep(1)\n"

PROGRESS = Progress("exporting", 3, 10, 75, 250, "frames", rate=25.0, speed=1.0,
                    workers=(WorkerProgress(0, 3, 5, 25, 1.0),))  # fmt: skip


class Heard:
    """What an engine told, in order."""

    def __init__(self, engine: Engine) -> None:
        self.told: list[tuple[Any, ...]] = []
        for name in ("reported", "changed", "idle", "awake", "owned_by", "failed"):
            getattr(engine, name).connect(
                lambda *given, name=name: self.told.append((name, *given))
            )

    def names(self) -> list[str]:
        return [one[0] for one in self.told]


def processes() -> list[psutil.Process]:
    """The engines' processes; another one guards them."""
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE
        and (module._START in child.cmdline() or child.cmdline()[1:2] == ["-c"])
    ]


@pytest.fixture
def engine(qtbot: QtBot) -> Iterator[Engine]:
    made = Engine()
    yield made
    made.stop()


def program(monkeypatch: pytest.MonkeyPatch, lines: list[str], then: str = UNTIL_THE_END) -> None:
    """Let the engine's process say some lines."""
    monkeypatch.setattr(module, "_START", SAYS.format(lines=json.dumps(lines)) + then)


def test_what_the_process_says_comes_as_signals(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(monkeypatch, [
        '{"event": "owner", "other": ""}', '{"event": "changed", "job": 3, "state": "active"}',
        encode(3, PROGRESS), '{"event": "awake", "held": true}',
        '{"event": "idle", "completed": 2, "failed": 1}',
    ])  # fmt: skip
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: len(heard.told) == 5, timeout=20_000)
    assert heard.told == [
        ("owned_by", ""), ("changed",), ("reported", 3, PROGRESS), ("awake", True), ("idle", 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["", "no json", "[]", "null", "3", '{"event": "idle"}', '{"event": "idle", "completed": "x"}',
     '{"event": "awake"}', '{"event": "unheard-of"}', '{"event": "Progress", "job": 1}',
     '{"event": "Progress", "job": 1, "workers": [3]}', '{"event": ["x"]}', "\\udcff {"],
)  # fmt: skip
def test_a_line_that_is_not_understood_is_ignored(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    program(monkeypatch, [line, '{"event": "changed"}'])
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: bool(heard.told), timeout=20_000)
    assert heard.told == [("changed",)]
    assert engine.running


def test_a_process_that_dies_is_told_and_can_be_started_again(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "END_SECONDS", 0.5)
    program(monkeypatch, ['{"event": "changed"}'], FOR_EVER)
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: heard.names() == ["changed"], timeout=20_000)
    (child,) = processes()
    child.send_signal(signal.SIGKILL)
    qtbot.waitUntil(lambda: heard.names() == ["changed", "failed"], timeout=20_000)
    assert "engine" in heard.told[-1][1]
    qtbot.waitUntil(lambda: not engine.running, timeout=20_000)
    engine.start()
    qtbot.waitUntil(lambda: heard.names()[2:] == ["changed"], timeout=20_000)


def test_a_problem_is_told_in_the_process_s_own_words_and_once(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(monkeypatch, ['{"event": "problem", "sentence": "No room."}'], "raise SystemExit(1)")
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: bool(heard.told) and not engine.running, timeout=20_000)
    qtbot.wait(50)
    assert heard.told == [("failed", "No room.")]


def test_stopping_ends_the_process_by_closing_its_input(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "ended"
    then = f"sys.stdin.read()\nopen({str(mark)!r}, 'w').close()\n"
    program(monkeypatch, ['{"event": "changed"}'], then)
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: bool(heard.told), timeout=20_000)
    engine.stop()
    assert not engine.running
    assert mark.exists(), "it was let to end by itself"
    assert not processes()
    qtbot.wait(50)
    assert heard.names() == ["changed"], "an end that was asked for is no failure"


def test_a_process_that_does_not_end_is_killed(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "END_SECONDS", 0.5)
    program(monkeypatch, ['{"event": "changed"}'], FOR_EVER)
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: bool(heard.told), timeout=20_000)
    engine.stop()
    qtbot.waitUntil(lambda: not processes(), timeout=20_000)
    assert not engine.running


def test_starting_what_runs_starts_no_second_process(
    qtbot: QtBot, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(monkeypatch, ['{"event": "changed"}'])
    heard = Heard(engine)
    engine.start()
    engine.start()
    qtbot.waitUntil(lambda: bool(heard.told), timeout=20_000)
    engine.start()
    assert len(processes()) == 1


def test_stopping_what_was_never_started_does_nothing(engine: Engine) -> None:
    engine.stop()
    assert not engine.running


def test_the_real_owner_starts_and_ends(qtbot: QtBot, engine: Engine) -> None:
    heard = Heard(engine)
    engine.start()
    qtbot.waitUntil(lambda: ("owned_by", "") in heard.told, timeout=30_000)
    second = Engine()
    others = Heard(second)
    second.start()
    qtbot.waitUntil(lambda: bool(others.told), timeout=30_000)
    assert others.told[0][0] == "owned_by"
    assert others.told[0][1], "it says that another process is the owner"
    second.stop()
    engine.stop()
    assert not processes()

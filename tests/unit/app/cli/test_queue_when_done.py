"""The moment in which sleep and shutting down can be prevented."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import pytest

from app.cli.queue_when_done import do_when_done
from app.jobs import when_done
from app.jobs.queue.settings import QueueSettings
from exporters.errors import Cancelled


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the system, which is not asked, would have been asked for."""
    asked: list[Any] = []

    def carry_out(settings: QueueSettings, completed: int, failed: int, token: Any) -> None:
        asked.append((settings.when_done, completed, failed))

    monkeypatch.setattr(when_done, "carry_out", carry_out)
    return asked


def test_it_is_done_after_a_moment(
    done: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(when_done, "GRACE_SECONDS", 1)
    do_when_done(QueueSettings(when_done="sleep"), 2, 1, silent=False)
    assert done == [("sleep", 2, 1)]
    assert "goes to sleep in 1 s; Ctrl+C prevents it" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_prevents_it(
    number: int, done: list[Any], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def count_down(token: Any, on_second: Any, seconds: int) -> bool:
        on_second(seconds)
        threading.Timer(0.1, os.kill, (os.getpid(), number)).start()
        return not token.wait(20.0)

    monkeypatch.setattr(when_done, "count_down", count_down)
    before = signal.getsignal(number)
    do_when_done(QueueSettings(when_done="shutdown"), 2, 0, silent=False)
    assert done == []
    told = capsys.readouterr().err
    assert "is shut down in 30 s" in told
    assert "Prevented." in told
    assert signal.getsignal(number) is before


def test_nothing_is_said_where_there_is_nothing_to_do(
    done: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    do_when_done(QueueSettings(), 1, 0, silent=False)
    assert capsys.readouterr().err == ""


def test_a_signal_ends_the_users_command() -> None:
    settings = QueueSettings(when_done="command", when_done_command=("sleep", "60"))
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(Cancelled):
        do_when_done(settings, 1, 0, silent=True)

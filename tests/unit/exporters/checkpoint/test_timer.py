from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from exporters.checkpoint.journal import read_journal
from exporters.checkpoint.timer import Timer
from exporters.resume_export import ExportResumer
from tests.interruptions import PATIENCE, until
from tests.journal_mutations import create


def test_the_function_is_called_once_for_each_appointment() -> None:
    calls, called = [], threading.Event()

    def work() -> None:
        calls.append(threading.current_thread())
        called.set()

    timer = Timer(work, "test")
    for _ in range(3):
        called.clear()
        timer.start(0.001)
        assert called.wait(PATIENCE)
    timer.close()
    assert len(calls) == 3
    assert len(set(calls)) == 1
    assert calls[0].daemon
    assert calls[0] is not threading.current_thread()


def test_an_earlier_appointment_stays() -> None:
    called = threading.Event()
    timer = Timer(called.set, "test")
    timer.start(0.01)
    timer.start(1e9)
    assert called.wait(PATIENCE)
    timer.close()


def test_no_time_is_too_long() -> None:
    timer = Timer(lambda: None, "test")
    timer.start(float("inf"))
    thread = timer._thread
    assert thread is not None
    # A system that refuses to sleep for so long would end it at once.
    thread.join(0.2)
    assert thread.is_alive()
    timer.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_the_function_may_make_the_next_appointment_and_may_fail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    calls = []

    def work() -> None:
        calls.append(1)
        timer.start(0.001)
        raise RuntimeError("no luck")

    timer = Timer(work, "test")
    timer.start(0.001)
    assert until(lambda: len(calls) >= 3)
    timer.close()
    assert "no luck" in caplog.text


def test_a_closed_timer_calls_nothing_and_its_thread_ends() -> None:
    calls = []
    timer = Timer(lambda: calls.append(1), "test")
    timer.start(1e6)
    thread = timer._thread
    assert thread is not None
    timer.close()
    timer.close()
    timer.start(0)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert calls == []


def test_progress_that_a_journal_holds_back_is_saved_when_its_time_has_come(
    tmp_path: Path,
) -> None:
    path = tmp_path / "o.export_state"
    with create(path, synchronous=False, save_interval=0.2) as journal:
        for number in range(100):
            journal.progress(number)
        # Nothing else is called on the journal.
        assert until(lambda: read_journal(path).progress == 99)
        journal.progress(100)
        assert until(lambda: read_journal(path).progress == 100)


def test_progress_of_a_loop_is_saved_though_its_next_step_takes_long(tmp_path: Path) -> None:
    path = tmp_path / "loop.export_state"
    resumer = ExportResumer(path)
    resumer.save_interval = 0.2
    resumer.save_state(1)
    resumer.save_state(2, note="held back")
    assert until(lambda: read_journal(path).progress == 2)
    assert read_journal(path).details == {"note": "held back"}
    resumer.clear_state()

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui import background
from app.gui.background import run_in_background
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError, SourceError
from exporters.media.runner import run

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


class Gate:
    """A function that waits until it is let go on or cancelled."""

    def __init__(self) -> None:
        self.entered, self.open, self.left = (threading.Event() for _ in range(3))
        self.ending = ""

    def __call__(self, token: CancelToken) -> str:
        self.entered.set()
        stop = token.subscribe(self.open.set)
        self.open.wait(30)
        stop()
        self.ending = "cancelled" if token.cancelled else "done"
        self.left.set()
        return self.ending


def settle() -> None:
    """Deliver what is on its way, deletions included."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_function_runs_in_another_thread_and_its_result_arrives_in_the_gui_thread(
    owner: QWidget, qtbot: QtBot
) -> None:
    threads: list[object] = []

    def work(token: CancelToken) -> int:
        threads.append(threading.current_thread())
        return 42

    def take(result: int) -> None:
        threads.append(threading.current_thread())
        threads.append(result)

    run_in_background(owner, work, take)
    qtbot.waitUntil(lambda: len(threads) == 3)
    assert threads[0] is not threading.main_thread()
    assert threads[1:] == [threading.main_thread(), 42]


def test_an_error_arrives_as_sentences(owner: QWidget, qtbot: QtBot) -> None:
    told: list[str] = []

    def work(token: CancelToken) -> None:
        raise SourceError("The film is gone.", "Put it back.")

    run_in_background(owner, work, lambda _: told.append("done"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    settle()
    assert told == ["The film is gone. Put it back."]


def test_even_a_mistake_of_ours_becomes_a_sentence(
    owner: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    run_in_background(owner, lambda token: 1 // 0, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].endswith(".")
    assert "Traceback" not in told[0]
    assert "ZeroDivisionError" in caplog.text


def test_a_cancelled_task_ends_its_work_and_tells_nothing(owner: QWidget, qtbot: QtBot) -> None:
    gate, told = Gate(), []
    task = run_in_background(owner, gate, told.append, told.append)
    assert gate.entered.wait(10)
    assert task.running
    task.cancel()
    assert gate.left.wait(10)
    settle()
    assert gate.ending == "cancelled"
    assert told == []
    assert not task.running
    task.cancel()


def test_a_result_that_is_already_on_its_way_is_dropped_by_cancel(
    owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    posted = threading.Event()
    post = background._Mailbox.post

    def watched(mailbox: background._Mailbox, outcome: background._Outcome) -> None:
        post(mailbox, outcome)
        posted.set()

    monkeypatch.setattr(background._Mailbox, "post", watched)
    task = run_in_background(owner, lambda token: "late", told.append)
    assert posted.wait(10)
    task.cancel()
    settle()
    assert told == []


def test_work_ends_with_its_owner(qtbot: QtBot) -> None:
    owner, gate, told = QObject(), Gate(), []
    run_in_background(owner, gate, told.append, told.append)
    assert gate.entered.wait(10)
    owner.deleteLater()
    settle()
    qtbot.waitUntil(gate.left.is_set)
    settle()
    assert gate.ending == "cancelled"
    assert told == []


def test_an_owner_that_is_forgotten_is_not_kept_alive_by_its_work(qtbot: QtBot) -> None:
    class Owner(QObject):
        def take(self, result: object) -> None:
            raise AssertionError("the owner is gone")

    owner, gate = Owner(), Gate()
    alive = weakref.ref(owner)
    run_in_background(owner, gate, owner.take)
    assert gate.entered.wait(10)
    del owner
    gc.collect()
    settle()
    assert alive() is None
    assert gate.left.wait(10)
    assert gate.ending == "cancelled"


def test_an_owner_may_be_destroyed_by_what_it_is_told(qtbot: QtBot) -> None:
    owner, told = QObject(), []

    def take(result: str) -> None:
        told.append(result)
        owner.deleteLater()
        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)

    run_in_background(owner, lambda token: "result", take)
    qtbot.waitUntil(lambda: bool(told))
    settle()


@pytest.mark.parametrize("end", ["cancel", "owner", "quit"])
def test_no_process_is_left(qtbot: QtBot, end: str) -> None:
    owner = QObject()
    started: list[psutil.Process] = []

    def work(token: CancelToken) -> None:
        run(SLEEP, token=token)

    before = {process.pid for process in psutil.Process().children(recursive=True)}
    task = run_in_background(owner, work, lambda _: None)

    def runs() -> bool:
        for process in psutil.Process().children(recursive=True):
            if process.pid not in before and process.cmdline() == SLEEP:
                started.append(process)
        return bool(started)

    qtbot.waitUntil(runs)
    ends: dict[str, Callable[[], object]] = {
        "cancel": task.cancel,
        "owner": owner.deleteLater,
        "quit": background.cancel_all,
    }
    ends[end]()
    settle()
    qtbot.waitUntil(lambda: not any(process.is_running() for process in started))


def test_what_was_cancelled_before_it_began_never_begins(owner: QWidget, qtbot: QtBot) -> None:
    gates = [Gate() for _ in range(background.THREADS)]
    for gate in gates:
        run_in_background(owner, gate, lambda _: None)
    begun: list[str] = []
    waiting = run_in_background(owner, lambda token: begun.append("first"), lambda _: None)
    waiting.cancel()
    later: list[object] = []
    run_in_background(owner, lambda token: "second", later.append)
    for gate in gates:
        gate.open.set()
    qtbot.waitUntil(lambda: later == ["second"])
    assert begun == []


def test_unhurried_work_does_not_take_the_place_of_other_work(owner: QWidget, qtbot: QtBot) -> None:
    gates = [Gate() for _ in range(3)]
    tasks = [run_in_background(owner, gate, lambda _: None, unhurried=True) for gate in gates]
    assert gates[0].entered.wait(10)
    told: list[str] = []
    run_in_background(owner, lambda token: "now", told.append)
    qtbot.waitUntil(lambda: told == ["now"])
    assert not gates[1].entered.is_set()
    for task in tasks:
        task.cancel()
    assert gates[0].left.wait(10)


def test_finished_tasks_are_not_heaped_up(owner: QWidget, qtbot: QtBot) -> None:
    told: list[int] = []
    for number in range(50):
        run_in_background(owner, lambda token, number=number: number, told.append)
        run_in_background(owner, lambda token: None, lambda _: None).cancel()
    qtbot.waitUntil(lambda: len(told) == 50)
    settle()
    assert sorted(told) == list(range(50))
    assert owner.children() == []
    assert background._mailbox()._open == {}


def test_being_cancelled_from_elsewhere_is_told(owner: QWidget, qtbot: QtBot) -> None:
    told: list[str] = []

    def work(token: CancelToken) -> None:
        raise Cancelled("The export was stopped.")

    run_in_background(owner, work, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["The export was stopped."]
    assert issubclass(Cancelled, ExportError)

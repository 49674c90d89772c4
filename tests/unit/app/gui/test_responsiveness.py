"""With ten thousand exports in the list and one of them running, the window never stalls.

What is measured is the processor time that the GUI thread takes for one turn of its event loop,
which depends less on what else the machine does than the time on the clock. A picture in a film of
60 a second has 16 ms. The bound is three of them, for every turn once the list is shown, since a
busy machine computes slower, too; benchmarks/window.py tells what it is on a quiet one.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt, QTimer, Slot
from pytestqt.qtbot import QtBot

from app.gui.engine import Engine
from app.gui.main_window import MainWindow
from app.gui.segments.examples import cells
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import NewJob
from app.jobs.queue.states import JobState
from exporters.events import Progress, WorkerProgress
from exporters.video.request import VideoRequest
from tests.media_factory import constant_rate
from tests.queue_jobs import FILM, new_job
from tests.window_scenes import NoEngine, close

JOBS = 10_000
CHANGES = 24
EVERY = 0.1
"""Seconds between two changes of the row that runs: five times as often as an owner writes."""

MOST = 0.048
"""Seconds of the GUI thread's processor time for one turn of the event loop."""

FIRST = 0.1
"""The same where the whole list is shown for the first time."""


KEPT: list[Turns] = []
"""Objects that the event dispatcher has called. All crashes of test processes that were seen came
in the tests after these, in the event loop: none of them is freed while Qt might call it."""


class Turns(QObject):
    """The processor time of each turn of the event loop, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        KEPT.append(self)
        self.spent: list[float] = []
        self._before = time.thread_time()
        self._dispatcher = QAbstractEventDispatcher.instance()
        assert self._dispatcher is not None
        self._dispatcher.aboutToBlock.connect(self._note, Qt.ConnectionType.DirectConnection)

    @Slot()
    def _note(self) -> None:
        now = time.thread_time()
        self.spent.append(now - self._before)
        self._before = time.thread_time()

    def longest(self) -> float:
        """The third longest: what the window does too long it does with every change.

        Even processor time has single outliers where others use the machine's caches.
        """
        return sorted(self.spent)[-3]

    def begin(self) -> None:
        """Forget what was measured."""
        self.spent.clear()
        self._before = time.thread_time()

    def end(self) -> None:
        self._dispatcher.aboutToBlock.disconnect(self._note)


class Running:
    """Writes progress of one job as an owner does, over a connection of its own."""

    def __init__(self, folder: Path, number: int) -> None:
        self._queue = QueueController(folder)
        self._number = number
        self._thread = threading.Thread(target=self._write)
        self.written = 0

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        # Or the next window would ask what is to become of an export without an owner.
        self._queue.database.update([self._number], state=JobState.INACTIVE)
        self._queue.close()

    def _write(self) -> None:
        for step in range(1, CHANGES + 1):
            with self._queue.database.change(durable=False):
                self._queue.database.update(
                    [self._number], state=JobState.ACTIVE, phase="exporting", units_total=400,
                    units_done=step, work_total=100_000, work_done=step * 250, rate=120.0,
                    speed=4.8, seconds_left=700.0 - step, size=step * 1_000_000,
                )  # fmt: skip
            self.written = step
            time.sleep(EVERY)


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    controller = QueueController(folder / "queue")
    (folder / FILM).write_bytes(b"a film")
    controller.add([new_job(folder, f"out {number}.mp4") for number in range(JOBS)])
    controller.close()
    return folder / "queue"


@pytest.fixture
def window(qtbot: QtBot, queue: Path, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(QueueController(queue), WindowSettings(tmp_path / "window.ini"), NoEngine())
    made.show()
    qtbot.waitExposed(made)
    yield made
    close(made)
    qtbot.wait(10)


@pytest.fixture
def turns() -> Iterator[Turns]:
    gc.collect()
    made = Turns()
    yield made
    made.end()


def test_the_probe_sees_work_of_a_slot(qtbot: QtBot, turns: Turns) -> None:
    def work() -> None:
        until = time.thread_time() + 2 * MOST
        while time.thread_time() < until:
            pass

    QTimer.singleShot(10, work)
    qtbot.wait(100)
    assert max(turns.spent) > MOST


def shown(window: MainWindow) -> int:
    return window.queue.model.rowCount()


def listed(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the whole list is shown, and what that leads to is done."""
    window.begin()
    qtbot.waitUntil(lambda: shown(window) == JOBS, timeout=60_000)
    qtbot.wait(500)


def test_showing_the_list_takes_a_moment_once(
    qtbot: QtBot, window: MainWindow, turns: Turns
) -> None:
    listed(qtbot, window)
    assert max(turns.spent) < FIRST


@pytest.mark.parametrize("place", [0, pytest.param(JOBS // 2, marks=pytest.mark.soak), JOBS - 1])
def test_an_export_that_runs_never_stalls_the_window(
    qtbot: QtBot, window: MainWindow, turns: Turns, queue: Path, place: int
) -> None:
    listed(qtbot, window)
    number = window.queue.model.jobs[place].id
    window.queue.select(number)
    qtbot.wait(200)
    with Running(queue, number) as running:
        qtbot.waitUntil(lambda: running.written > 0)
        qtbot.waitUntil(lambda: window.queue.model.jobs[place].units_done > 0)
        turns.begin()
        qtbot.waitUntil(
            lambda: window.queue.model.jobs[place].units_done == CHANGES, timeout=60_000
        )
    assert turns.longest() < MOST
    assert window.job_page._bar.value() == round(10 * 100 * CHANGES * 250 / 100_000)


def test_a_real_export_never_stalls_the_window(
    qtbot: QtBot, queue: Path, tmp_path: Path, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(queue))
    film = constant_rate(tmp_path / "film.mp4", seconds=20.0)
    controller = QueueController(queue)
    request = VideoRequest(str(film), encoder_preset="medium", segment_seconds=1.0)
    window = MainWindow(controller, WindowSettings(tmp_path / "window.ini"), Engine())
    window.show()
    try:
        listed(qtbot, window)
        (job,) = controller.add([NewJob(tmp_path / "out.mp4", request.to_map())], start=True)
        qtbot.waitUntil(lambda: shown(window) == JOBS + 1, timeout=60_000)
        window.queue.select(job.id)
        qtbot.wait(300)
        turns.begin()
        done = JobState.COMPLETED
        qtbot.waitUntil(lambda: window.queue.model.jobs[-1].state is done, timeout=120_000)
        longest = turns.longest()
        controller.remove([job.id])
    finally:
        close(window)
    assert longest < MOST


def test_events_of_the_engine_never_stall_the_window(
    qtbot: QtBot, window: MainWindow, turns: Turns
) -> None:
    listed(qtbot, window)
    number = window.queue.model.jobs[3].id
    window.queue.select(number)
    window.feed._cells = shown_cells = cells(100_000, kept=30_000, done=1000)
    window.job_page.show_segments(shown_cells)
    qtbot.wait(300)
    turns.begin()
    for step in range(60):
        progress = Progress(
            "exporting", units_done=31_000, units_total=100_000, work_done=step, work_total=10**7,
            work_name="frames", workers=(WorkerProgress(31_000, "", step % 20, 20, 1.0),),
        )  # fmt: skip
        window._engine.reported.emit(number, progress)
        qtbot.wait(15)
    assert turns.longest() < MOST


def test_filtering_and_selecting_among_all_is_quick(
    qtbot: QtBot, window: MainWindow, turns: Turns
) -> None:
    listed(qtbot, window)
    field = window.queue._filter
    turns.begin()
    for text in ("o", "out 1", "out 12", "out 123", "", "7", "77", "777", "") * 2:
        field.setText(text)
        qtbot.wait(50)
    assert turns.longest() < MOST
    qtbot.waitUntil(lambda: shown(window) == JOBS)

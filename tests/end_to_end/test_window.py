"""The window driven as a user does, offscreen, with real exports by its engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.commands import ROOT, Running, digest, kill_after, succeed
from tests.media_factory import constant_rate

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.gui import languages, theme
from app.gui.dialogs.closing import ClosingDialog
from app.gui.dialogs.resume_prompt import ResumePrompt
from app.jobs.queue.controller import QueueController
from app.jobs.queue.states import JobState
from app.jobs.segments import Cell
from tests.opened_window import OpenedWindow, home_in

SETTINGS = ("--preset", "web-1080p", "--encoder-preset", "medium", "--segment-seconds", "2")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return constant_rate(tmp_path_factory.mktemp("films") / "港口 film.mp4", seconds=24.0)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return home_in(tmp_path, monkeypatch)


class Opened(OpenedWindow):
    """With what is done with films that take a while."""

    def verb(self, key: str) -> None:
        """Press the button of a verb on the job's page."""
        button = self.window.job_page.findChild(QPushButton, key)
        assert button is not None, key
        self.press(button)

    def wait_for(self, state: JobState) -> None:
        self.wait(lambda: [job.state for job in self.controller.jobs()] == [state])


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Opened]:
    theme.apply(qapp, "light")
    languages.use("en")
    window = Opened(qtbot, home)
    window.window.begin()
    yield window
    window.close()


def reference(film: Path, folder: Path, request: dict[str, object]) -> str:
    """The digest of an undisturbed export with the settings that the window chose."""
    from app.jobs.export_job import ExportJob
    from exporters.resume_export import ExportOptions
    from exporters.video.request import VideoRequest

    output = folder / "reference.mp4"
    whole = VideoRequest.from_map({**request, "source": str(film)})
    assert ExportJob(output, whole, ExportOptions()).run(lambda event: None)
    return digest(output)


def encoders() -> list[psutil.Process]:
    """The ffmpeg processes below this one."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if "ffmpeg" in child.name():
                found.append(child)
        except psutil.Error:
            continue
    return found


def test_a_film_is_exported_with_a_drop_and_a_click(opened: Opened, film: Path, home: Path) -> None:
    window = opened.window
    assert window.pages.currentWidget() is window.empty_page
    opened.drop(film)
    assert "0:24" in window.new_page.card._figures.text()
    opened.press(window.new_page.panel.footer.export)
    opened.wait_for(JobState.COMPLETED)
    (job,) = opened.controller.jobs()
    assert job.output == home / "out" / film.name
    opened.wait(lambda: window.pages.currentWidget() is window.job_page)
    assert job.digest
    assert digest(job.output) == reference(film, home, job.request)
    opened.wait(lambda: window.job_page.findChild(QPushButton, "open_file") is not None)


def test_pausing_freezes_the_encoders_and_going_on_gives_the_same_file(
    opened: Opened, film: Path, home: Path
) -> None:
    opened.drop(film)
    opened.press(opened.window.new_page.panel.footer.export)
    opened.wait(lambda: any(job.units_done for job in opened.controller.jobs()))
    opened.wait(lambda: opened.window.job_page.findChild(QPushButton, "pause") is not None)
    opened.verb("pause")
    opened.wait_for(JobState.PAUSED)
    # The engine follows the row within a tenth of a second.
    opened.qtbot.wait(500)
    opened.wait(lambda: all(one.status() == psutil.STATUS_STOPPED for one in encoders()))
    frozen = encoders()
    assert frozen, "The export was over before it could be paused."
    used = [sum(one.cpu_times()[:2]) for one in frozen]
    opened.qtbot.wait(500)
    assert encoders() == frozen
    assert [sum(one.cpu_times()[:2]) for one in frozen] == used
    opened.wait(lambda: opened.window.job_page.findChild(QPushButton, "resume") is not None)
    opened.verb("resume")
    opened.wait_for(JobState.COMPLETED)
    (job,) = opened.controller.jobs()
    assert digest(job.output) == reference(film, home, job.request)


def test_what_another_process_does_shows_in_the_window(
    opened: Opened, film: Path, home: Path
) -> None:
    succeed("queue", "add", film, "-o", home / "out" / "other.mp4", *SETTINGS)
    opened.wait(lambda: opened.window.queue.model.rowCount() == 1)
    succeed("queue", "start")
    opened.wait_for(JobState.COMPLETED)
    opened.wait(lambda: opened.window.queue.model.jobs[0].state is JobState.COMPLETED)


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
application = QApplication([])
from app.gui.engine import Engine
from app.gui.main_window import MainWindow
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
window = MainWindow(QueueController(), WindowSettings(Path(sys.argv[2])), Engine())
window.show()
window.begin([sys.argv[3]])
timer = QTimer(interval=50)
def export():
    if window.new_page.panel.output() is not None and window.new_page.card.facts:
        timer.stop()
        window.new_page.panel.footer.export.click()
timer.timeout.connect(export)
timer.start()
application.exec()
"""


def kill_a_window_that_exports(film: Path, home: Path) -> None:
    """Open a window in a process of its own, let it export, and kill it part of the way."""
    arguments = [sys.executable, "-c", PROGRAM, str(ROOT), str(home / "window.ini"), str(film)]
    process = subprocess.Popen(arguments, env=os.environ.copy())
    controller = QueueController()
    try:
        deadline = time.monotonic() + 60
        while not any(job.units_done >= 2 for job in controller.jobs()):
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.05)
    finally:
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        controller.close()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


def test_a_killed_window_asks_at_the_next_start_and_the_file_is_the_same(
    qtbot: QtBot, qapp: QApplication, home: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages.use("en")
    theme.apply(qapp, "light")
    kill_a_window_that_exports(film, home)
    asked: list[ResumePrompt] = []

    def answer(prompt: ResumePrompt) -> int:
        asked.append(prompt)
        prompt.show()
        prompt.grab()
        qtbot.keyClick(prompt, Qt.Key.Key_Return)
        return prompt.result()

    monkeypatch.setattr(ResumePrompt, "exec", answer)
    opened = Opened(qtbot, home)
    try:
        opened.window.begin()
        opened.wait(lambda: asked)
        assert set(asked[0].answers.values()) == {"continue"}
        opened.wait(lambda: opened.window.feed._cells is not None)
        cells = opened.window.feed._cells
        assert cells is not None
        assert cells.counts[Cell.RESTORED] + cells.counts[Cell.VERIFIED] > 0
        opened.wait_for(JobState.COMPLETED)
        (job,) = opened.controller.jobs()
        assert job.attempts == 2
        assert digest(job.output) == reference(film, home, job.request)
    finally:
        opened.close()


@pytest.mark.soak
def test_in_auto_mode_it_goes_on_by_itself_and_says_so(
    qtbot: QtBot, qapp: QApplication, home: Path, film: Path
) -> None:
    languages.use("en")
    kill_a_window_that_exports(film, home)
    opened = Opened(qtbot, home)
    try:
        opened.controller.change_settings(mode="auto")
        opened.window.begin()
        opened.wait(lambda: opened.window.notice.isVisible())
        assert "Nothing finished was lost" in opened.window.notice.text
        opened.wait_for(JobState.COMPLETED)
    finally:
        opened.close()


def test_closing_while_exporting_asks_and_loses_nothing(
    opened: Opened, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["cancel", "quit"]
    monkeypatch.setattr(ClosingDialog, "exec", lambda dialog: dialog._choose(answers.pop(0)))
    opened.drop(film)
    opened.press(opened.window.new_page.panel.footer.export)
    opened.wait(lambda: any(job.units_done for job in opened.controller.jobs()))
    opened.wait(lambda: opened.window._jobs and opened.window._jobs[0].state is JobState.ACTIVE)
    assert not opened.window.close()
    assert opened.window.isVisible()
    assert opened.window.close()
    assert not encoders()
    (job,) = opened.controller.jobs()
    assert job.state is JobState.INTERRUPTED
    assert job.units_done


def test_a_journal_that_is_dropped_is_asked_about(
    opened: Opened, film: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = home / "out" / "begun elsewhere.mp4"
    Running("export", film, "-o", output, *SETTINGS, act=kill_after(3)).wait()
    asked: list[ResumePrompt] = []

    def answer(prompt: ResumePrompt) -> int:
        asked.append(prompt)
        prompt._continue_all()
        return 1

    monkeypatch.setattr(ResumePrompt, "exec", answer)
    opened.window.adder.add([output.with_name(output.name + ".export_state")])
    opened.wait(lambda: asked)
    opened.wait_for(JobState.COMPLETED)
    assert digest(output) == reference(film, home, opened.controller.jobs()[0].request)

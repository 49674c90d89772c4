"""Edits dropped on the window, offscreen: what comes out is what the command line gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exporters.timeline.sequence import Clip, Track
from tests.commands import digest, succeed
from tests.edits import medium, sequence, write_edit
from tests.media_factory import constant_rate

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.gui import languages, theme
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from tests.opened_window import OpenedWindow, home_in


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    """An edit of two clips with their sound."""
    (tmp_path / "footage").mkdir()
    lengths = {"a.mp4": 1.0, "b.mp4": 1.2}
    films = [
        medium(constant_rate(tmp_path / "footage" / name, seconds=seconds))
        for name, seconds in lengths.items()
    ]
    clips = tuple(Clip(15 * number, 15, film) for number, film in enumerate(films))
    return write_edit(sequence(*clips, audio=(Track("A1", clips),)), tmp_path / "cut.otio")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return home_in(tmp_path, monkeypatch)


class Opened(OpenedWindow):
    """With what is exported one after the other."""

    def export(self) -> Job:
        """Press the button, and wait for what was added to be finished."""
        before = len(self.controller.jobs())
        panel = self.window.new_page.panel
        self.wait(lambda: panel.output() is not None)
        self.press(panel.footer.export)
        self.wait(lambda: len(self.controller.jobs()) > before)
        self.wait(
            lambda: all(
                job.state in (JobState.COMPLETED, JobState.FAILED) for job in self.controller.jobs()
            )
        )
        job = self.controller.jobs()[-1]
        assert job.state is JobState.COMPLETED, job.message
        return job


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Opened]:
    theme.apply(qapp, "light")
    languages.use("en")
    window = Opened(qtbot, home)
    window.window.begin()
    yield window
    window.close()


def digests(folder: Path) -> dict[str, str]:
    return {path.name: digest(path) for path in folder.iterdir()}


def test_an_edit_is_exported_as_a_film_and_as_a_project_as_the_command_line_does(
    opened: Opened, edit: Path, home: Path
) -> None:
    out = home / "out"
    opened.drop(edit)
    panel = opened.window.new_page.panel
    panel.choose_preset(panel.presets.named("web-1080p"))
    film = opened.export()
    assert film.output == out / "cut.mp4"
    succeed("export", edit, "-o", home / "reference.mp4", "--preset", "web-1080p")
    assert digest(film.output) == digest(home / "reference.mp4")
    page = opened.window.job_page
    opened.wait(lambda: len(page.strip.rows) == 2)

    opened.drop(edit)
    panel.edit.write.chosen.emit("for:finalcut")
    panel.project.media.chosen.emit("copy")
    project = opened.export()
    assert project.output == out / "cut.fcpxml"
    made = digest(project.output), digests(out / "cut media")
    assert set(made[1]) == {"a.mp4", "b.mp4"}
    project.output.unlink()
    shutil.rmtree(out / "cut media")
    succeed("export", edit, "-o", project.output, "--for", "finalcut", "--collect", "copy")
    assert (digest(project.output), digests(out / "cut media")) == made
    opened.wait(lambda: opened.window.shown.job.id == project.id)
    assert "Final Cut Pro" in page._settings.text()

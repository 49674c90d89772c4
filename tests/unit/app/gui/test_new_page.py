"""Films that are set up: where they go, and what an estimate comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui import languages
from app.gui.export_panel import memory
from app.gui.export_panel.examples import film
from app.gui.film_adder import FilmAdder
from app.gui.new_exports import NewExports
from app.gui.new_page import NewPage
from app.gui.settings import PARTS_FOLDER, WindowSettings
from app.jobs.naming import parts_in
from app.jobs.queue.controller import QueueController
from tests.queue_jobs import FILM, queue_in


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


@pytest.fixture
def page(qtbot: QtBot, settings: WindowSettings) -> NewPage:
    shown = NewPage(settings)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.show()
    return shown


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / FILM
    path.write_bytes(b"a film")
    return path


def folder(page: NewPage) -> str:
    return page.panel.target.folder.edit.text()


def test_new_films_begin_with_the_usual_folder(
    page: NewPage, settings: WindowSettings, source: Path, tmp_path: Path
) -> None:
    usual = tmp_path / "usual"
    settings.set(memory.PLACE, "folder")
    settings.set(memory.CHOSEN_FOLDER, str(usual))
    page.show_films([source])
    assert folder(page) == str(usual)
    page.panel.target.folder.edit.setText(str(tmp_path))
    page.panel.target.output_changed.emit()
    # One that was chosen for these films stays while others join them.
    page.show_films([source, tmp_path / "b.mov"])
    assert folder(page) == str(tmp_path)
    page.show_films([])
    page.show_films([source])
    assert folder(page) == str(usual)


def test_the_last_folder_stays_unless_the_settings_say_otherwise(
    page: NewPage, source: Path, tmp_path: Path
) -> None:
    page.show_films([source])
    page.panel.target.folder.edit.setText(str(tmp_path))
    page.panel.target.output_changed.emit()
    page.show_films([])
    page.show_films([source])
    assert folder(page) == str(tmp_path)


def test_finished_parts_go_to_the_folder_for_them(
    qtbot: QtBot, page: NewPage, settings: WindowSettings, queue: QueueController, source: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    parts = tmp_path / "parts"
    settings.set(PARTS_FOLDER, str(parts))
    exports = NewExports(queue, settings, page, FilmAdder(settings, page), page)
    page.show_films([source])
    page.panel.show_source(source, film(source))
    page.panel.target.folder.edit.setText(str(tmp_path))
    page.panel.target.output_changed.emit()
    with qtbot.waitSignal(exports.added):
        qtbot.mouseClick(page.panel.footer.add, Qt.MouseButton.LeftButton)
    (job,) = queue.jobs()
    assert job.options["parts"] == str(parts_in(parts, job.output))
    assert not page.paths


def test_an_estimate_can_be_stopped(page: NewPage, source: Path, qtbot: QtBot) -> None:
    page.show_films([source])
    page.panel.show_source(source, film(source))
    asked: list[str] = []
    page.preview.measure = lambda: not asked.append("measure")  # type: ignore[method-assign]
    page.preview.stop_measuring = lambda: asked.append("stop")  # type: ignore[method-assign]
    footer = page.panel.footer
    waiting = footer.estimate.text()
    qtbot.mouseClick(footer.ask, Qt.MouseButton.LeftButton)
    assert footer.estimate.text() != waiting
    qtbot.mouseClick(footer.ask, Qt.MouseButton.LeftButton)
    assert asked == ["measure", "stop"]
    assert footer.estimate.text() == waiting


def test_what_cannot_be_measured_yet_is_not_waited_for(
    page: NewPage, source: Path, qtbot: QtBot
) -> None:
    page.show_films([source])
    page.panel.show_source(source, film(source))
    waiting = page.panel.footer.estimate.text()
    # The preview has not read the film.
    qtbot.mouseClick(page.panel.footer.ask, Qt.MouseButton.LeftButton)
    assert page.panel.footer.estimate.text() == waiting


def test_an_estimate_that_fails_says_why(page: NewPage, source: Path) -> None:
    languages.use("zh_CN")
    page.show_films([source])
    page.panel.show_estimating()
    sentence = "The length of the source is not known, so that nothing can be foretold."
    page.preview.not_estimated.emit(sentence)
    assert page.panel.footer.estimate.text() == "源文件的长度未知，无法估算。"

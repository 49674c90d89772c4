"""The window keeps what the user does not want to lose: films that are set up, and their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.jobs.adding import Added
from app.jobs.queue.states import JobState
from tests import window_scenes as scenes
from tests.queue_jobs import added


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = scenes.window_in(tmp_path)
    made.show()
    qtbot.waitExposed(made)
    yield made
    scenes.close(made)
    qtbot.wait(10)


def films(folder: Path, *names: str) -> Added:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(b"no film")
    return Added(films=paths, journals=[], problems=[])


def test_films_that_are_set_up_stay_while_one_looks_at_the_queue(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window._show_jobs(scenes.example_jobs())
    window._take_added(films(tmp_path, "a.mp4"))
    assert window.pages.currentWidget() is window.new_page
    window.queue.select(3)
    assert window.pages.currentWidget() is window.job_page
    assert window.queue.new.isVisible()
    window._take_added(films(tmp_path, "b.mp4"))
    assert [path.name for path in window.new_page.paths] == ["a.mp4", "b.mp4"]
    window.queue.select(2)
    qtbot.mouseClick(window.queue.new, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.new_page
    assert not window.queue.new.isVisible()


def test_closing_the_new_films_goes_back_to_the_export_that_was_shown(
    window: MainWindow, tmp_path: Path
) -> None:
    window._show_jobs(scenes.example_jobs())
    window.queue.select(3)
    window._take_added(films(tmp_path, "a.mp4"))
    window.new_page.closed.emit()
    assert window.pages.currentWidget() is window.job_page
    assert window.job_page._job.id == 3
    assert not window.queue.new.isVisible()


@pytest.mark.parametrize(
    ("listed", "kept", "asked"),
    [(JobState.ACTIVE, JobState.COMPLETED, []), (JobState.QUEUED, JobState.ACTIVE, [1])],
    ids=["it has just ended", "it has just begun"],
)
def test_closing_asks_about_what_runs_and_not_about_what_the_list_still_shows(
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    listed: JobState,
    kept: JobState,
    asked: list[int],
) -> None:
    queue = window._controller
    (number,) = added(queue, tmp_path, "a.mp4", start=True)
    queue.database.update([number], state=kept)
    window._show_jobs([replace(queue.job(number), state=listed)])
    told: list[int] = []
    monkeypatch.setattr(type(window._engine), "running", True)
    monkeypatch.setattr(
        window.dialogs, "ask_to_close", lambda running, tray: told.append(running) or "cancel"
    )
    assert window.close() == (not asked)
    assert told == asked


def test_when_the_shown_export_goes_its_neighbour_is_shown(window: MainWindow) -> None:
    jobs = scenes.example_jobs()
    window._show_jobs(jobs)
    window.queue.select(4)
    window._show_jobs([job for job in jobs if job.id != 4])
    assert window.job_page._job.id in (3, 5)
    assert window.queue.chosen == [window.job_page._job.id]


def test_the_last_export_that_goes_leaves_the_place_to_drop_films_on(window: MainWindow) -> None:
    window._show_jobs(scenes.example_jobs())
    window._show_jobs([])
    assert window.pages.currentWidget() is window.empty_page
    assert not window.queue.isVisible()


def test_an_update_of_one_job_reaches_list_page_title_and_buttons(window: MainWindow) -> None:
    jobs = scenes.example_jobs()
    window._show_jobs(jobs)
    window.queue.select(2)
    assert window.windowTitle() == "63 % – Reprise"
    window._update_jobs([replace(jobs[1], work_done=80_000)])
    assert window.windowTitle() == "83 % – Reprise"
    assert window.job_page._bar.value() == 833
    assert window.queue.model.jobs[1].work_done == 80_000
    window._update_jobs([replace(one, state=JobState.COMPLETED) for one in jobs])
    assert window.windowTitle() == "Reprise"
    assert not window.toolbar.pause.isEnabled()
    assert not window.toolbar.start.isEnabled()


def test_a_job_that_was_asked_for_is_selected_once_it_comes(window: MainWindow) -> None:
    jobs = scenes.example_jobs()
    window._show_jobs(jobs[:5])
    window._to_select = 6
    window._update_jobs([jobs[0]])
    assert window.job_page._job.id != 6
    window._show_jobs(jobs)
    assert window.job_page._job.id == 6
    assert window.queue.chosen == [6]

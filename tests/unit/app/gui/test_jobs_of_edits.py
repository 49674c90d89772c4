"""Exports of edits in the queue: the strip above the map, words for files, settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.gui import unit_words, words
from app.gui.dialogs.job_editor import JobEditor
from app.gui.edit_feed import EditFeed, is_of_edit
from app.gui.job_page import JobPage
from app.gui.queue.examples import job as example_job
from app.gui.request_words import settings_line
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.states import JobState
from exporters.interchange.request import ProjectRequest
from exporters.video.request import VideoRequest
from tests.queue_jobs import queue_in
from tests.small_edits import SmallEdits, make_edits


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> SmallEdits:
    return make_edits(tmp_path_factory.mktemp("edits"))


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


def film_of(edit: Path, **options: str) -> dict[str, Any]:
    return VideoRequest(str(edit), edit={"format": "otio", **options}).to_map()


def project_of(edit: Path, **more: Any) -> dict[str, Any]:
    return ProjectRequest(str(edit), "fcpxml", "1.10", "finalcut", **more).to_map()


def shown_job(source: Path, request: dict[str, Any], number: int = 1) -> Job:
    return replace(
        example_job(number, JobState.ACTIVE), source=source, request_text=json.dumps(request)
    )


def test_the_tracks_of_an_edit_stand_above_the_map_and_are_read_once(
    qtbot: QtBot, edits: SmallEdits
) -> None:
    page, feed = JobPage(), EditFeed()
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()
    loaded: list[object] = []
    feed.loaded.connect(loaded.append)
    feed.loaded.connect(page.show_edit)
    first = shown_job(edits.whole, film_of(edits.whole))
    feed.show_job(first)
    qtbot.waitUntil(page.strip.isVisible)
    assert len(page.strip.rows) == 3
    feed.show_job(replace(first, work_done=7))
    assert [one is None for one in loaded] == [True, False]
    feed.show_job(shown_job(edits.missing, project_of(edits.missing), 2))
    assert not page.strip.isVisible()
    qtbot.waitUntil(page.strip.isVisible)
    # A project that is gone has no strip, and nothing is said.
    gone = edits.whole.with_name("gone.otio")
    feed.show_job(shown_job(gone, film_of(gone), 3))
    qtbot.waitUntil(lambda: feed._task is not None and not feed._task.running)
    assert not page.strip.isVisible()
    feed.show_job(shown_job(edits.film, VideoRequest(str(edits.film)).to_map(), 4))
    assert not page.strip.isVisible()


def test_the_units_of_a_project_are_files(edits: SmallEdits) -> None:
    project = shown_job(edits.whole, project_of(edits.whole))
    film = shown_job(edits.whole, film_of(edits.whole))
    assert is_of_edit(project.request)
    assert is_of_edit(film.request)
    assert unit_words.progress(project, 3, 12) == "3 of 12 files"
    assert unit_words.progress(film, 3, 12) == "3 of 12 segments"
    assert unit_words.progress(project, 1, 0) == "1 finished file"
    assert "file" in unit_words.ask_to_discard([project], 2)
    assert "segment" in unit_words.ask_to_start_over([project, film], 2)
    assert unit_words.go_on_tip(project.request) != unit_words.go_on_tip(film.request)
    assert words.phase("assembling", project=True) == "Writing the project"
    assert words.rate(12_000_000, "bytes", 1.0) == "12.0 MB/s"


def test_settings_of_projects_and_edits_are_told_in_a_line(edits: SmallEdits) -> None:
    line = settings_line(project_of(edits.whole, collect="trim", handles="2"))
    assert line == "Final Cut Pro · Final Cut Pro XML 1.10 · media: Copy what is used · 2 s around"
    burnt = settings_line(film_of(edits.whole, captions="burn", placeholder="yes"))
    assert burnt.endswith("captions drawn · slates for what is missing")


def test_the_page_of_a_project_counts_files_and_bytes(qtbot: QtBot, edits: SmallEdits) -> None:
    page = JobPage()
    qtbot.addWidget(page)
    page.show_job(
        replace(
            shown_job(edits.whole, project_of(edits.whole)),
            work_name="bytes",
            rate=5_000_000.0,
            units_done=1,
            units_total=2,
            phase="exporting",
        )
    )
    assert "1 of 2 files" in page._figures.text()
    assert "5.0 MB/s" in page._figures.text()
    assert page._state.text() == "Gathering media"


@pytest.fixture
def editor(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> Callable[[str, dict[str, Any]], JobEditor]:
    def opened(name: str, request: dict[str, Any]) -> JobEditor:
        (job,) = queue.add([NewJob(tmp_path / name, request)])
        dialog = JobEditor(job, queue)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


def test_settings_of_a_rendered_edit_are_changed_as_those_of_a_film(
    qtbot: QtBot, editor: Callable[..., JobEditor], queue: QueueController, edits: SmallEdits
) -> None:
    dialog = editor("film.mp4", film_of(edits.whole, captions="burn"))
    qtbot.waitUntil(lambda: bool(dialog.panel._subject.edits))
    change = dialog.change()
    assert change is not None
    assert change.nothing
    assert dialog.panel.edit.captions.value == "burn"
    assert not dialog.panel.edit.write_row.label.isVisible()
    dialog.panel.edit.captions.chosen.emit("none")
    with qtbot.waitSignal(dialog.saved):
        dialog.save.click()
    (job,) = queue.jobs()
    assert job.request["edit"] == {"captions": "none", "format": "otio"}


def test_the_job_of_a_project_says_what_it_writes_and_can_be_removed(
    qtbot: QtBot, editor: Callable[..., JobEditor], edits: SmallEdits
) -> None:
    dialog = editor("cut.fcpxml", project_of(edits.whole, collect="copy"))
    assert dialog._reading is None
    texts = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "Final Cut Pro" in texts
    assert not dialog.panel.isVisible()
    assert not dialog.save.isVisible()
    asked: list[str] = []
    dialog.verb_requested.connect(asked.append)
    for key in ("remove", "export_again"):
        button = dialog.findChild(QPushButton, key)
        assert button is not None
        button.click()
    assert asked == ["remove", "export_again"]

"""The settings of an export in the queue are changed in the panel that new ones are set up in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.gui import languages
from app.gui.dialogs.job_editor import JobEditor
from app.gui.export_panel.examples import film
from app.gui.export_panel.memory import ADVANCED, PATTERN, PRESET, Forgetful
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState, Verb, allowed
from tests.queue_jobs import new_job, queue_in

REQUEST = {"crf": 21.0, "encoder_preset": "medium", "segment_seconds": 4.0}


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


def job_in(queue: QueueController, folder: Path, name: str = "out.mp4", **values: Any) -> Job:
    values.setdefault("request", REQUEST)
    (job,) = queue.add([new_job(folder, name, preset="web-1080p", **values)])
    return job


def opened(qtbot: QtBot, queue: QueueController, job: Job, **values: Any) -> JobEditor:
    editor = JobEditor(job, queue, **values)
    qtbot.addWidget(editor)
    assert editor._reading is not None
    editor._reading.cancel()
    editor.panel.show_source(job.source, film(job.source))
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def save(qtbot: QtBot, editor: JobEditor) -> None:
    with qtbot.waitSignal(editor.saved):
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)


def rename(editor: JobEditor, text: str) -> None:
    editor.panel.target.name.edit.setText(text)
    editor.panel.target.name.edit.textEdited.emit(text)


def test_it_shows_what_the_job_does(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> None:
    job = job_in(queue, tmp_path, options={"overwrite": True})
    editor = opened(qtbot, queue, job)
    panel = editor.panel
    assert panel.settings.crf == 21.0
    assert panel.settings.segment_seconds == 4.0
    assert panel.target.name.edit.text() == "out"
    assert panel.target.folder.edit.text() == str(tmp_path)
    assert panel.target.replace.isChecked()
    assert editor.change() is not None
    assert editor.change().nothing
    assert not panel.footer.isVisible()


def test_what_is_changed_is_saved_and_the_rest_stays(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path, options={"workers": 3})
    editor = opened(qtbot, queue, job)
    editor.panel.picture.quality.chosen.emit(30.0)
    rename(editor, "other")
    save(qtbot, editor)
    saved = queue.job(job.id)
    assert saved.request == {**job.request, "crf": 30.0, "source": saved.request["source"]}
    assert saved.output == tmp_path / "other.mp4"
    assert saved.options == {"workers": 3}
    assert saved.source == job.source


def test_saving_without_a_change_changes_nothing(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job)
    before = queue.change_count()
    save(qtbot, editor)
    assert queue.change_count() == before


def test_a_name_with_braces_is_no_pattern_until_it_is_changed(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path, "a {odd} b.mp4")
    editor = opened(qtbot, queue, job)
    assert editor.panel.problems() == []
    assert editor.panel.output() == job.output
    editor.panel.picture.container.chosen.emit("mkv")
    assert editor.panel.output() == tmp_path / "a {odd} b.mkv"
    rename(editor, "{name} {height}")
    assert editor.panel.output() == tmp_path / "film 1080.mkv"


def test_a_name_that_another_job_writes_gets_a_number(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    other, job = job_in(queue, tmp_path, "taken.mp4"), job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job, others=[other.output, job.output])
    rename(editor, "taken")
    assert editor.panel.output() == tmp_path / "taken 2.mp4"
    assert editor.panel.target.name_row.field.note.text() == "taken 2.mp4"


def test_what_is_in_the_way_is_said_at_its_field_and_nothing_is_saved(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    rename(editor, "")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    row = editor.panel.target.name_row
    assert row.field.problem
    assert editor.panel.target.name.edit.hasFocus()
    assert editor.isVisible()
    assert queue.job(job.id).output == job.output


def test_what_the_queue_refuses_is_said_in_the_dialog(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job)
    editor.panel.picture.quality.chosen.emit(30.0)
    queue.database.update([job.id], state=JobState.ACTIVE)
    languages.use("zh_CN")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "正在导出" in editor._problem.text())
    assert "reprise" not in editor._problem.text()
    assert editor.isVisible()
    assert editor.save.isEnabled()


@pytest.mark.parametrize("state", JobState)
def test_it_can_be_changed_as_long_as_the_queue_allows_it(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, state: JobState
) -> None:
    job = job_in(queue, tmp_path)
    queue.database.update([job.id], state=state)
    editor = opened(qtbot, queue, queue.job(job.id))
    editable = allowed(state, Verb.CONFIGURE)
    assert editor.editable is editable
    assert editor.save.isVisible() is editable
    assert editor._bar.isVisible() is not editable
    assert editor.panel.picture.encoder.isEnabled() is editable


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (JobState.ACTIVE, "stop"),
        (JobState.PAUSED, "stop"),
        (JobState.COMPLETED, "export_again"),
    ],
)
def test_where_nothing_can_be_changed_it_says_why_and_what_helps(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, state: JobState, key: str
) -> None:
    job = job_in(queue, tmp_path)
    queue.database.update([job.id], state=state)
    editor = opened(qtbot, queue, queue.job(job.id))
    button = editor._bar.findChild(QPushButton, key)
    with qtbot.waitSignal(editor.verb_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [key]


def test_it_follows_the_job_and_keeps_what_was_typed(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job)
    editor.panel.picture.quality.chosen.emit(30.0)
    queue.database.update([job.id], state=JobState.ACTIVE)
    editor.follow(queue.job(job.id))
    assert not editor.editable
    queue.database.update([job.id], state=JobState.INACTIVE, units_done=5, units_total=9)
    editor.follow(queue.job(job.id))
    assert editor.editable
    assert editor.panel.settings.crf == 30.0
    assert "5 finished segments" in editor._cost.text()
    editor.follow(None)
    assert not editor.editable
    assert editor._bar.isVisible()


def test_what_was_changed_elsewhere_is_shown_unless_something_was_typed(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    editor = opened(qtbot, queue, job)
    (changed,) = queue.configure([job.id], request={"crf": 25.0})
    editor.follow(changed)
    assert editor.panel.settings.crf == 25.0
    editor.panel.picture.quality.chosen.emit(30.0)
    (changed,) = queue.configure([job.id], request={"crf": 18.0})
    editor.follow(changed)
    assert editor.panel.settings.crf == 30.0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_saving_costs_is_said_before(
    qtbot: QtBot, queue: QueueController, tmp_path: Path, language: str
) -> None:
    languages.use(language)
    job = job_in(queue, tmp_path)
    queue.database.update([job.id], state=JobState.FAILED, units_done=412, units_total=960)
    editor = opened(qtbot, queue, queue.job(job.id))
    plain = editor.save.text()
    assert not editor._cost.isVisible()
    editor.panel.picture.quality.chosen.emit(30.0)
    assert "412" in editor._cost.text()
    assert editor.save.text() != plain
    editor.panel.picture.quality.chosen.emit(21.0)
    assert not editor._cost.isVisible()
    assert editor.save.text() == plain
    rename(editor, "elsewhere")
    assert "412" in editor._cost.text()
    assert editor.save.text() == plain
    rename(editor, "out")
    editor.panel.picture.quality.chosen.emit(30.0)
    save(qtbot, editor)
    saved = queue.job(job.id)
    assert (saved.state, saved.units_done, saved.request["crf"]) == (JobState.INACTIVE, 0, 30.0)


def test_nothing_of_it_becomes_what_new_exports_begin_with(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    memory = Forgetful()
    memory.set(ADVANCED, True)
    editor = opened(qtbot, queue, job_in(queue, tmp_path), memory=memory)
    assert editor.panel.picture.speed.isVisibleTo(editor)
    rename(editor, "other")
    preset = next(one for one in editor.panel.presets.presets if one.name == "archive-hevc")
    editor.panel.choose_preset(preset)
    assert (memory.get(PRESET), memory.get(PATTERN)) == (None, None)


def test_a_film_that_cannot_be_read_is_said(
    qtbot: QtBot, queue: QueueController, tmp_path: Path
) -> None:
    job = job_in(queue, tmp_path)
    job.source.unlink()
    editor = JobEditor(job, queue)
    qtbot.addWidget(editor)
    qtbot.waitUntil(lambda: "does not exist" in editor._problem.text())
    assert editor.editable

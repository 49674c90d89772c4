"""The settings are in force at once, and what cannot be is said."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.gui import languages
from app.gui.dialogs.settings_dialog import SettingsDialog
from app.gui.export_panel import memory
from app.gui.settings import PARTS_FOLDER, WindowSettings
from app.jobs.queue.controller import QueueController


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = QueueController(tmp_path / "queue")
    yield controller
    controller.close()


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


@pytest.fixture
def dialog(qtbot: QtBot, settings: WindowSettings, queue: QueueController) -> SettingsDialog:
    return opened(qtbot, settings, queue)


def opened(qtbot: QtBot, settings: WindowSettings, queue: QueueController) -> SettingsDialog:
    made = SettingsDialog(settings, queue)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def choose(box: QComboBox, key: str) -> None:
    """As a user does."""
    index = box.findData(key)
    assert index >= 0
    box.setCurrentIndex(index)
    box.activated.emit(index)


def problem(dialog: SettingsDialog) -> str:
    label: QLabel = dialog._problem
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize(
    ("field", "key", "name", "value"),
    [("mode", "auto", "mode", "auto"), ("when_done", "sleep", "when_done", "sleep"),
     ("when_done", "quit", "when_done", "quit"), ("reports", "no", "reports", False)],
)  # fmt: skip
def test_a_choice_is_the_queue_s_at_once(
    dialog: SettingsDialog, queue: QueueController, field: str, key: str, name: str, value: object
) -> None:
    choose(getattr(dialog, field), key)
    assert getattr(queue.settings, name) == value
    assert problem(dialog) == ""


@pytest.mark.parametrize(
    ("field", "typed", "name", "value"),
    [("workers", 3, "workers", 3), ("parallel", 2, "parallel", 2),
     ("interval", 12.5, "save_interval", 12.5)],
)  # fmt: skip
def test_a_number_is_the_queue_s_at_once(
    dialog: SettingsDialog, queue: QueueController, field: str, typed: float, name: str,
    value: object,
) -> None:  # fmt: skip
    getattr(dialog, field).setValue(typed)
    assert getattr(queue.settings, name) == value


def test_no_number_of_workers_is_one_for_each_processor(
    dialog: SettingsDialog, queue: QueueController
) -> None:
    dialog.workers.setValue(4)
    dialog.workers.setValue(0)
    assert queue.settings.workers is None
    assert dialog.workers.text() == "One for each processor"


def test_it_shows_what_is_set(
    qtbot: QtBot, settings: WindowSettings, queue: QueueController
) -> None:
    command = ["program with spaces", "a'b"]
    queue.change_settings(mode="auto", when_done="command", when_done_command=command, workers=5,
                          parallel=3, reports=False, save_interval=9.0)  # fmt: skip
    settings.set("language", "zh_CN")
    settings.set("theme", "dark")
    settings.set("closing", "quit")
    dialog = opened(qtbot, settings, queue)
    boxes = (dialog.mode, dialog.when_done, dialog.reports, dialog.language, dialog.theme,
             dialog.closing)  # fmt: skip
    assert [box.currentData() for box in boxes] == [
        "auto", "command", "no", "zh_CN", "dark", "quit",
    ]  # fmt: skip
    assert (dialog.workers.value(), dialog.parallel.value(), dialog.interval.value()) == (5, 3, 9.0)
    dialog.command.editingFinished.emit()
    assert list(queue.settings.when_done_command) == command, "it comes back as it was"


def test_opening_it_changes_nothing(dialog: SettingsDialog, queue: QueueController) -> None:
    before = queue.change_count()
    dialog.retranslate()
    assert queue.change_count() == before


def test_a_command_is_asked_for_where_one_is_to_be_run(
    qtbot: QtBot, dialog: SettingsDialog, queue: QueueController
) -> None:
    assert not dialog.command.isVisible()
    choose(dialog.when_done, "command")
    assert dialog.command.hasFocus()
    assert "Type the command" in problem(dialog)
    assert queue.settings.when_done == "nothing"
    qtbot.keyClicks(dialog.command, shlex.join([sys.executable, "-c", "pass"]))
    qtbot.keyClick(dialog.command, Qt.Key.Key_Tab)
    assert problem(dialog) == ""
    assert queue.settings.when_done == "command"
    assert queue.settings.when_done_command == (sys.executable, "-c", "pass")


def test_a_quote_that_is_not_closed_is_said(
    qtbot: QtBot, dialog: SettingsDialog, queue: QueueController
) -> None:
    choose(dialog.when_done, "command")
    qtbot.keyClicks(dialog.command, "say 'hello")
    dialog.command.editingFinished.emit()
    assert "quote" in problem(dialog)
    assert queue.settings.when_done == "nothing"


def test_return_in_a_field_takes_its_value_and_does_not_close(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings
) -> None:
    dialog.ffmpeg.setFocus()
    qtbot.keyClicks(dialog.ffmpeg, sys.executable)
    qtbot.keyClick(dialog.ffmpeg, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert settings.get("ffmpeg", "") == sys.executable


def test_an_ffmpeg_that_is_not_there_is_said_and_not_kept(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings, tmp_path: Path
) -> None:
    dialog.ffmpeg.setText(str(tmp_path / "none"))
    dialog.ffmpeg.editingFinished.emit()
    assert "no program" in problem(dialog)
    assert settings.get("ffmpeg", "") == ""
    dialog.ffmpeg.setText("")
    dialog.ffmpeg.editingFinished.emit()
    assert problem(dialog) == ""


def test_a_queue_that_cannot_be_written_is_said(
    dialog: SettingsDialog, queue: QueueController
) -> None:
    queue.close()
    choose(dialog.mode, "auto")
    assert problem(dialog)


def test_language_and_colours_are_told_to_be_shown_and_remembered(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings
) -> None:
    with qtbot.waitSignal(dialog.language_chosen) as language:
        choose(dialog.language, "zh_CN")
    with qtbot.waitSignal(dialog.theme_chosen) as theme:
        choose(dialog.theme, "dark")
    assert (language.args, theme.args) == (["zh_CN"], ["dark"])
    assert settings.get("language", "") == "zh_CN"
    assert settings.get("theme", "") == "dark"


def test_languages_are_named_in_themselves(dialog: SettingsDialog) -> None:
    names = [dialog.language.itemText(index) for index in range(dialog.language.count())]
    assert names[1:] == list(languages.LANGUAGES.values())


def test_what_happens_at_closing_can_be_changed_again(
    dialog: SettingsDialog, settings: WindowSettings
) -> None:
    settings.set("closing", "quit")
    choose(dialog.closing, "ask")
    assert settings.get("closing", "") == "ask"


def test_another_language_keeps_what_is_chosen(dialog: SettingsDialog) -> None:
    choose(dialog.mode, "auto")
    languages.use("zh_CN")
    languages.use("en")
    assert dialog.mode.currentData() == "auto"
    assert dialog.windowTitle() == "Settings"


def test_outputs_go_where_the_settings_say(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings, tmp_path: Path
) -> None:
    settings.set(memory.FOLDER, str(tmp_path / "last"))
    assert memory.usual_folder(settings) == tmp_path / "last"
    choose(dialog.outputs.box, "source")
    assert memory.usual_folder(settings) is None
    assert not dialog.outputs.edit.isVisible()
    dialog.outputs.edit.setText(str(tmp_path))
    choose(dialog.outputs.box, "folder")
    assert dialog.outputs.edit.isVisible()
    assert memory.usual_folder(settings) == tmp_path
    choose(dialog.outputs.box, "last")
    assert memory.usual_folder(settings) == tmp_path / "last"
    assert problem(dialog) == ""


def test_a_folder_that_cannot_be_written_is_refused_in_words(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings, tmp_path: Path
) -> None:
    languages.use("zh_CN")
    dialog.parts.edit.setText(str(tmp_path / "nowhere"))
    choose(dialog.parts.box, "folder")
    assert "不存在" in problem(dialog)
    assert settings.parts_folder is None
    dialog.parts.edit.setText(str(tmp_path))
    qtbot.keyClick(dialog.parts.edit, Qt.Key.Key_Return)
    assert settings.parts_folder == tmp_path
    assert problem(dialog) == ""
    assert dialog.isVisible()
    choose(dialog.parts.box, "output")
    assert settings.parts_folder is None


def test_a_folder_is_asked_for_where_there_is_none_yet(
    qtbot: QtBot, dialog: SettingsDialog, settings: WindowSettings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    choose(dialog.outputs.box, "folder")
    assert settings.get(memory.PLACE) is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    choose(dialog.outputs.box, "folder")
    assert memory.usual_folder(settings) == tmp_path


def test_folders_that_were_chosen_are_shown_again(
    qtbot: QtBot, settings: WindowSettings, queue: QueueController, tmp_path: Path
) -> None:
    settings.set(memory.PLACE, "folder")
    settings.set(memory.CHOSEN_FOLDER, str(tmp_path))
    settings.set(PARTS_FOLDER, str(tmp_path / "parts"))
    dialog = opened(qtbot, settings, queue)
    assert (dialog.outputs.box.currentData(), dialog.outputs.edit.text()) == (
        "folder", str(tmp_path),
    )  # fmt: skip
    assert (dialog.parts.box.currentData(), dialog.parts.edit.text()) == (
        "folder", str(tmp_path / "parts"),
    )  # fmt: skip

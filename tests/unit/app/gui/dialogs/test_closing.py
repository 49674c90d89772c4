"""Closing the window while exports run asks, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.dialogs.closing import ClosingDialog
from app.gui.queue.job_list import JobList
from app.gui.settings import WindowSettings
from app.gui.window_dialogs import WindowDialogs
from app.jobs.queue.controller import QueueController


def opened(qtbot: QtBot, tray: bool = True) -> ClosingDialog:
    dialog = ClosingDialog(2, tray)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.parametrize("choice", ["background", "quit", "cancel"])
def test_each_button_is_its_choice(qtbot: QtBot, choice: str) -> None:
    dialog = opened(qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, choice), Qt.MouseButton.LeftButton)
    assert dialog.choice == choice
    assert not dialog.isVisible()


def test_escape_goes_back_to_the_window(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.choice == "cancel"


@pytest.mark.parametrize(("tray", "choice"), [(True, "background"), (False, "quit")])
def test_return_takes_what_interrupts_least(qtbot: QtBot, tray: bool, choice: str) -> None:
    dialog = opened(qtbot, tray)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.choice == choice


def test_without_a_tray_the_background_is_not_offered_and_it_says_why(qtbot: QtBot) -> None:
    button = opened(qtbot, tray=False).findChild(QPushButton, "background")
    assert not button.isEnabled()
    assert "no tray" in button.toolTip()


@pytest.fixture
def dialogs(qtbot: QtBot, tmp_path: Path) -> WindowDialogs:
    window = QWidget()
    qtbot.addWidget(window)
    settings = WindowSettings(tmp_path / "window.ini")
    controller = QueueController(tmp_path / "queue")
    made = WindowDialogs(controller, settings, JobList(), window)
    made.settings = settings  # type: ignore[attr-defined]
    made.window = window  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("remember", [True, False])
def test_a_choice_is_remembered_only_where_that_was_asked_for(
    dialogs: WindowDialogs, monkeypatch: pytest.MonkeyPatch, remember: bool
) -> None:
    asked: list[ClosingDialog] = []

    def answer(dialog: ClosingDialog) -> int:
        asked.append(dialog)
        dialog.findChild(QCheckBox).setChecked(remember)
        dialog.findChild(QPushButton, "quit").click()
        return dialog.result()

    monkeypatch.setattr(ClosingDialog, "exec", answer)
    assert dialogs.ask_to_close(1, tray=True) == "quit"
    assert dialogs.ask_to_close(1, tray=True) == "quit"
    assert len(asked) == (1 if remember else 2)


def test_cancelling_is_never_remembered(
    dialogs: WindowDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ClosingDialog] = []

    def answer(dialog: ClosingDialog) -> int:
        asked.append(dialog)
        dialog.findChild(QCheckBox).setChecked(True)
        dialog.findChild(QPushButton, "cancel").click()
        return dialog.result()

    monkeypatch.setattr(ClosingDialog, "exec", answer)
    assert [dialogs.ask_to_close(1, tray=True) for _ in range(2)] == ["cancel", "cancel"]
    assert len(asked) == 2


def test_the_background_that_is_remembered_is_asked_about_where_there_is_no_tray(
    dialogs: WindowDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs.settings.set("closing", "background")  # type: ignore[attr-defined]
    assert dialogs.ask_to_close(1, tray=True) == "background"
    monkeypatch.setattr(ClosingDialog, "exec", lambda dialog: dialog.reject())
    assert dialogs.ask_to_close(1, tray=False) == "cancel"

"""A window with a data folder of its own, driven as a user does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.gui.engine import Engine
from app.gui.main_window import MainWindow
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController

WAIT_MS = 60_000


def home_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let everything be kept in a folder, and outputs go into "out" in it."""
    monkeypatch.setenv("REPRISE_DATA", str(folder / "data"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    (folder / "out").mkdir()
    settings = WindowSettings(folder / "window.ini")
    settings.set("export/folder", str(folder / "out"))
    settings.save()
    return folder


class OpenedWindow:
    """A window, its queue, and ways to press its buttons."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.controller = QueueController()
        self.window = MainWindow(self.controller, WindowSettings(home / "window.ini"), Engine())
        self.window.show()

    def drop(self, path: Path) -> None:
        """Drop a film or an edit on the window, and wait until it can be exported."""
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(path))])
        self.window.adder.add_dropped(dropped)
        page = self.window.new_page
        self.wait(lambda: page.panel.output() is not None and (page.card.facts or page.card.edit))

    def press(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, condition: object) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)  # type: ignore[operator]

    def close(self) -> None:
        self.window._leaving = True
        self.window.close()
        self.window.deleteLater()
        self.controller.close()

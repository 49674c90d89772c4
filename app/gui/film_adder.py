"""The ways in which films come to the window: dialogs, dropping, pasting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.background import run_in_background
from app.gui.settings import WindowSettings
from app.jobs.adding import find_films, paths_in_text

FOLDER = "folder"
"""Setting: where films were chosen last."""


class FilmAdder(QObject):
    """Looks at what is added in the background.

    Signals:
        found(added): an ``Added``, with at least one film, journal or problem.
        failed(sentence): there is nothing that could be added.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def add(self, paths: Sequence[Path]) -> None:
        """Add files, and the films in folders."""
        if paths:
            run_in_background(self, lambda _: find_films(paths), self.found.emit, self.failed.emit)

    def choose_films(self) -> None:
        """Ask for films in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Choose films"), self._settings.get(FOLDER, "")
        )
        if chosen:
            self._settings.set(FOLDER, str(Path(chosen[0]).parent))
            self.add([Path(one) for one in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder of films in the system's dialog."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Choose a folder of films"), self._settings.get(FOLDER, "")
        )
        if chosen:
            self._settings.set(FOLDER, chosen)
            self.add([Path(chosen)])

    def choose_place_of(self, missing: Path) -> Path | None:
        """Ask where a film is that is not where it was."""
        title = self.tr("Where is {name}?").format(name=missing.name)
        found, _ = QFileDialog.getOpenFileName(self._window, title)
        return Path(found) if found else None

    def paste(self) -> None:
        """Add what was copied: files, or paths in text."""
        if not self.add_dropped(QGuiApplication.clipboard().mimeData()):
            self.failed.emit(self.tr("There are no paths to paste."))

    def add_dropped(self, dropped: QMimeData) -> bool:
        """Add what was dropped or copied; returns whether there was anything."""
        if dropped.hasUrls():
            paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
        else:
            paths = paths_in_text(dropped.text())
        self.add(paths)
        return bool(paths)

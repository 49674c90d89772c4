"""The ways in which films and edits come to the window: dialogs, dropping, pasting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.background import run_in_background
from app.gui.settings import WindowSettings
from app.jobs.adding import EDIT_SUFFIXES, find_films, paths_in_text
from exporters.timeline.film_names import FILM_SUFFIXES

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
        """Add files, and the films in folders; folders that are edits as such."""
        if paths:
            run_in_background(self, lambda _: find_films(paths), self.found.emit, self.failed.emit)

    def choose_films(self) -> None:
        """Ask for films and edits in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Choose films or edits"),
            self._settings.get(FOLDER, ""),
            self._filters(),
        )
        if chosen:
            self._settings.set(FOLDER, str(Path(chosen[0]).parent))
            self.add([Path(one) for one in chosen])

    def _filters(self) -> str:
        """What the dialog lists; all files come first, since many are called otherwise."""
        return ";;".join(
            (
                self.tr("All files (*)"),
                self.tr("Films ({patterns})").format(patterns=_patterns(FILM_SUFFIXES)),
                self.tr("Edits ({patterns})").format(patterns=_patterns(EDIT_SUFFIXES)),
            )
        )

    def choose_folder(self) -> None:
        """Ask for a folder of films in the system's dialog."""
        chosen = QFileDialog.getExistingDirectory(
            self._window,
            self.tr("Choose a folder of films, or a draft"),
            self._settings.get(FOLDER, ""),
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


def _patterns(suffixes: Iterable[str]) -> str:
    return " ".join(f"*.{suffix}" for suffix in sorted(suffixes))

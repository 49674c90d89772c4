"""The dialogs that the window opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.gui import languages, theme
from app.gui.dialogs.about import AboutDialog
from app.gui.dialogs.cleaning import CleaningDialog
from app.gui.dialogs.closing import Closing, ClosingDialog
from app.gui.dialogs.history import HistoryDialog
from app.gui.dialogs.log import LogDialog
from app.gui.dialogs.settings_dialog import SettingsDialog
from app.gui.dialogs.shortcuts import ShortcutsDialog
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job

CLOSING = "closing"
"""Setting: what happens when the window is closed while exports run."""


class WindowDialogs:
    """Args:
    jobs: gives the jobs that there are.
    again: called with a film that is to be exported again.
    """

    def __init__(
        self,
        controller: QueueController,
        settings: WindowSettings,
        window: QWidget,
        jobs: Callable[[], Sequence[Job]],
        again: Callable[[Path], object],
    ) -> None:
        self._controller, self._settings, self._window = controller, settings, window
        self._jobs, self._again = jobs, again

    def show_settings(self) -> None:
        """Settings, in force at once."""
        dialog = SettingsDialog(self._settings, self._controller, self._window)
        dialog.language_chosen.connect(languages.use)
        dialog.theme_chosen.connect(_use_theme)
        dialog.cleaning_requested.connect(lambda: self._show_cleaning(dialog))
        dialog.exec()
        self._settings.save()

    def show_history(self) -> None:
        """How earlier exports ended."""
        dialog = HistoryDialog(self._controller, self._window)
        dialog.again_requested.connect(self._again)
        dialog.exec()

    def show_shortcuts(self, others: Sequence[tuple[str, str]]) -> None:
        """Keys; ``others`` are the window's own, by what they do."""
        ShortcutsDialog(others, self._window).exec()

    def show_about(self) -> None:
        """Version and licences."""
        AboutDialog(self._window).exec()

    def show_log(self, job: Job) -> None:
        """Why a job failed."""
        LogDialog(job, self._window).exec()

    def ask_to_close(self, running: int, tray: bool) -> Closing:
        """What is to happen to running exports: as remembered, or asked."""
        remembered = self._settings.get(CLOSING, "ask")
        if remembered == "quit" or (remembered == "background" and tray):
            return remembered  # type: ignore[no-any-return]
        dialog = ClosingDialog(running, tray, self._window)
        dialog.exec()
        if dialog.remember and dialog.choice != "cancel":
            self._settings.set(CLOSING, dialog.choice)
        return dialog.choice

    def _show_cleaning(self, parent: QWidget) -> None:
        folders = list(dict.fromkeys(job.output.parent for job in self._jobs()))
        CleaningDialog(folders, parent).exec()


def _use_theme(choice: str) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, choice)  # type: ignore[arg-type]

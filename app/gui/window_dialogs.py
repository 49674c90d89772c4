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
from app.gui.dialogs.job_editor import JobEditor
from app.gui.dialogs.log import LogDialog
from app.gui.dialogs.running import run_dialog
from app.gui.dialogs.settings_dialog import SettingsDialog
from app.gui.dialogs.shortcuts import ShortcutsDialog
from app.gui.new_exports import ENDED
from app.gui.queue.job_list import JobList
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job

CLOSING = "closing"
"""Setting: what happens when the window is closed while exports run."""


class WindowDialogs:
    """Args:
    jobs: those of the window.
    """

    def __init__(
        self,
        controller: QueueController,
        settings: WindowSettings,
        jobs: JobList,
        window: QWidget,
    ) -> None:
        self._controller, self._settings, self._window = controller, settings, window
        self._jobs = jobs
        self._editor: JobEditor | None = None

    def show_settings(self) -> None:
        """Settings, in force at once."""
        dialog = SettingsDialog(self._settings, self._controller, self._window)
        dialog.language_chosen.connect(languages.use)
        dialog.theme_chosen.connect(_use_theme)
        dialog.cleaning_requested.connect(lambda: self._show_cleaning(dialog))
        run_dialog(dialog)
        self._settings.save()

    def edit(
        self,
        job: Job,
        on_saved: Callable[[], object],
        carry_out: Callable[[str, Sequence[Job]], object],
    ) -> None:
        """The settings of a job, to be changed where that is possible.

        Args:
            on_saved: called when the queue was changed.
            carry_out: called with the key of a verb that the user asks for, and the job.
        """
        others = [one.output for one in self._jobs if one.state not in ENDED]
        dialog = JobEditor(job, self._controller, others, self._settings, self._window)

        def asked(key: str) -> None:
            if key in ("export_again", "remove"):
                dialog.reject()
            carry_out(key, self._jobs.some([job.id]))

        dialog.saved.connect(on_saved)
        dialog.verb_requested.connect(asked)
        self._editor = dialog
        try:
            run_dialog(dialog)
        finally:
            self._editor = None

    def follow(self) -> None:
        """The jobs have changed."""
        if self._editor is not None:
            self._editor.follow(self._jobs.get(self._editor.number))

    def show_history(self, again: Callable[[Path], object]) -> None:
        """How earlier exports ended; ``again`` is called with a film to be exported again."""
        dialog = HistoryDialog(self._controller, self._window)
        dialog.again_requested.connect(again)
        run_dialog(dialog)

    def show_shortcuts(self, others: Sequence[tuple[str, str]]) -> None:
        """Keys; ``others`` are the window's own, by what they do."""
        run_dialog(ShortcutsDialog(others, self._window))

    def show_about(self) -> None:
        """Version and licences."""
        run_dialog(AboutDialog(self._window))

    def show_log(self, job: Job) -> None:
        """Why a job failed."""
        run_dialog(LogDialog(job, self._window))

    def ask_to_close(self, running: int, tray: bool) -> Closing:
        """What is to happen to running exports: as remembered, or asked."""
        remembered = self._settings.get(CLOSING, "ask")
        if remembered == "quit" or (remembered == "background" and tray):
            return remembered  # type: ignore[no-any-return]
        dialog = ClosingDialog(running, tray, self._window)
        run_dialog(dialog)
        if dialog.remember and dialog.choice != "cancel":
            self._settings.set(CLOSING, dialog.choice)
        return dialog.choice

    def _show_cleaning(self, parent: QWidget) -> None:
        folders = dict.fromkeys(job.output.parent for job in self._jobs)
        if parts := self._settings.parts_folder:
            folders[parts] = None
        run_dialog(CleaningDialog(list(folders), parent))


def _use_theme(choice: str) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, choice)  # type: ignore[arg-type]

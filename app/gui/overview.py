"""What is told of the queue as a whole: below the list, in title and tray, on the taskbar."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget

from app.gui import theme, words
from app.gui.queue.job_list import JobList
from app.gui.taskbar import Taskbar
from app.gui.tray import Tray
from app.jobs.queue.states import JobState

NAME = "Reprise"


class Overview(QObject):
    """Args:
    jobs: those of the window.
    window: has the title; not the owner of ``line``, which is to be put somewhere.
    """

    def __init__(self, jobs: JobList, tray: Tray, taskbar: Taskbar, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._tray, self._taskbar, self._window = jobs, tray, taskbar, window
        self._awake = False
        self.line = QLabel()
        self.line.setProperty("dim", True)
        self.line.setFont(theme.tabular(window.font()))

    def show_awake(self, held: bool) -> None:
        """Whether the machine is kept from sleeping."""
        self._awake = held
        self.show()

    def show(self) -> None:
        """Tell what is the case now."""
        active = self._jobs.first((JobState.ACTIVE,))
        running = self._jobs.count((JobState.ACTIVE,))
        waiting = self._jobs.count((JobState.QUEUED,))
        parts = []
        if running:
            parts.append(self.tr("%n export(s) running", "", running))
        if waiting:
            parts.append(self.tr("%n waiting", "", waiting))
        if self._awake:
            parts.append(self.tr("the machine is kept awake"))
        text = " · ".join(parts)
        self.line.setText(text)
        done = words.percent(active.done) if active is not None else ""
        self._tray.show_progress(" · ".join(part for part in (NAME, text, done) if part))
        self._window.setWindowTitle(self.tr("{done} – Reprise").format(done=done) if done else NAME)
        self._taskbar.show(None if active is None else active.done, running + waiting)

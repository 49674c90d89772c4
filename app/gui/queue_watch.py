"""Follows the queue's database, whoever changes it, without holding up the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.background import Task, run_in_background
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job

LOOK_MS = 100
"""How often to see whether anything has changed; most looks find nothing and cost nothing."""


class QueueWatch(QObject):
    """Signals:
    jobs_changed(jobs): all jobs, in order, after anything has changed.
    failed(sentence): the queue cannot be read at the moment.
    """

    jobs_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, controller: QueueController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._seen: int | None = None
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """See whether anything has changed, now."""
        if self._task is not None:
            return
        seen = self._seen

        def read(_: object) -> tuple[int, list[Job] | None]:
            count = self._controller.change_count()
            return count, None if count == seen else self._controller.jobs()

        self._task = run_in_background(self, read, self._take, self._fail)

    def _take(self, found: tuple[int, list[Job] | None]) -> None:
        self._task = None
        self._seen, jobs = found
        if jobs is not None:
            self.jobs_changed.emit(jobs)

    def _fail(self, sentence: str) -> None:
        self._task = None
        self.failed.emit(sentence)

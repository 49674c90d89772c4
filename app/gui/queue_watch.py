"""Follows the queue's database, whoever changes it, without holding up the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.background import Task, run_in_background
from app.jobs.queue.controller import QueueController
from app.jobs.queue.following import Following, Found
from app.jobs.queue.states import JobState
from exporters.errors import ExportError

LOOK_MS = 200
"""How often to see whether anything has changed; most looks find nothing and cost nothing."""


class QueueWatch(QObject):
    """Signals:
    jobs_changed(jobs): all jobs, in order, after some were added, removed or moved.
    rows_changed(jobs): those that are others than before, at their old places.
    failed(sentence): the queue cannot be read at the moment.
    """

    jobs_changed = Signal(object)
    rows_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, controller: QueueController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._following = Following(controller.database)
        self._seen: int | None = None
        self._task: Task | None = None
        self._again = False
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look_again)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no longer."""
        self._ended = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def running(self) -> int:
        """How many exports run now, which the list of jobs may not know yet; 0 if nobody knows."""
        try:
            return self._controller.database.counts()[JobState.ACTIVE]
        except ExportError:
            return 0

    def look(self) -> None:
        """See whether anything has changed, now."""
        if self._ended:
            return
        if self._task is not None:
            # What made the caller ask may be newer than what is being read.
            self._again = True
            return
        seen = self._seen

        def read(_: object) -> tuple[int, Found | None]:
            count = self._controller.change_count()
            return count, None if count == seen else self._following.look()

        self._task = run_in_background(self, read, self._take, self._fail)

    def _look_again(self) -> None:
        if self._task is None:
            self.look()

    def _take(self, taken: tuple[int, Found | None]) -> None:
        self._task = None
        self._seen, found = taken
        if self._again:
            self._again = False
            self.look()
        if found is None:
            return
        if found.jobs is not None:
            self.jobs_changed.emit(found.jobs)
        elif found.changed:
            self.rows_changed.emit(found.changed)

    def _fail(self, sentence: str) -> None:
        self._task = None
        self.failed.emit(sentence)

"""The segments of the export that is shown: read from its journal, kept current by events."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.background import Task, run_in_background
from app.jobs.queue.job import Job
from app.jobs.queue.running import places_of_job
from app.jobs.queue.states import JobState
from app.jobs.segment_journal import SegmentJournal, SegmentNews
from app.jobs.segments import SegmentCells
from exporters.events import Event

TELL_MS = 66
"""Time between two updates at least."""

READ_MS = 2000
"""How often the journal of an export that another process runs is read."""


MISSED = 10_000
"""Events that are kept while the journal is read for the first time."""


class SegmentFeed(QObject):
    """Signals:
    loaded(cells): the segments of the shown job were read (None when there are none).
    changed(): they have changed.
    """

    loaded = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._cells: SegmentCells | None = None
        self._journal: SegmentJournal | None = None
        self._task: Task | None = None
        self._heard = False
        self._missed: deque[Event] = deque(maxlen=MISSED)
        self._tell = QTimer(self, singleShot=True, interval=TELL_MS)
        self._tell.timeout.connect(self.changed)
        self._read = QTimer(self, interval=READ_MS)
        self._read.timeout.connect(self._read_again)

    def show_job(self, job: Job | None) -> None:
        """Follow a job, or none; call it again when the job has changed."""
        before, self._job = self._job, job
        other = (before.id if before else None) != (job.id if job else None)
        if other:
            self._forget()
            self.loaded.emit(None)
        if job is None:
            return
        begun = before is not None and not other and before.attempts != job.attempts
        if other or begun or (self._cells is None and job.units_total):
            self._load()
        active = job.state is JobState.ACTIVE
        if active and not self._read.isActive():
            self._read.start()
        elif not active:
            self._read.stop()

    def hear(self, number: int, event: Event) -> None:
        """An export has reported something."""
        if self._job is None or number != self._job.id:
            return
        self._heard = True
        if self._cells is None:
            self._missed.append(event)
            return
        self._cells.note(event)
        if not self._tell.isActive():
            self._tell.start()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._cells, self._journal, self._heard = None, None, False
        self._missed.clear()
        self._read.stop()

    def _load(self) -> None:
        job = self._job
        if job is not None and self._task is None:
            self._journal = SegmentJournal(places_of_job(job).journal)
            self._look(job, self._journal)

    def _look(self, job: Job, journal: SegmentJournal) -> None:
        running = job.state is JobState.ACTIVE

        def read(_: object) -> SegmentNews:
            return journal.read(running)

        self._task = run_in_background(self, read, self._take, lambda _: self._take(None))

    def _take(self, news: SegmentNews | None) -> None:
        self._task = None
        before = self._cells
        cells = news.take(before) if news is not None else None
        if cells is None and before is not None:
            return
        self._cells = cells
        while cells is not None and self._missed:
            cells.note(self._missed.popleft())
        if cells is before and cells is not None:
            self.changed.emit()
        else:
            self.loaded.emit(cells)

    def _read_again(self) -> None:
        """Without events, another process runs the export: its journal tells."""
        if self._heard and self._cells is not None:
            self._heard = False
            return
        if self._journal is None or self._cells is None:
            self._load()
        elif self._job is not None and self._task is None:
            self._look(self._job, self._journal)

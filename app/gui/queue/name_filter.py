"""Finding jobs by a text in the names of their files, without holding up the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.queue.job import Job

SLICE = 1000
"""Jobs that are looked at in one turn of the event loop."""


class NameFilter(QObject):
    """Looks at as many jobs as take a moment, and at the others in later turns.

    Signals:
        found(jobs, rows): the jobs that have the text, as they were when they were looked at, in
            their order; and the places of their numbers in that. For up to ``SLICE`` jobs it
            comes within the call that asked for it.
    """

    found = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[int, str] = {}
        self._jobs: list[Job] = []
        self._wanted = ""
        self._place = 0
        self._found: list[Job] = []
        self._rows: dict[int, int] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)

    def search(self, jobs: Iterable[Job], text: str) -> None:
        """Look for a text; what was looked for before is given up."""
        self._jobs, self._wanted = list(jobs), text.strip().casefold()
        self._place, self._found, self._rows = 0, [], {}
        if not self._wanted:
            self._names.clear()
        self._look()

    def give_up(self) -> None:
        """Nothing is looked for any more."""
        self._timer.stop()
        self._jobs = []

    @property
    def busy(self) -> bool:
        """Whether there are jobs that were not looked at yet."""
        return self._timer.isActive()

    def forget(self, numbers: Iterable[int] | None = None) -> None:
        """Files of jobs, or of any, are called otherwise now."""
        if numbers is None:
            self._names.clear()
        for number in numbers or ():
            self._names.pop(number, None)

    def _look(self) -> None:
        some = self._jobs[self._place : self._place + SLICE]
        self._place += len(some)
        if self._wanted:
            some = [job for job in some if self._wanted in self._name(job)]
        before = len(self._found)
        self._found += some
        self._rows.update((job.id, row) for row, job in enumerate(some, before))
        if self._place < len(self._jobs):
            self._timer.start()
            return
        self._timer.stop()
        self._jobs = []
        self.found.emit(self._found, self._rows)

    def _name(self, job: Job) -> str:
        name = self._names.get(job.id)
        if name is None:
            name = self._names[job.id] = f"{job.output}\n{job.source}".casefold()
        return name

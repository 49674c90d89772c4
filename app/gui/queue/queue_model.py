"""The queue's jobs as a list for Qt's views."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)

from app.gui import words
from app.gui.sentences import told
from app.jobs.queue.job import Job

MIME = "application/x-reprise-jobs"
JOB = Qt.ItemDataRole.UserRole
"""Role of the ``Job`` itself."""
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QStringListModel):
    """Holds what ``show_jobs`` was given last; only what has changed is told to the views.

    Of Qt's own model only the number of rows is used: a view asks for it for every row when it
    lays out its rows, which takes ten times as long where Python answers.

    Signals:
        move_requested(ids, before): jobs were dropped before another (its number, or None).
    """

    move_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._rows: dict[int, int] = {}
        self._next: list[Job] = []
        # Before any view hears of it, and after all have heard that it is about to happen.
        self.rowsRemoved.connect(self._take_next)
        self.rowsInserted.connect(self._take_next)

    @property
    def jobs(self) -> Sequence[Job]:
        """As they are shown."""
        return self._jobs

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show jobs, in order."""
        wanted = list(jobs)
        if [job.id for job in wanted] != [job.id for job in self._jobs]:
            self._remove_others({job.id for job in wanted})
            self._insert_new(wanted)
        before, self._jobs = self._jobs, wanted
        self._tell_changed(
            row
            for row, (job, old) in enumerate(zip(wanted, before, strict=True))
            if job is not old and job != old
        )

    def show_others(self, jobs: list[Job], rows: dict[int, int]) -> None:
        """Show jobs that have little to do with those before; thousands take no longer than few.

        Views forget what was selected.

        Args:
            jobs: kept, and changed when jobs change.
            rows: the places of their numbers in ``jobs``, kept as well.
        """
        self._jobs, self._rows = jobs, rows
        self.setStringList([""] * len(jobs))

    def update_jobs(self, jobs: Iterable[Job]) -> None:
        """Show what some of the jobs are now; those that have no row are left out."""
        rows = []
        for job in jobs:
            row = self._rows.get(job.id)
            if row is not None and job != self._jobs[row]:
                self._jobs[row] = job
                rows.append(row)
        self._tell_changed(sorted(rows))

    def job_at(self, index: Index) -> Job | None:
        """The job of a row, or None."""
        row = index.row()
        return self._jobs[row] if index.isValid() and row < len(self._jobs) else None

    def index_of(self, number: int) -> QModelIndex:
        """The row of a job; an invalid index when it is not shown."""
        row = self._rows.get(number)
        return QModelIndex() if row is None else self.index(row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        job = self.job_at(index)
        if job is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return job.name
        if role == JOB:
            return job
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.tip(told(job.message) or str(job.output))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            done = words.percent(job.done)
            return f"{job.name}, {words.state(job.state)}, {done}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        dragged = QMimeData()
        dragged.setData(MIME, json.dumps([self._jobs[row].id for row in rows]).encode())
        return dragged

    def dropMimeData(
        self, dropped: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not dropped.hasFormat(MIME):
            return False
        ids = [int(number) for number in json.loads(bytes(dropped.data(MIME).data()))]
        place = parent.row() if row < 0 and parent.isValid() else row
        moved = set(ids)
        rest = self._jobs[place:] if place >= 0 else []
        before = next((job.id for job in rest if job.id not in moved), None)
        self.move_requested.emit(ids, before)
        # Not "moved": the rows are told anew by the queue, views must not remove any.
        return False

    def moveRows(self, *_: object) -> bool:
        """Refused: the queue moves its jobs, and then they are shown anew."""
        return False

    def removeRows(self, row: int, count: int, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Refused: a view that was dragged from would remove what only moves."""
        return False

    def _remove_others(self, wanted: Container[int]) -> None:
        gone = _runs(row for row, job in enumerate(self._jobs) if job.id not in wanted)
        kept = [job for job in self._jobs if job.id in wanted]
        if len(gone) > 1:
            others = [job for job in self._jobs if job.id not in wanted]
            self._arrange(kept + others)
            gone = [(len(kept), len(self._jobs) - 1)]
        for first, last in gone:
            self._next = kept
            super().removeRows(first, last - first + 1)

    def _insert_new(self, wanted: list[Job]) -> None:
        """``wanted`` has all jobs that are shown, and others."""
        kept = [self._jobs[self._rows[job.id]] for job in wanted if job.id in self._rows]
        new = _runs(row for row, job in enumerate(wanted) if job.id not in self._rows)
        self._arrange(kept)
        if len(new) > 1:
            added = [job for job in wanted if job.id not in self._rows]
            self._next = kept + added
            self.insertRows(len(kept), len(added))
            self._arrange(wanted)
            return
        for first, last in new:
            self._next = wanted
            self.insertRows(first, last - first + 1)

    def _arrange(self, jobs: list[Job]) -> None:
        """Show the same jobs in another order: selections follow them."""
        if [job.id for job in jobs] == [job.id for job in self._jobs]:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        numbers = [self._jobs[index.row()].id for index in held]
        self._set(jobs)
        self.changePersistentIndexList(held, [self.index_of(number) for number in numbers])
        self.layoutChanged.emit()

    def _take_next(self) -> None:
        self._set(self._next)

    def _set(self, jobs: list[Job]) -> None:
        self._jobs = jobs
        self._rows = {job.id: row for row, job in enumerate(jobs)}

    def _tell_changed(self, rows: Iterable[int]) -> None:
        for first, last in _runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs

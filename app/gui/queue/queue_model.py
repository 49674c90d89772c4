"""The queue's jobs as a list for Qt's views."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.gui import words
from app.jobs.queue.job import Job

MIME = "application/x-reprise-jobs"
JOB = Qt.ItemDataRole.UserRole
"""Role of the ``Job`` itself."""

Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Holds what ``show_jobs`` was given last; only what has changed is told to the views.

    Signals:
        move_requested(ids, before): jobs were dropped before another (its number, or None).
    """

    move_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._rows: dict[int, int] = {}

    @property
    def jobs(self) -> Sequence[Job]:
        """As they are shown."""
        return self._jobs

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show jobs, in order."""
        before = [job.id for job in self._jobs]
        after = [job.id for job in jobs]
        if before == after:
            changed = [row for row, job in enumerate(jobs) if job != self._jobs[row]]
            self._jobs = list(jobs)
            for first, last in _runs(changed):
                self.dataChanged.emit(self.index(first), self.index(last))
        elif after[: len(before)] == before:
            self._append(list(jobs), len(before))
        else:
            self._replace(list(jobs))

    def job_at(self, index: Index) -> Job | None:
        """The job of a row, or None."""
        row = index.row()
        return self._jobs[row] if index.isValid() and row < len(self._jobs) else None

    def index_of(self, number: int) -> QModelIndex:
        """The row of a job; an invalid index when it is not shown."""
        row = self._rows.get(number)
        return QModelIndex() if row is None else self.index(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        job = self.job_at(index)
        if job is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return job.name
        if role == JOB:
            return job
        if role == Qt.ItemDataRole.ToolTipRole:
            return job.message or str(job.output)
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

    def _append(self, jobs: list[Job], known: int) -> None:
        changed = [row for row in range(known) if jobs[row] != self._jobs[row]]
        self.beginInsertRows(QModelIndex(), known, len(jobs) - 1)
        self._jobs = jobs
        self._number()
        self.endInsertRows()
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _replace(self, jobs: list[Job]) -> None:
        """Other rows, or in another order: selections follow their jobs."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        numbers = [self._jobs[index.row()].id for index in held]
        self._jobs = jobs
        self._number()
        self.changePersistentIndexList(held, [self.index_of(number) for number in numbers])
        self.layoutChanged.emit()

    def _number(self) -> None:
        self._rows = {job.id: row for row, job in enumerate(self._jobs)}


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs

"""The list of exports, with a filter, and what can be done with those that are selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.queue.job_delegate import JobDelegate
from app.gui.queue.queue_model import QueueModel
from app.gui.thumbnails import Thumbnails
from app.gui.verbs import VERBS, Verb, name_of, offered
from app.jobs.queue.job import Job

WIDTH = 36 * theme.GRID
FILTER_FROM = 8
"""Jobs from which on the filter is shown."""


class QueuePanel(QWidget):
    """Shows jobs; ``show_jobs`` as often as they change.

    Signals:
        selected(ids): other jobs are selected than before; the first is the current one.
        verb_requested(key, ids): something is to be done with jobs; see ``verbs.VERBS``.
        move_requested(ids, before): jobs are to stand before another (None: at the end).
    """

    selected = Signal(object)
    verb_requested = Signal(str, object)
    move_requested = Signal(object, object)

    def __init__(self, thumbnails: Thumbnails | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Job] = ()
        self.model = QueueModel(self)
        self.model.move_requested.connect(self.move_requested)
        self._title = QLabel()
        self._title.setFont(theme.heading(self.font()))
        self._count = QLabel()
        self._count.setProperty("dim", True)
        self._count.setFont(theme.tabular(self.font()))
        self._filter = QLineEdit()
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._show_filtered)
        self._filter.hide()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(JobDelegate(thumbnails, self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setUniformItemSizes(True)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.activated.connect(lambda _: self._activated())
        if thumbnails is not None:
            thumbnails.ready.connect(lambda _: self.view.viewport().update())
        self._actions = [self._action(verb) for verb in VERBS]
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self._filter)
        layout.addWidget(self.view, 1)
        self.setMinimumWidth(WIDTH - 8 * theme.GRID)
        self.retranslate()

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show jobs, in the order of the queue."""
        self._all = jobs
        self._count.setText(str(len(jobs)) if jobs else "")
        self._filter.setVisible(len(jobs) >= FILTER_FROM or bool(self._filter.text()))
        self._show_filtered()

    def select(self, number: int) -> None:
        """Select one job and show it."""
        index = self.model.index_of(number)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)

    @property
    def chosen(self) -> list[int]:
        """The numbers of the selected jobs, the current one first."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        ids = [self.model.jobs[row].id for row in rows if row < len(self.model.jobs)]
        current = self.model.job_at(self.view.currentIndex())
        if current is not None and current.id in ids:
            ids.remove(current.id)
            ids.insert(0, current.id)
        return ids

    def retranslate(self) -> None:
        self._title.setText(self.tr("Queue"))
        self._filter.setPlaceholderText(self.tr("Filter by name"))
        self._filter.setAccessibleName(self.tr("Filter by name"))
        self.view.setAccessibleName(self.tr("Exports"))
        for action, verb in zip(self._actions, VERBS, strict=True):
            action.setText(name_of(verb))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_filtered(self) -> None:
        wanted = self._filter.text().strip().casefold()
        jobs = self._all
        if wanted:
            jobs = [job for job in jobs if wanted in f"{job.output}\n{job.source}".casefold()]
        self.model.show_jobs(jobs)

    def _tell_selection(self) -> None:
        self.selected.emit(self.chosen)

    def _states(self) -> list[str]:
        chosen = set(self.chosen)
        return [str(job.state) for job in self.model.jobs if job.id in chosen]

    def _activated(self) -> None:
        usual = ("open_file", "continue", "resume", "start", "retry")
        keys = [verb.key for verb in offered(self._states())]
        for key in usual:
            if key in keys:
                self.verb_requested.emit(key, self.chosen)
                return

    def _action(self, verb: Verb) -> QAction:
        action = QAction(theme.icon(verb.icon), "", self.view)
        action.setObjectName(verb.key)
        if verb.shortcut:
            action.setShortcut(QKeySequence(verb.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False, verb=verb: self._do(verb))
        self.view.addAction(action)
        return action

    def _do(self, verb: Verb) -> None:
        """Ask for a verb, for those of the selected jobs that allow it."""
        chosen = self.chosen
        states = {job.id: str(job.state) for job in self.model.jobs}
        fitting = [number for number in chosen if states.get(number) in verb.states]
        if fitting:
            self.verb_requested.emit(verb.key, fitting)

    def _show_menu(self, place: QPoint) -> None:
        possible = {verb.key for verb in offered(self._states())}
        actions = [action for action in self._actions if action.objectName() in possible]
        if actions:
            menu = QMenu(self.view)
            menu.addActions(actions)
            menu.exec(self.view.viewport().mapToGlobal(place))


def example() -> QWidget:
    from app.gui.queue.examples import jobs

    panel = QueuePanel()
    panel.show_jobs(jobs())
    panel.select(2)
    panel.resize(304, 560)
    return panel

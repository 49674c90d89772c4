"""The list of exports, with a filter, and what can be done with those that are selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.queue.job_delegate import JobDelegate
from app.gui.queue.job_view import JobView
from app.gui.queue.name_filter import NameFilter
from app.gui.queue.queue_model import QueueModel
from app.gui.thumbnails import Thumbnails
from app.gui.verbs import VERBS, Verb, by_shortcut, name_of, offered, pressed
from app.jobs.queue.job import Job

WIDTH = 36 * theme.GRID
ICON = 2 * theme.GRID
FILTER_FROM = 8
"""Jobs from which on the filter is shown."""

USUAL = ("open_file", "continue", "resume", "start", "retry")
"""Verbs for Enter and the double click; the first that fits is taken."""


class QueuePanel(QWidget):
    """Shows jobs; ``show_jobs`` as often as they change.

    Signals:
        selected(ids): other jobs are selected than before; the first is the current one.
        verb_requested(key, ids): something is to be done with jobs; see ``verbs.VERBS``.
        move_requested(ids, before): jobs are to stand before another (None: at the end).
        new_requested(): the films that are being set up are to be shown again.
    """

    selected = Signal(object)
    verb_requested = Signal(str, object)
    move_requested = Signal(object, object)
    new_requested = Signal()

    def __init__(self, thumbnails: Thumbnails | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: dict[int, Job] = {}
        self._names = NameFilter(self)
        self._names.found.connect(self._show_found)
        self._typed = self._restoring = False
        self._outdated: set[int] = set()
        self._remembered: list[int] = []
        self.model = QueueModel(self)
        self.model.move_requested.connect(self.move_requested)
        self._title = QLabel()
        self._title.setFont(theme.heading(self.font()))
        self._count = QLabel()
        self._count.setProperty("dim", True)
        self._count.setFont(theme.tabular(self.font()))
        self._new_films = 0
        self.new = QPushButton(theme.icon("film"), "")
        self.new.setIconSize(QSize(ICON, ICON))
        self.new.clicked.connect(self.new_requested)
        self.new.hide()
        self._filter = QLineEdit()
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._filter_typed)
        self._filter.hide()
        self.view = JobView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(JobDelegate(thumbnails, self.view))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.activated.connect(lambda _: self._activated())
        if thumbnails is not None:
            thumbnails.ready.connect(lambda _: self.view.viewport().update())
        self._actions = [self._action(verb) for verb in VERBS]
        for keys, verbs in by_shortcut().items():
            self._add_keys(keys, verbs)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self.new)
        layout.addWidget(self._filter)
        layout.addWidget(self.view, 1)
        self.setMinimumWidth(WIDTH - 8 * theme.GRID)
        self.retranslate()

    def show_jobs(self, jobs: Iterable[Job]) -> None:
        """Show jobs, in the order of the queue."""
        self._all = {job.id: job for job in jobs}
        count = len(self._all)
        self._count.setText(QLocale().toString(count) if count else "")
        self._filter.setVisible(count >= FILTER_FROM or bool(self._filter.text()))
        if self._filter.text().strip():
            self._names.forget()
            self._search()
        else:
            self._names.give_up()
            self.model.show_jobs(list(self._all.values()))

    def update_jobs(self, jobs: Iterable[Job]) -> None:
        """Show what some of the jobs are now."""
        known = [job for job in jobs if job.id in self._all]
        renamed = [
            job.id
            for job in known
            if (job.output, job.source) != (self._all[job.id].output, self._all[job.id].source)
        ]
        self._all |= {job.id: job for job in known}
        if self._names.busy:
            self._outdated |= {job.id for job in known}
        if renamed and self._filter.text():
            self._names.forget(renamed)
            self._search()
        else:
            self.model.update_jobs(known)

    def show_new(self, films: int) -> None:
        """Offer to go back to so many films that are being set up; 0: there is nothing to offer."""
        self._new_films = films
        self.new.setVisible(films > 0)
        self.new.setText(self.tr("Back to %n new export(s)", "", films))

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

    @property
    def current(self) -> int | None:
        """The number of the job that the keyboard's focus is on."""
        job = self.model.job_at(self.view.currentIndex())
        return None if job is None else job.id

    def retranslate(self) -> None:
        self._title.setText(self.tr("Queue"))
        self._filter.setPlaceholderText(self.tr("Filter by name"))
        self._filter.setAccessibleName(self.tr("Filter by name"))
        self.view.setAccessibleName(self.tr("Exports"))
        self.show_new(self._new_films)
        for action, verb in zip(self._actions, VERBS, strict=True):
            action.setText(name_of(verb))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _filter_typed(self) -> None:
        self._typed = True
        self._search()

    def _search(self) -> None:
        self._outdated.clear()
        self._names.search(self._all.values(), self._filter.text())

    def _show_found(self, jobs: list[Job], rows: dict[int, int]) -> None:
        for number in self._outdated & rows.keys():
            jobs[rows[number]] = self._all[number]
        if not self._typed:
            self.model.show_jobs(jobs)
            return
        self._typed = False
        self._remembered = chosen = self.chosen or self._remembered
        self._restoring = True
        self.model.show_others(jobs, rows)
        selection = QItemSelection()
        for index in filter(QModelIndex.isValid, map(self.model.index_of, chosen)):
            selection.select(index, index)
        if first := next(iter(selection.indexes()), None):
            current = self.model.index_of(chosen[0])
            keep = QItemSelectionModel.SelectionFlag
            model = self.view.selectionModel()
            model.setCurrentIndex(current if current.isValid() else first, keep.NoUpdate)
            model.select(selection, keep.ClearAndSelect)
            self.view.scrollTo(self.view.currentIndex())
        self._restoring = False

    def _tell_selection(self) -> None:
        if not self._restoring:
            self.selected.emit(self.chosen)

    def _states(self) -> dict[int, str]:
        return {number: str(self._all[number].state) for number in self.chosen}

    def _activated(self) -> None:
        """Enter, or a double click: what one most likely wants."""
        verbs = {verb.key: verb for verb in VERBS}
        states = self._states()
        for key in USUAL:
            if asked := pressed([verbs[key]], states):
                self.verb_requested.emit(key, asked[key])
                return

    def _action(self, verb: Verb) -> QAction:
        """For the menu, which shows the keys; the list itself listens to them."""
        action = QAction(theme.icon(verb.icon), "", self)
        action.setObjectName(verb.key)
        if verb.shortcut:
            action.setShortcut(QKeySequence(verb.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False, verb=verb: self._do([verb]))
        return action

    def _add_keys(self, keys: str, verbs: Sequence[Verb]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self._do(verbs))

    def _do(self, verbs: Sequence[Verb]) -> None:
        """Ask for verbs, each for those of the selected jobs that allow it."""
        for key, numbers in pressed(verbs, self._states()).items():
            self.verb_requested.emit(key, numbers)

    def _show_menu(self, place: QPoint) -> None:
        if actions := self.possible_actions():
            menu = QMenu(self.view)
            menu.addActions(actions)
            menu.exec(self.view.viewport().mapToGlobal(place))

    def possible_actions(self) -> list[QAction]:
        """The entries of the menu for what is selected."""
        possible = {verb.key for verb in offered(set(self._states().values()))}
        return [action for action in self._actions if action.objectName() in possible]


def example() -> QWidget:
    from app.gui.queue.examples import jobs

    panel = QueuePanel()
    panel.show_jobs(jobs())
    panel.select(2)
    panel.resize(304, 560)
    return panel

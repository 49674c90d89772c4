"""Films and edits that are not in the queue yet: what they are, and how to export them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, words
from app.gui.background import run_in_background
from app.gui.edit_help import EditHelp
from app.gui.edit_reader import EditReader
from app.gui.edit_view import EditView
from app.gui.export_panel.memory import Forgetful, Memory
from app.gui.export_panel.panel import ExportPanel
from app.gui.pages import Pages
from app.gui.preview.preview_widget import PreviewWidget
from app.gui.sentences import told
from app.gui.source_card import SourceCard
from app.jobs.estimate import Estimate
from app.jobs.planned import PlannedExport
from exporters.media.source import Source

PANEL = 42 * theme.GRID
LIST = 14 * theme.GRID
ICON = 2 * theme.GRID


class NewPage(QWidget):
    """The way from a film to an export: look at it, choose, press Export.

    Signals:
        planned(exports, start): a list of ``PlannedExport`` is to be added to the queue, and
            started or not.
        locate_requested(path): the user wants to say where a film is now.
        closed(): the films were sent away.
    """

    planned = Signal(object, bool)
    locate_requested = Signal(object)
    closed = Signal()

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._sources: dict[Path, Source] = {}
        memory = memory or Forgetful()
        self.card = SourceCard()
        self.preview, self.edit_view = PreviewWidget(), EditView()
        self._views = Pages()
        self.edits = EditReader(self)
        self.panel = ExportPanel(memory)
        self._help = EditHelp(self.edits, self.card, self.panel, memory, self)
        self._films = QListWidget()
        self._films.setMaximumHeight(LIST)
        self._films.currentRowChanged.connect(self._show_film)
        self._title = QLabel()
        self._title.setFont(theme.heading(self.font()))
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setIcon(theme.icon("remove"))
        self._close.setIconSize(QSize(ICON, ICON))
        self._close.clicked.connect(self.closed)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def paths(self) -> Sequence[Path]:
        """The films that are shown."""
        return self._paths

    @property
    def options(self) -> dict[str, object]:
        """How the exports are run, as far as the panel says."""
        return self.panel.options()

    def show_films(self, paths: Sequence[Path]) -> None:
        """Show films; more than one get the same settings."""
        if paths and not self._paths:
            self.panel.use_usual_folder()
        self._paths = list(paths)
        self.edits.show(self._paths)
        self._sources = {path: facts.film for path, facts in self.edits.facts.items()}
        several = len(paths) > 1
        self._films.setVisible(several)
        self._films.blockSignals(True)
        self._films.clear()
        if several:
            for path in paths:
                item = QListWidgetItem(words.one_line(path.name))
                item.setToolTip(words.tip(str(path)))
                self._films.addItem(item)
            self._films.setCurrentRow(0)
        self._films.blockSignals(False)
        self._show_in_panel()
        self._show_film(0)
        self.retranslate()

    def focus(self) -> None:
        """Let the next key export the films as they are."""
        self.panel.footer.export.setFocus()

    def show_waiting(self, outputs: Iterable[Path]) -> None:
        """Outputs of jobs that have not ended: their names are taken."""
        self.panel.show_waiting(outputs)

    def retranslate(self) -> None:
        self._title.setText(
            self.tr("New export")
            if len(self._paths) < 2
            else self.tr("%n new export(s)", "", len(self._paths))
        )
        self._close.setToolTip(self.tr("Do not export these"))
        self._close.setAccessibleName(self.tr("Do not export these"))
        self._films.setAccessibleName(self.tr("Films and edits to export"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._films)
        column.addWidget(self.card)
        for view in (self.preview, self.edit_view):
            self._views.addWidget(view)
        column.addWidget(self._views, 1)
        right = QFrame()
        right.setProperty("card", True)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(*[2 * theme.GRID] * 4)
        inside.addWidget(self.panel)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(2 * theme.GRID)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([2 * PANEL, PANEL])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        self.card.source_read.connect(self._take_source)
        self.card.locate_requested.connect(lambda: self.locate_requested.emit(self.card.path))
        self.edits.read.connect(self._take_edit)
        self.edits.no_edit.connect(self._take_film)
        self.edits.failed.connect(self._take_failure)
        self.edit_view.moment_changed.connect(self.panel.show_moment)
        self.preview.time_changed.connect(self.panel.show_moment)
        self.preview.estimated.connect(self._show_estimate)
        self.preview.not_estimated.connect(self._show_no_estimate)
        self.panel.changed.connect(self._settings_changed)
        self.panel.export_requested.connect(lambda: self._plan(start=True))
        self.panel.add_requested.connect(lambda: self._plan(start=False))
        self.panel.estimate_requested.connect(self._estimate)
        self.panel.estimate_cancelled.connect(self._stop_estimating)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.panel.footer.export.click)

    def _show_film(self, row: int) -> None:
        if not 0 <= row < len(self._paths):
            self.card.clear()
            self.edit_view.show_edit(None)
            self.preview.show_source(None)
            return
        path = self._paths[row]
        self.preview.show_source(None)
        if not self.edits.may_be_edit(path):
            self._views.setCurrentWidget(self.preview)
            self.card.show_source(path)
            return
        self._views.setCurrentWidget(self.edit_view)
        self.edit_view.show_edit(None)
        self.card.show_reading(path)
        self.edits.look_at(path)

    def _take_film(self, path: Path) -> None:
        """What might have been an edit is a film."""
        if path == self.card.path:
            self._show_film(self._paths.index(path))

    def _take_edit(self, path: Path) -> None:
        facts = self.edits.facts[path]
        self._sources[path] = facts.film
        self._show_in_panel()
        if path == self.card.path:
            self.card.show_edit(facts, self.edits.missed.get(path, 0))
            self.edit_view.show_edit(facts)
            self.panel.show_moment(None)

    def _take_failure(self, path: Path, sentence: str) -> None:
        if path == self.card.path:
            self.card.show_problem(path, sentence)
            self.edit_view.show_edit(None, failed=True)

    def _take_source(self, source: Source) -> None:
        path = self.card.path
        if path is None:
            return
        self._sources[path] = source
        self.preview.show_source(path, source)
        self._show_in_panel()
        if len(self._paths) == 1:
            self.panel.show_moment(0.0)

    def _show_in_panel(self) -> None:
        self.panel.show_sources(self._paths, self._sources, self.edits.facts)

    def _settings_changed(self) -> None:
        request = self.panel.settings
        self.preview.set_request(request)
        start, end = request.start_seconds, request.end_seconds
        self.preview.set_range(float(start) if start else None, float(end) if end else None)

    def _estimate(self) -> None:
        if self.preview.measure():
            self.panel.show_estimating()

    def _stop_estimating(self) -> None:
        self.preview.stop_measuring()
        self.panel.show_estimate(None, None)

    def _show_no_estimate(self, sentence: str) -> None:
        self.panel.show_estimate(None, None, told(sentence))

    def _show_estimate(self, estimate: Estimate) -> None:
        self.panel.show_estimate(round(estimate.bytes), estimate.seconds)

    def _plan(self, start: bool) -> None:
        planning = self.panel.planning()

        def take(exports: list[PlannedExport]) -> None:
            self.planned.emit(exports, start)

        run_in_background(self, lambda _: planning(), take, self.card_problem)

    def card_problem(self, sentence: str) -> None:
        """Show what is in the way of these films."""
        if self.card.path is not None:
            self.card.show_problem(self.card.path, sentence)

"""The segments of an export: a line in words, the map, a legend, and the bit rate below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.flow_layout import FlowLayout
from app.gui.segments import looks
from app.gui.segments.bitrate_curve import BitrateCurve
from app.gui.segments.looks import STEPS, Look
from app.gui.segments.segment_map import SegmentMap
from app.gui.segments.segment_words import headline, state_name
from app.jobs.segments import Cell, SegmentCells

SAMPLE = 14


class SegmentPanel(QWidget):
    """Shows ``SegmentCells``; ``refresh`` when they have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._title = QLabel()
        self._title.setFont(theme.heading(self.font()))
        self._headline = QLabel()
        self._headline.setFont(theme.tabular(self.font()))
        self._headline.setWordWrap(True)
        self._show_legend = QToolButton()
        self._show_legend.setProperty("flat", True)
        self._show_legend.setCheckable(True)
        self._show_legend.setIcon(theme.icon("information", "dim"))
        self._show_legend.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        self.map = SegmentMap()
        self.map.current_changed.connect(self._show_current)
        self._current = QLabel()
        self._current.setProperty("dim", True)
        self._current.setFont(theme.tabular(self.font()))
        self._current.hide()
        self.curve = BitrateCurve()
        self._legend = QWidget()
        self._flow = FlowLayout(self._legend)
        self._legend.hide()
        self._show_legend.toggled.connect(self._legend.setVisible)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self._headline, 1)
        head.addWidget(self._show_legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self._legend)
        layout.addWidget(self.map, 1)
        layout.addWidget(self._current)
        layout.addWidget(self.curve)
        layout.addStretch()
        self.retranslate()

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of an export, or none."""
        self._cells = cells
        self._current.hide()
        self.map.show_cells(cells)
        self.curve.show_cells(cells)
        self._show_headline()

    def refresh(self) -> None:
        """The cells have changed."""
        self.map.refresh()
        self.curve.refresh()
        self._show_headline()
        if self._current.isVisible():
            self._show_current()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Segments"))
        self._show_legend.setToolTip(self.tr("What the cells mean"))
        self._show_legend.setAccessibleName(self.tr("What the cells mean"))
        self.map.setAccessibleName(self.tr("Map of the segments"))
        self.curve.setAccessibleName(self.tr("Bit rate over the playing time"))
        self._flow.clear()
        for cell in Cell:
            self._flow.addWidget(_Sample(cell))
        self._show_headline()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_headline(self) -> None:
        text = headline(self._cells) if self._cells is not None else ""
        self._headline.setText(text)
        self.map.setAccessibleDescription(text)

    def _show_current(self, _: int = 0) -> None:
        text = self.map.current_text()
        self._current.setText(" · ".join(text.splitlines()))
        self._current.setVisible(bool(text))


class _Sample(QWidget):
    """One cell and what it means."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        picture = QLabel()
        filled = STEPS // 2 if cell is Cell.ENCODING else 0 if cell is Cell.WAITING else STEPS
        picture.setPixmap(
            looks.pixmap(Look(cell, filled), SAMPLE, SAMPLE, self.devicePixelRatioF())
        )
        name = QLabel(state_name(cell))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 2 * theme.GRID, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(picture, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(name)

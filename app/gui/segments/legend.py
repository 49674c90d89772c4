"""What the cells of the segment map mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.flow_layout import FlowLayout
from app.gui.segments import looks
from app.gui.segments.segment_words import state_name
from app.jobs.segments import Cell

SIDE = 2 * theme.GRID


class Legend(QWidget):
    """A cell of each kind and its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._flow)
        self.retranslate()

    def retranslate(self) -> None:
        self._flow.clear()
        for cell in Cell:
            entry = QWidget()
            inside = QHBoxLayout(entry)
            inside.setContentsMargins(0, 0, theme.GRID, 0)
            inside.setSpacing(theme.GRID)
            inside.addWidget(_Sample(cell), alignment=Qt.AlignmentFlag.AlignVCenter)
            inside.addWidget(QLabel(state_name(cell)))
            self._flow.addWidget(entry)


class _Sample(QWidget):
    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._cell = cell
        self.setFixedSize(SIDE, SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks.draw(painter, looks.single(self._cell), self.rect().toRectF())

"""The tracks of sound of an export: a cell each, apart from the segments."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui import theme
from app.gui.segments import looks
from app.gui.segments.segment_words import describe_sound
from app.jobs.segments import SegmentCells

SIDE = 2 * theme.GRID


class SoundCells(QWidget):
    """Shows the tracks of ``SegmentCells``; hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the tracks of another export, or none."""
        self._cells = cells
        self.updateGeometry()
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed since."""
        text = describe_sound(self._cells) if self._cells is not None else ""
        if text != self.toolTip():
            self.setToolTip(text)
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        count = len(self._cells.sound) if self._cells is not None else 0
        return QSize(max(0, count * (SIDE + theme.GRID // 2) - theme.GRID // 2), SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cells is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for track, state in enumerate(self._cells.sound):
            share = self._cells.shares.get(len(self._cells) + track)
            look = looks.look_of(bytes([state]), () if share is None else ((state, share),))
            area = QRectF(track * (SIDE + theme.GRID // 2), 0, SIDE, SIDE)
            looks.draw(painter, look, area)

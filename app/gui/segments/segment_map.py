"""Every segment of an export as a cell: one sees at once what is done, and what was kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui import theme
from app.gui.segments import looks
from app.gui.segments.geometry import GAP, ROW_HEIGHT, Geometry
from app.gui.segments.looks import Look
from app.gui.segments.segment_words import describe
from app.jobs.segments import Cell, SegmentCells

UNLIMITED = (1 << 24) - 1
"""QWIDGETSIZE_MAX, which PySide6 does not name."""

LABELLED = 48
"""Width from which on a cell shows its number."""


class SegmentMap(QWidget):
    """Shows ``SegmentCells``; ``refresh`` when they have changed.

    Signals:
        current_changed(index): another segment is under the keyboard's focus; -1 for none.
    """

    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._geometry = Geometry.fitting(0, 1, 1)
        self._looks: list[Look] = []
        self._canvas: QPixmap | None = None
        self._tiles: dict[Look, QPixmap] = {}
        self._version = -1
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of another export, or none."""
        self._cells = cells
        self._version = -1
        self.current = -1
        self._canvas = None
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed since."""
        cells = self._cells
        if cells is None or cells.version == self._version:
            return
        self._version = cells.version
        self._update_looks(cells)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * theme.GRID, 10 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * theme.GRID, 3 * theme.GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._canvas = None
            self._tiles.clear()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cells is None:
            return
        if self._canvas is None or self._canvas.devicePixelRatio() != self.devicePixelRatioF():
            self._draw_all()
        painter = QPainter(self)
        if self._canvas is not None:
            painter.drawPixmap(0, 0, self._canvas)
        self._paint_labels(painter)
        if self.hasFocus() and 0 <= self.current < len(self._cells):
            self._paint_focus(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._cells is None or not len(self._cells):
            super().keyPressEvent(event)
            return
        geometry, key = self._geometry, Qt.Key(event.key())
        cell = max(0, self.current) // geometry.group
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -geometry.columns, Qt.Key.Key_Down: geometry.columns,
        }  # fmt: skip
        if key in steps:
            moved = cell + steps[key]
            cell = moved if 0 <= moved < geometry.cells else cell
        elif key == Qt.Key.Key_Home:
            cell = 0
        elif key == Qt.Key.Key_End:
            cell = geometry.cells - 1
        else:
            super().keyPressEvent(event)
            return
        self._set_current(geometry.segments(cell).start)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.current < 0 and self._cells is not None and len(self._cells):
            self._set_current(0)
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._geometry.cell_at(event.position().x(), event.position().y())
        if self._cells is not None and cell is not None:
            self._set_current(self._geometry.segments(cell).start)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tip_at(self, place: QPoint) -> str:
        """What is known of the segments at a place, in words."""
        cell = self._geometry.cell_at(place.x(), place.y())
        if self._cells is None or cell is None:
            return ""
        return describe(self._cells, self._geometry.segments(cell))

    def current_text(self) -> str:
        """What is known of the segments under the keyboard's focus, in words."""
        if self._cells is None or not 0 <= self.current < len(self._cells):
            return ""
        return describe(self._cells, self._geometry.segments(self.current // self._geometry.group))

    def _set_current(self, index: int) -> None:
        if index != self.current:
            self.current = index
            self.current_changed.emit(index)
            self.update()

    def _lay_out(self) -> None:
        count = len(self._cells) if self._cells is not None else 0
        geometry = Geometry.fitting(count, self.width(), self.height())
        # In one row more height would only part the map from the curve below it.
        self.setMaximumHeight(ROW_HEIGHT + GAP if geometry.rows == 1 else UNLIMITED)
        if geometry != self._geometry:
            self._geometry = geometry
            self._canvas = None
            self._tiles.clear()
            self._version = -1
            self.refresh()

    def _look(self, cells: SegmentCells, cell: int) -> Look:
        segments = self._geometry.segments(cell)
        share = sum(
            cells.shares[index] for index in cells.shares if segments.start <= index < segments.stop
        )
        return looks.look_of(cells.states[segments.start : segments.stop], share)

    def _update_looks(self, cells: SegmentCells) -> None:
        now = [self._look(cells, cell) for cell in range(self._geometry.cells)]
        before, self._looks = self._looks, now
        if self._canvas is None or len(before) != len(now):
            self._canvas = None
            return
        changed = [cell for cell, look in enumerate(now) if look != before[cell]]
        if changed:
            painter = QPainter(self._canvas)
            for cell in changed:
                self._draw_cell(painter, cell, erase=True)
            painter.end()

    def _draw_all(self) -> None:
        ratio = self.devicePixelRatioF()
        self._canvas = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        self._canvas.setDevicePixelRatio(ratio)
        self._canvas.fill(Qt.GlobalColor.transparent)
        self._tiles.clear()
        painter = QPainter(self._canvas)
        for cell in range(len(self._looks)):
            self._draw_cell(painter, cell, erase=False)
        painter.end()

    def _draw_cell(self, painter: QPainter, cell: int, erase: bool) -> None:
        look, geometry = self._looks[cell], self._geometry
        tile = self._tiles.get(look)
        if tile is None:
            ratio = self.devicePixelRatioF()
            tile = looks.pixmap(look, geometry.width, geometry.height, ratio)
            self._tiles[look] = tile
        left, top = geometry.place(cell)
        if erase:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawPixmap(QPointF(left, top), tile)

    def _paint_labels(self, painter: QPainter) -> None:
        geometry = self._geometry
        if geometry.rows != 1 or geometry.width < LABELLED or geometry.group != 1:
            return
        shown = theme.current()
        painter.setFont(theme.tabular(self.font()))
        for cell, look in enumerate(self._looks):
            left, top = geometry.place(cell)
            dark = look.cell in (Cell.FINISHED, Cell.VERIFIED)
            painter.setPen(shown.on_accent if dark else shown.text)
            area = QRectF(left, top, geometry.width, geometry.height)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(cell + 1))

    def _paint_focus(self, painter: QPainter) -> None:
        geometry = self._geometry
        left, top = geometry.place(self.current // geometry.group)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = QRectF(left, top, geometry.width, geometry.height)
        grown = around.adjusted(-GAP / 2, -GAP / 2, GAP / 2, GAP / 2)
        painter.drawRoundedRect(grown, 3, 3)

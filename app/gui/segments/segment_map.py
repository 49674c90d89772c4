"""Every segment of an export as a cell: one sees at once what is done, and what was kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui import theme
from app.gui.segments.canvas import Canvas
from app.gui.segments.cell_labels import paint_label
from app.gui.segments.geometry import Geometry, largest_height
from app.gui.segments.segment_words import describe
from app.gui.segments.stripe_clock import StripeClock
from app.jobs.segments import SegmentCells

SMALLEST_HEIGHT = 3 * theme.GRID


class SegmentMap(QWidget):
    """Shows ``SegmentCells``; ``refresh`` when they have changed.

    Args:
        height: in pixels, where it is not to grow.

    Signals:
        current_changed(index): another segment is under the keyboard's focus; -1 for none.
        pointed(index): another segment is under the pointer; -1 for none.
        laid_out(): cells stand elsewhere.
    """

    current_changed = Signal(int)
    pointed = Signal(int)
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None, height: int | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._geometry = Geometry.fitting((), 1, 1)
        self._canvas = Canvas()
        self._clock = StripeClock(self)
        self._clock.moved.connect(self._move_stripes)
        self._pointed = -1
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._height = height
        if height is None:
            self.setMinimumHeight(SMALLEST_HEIGHT)
        else:
            self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def geometry_of_cells(self) -> Geometry:
        """Where the cells stand."""
        return self._geometry

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of another export, or none."""
        self._cells, self._pointed, self.current = cells, -1, -1
        self._lay_out(anew=True)

    def refresh(self) -> None:
        """Draw what has changed since."""
        if self._cells is None:
            return
        for cell in self._canvas.update(self._cells, self._geometry):
            self.update(*self._geometry.area(cell))
        self._clock.run(bool(self._cells.shares) and not self._cells.paused and self.isVisible())

    def point_at(self, index: int) -> None:
        """Mark the segment that is pointed at; -1 for none."""
        if index != self._pointed:
            before, self._pointed = self._pointed, index
            self._update_around(before)
            self._update_around(index)

    def tip_at(self, place: QPoint) -> str:
        """What is known of the segments at a place, in words."""
        cell = self._geometry.cell_at(place.x(), place.y())
        return "" if cell is None else self.text_of(self._geometry.segments(cell).start)

    def text_of(self, index: int) -> str:
        """What is known of the segments that share a cell with one, in words."""
        if self._cells is None or not 0 <= index < len(self._cells):
            return ""
        return describe(self._cells, self._geometry.segments(self._geometry.cell_of(index)))

    def sizeHint(self) -> QSize:
        return QSize(60 * theme.GRID, min(self.maximumHeight(), 12 * theme.GRID))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._lay_out(anew=True)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        cells = self._cells
        if cells is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._canvas.picture(self))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for unit in cells.shares:
            if unit < len(cells):
                self._canvas.draw(painter, self._geometry.cell_of(unit), self._clock.phase)
        if self._geometry.one_row:
            painter.setFont(theme.tabular(self.font()))
            asked = event.region()
            for index in range(len(cells)):
                area = QRectF(*self._geometry.area(index))
                # Most of the time only the stripes of one or two cells have moved.
                if asked.intersects(area.toAlignedRect()):
                    paint_label(painter, area, cells, index)
        self._paint_ring(painter, self._pointed, theme.current().dim)
        if self.hasFocus():
            self._paint_ring(painter, self.current, theme.current().text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        geometry, key = self._geometry, Qt.Key(event.key())
        last = geometry.cells - 1
        cell = geometry.cell_of(max(0, self.current))
        wanted = {
            Qt.Key.Key_Left: cell - 1, Qt.Key.Key_Right: cell + 1,
            Qt.Key.Key_Up: cell - geometry.columns, Qt.Key.Key_Down: cell + geometry.columns,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }.get(key)  # fmt: skip
        if wanted is None or self._cells is None:
            super().keyPressEvent(event)
        elif 0 <= wanted <= last:
            self._set_current(geometry.segments(wanted).start)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.current < 0 and self._cells is not None and len(self._cells):
            self._set_current(0)
        super().focusInEvent(event)
        self.current_changed.emit(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.current_changed.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._geometry.cell_at(event.position().x(), event.position().y())
        if self._cells is not None and cell is not None:
            self._set_current(self._geometry.segments(cell).start)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._geometry.cell_at(event.position().x(), event.position().y())
        self._point(-1 if cell is None else self._geometry.segments(cell).start)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def _point(self, index: int) -> None:
        if index != self._pointed:
            self.point_at(index)
            self.pointed.emit(index)

    def _set_current(self, index: int) -> None:
        if index != self.current:
            before, self.current = self.current, index
            self._update_around(before)
            self._update_around(index)
            self.current_changed.emit(index)

    def _update_around(self, index: int) -> None:
        if 0 <= index < self._geometry.count:
            area = QRectF(*self._geometry.area(self._geometry.cell_of(index)))
            self.update(area.toAlignedRect().adjusted(-3, -3, 3, 3))

    def _move_stripes(self) -> None:
        cells = self._cells
        for unit in cells.shares if cells is not None else ():
            if unit < self._geometry.count:
                self.update(*self._geometry.area(self._geometry.cell_of(unit)))

    def _lay_out(self, anew: bool = False) -> None:
        starts = self._cells.starts if self._cells is not None else ()
        if self._height is None:
            self.setMaximumHeight(max(SMALLEST_HEIGHT, largest_height(starts, self.width())))
        geometry = Geometry.fitting(starts, self.width(), self.height())
        if anew or geometry != self._geometry:
            self._geometry = geometry
            self._canvas.clear()
            self.refresh()
            self.update()
            self.laid_out.emit()

    def _paint_ring(self, painter: QPainter, index: int, colour: QColor) -> None:
        if not 0 <= index < self._geometry.count:
            return
        area = QRectF(*self._geometry.area(self._geometry.cell_of(index)))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = area.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.drawRoundedRect(inside, 2, 2)

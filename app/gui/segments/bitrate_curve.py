"""The bit rate over the playing time, as far as segments are finished."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui import theme
from app.gui.segments import time_axis
from app.gui.segments.rates import Rates, Step
from app.gui.segments.segment_words import megabits
from app.jobs.segments import SegmentCells

SMALLEST_PLOT, LARGEST_PLOT = 4 * theme.GRID, 10 * theme.GRID

STEP_WIDTH = 2
"""Pixels of a step at least."""


class BitrateCurve(QWidget):
    """A step for each segment; where nothing is finished there is a gap.

    Its axis is that of the segment map while that stands in one row; ``reading`` goes beside it.

    Signals:
        pointed(index): another segment is under the pointer; -1 for none.
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._rates: Rates | None = None
        self._pointed = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._limit_height()

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of another export, or none."""
        self._cells, self._rates, self._pointed = cells, None, -1
        self.refresh()
        self.update()

    def refresh(self) -> None:
        """Draw what has changed since."""
        if self._cells is None:
            return
        if self._rates is None:
            self._rates = Rates(self._cells, max(1, self.width() // STEP_WIDTH))
        if self._rates.update():
            self.setAccessibleDescription(self.reading())
            self.update()

    def point_at(self, index: int) -> None:
        """Mark the segment that is pointed at; -1 for none."""
        if index != self._pointed:
            self._pointed = index
            self.update()

    def reading(self) -> str:
        """The lowest and the highest bit rate, in words."""
        steps = self._rates.steps if self._rates is not None else []
        if not steps:
            return ""
        low, high = min(step.rate for step in steps), max(step.rate for step in steps)
        if megabits(low) == megabits(high):
            return self.tr("Bit rate {rate}").format(rate=megabits(high))
        return self.tr("Bit rate {low} to {high}").format(low=megabits(low), high=megabits(high))

    def sizeHint(self) -> QSize:
        return QSize(60 * theme.GRID, SMALLEST_PLOT + self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * theme.GRID, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rates = None
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleDescription(self.reading())
            self.update()
        elif event.type() == QEvent.Type.FontChange:
            self._limit_height()
            self.updateGeometry()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cells = self._cells
        if cells is None or not len(cells):
            return
        seconds = time_axis.seconds_at(event.position().x(), cells.starts[-1], self.width())
        self._point(min(len(cells) - 1, max(0, bisect_right(cells.starts, seconds) - 1)))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        cells, rates = self._cells, self._rates
        if cells is None or rates is None or not len(cells):
            return
        painter, shown = QPainter(self), theme.current()
        painter.setFont(theme.tabular(self.font()))
        whole = QRectF(self.rect())
        plot = whole.adjusted(0, 0, 0, -self._line)
        axis = QRectF(plot.left(), plot.bottom(), plot.width(), self._line)
        time_axis.paint(painter, axis, cells.starts[-1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_steps(painter, plot, rates.steps)
        if 0 <= self._pointed < len(cells):
            at = (cells.starts[self._pointed] + cells.starts[self._pointed + 1]) / 2
            x = time_axis.x_of(at, cells.starts[-1], plot.width())
            painter.setPen(QPen(shown.text, 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _limit_height(self) -> None:
        self.setMaximumHeight(LARGEST_PLOT + self._line)

    def _point(self, index: int) -> None:
        if index != self._pointed:
            self.point_at(index)
            self.pointed.emit(index)

    def _paint_steps(self, painter: QPainter, plot: QRectF, steps: list[Step]) -> None:
        assert self._cells is not None
        top, end = max((step.rate for step in steps), default=0.0), self._cells.starts[-1]
        if top <= 0:
            return
        run: list[QPointF] = []
        before = 0.0
        for step in steps:
            if run and step.begin > before + 1e-9:
                _paint_run(painter, plot, run)
                run = []
            height = plot.bottom() - (plot.height() - 2) * step.rate / top
            for seconds in (step.begin, step.end):
                run.append(QPointF(time_axis.x_of(seconds, end, plot.width()), height))
            before = step.end
        _paint_run(painter, plot, run)


def _paint_run(painter: QPainter, plot: QRectF, run: list[QPointF]) -> None:
    """A curve without gaps, and a pale ground below it."""
    if not run:
        return
    ground = QColor(theme.current().accent)
    ground.setAlphaF(0.15)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    first, last = run[0], run[-1]
    below = [QPointF(last.x(), plot.bottom()), QPointF(first.x(), plot.bottom())]
    painter.drawPolygon(QPolygonF([*run, *below]))
    painter.setPen(QPen(theme.current().accent, 1.5))
    painter.drawPolyline(QPolygonF(run))

"""The bit rate over the playing time, as far as segments are finished."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui import theme, words
from app.gui.segments.segment_words import megabits
from app.jobs.segments import SegmentCells

HEIGHT = 7 * theme.GRID
MOST_HEIGHT = 20 * theme.GRID
MARGIN = 2


class BitrateCurve(QWidget):
    """A step for each segment; where nothing is finished there is a gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._steps: list[tuple[float, float, float]] = []
        self._version = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(HEIGHT)
        self.setMaximumHeight(MOST_HEIGHT)

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of another export, or none."""
        self._cells, self._version = cells, -1
        self.refresh()

    def refresh(self) -> None:
        """Draw what has changed since."""
        cells = self._cells
        if cells is not None and cells.version != self._version:
            self._version = cells.version
            self._steps = _steps(cells, max(64, self.width() // 2))
        elif cells is None:
            self._steps = []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * theme.GRID, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, area = theme.current(), self._area()
        painter.setPen(QPen(shown.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not self._steps or self._cells is None:
            return
        top, end = max(rate for _, _, rate in self._steps), self._cells.starts[-1]
        if top <= 0 or end <= 0:
            return
        painter.setPen(QPen(shown.accent, 1.5))
        run: list[QPointF] = []
        before = -1.0
        for begin, stop, rate in self._steps:
            height = area.bottom() - area.height() * rate / top
            left = area.left() + area.width() * begin / end
            right = area.left() + area.width() * stop / end
            if run and begin > before + 1e-9:
                painter.drawPolyline(QPolygonF(run))
                run = []
            run += [QPointF(left, height), QPointF(right, height)]
            before = stop
        painter.drawPolyline(QPolygonF(run))
        painter.setPen(shown.dim)
        painter.setFont(theme.tabular(self.font()))
        corner = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(QRectF(self.rect()), corner, megabits(top))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(event.pos().x())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Time and bit rate at a place."""
        if self._cells is None or not self._steps:
            return ""
        area = self._area()
        at = self._cells.starts[-1] * (x - area.left()) / area.width()
        for begin, stop, rate in self._steps:
            if begin <= at < stop:
                return f"{words.duration(at)}: {megabits(rate)}"
        return ""

    def _area(self) -> QRectF:
        room = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(0, room, 0, -MARGIN)


def _steps(cells: SegmentCells, most: int) -> list[tuple[float, float, float]]:
    """Begin, end and bit rate of finished segments, neighbours taken together when too many."""
    group = max(1, -(-len(cells) // most))
    steps = []
    for first in range(0, len(cells), group):
        stop = min(len(cells), first + group)
        sizes = cells.sizes[first:stop]
        done = [place for place, size in enumerate(sizes) if size]
        if not done:
            continue
        seconds = sum(cells.seconds(first + place) for place in done)
        if seconds > 0:
            rate = sum(sizes) * 8 / seconds
            begin = cells.starts[first + done[0]]
            steps.append((begin, cells.starts[first + done[-1] + 1], rate))
    return steps

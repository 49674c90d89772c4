"""Number and time inside a wide cell."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui import theme
from app.gui.segments.segment_words import clock
from app.jobs.segments import Cell, SegmentCells

MARGIN = theme.GRID // 2


def paint_label(painter: QPainter, area: QRectF, cells: SegmentCells, index: int) -> None:
    """Write as much into a cell as fits; text on hatching stands on a ground of its own."""
    metrics, shown = painter.fontMetrics(), theme.current()
    precise = cells.seconds(index) < 2
    number, time = str(index + 1), clock(cells.starts[index], precise)
    room = area.width() - 2 * MARGIN
    widths = [metrics.horizontalAdvance(text) for text in (number, time)]
    lines = 2 if widths[1] <= room and 2 * metrics.height() <= area.height() else 1
    if widths[0] > room or metrics.height() > area.height():
        return
    text = f"{number}\n{time}" if lines == 2 else number
    width, height = max(widths[:lines]) + MARGIN, lines * metrics.height()
    ground = QRectF(0, 0, width, height)
    ground.moveCenter(area.center())
    cell = Cell(cells.states[index])
    painter.setPen(shown.text)
    if cell in (Cell.FINISHED, Cell.VERIFIED):
        painter.setPen(shown.on_accent)
    elif cell in (Cell.ENCODING, Cell.DAMAGED):
        painter.fillRect(ground, shown.surface)
    painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), text)

"""Where times stand below a curve."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.gui import theme
from app.gui.segments.geometry import GAP
from app.gui.segments.segment_words import clock

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000, 86400)
"""Seconds between two times that are written; days above."""

APART = 12 * theme.GRID
"""Pixels between two times at least."""


def x_of(seconds: float, end: float, width: float) -> float:
    """Where a time stands; as the edges of cells in one row do."""
    return (width + GAP) * seconds / end if end > 0 else 0.0


def seconds_at(x: float, end: float, width: float) -> float:
    """The reverse of ``x_of``."""
    return end * x / (width + GAP)


def ticks(end: float, width: float) -> list[float]:
    """Times that are written below an axis, in seconds; the end itself is not among them."""
    most = max(1.0, width / APART)
    step = next((step for step in STEPS if end / step <= most), STEPS[-1])
    while end / step > most:
        step *= 2
    count = int(end // step)
    return [float(step * number) for number in range(count + 1) if step * number < end]


def paint(painter: QPainter, area: QRectF, end: float) -> None:
    """Draw the axis along the top of ``area`` with times below it, as far as they fit."""
    shown, metrics = theme.current(), painter.fontMetrics()
    painter.setPen(QPen(shown.line, 1))
    painter.drawLine(area.topLeft(), area.topRight())
    last = clock(end, end < 10)
    right = area.right() - metrics.horizontalAdvance(last)
    painter.setPen(shown.dim)
    below = area.adjusted(0, 2, 0, 0)
    painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), last)
    for seconds in ticks(end, area.width()):
        text = clock(seconds, end < 10)
        width = metrics.horizontalAdvance(text)
        left = area.left() + x_of(seconds, end, area.width())
        left = max(area.left(), left - width / 2)
        if left + width + theme.GRID <= right:
            painter.drawText(
                QRectF(left, below.top(), width + 1, below.height()),
                int(Qt.AlignmentFlag.AlignLeft),
                text,
            )

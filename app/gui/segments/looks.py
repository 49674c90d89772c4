"""How a cell of the segment map looks: each state has a shape besides its colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from app.gui import theme
from app.jobs.segments import KEPT, Cell

STEPS = 8
"""Steps in which a cell is seen to fill."""

_STRIPE = 4


@dataclass(frozen=True)
class Look:
    """A state, and how much of the cell is filled, in ``STEPS``."""

    cell: Cell
    filled: int


def look_of(states: bytes | bytearray, share: float) -> Look:
    """The look of a cell that stands for some segments.

    Args:
        states: a ``Cell`` for each segment.
        share: how much of those under way is done, in segments.
    """
    total = len(states)
    kept = {cell: states.count(cell) for cell in KEPT}
    done = sum(kept.values())
    if states.count(Cell.DAMAGED):
        return Look(Cell.DAMAGED, STEPS)
    filled = min(STEPS, int(STEPS * (done + share) / total))
    if states.count(Cell.ENCODING):
        return Look(Cell.ENCODING, filled)
    if done == total:
        return Look(max(kept, key=lambda cell: kept[cell]), STEPS)
    return Look(Cell.WAITING, max(filled, 1 if done else 0))


def draw(painter: QPainter, look: Look, area: QRectF) -> None:
    """Draw one cell."""
    shown = theme.current()
    round_by = min(3.0, area.height() / 5)
    inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
    if look.cell in KEPT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_paler(shown.accent) if look.cell is Cell.RESTORED else shown.accent)
        painter.drawRoundedRect(area, round_by, round_by)
        if look.cell is Cell.RESTORED:
            _notch(painter, area)
        elif look.cell is Cell.VERIFIED:
            _tick_row(painter, area)
        return
    outline = {Cell.ENCODING: shown.accent, Cell.DAMAGED: shown.bad}.get(look.cell, shown.dim)
    painter.setBrush(shown.surface)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(area, round_by, round_by)
    if look.cell is Cell.DAMAGED:
        _stripes(painter, inner, shown.bad)
    elif look.filled:
        part = QRectF(inner)
        part.setWidth(inner.width() * look.filled / STEPS)
        painter.fillRect(part, _paler(shown.accent))
        if look.cell is Cell.ENCODING:
            _stripes(painter, part, shown.accent)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(outline, 1))
    painter.drawRoundedRect(inner, round_by, round_by)


def pixmap(look: Look, width: float, height: float, ratio: float) -> QPixmap:
    """A cell as a picture of its own, for maps with many of them."""
    drawn = QPixmap(round(width * ratio), round(height * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, look, QRectF(0, 0, width, height))
    painter.end()
    return drawn


def _paler(colour: QColor) -> QColor:
    ground, share = theme.current().surface, 0.55
    return QColor.fromRgbF(
        *(
            share * one + (1 - share) * other
            for one, other in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def _notch(painter: QPainter, area: QRectF) -> None:
    """A corner that is cut off: this was there before."""
    side = min(area.height(), area.width()) * 0.45
    corner = QPolygonF(
        [area.topRight(), area.topRight() - QPointF(side, 0), area.topRight() + QPointF(0, side)]
    )
    painter.setBrush(theme.current().surface)
    painter.drawPolygon(corner)


def _tick_row(painter: QPainter, area: QRectF) -> None:
    """Small ticks along the bottom."""
    painter.setBrush(theme.current().on_accent)
    size = max(2, round(area.height() / 6))
    count = max(1, int(area.width() / (3 * size)))
    step = area.width() / count
    for tick in range(count):
        left = round(area.left() + (tick + 0.5) * step - size / 2)
        painter.drawRect(QRectF(left, round(area.bottom()) - 2 * size, size, size))


def _stripes(painter: QPainter, area: QRectF, colour: QColor) -> None:
    with theme.painting(painter):
        painter.setClipRect(area)
        painter.setPen(QPen(colour, 1.5))
        height = area.height()
        at = area.left() - height
        while at < area.right():
            painter.drawLine(QPointF(at, area.bottom()), QPointF(at + height, area.top()))
            at += _STRIPE

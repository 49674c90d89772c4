"""How a cell of the segment map looks: each state has a shape besides its colour."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from app.gui import theme
from app.jobs.segments import Cell

STEPS = 8
"""Steps in which a small cell is seen to fill."""

FINE_STEPS = 96
"""Steps of a wide one."""

SMALL = 10
"""Height up to which a cell has little room for patterns, in pixels."""

STRIPE = 6
"""Distance of the stripes of what is under way, in pixels; they move by one at a time."""

Look = tuple[int, ...]
"""How many steps of a cell each ``Cell`` takes, in their order."""

_ORDER = (
    Cell.VERIFIED, Cell.RESTORED, Cell.FINISHED, Cell.ENCODING, Cell.DAMAGED, Cell.WAITING,
)  # fmt: skip
"""From left to right within a cell."""

_SEEN = {Cell.ENCODING: 2, Cell.DAMAGED: 3}
"""Steps of what there is at least, lest a pattern cannot be told; 1 for other states."""


@lru_cache(maxsize=1024)
def look_of(
    states: bytes, under_way: tuple[tuple[int, float], ...] = (), steps: int = STEPS
) -> Look:
    """The look of a cell that stands for some segments: whatever there is, is seen.

    Args:
        states: a ``Cell`` for each segment.
        under_way: state and share done, 0 to 1, of those that are being encoded.
        steps: that the cell has, at least ``STEPS``.
    """
    amounts = [float(states.count(cell)) for cell in Cell]
    amounts[Cell.WAITING] += amounts[Cell.ENCODING]
    running, amounts[Cell.ENCODING] = amounts[Cell.ENCODING] > 0, 0.0
    for state, share in under_way:
        amounts[Cell.WAITING if state == Cell.ENCODING else state] -= share
        amounts[Cell.ENCODING] += share
        running = True
    return _rounded(amounts, running, steps)


def _rounded(amounts: list[float], running: bool, steps: int) -> Look:
    """Whole steps, ``steps`` in all."""
    total = sum(amounts)
    wished = [steps * amount / total for amount in amounts]
    taken = [
        max(_SEEN.get(cell, 1), int(wish))
        if wish > 1e-9 or (running and cell is Cell.ENCODING)
        else 0
        for cell, wish in zip(Cell, wished, strict=True)
    ]
    while sum(taken) > steps:
        taken[taken.index(max(taken))] -= 1
    while sum(taken) < steps:
        missing = [wish - have for wish, have in zip(wished, taken, strict=True)]
        taken[missing.index(max(missing))] += 1
    return tuple(taken)


def single(cell: Cell, share: float = 0.5) -> Look:
    """The look of one segment."""
    return look_of(bytes([cell]), ((cell, share),) if cell is Cell.ENCODING else ())


def draw(painter: QPainter, look: Look, area: QRectF, phase: int = 0) -> None:
    """Draw one cell; ``phase`` moves the stripes of what is under way."""
    round_by = 1.0 if area.height() <= SMALL else 3.0
    with theme.painting(painter):
        if area.height() > SMALL:
            shape = QPainterPath()
            shape.addRoundedRect(area, round_by, round_by)
            painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        left, steps = area.left(), sum(look)
        for cell in _ORDER:
            if look[cell]:
                part = QRectF(left, area.top(), area.width() * look[cell] / steps, area.height())
                _PARTS[cell](painter, part, phase)
                left = part.right()
    outline = _outline(look)
    if outline is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(outline, 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)


def pixmap(look: Look, width: int, height: int, ratio: float, gap: int = 0) -> QPixmap:
    """A cell, and an empty gap behind it, as a picture of its own for maps with many of them."""
    drawn = QPixmap(round((width + gap) * ratio), round(height * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, look, QRectF(0, 0, width, height))
    painter.end()
    return drawn


def _outline(look: Look) -> QColor | None:
    shown = theme.current()
    if look[Cell.DAMAGED]:
        return shown.bad
    if look[Cell.ENCODING] or look[Cell.RESTORED]:
        return shown.accent
    return _mixed(shown.dim, shown.line, 0.4) if look[Cell.WAITING] else None


def _waiting(painter: QPainter, area: QRectF, phase: int) -> None:
    """Nothing but the outline."""


def _encoding(painter: QPainter, area: QRectF, phase: int) -> None:
    """Stripes that move to the right."""
    shown = theme.current()
    painter.fillRect(area, shown.selection)
    strength = 1.0 if area.height() <= SMALL else 0.6
    _stripes(painter, area, _mixed(shown.accent, shown.selection, strength), phase)


def _finished(painter: QPainter, area: QRectF, phase: int) -> None:
    """Solid."""
    painter.fillRect(area, theme.current().accent)


def _restored(painter: QPainter, area: QRectF, phase: int) -> None:
    """Paler, and a corner is cut off: this was there before."""
    shown = theme.current()
    painter.fillRect(area, _mixed(shown.accent, shown.surface, 0.3))
    side = min(area.height() / 2, area.width(), float(theme.GRID))
    corner = QPainterPath(area.topRight())
    corner.lineTo(area.right() - side, area.top())
    corner.lineTo(area.right(), area.top() + side)
    painter.fillPath(corner, shown.surface)
    painter.setPen(QPen(shown.accent, 1))
    painter.drawLine(
        QPointF(area.right() - side, area.top()), QPointF(area.right(), area.top() + side)
    )


def _verified(painter: QPainter, area: QRectF, phase: int) -> None:
    """Solid, with a row of ticks along the bottom."""
    _finished(painter, area, phase)
    wide = area.height() > 2 * theme.GRID
    apart, width = (6, 2) if wide else (3, 1)
    height = max(2, round(area.height() / 6))
    at = area.left() + width
    while at + width <= area.right():
        painter.fillRect(QRectF(at, area.bottom() - height, width, height), theme.current().surface)
        at += apart


def _damaged(painter: QPainter, area: QRectF, phase: int) -> None:
    """Hatched both ways; a cross where there is room for no more."""
    shown = theme.current()
    painter.fillRect(area, shown.surface)
    if area.height() <= SMALL:
        painter.setPen(QPen(shown.bad, 1))
        painter.drawLine(area.topLeft(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.topRight())
        return
    _stripes(painter, area, shown.bad, 0)
    _stripes(painter, area, shown.bad, 0, falling=True)


_PARTS: dict[Cell, Callable[[QPainter, QRectF, int], None]] = {
    Cell.WAITING: _waiting,
    Cell.ENCODING: _encoding,
    Cell.FINISHED: _finished,
    Cell.RESTORED: _restored,
    Cell.VERIFIED: _verified,
    Cell.DAMAGED: _damaged,
}


def _stripes(
    painter: QPainter, area: QRectF, colour: QColor, phase: int, falling: bool = False
) -> None:
    height = area.height()
    width, apart = (1.0, STRIPE - 2) if height <= SMALL else (2.0, STRIPE)
    with theme.painting(painter):
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(colour, width))
        at = area.left() - height - apart + phase % apart
        while at < area.right():
            begin, end = QPointF(at, area.bottom()), QPointF(at + height, area.top())
            if falling:
                begin, end = QPointF(at, area.top()), QPointF(at + height, area.bottom())
            painter.drawLine(begin, end)
            at += apart


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    return QColor(
        *(
            round(share * one + (1 - share) * other)
            for one, other in zip(colour.getRgb(), ground.getRgb(), strict=True)  # type: ignore[call-overload]
        )
    )

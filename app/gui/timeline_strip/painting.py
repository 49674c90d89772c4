"""How blocks, passages and markers of an edit look: shapes besides colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from app.gui import theme
from app.gui.timeline_strip.rows import Kind

CORNER = 2
NARROW = 6
"""Pixels up to which a block is a bar."""

NAME_FROM = 5 * theme.GRID
"""Pixels from which on a block has its name in it."""

FAINT = 0.35
"""How much of a colour is left of what is switched off."""


def colour_of(kind: Kind) -> QColor:
    """The colour of a kind of track; where it stands tells the kind as well."""
    shown = theme.current()
    return {"captions": shown.dim, "video": shown.accent, "audio": shown.good}[kind]


def paint_block(
    painter: QPainter, area: QRectF, kind: Kind, name: str, *, missing: bool, hidden: bool
) -> None:
    """A clip; without its medium it is hatched, switched off it is faint."""
    colour = _tone(kind, missing, hidden)
    ground = QColor(colour)
    ground.setAlphaF(0.3 * colour.alphaF())
    inside = area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(inside, CORNER, CORNER)
    if missing:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(inside)
    if area.width() >= NAME_FROM and area.height() >= painter.fontMetrics().height() and name:
        _paint_name(painter, area, name, hidden=hidden, missing=missing)


def paint_bars(
    painter: QPainter, areas: Sequence[QRect], kind: Kind, *, missing: bool, hidden: bool
) -> None:
    """Clips that are too narrow for more than a bar, which is lower without their media."""
    if missing:
        areas = [area.adjusted(0, area.height() // 2, 0, 0) for area in areas]
    with theme.painting(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_tone(kind, missing, hidden))
        painter.drawRects(areas)


def paint_transition(painter: QPainter, area: QRectF) -> None:
    """A passage: a light box that one falls out of and the other comes into."""
    shown = theme.current()
    painter.setPen(QPen(shown.text, 1))
    ground = QColor(shown.surface)
    ground.setAlphaF(0.75)
    painter.setBrush(ground)
    box = area.adjusted(0.5, 2.5, -0.5, -2.5)
    painter.drawRect(box)
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.bottomLeft(), box.topRight())


def paint_marker(painter: QPainter, x: float, area: QRectF) -> None:
    """A flag that points down at its frame."""
    half = area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().warn)
    top = area.top()
    painter.drawPolygon(
        QPolygonF([QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top + area.height())])
    )


def _tone(kind: Kind, missing: bool, hidden: bool) -> QColor:
    colour = QColor(theme.current().bad if missing else colour_of(kind))
    colour.setAlphaF(FAINT if hidden else 1.0)
    return colour


def _paint_name(painter: QPainter, area: QRectF, name: str, *, hidden: bool, missing: bool) -> None:
    shown = theme.current()
    room = area.adjusted(theme.GRID // 2, 0, -theme.GRID // 2, 0)
    metrics = painter.fontMetrics()
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
    if missing:
        # Letters on a pattern cannot be read.
        top, width = area.center().y() - metrics.height() / 2, metrics.horizontalAdvance(text)
        ground = QRectF(room.left() - 2, top, width + 4, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.surface)
        painter.drawRect(ground.intersected(area))
    painter.setPen(shown.dim if hidden else shown.text)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

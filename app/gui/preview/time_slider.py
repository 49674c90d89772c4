"""The time axis of a film, with the parts that are trimmed off shaded."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from app.gui import theme, words

TICKS = 1000
"""Of the slider in a second."""
LONGEST = 2_000_000_000
"""Ticks: the slider counts in 32 bits."""
TRACK = theme.GRID / 2
KNOB = 2 * theme.GRID
PAGE_SECONDS = 10.0
HATCH_GAP = 6


class TimeSlider(QSlider):
    """Seconds instead of numbers; a press goes to that place at once.

    Signals:
        moved(float): the user went to a time, in seconds.
        stepped(int): the user wants so many frames more.
    """

    moved = Signal(float)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._trimmed: tuple[float | None, float | None] = (None, None)
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(3 * theme.GRID)
        self.set_length(0.0)
        self.retranslate()

    @property
    def time(self) -> float:
        """Seconds."""
        return self.value() / TICKS

    @property
    def length(self) -> float:
        """Seconds."""
        return self.maximum() / TICKS

    @property
    def trimmed(self) -> tuple[float | None, float | None]:
        """Start and end of what stays, in seconds; None for the film's own."""
        return self._trimmed

    def set_length(self, seconds: float) -> None:
        """The film's length."""
        self.setRange(0, min(LONGEST, round(max(0.0, seconds) * TICKS)))
        self.setPageStep(round(PAGE_SECONDS * TICKS))
        self.update()

    def set_time(self, seconds: float) -> None:
        """Go to a time, without telling."""
        self.setValue(min(LONGEST, round(seconds * TICKS)))
        self._describe()

    def set_range(self, start: float | None, end: float | None) -> None:
        """What stays of the film; the rest is shaded."""
        self._trimmed = (start, end)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * theme.GRID, 3 * theme.GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.track)
        painter.drawRoundedRect(track, TRACK / 2, TRACK / 2)
        if self.isEnabled() and self.maximum() > 0:
            painter.setBrush(shown.accent)
            kept = self._span(*self._kept())
            painter.drawRoundedRect(kept, TRACK / 2, TRACK / 2)
            self._paint_trimmed(painter)
            self._paint_knob(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        second = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        places = {
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self.length,
            Qt.Key.Key_PageUp: self.time - PAGE_SECONDS,
            Qt.Key.Key_PageDown: self.time + PAGE_SECONDS,
        }
        if key in steps and not second:
            self.stepped.emit(steps[Qt.Key(key)])
        elif key in steps:
            self._move(self.time + steps[Qt.Key(key)])
        elif key in places:
            self._move(places[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr("Arrow keys: one frame · with Shift: one second · Page keys: ten seconds")
        )
        self._describe()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Time in the film"))
        text = self.tr("{time} of {length}").format(
            time=words.duration(self.time), length=words.duration(self.length)
        )
        if self._trimmed != (None, None):
            start, end = self._kept()
            text = self.tr("{time} of {length}; from {start} to {end} is exported").format(
                time=words.duration(self.time),
                length=words.duration(self.length),
                start=words.duration(start),
                end=words.duration(end),
            )
        self.setAccessibleDescription(text)

    def _kept(self) -> tuple[float, float]:
        start, end = self._trimmed
        return start or 0.0, self.length if end is None else min(end, self.length)

    def _track(self) -> QRectF:
        middle = self.height() / 2
        inset = KNOB / 2 + 1
        return QRectF(inset, middle - TRACK / 2, max(1.0, self.width() - 2 * inset), TRACK)

    def _x(self, seconds: float) -> float:
        track = self._track()
        return track.left() + track.width() * (seconds / self.length if self.length else 0.0)

    def _span(self, start: float, end: float) -> QRectF:
        track = self._track()
        return QRectF(self._x(start), track.top(), max(0.0, self._x(end) - self._x(start)), TRACK)

    def _paint_trimmed(self, painter: QPainter) -> None:
        """Hatched, so that it does not depend on colour, between brackets."""
        start, end = self._kept()
        shown = theme.current()
        tall = TRACK * 3
        for begin, stop in ((0.0, start), (end, self.length)):
            part = self._span(begin, stop)
            if part.width() <= 0:
                continue
            area = QRectF(part.left(), part.center().y() - tall / 2, part.width(), tall)
            with theme.painting(painter):
                painter.setClipRect(area)
                ground = QColor(shown.track)
                painter.fillRect(area, ground)
                painter.setPen(QPen(shown.dim, 1))
                x = area.left() - tall
                while x < area.right():
                    painter.drawLine(QPointF(x, area.bottom()), QPointF(x + tall, area.top()))
                    x += HATCH_GAP
        painter.setPen(QPen(shown.text, 2))
        for place, trimmed in ((start, self._trimmed[0]), (end, self._trimmed[1])):
            if trimmed is not None:
                x, middle = self._x(place), self._track().center().y()
                painter.drawLine(QPointF(x, middle - tall / 2), QPointF(x, middle + tall / 2))

    def _paint_knob(self, painter: QPainter) -> None:
        shown = theme.current()
        centre = QPointF(self._x(self.time), self._track().center().y())
        focused = self.hasFocus()
        painter.setPen(QPen(shown.text if focused else shown.accent, 3 if focused else 2))
        painter.setBrush(shown.surface)
        painter.drawEllipse(centre, KNOB / 2 - 1, KNOB / 2 - 1)

    def _go_to(self, x: float) -> None:
        track = self._track()
        self._move((x - track.left()) / track.width() * self.length)

    def _move(self, seconds: float) -> None:
        self.set_time(min(max(0.0, seconds), self.length))
        self.moved.emit(self.time)

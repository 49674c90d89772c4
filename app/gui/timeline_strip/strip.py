"""An edit as a strip: its tracks as rows, its clips as blocks."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
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

from app.gui import theme, words
from app.gui.segments import time_axis
from app.gui.timeline_strip import painting, strip_words
from app.gui.timeline_strip.painting import NAME_FROM
from app.gui.timeline_strip.rows import FINEST, Item, Row, nearest, rows_of, spread, step
from exporters.timeline.sequence import Sequence as Edited

ROW = 3 * theme.GRID
LOWEST_ROW = theme.GRID
GAP = 2
MARKERS = theme.GRID
AXIS = 2 * theme.GRID
MOST_HEIGHT = 24 * theme.GRID
REACH = 3
"""Pixels beside a narrow clip that still point at it."""


class TimelineStrip(QWidget):
    """Shows a ``Sequence``; with the arrow keys one goes from clip to clip.

    Signals:
        current_changed(text): what is known of the clip under the keyboard's focus; "" for none.
    """

    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit: Edited | None = None
        self.rows: list[Row] = []
        self._picture: QPixmap | None = None
        self._current: tuple[int, int] | None = None
        self.drawn = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.retranslate()

    def show_sequence(self, edit: Edited | None) -> None:
        """Show an edit, or none."""
        self._edit = edit
        self.rows = rows_of(edit) if edit is not None else []
        self._current = None
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()
        self._draw_anew()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Tracks of the edit"))
        self._tell_current()

    def sizeHint(self) -> QSize:
        height = MARKERS + AXIS + len(self.rows) * (ROW + GAP)
        return QSize(60 * theme.GRID, min(height, MOST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Rows become thin where there is no room."""
        lowest = MARKERS + AXIS + len(self.rows) * (LOWEST_ROW + GAP)
        return QSize(20 * theme.GRID, min(lowest, MOST_HEIGHT))

    @property
    def current(self) -> Item | None:
        """The clip or caption under the keyboard's focus, or that was pressed last."""
        if self._current is None:
            return None
        number, place = self._current
        return self.rows[number].items[place]

    def tip_at(self, place: QPoint | QPointF) -> str:
        """What is known of what is at a place, in lines; "" where nothing is."""
        edit = self._edit
        if edit is None or not self._scale:
            return ""
        frame = (place.x() - self._left) / self._scale
        reach = REACH / self._scale
        if place.y() < MARKERS:
            near = [one for one in edit.markers if abs(one.start - frame) <= 2 * reach]
            return strip_words.describe_marker(edit, nearest(near, frame)) if near else ""
        number = self._row_at(place.y())
        if number is None:
            return ""
        return strip_words.tip_in(edit, self.rows[number], frame, reach, self._scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        wanted = steps.get(Qt.Key(event.key()))
        if wanted is None or not self._go(*wanted):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None:
            self._go(0, 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().y())
        if number is not None and self._scale:
            frame = (event.position().x() - self._left) / self._scale
            place = self.rows[number].at(frame, REACH / self._scale)
            if place is not None:
                self._set_current((number, place))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = words.tip(self.tip_at(event.pos()))
            QToolTip.showText(event.globalPos(), text.replace("\n", "<br>"), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() in (
            QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange,
        ):  # fmt: skip
            self._draw_anew()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._edit is None:
            return
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(self._picture)
            drawing.setFont(self.font())
            drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(drawing, self._edit)
            drawing.end()
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._picture)
        if self._current is not None and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().text, 2))
            painter.drawRoundedRect(self._area_of(*self._current), 2, 2)

    # Where things are

    @property
    def _left(self) -> int:
        labels = [self.fontMetrics().horizontalAdvance(text) for text in self._labels()]
        return max(labels, default=0) + theme.GRID

    @property
    def _scale(self) -> float:
        """Pixels a frame."""
        if self._edit is None or not self._edit.duration:
            return 0.0
        return max(0.0, (self.width() - self._left) / self._edit.duration)

    @property
    def _row_height(self) -> float:
        room = self.height() - MARKERS - AXIS
        return max(float(LOWEST_ROW), room / max(1, len(self.rows)) - GAP)

    def _top_of(self, number: int) -> float:
        return MARKERS + number * (self._row_height + GAP)

    def _row_at(self, y: float) -> int | None:
        number = int((y - MARKERS) // (self._row_height + GAP))
        return number if y >= MARKERS and number < len(self.rows) else None

    def _area_of(self, number: int, place: int) -> QRectF:
        row = self.rows[number]
        left = self._left + row.starts[place] * self._scale
        width = max(FINEST, row.items[place].duration * self._scale)
        return QRectF(left, self._top_of(number), width, self._row_height)

    def _labels(self) -> list[str]:
        return [strip_words.track_label(row) for row in self.rows]

    # Drawing

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def _draw(self, painter: QPainter, edit: Edited) -> None:
        shown, left, scale = theme.current(), self._left, self._scale
        self.drawn = 0
        for number, label in enumerate(self._labels()):
            top, height = self._top_of(number), self._row_height
            painter.fillRect(QRectF(left, top, self.width() - left, height), shown.track)
            painter.setPen(shown.dim)
            side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if height >= painter.fontMetrics().height():
                painter.drawText(QRectF(0, top, left, height), side, label)
            self._draw_row(painter, self.rows[number], QRectF(left, top, 0, height), scale)
        for marker in spread(edit.markers, scale):
            painting.paint_marker(
                painter, left + marker.start * scale, QRectF(0, 0, 0, MARKERS - 1)
            )
            self.drawn += 1
        axis = QRectF(left, self.height() - AXIS, self.width() - left, AXIS)
        painter.setFont(theme.tabular(self.font()))
        time_axis.paint(painter, axis, float(edit.seconds))

    def _draw_row(self, painter: QPainter, row: Row, area: QRectF, scale: float) -> None:
        if not scale:
            return
        left, top, height = area.left(), area.top(), area.height()
        bars: defaultdict[tuple[bool, bool], list[QRect]] = defaultdict(list)
        for block in row.blocks(scale):
            self.drawn += 1
            width = block.right - block.left
            if width < painting.NARROW:
                bar = QRect(round(left + block.left), round(top), round(width), round(height))
                bars[block.missing, block.hidden].append(bar)
                continue
            name = strip_words.item_name(row.items[block.first]) if width > NAME_FROM else ""
            place = QRectF(left + block.left, top, width, height)
            painting.paint_block(
                painter, place, row.kind, name, missing=block.missing, hidden=block.hidden
            )
        for (missing, hidden), areas in bars.items():
            painting.paint_bars(painter, areas, row.kind, missing=missing, hidden=hidden)
        for transition in row.transitions:
            width = (transition.end - transition.start) * scale
            if width >= FINEST:
                left = area.left() + transition.start * scale
                painting.paint_transition(painter, QRectF(left, area.top(), width, area.height()))
                self.drawn += 1

    # Going about

    def _go(self, rows: int, items: int) -> bool:
        """Go to another row or clip; False where there is none."""
        found = step(self.rows, self._current, rows, items)
        if found is not None:
            self._set_current(found)
        return found is not None

    def _set_current(self, current: tuple[int, int]) -> None:
        if current != self._current:
            self._current = current
            self._tell_current()
            self.update()

    def _tell_current(self) -> None:
        edit = self._edit
        whole = strip_words.summary(edit, self.rows) if edit is not None else ""
        if edit is None or self._current is None:
            self.setAccessibleDescription(whole)
            return
        number, place = self._current
        text = strip_words.describe(edit, self.rows[number], place, place + 1)
        self.setAccessibleDescription(f"{text}\n{whole}")
        self.current_changed.emit(text)

"""The picture: one frame, or two with a divider between them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui import theme

HANDLE = 3 * theme.GRID
GRIP = 1.5 * theme.GRID
"""How near to the divider, in pixels, a press takes hold of it."""
STEP, BIG_STEP = 0.01, 0.1
BUSY_DELAY_MS = 200
"""What is quicker shows no sign of being busy, which would only flicker."""
BUSY_TICK_MS = 40
BUSY_ROUND_MS = 1500
BUSY_SPAN = 0.25
RING = 2.0
LABEL_OPACITY = 0.85


class FrameView(QWidget):
    """Fits its picture into itself. With two, the first is left of the divider.

    Signals:
        box_changed(): pictures of another size are wanted; see ``box``.
    """

    box_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._labels: list[str] = []
        self._message = ""
        self._icon = ""
        self.divider = 0.5
        self._dragging = False
        self._busy_phase = 0.0
        self._busy_after = QTimer(self, singleShot=True, interval=BUSY_DELAY_MS)
        self._busy_tick = QTimer(self, interval=BUSY_TICK_MS)
        self._busy_after.timeout.connect(self._busy_tick.start)
        self._busy_tick.timeout.connect(self._advance)
        self.setMinimumSize(30 * theme.GRID, 17 * theme.GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._take_roles()

    @property
    def images(self) -> list[QImage]:
        """What is shown."""
        return self._images

    @property
    def compares(self) -> bool:
        """Whether two pictures are shown."""
        return len(self._images) > 1

    @property
    def message(self) -> str:
        return self._message

    def box(self) -> tuple[int, int]:
        """Pixels of the screen that a picture may have."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def sizeHint(self) -> QSize:
        return QSize(80 * theme.GRID, 45 * theme.GRID)

    def show_images(self, images: list[QImage], labels: list[str]) -> None:
        """Show one picture, or two that are compared, with their names."""
        self._images, self._labels, self._message = images, labels, ""
        self._take_roles()

    def show_message(self, text: str, icon: str = "", keep: bool = False) -> None:
        """Show words, "" for none.

        Args:
            icon: name of an icon above them.
            keep: leave the picture as it is, with the words over its lower edge.
        """
        self._message, self._icon = text, icon
        if not keep:
            self._images = []
        self._take_roles()

    def set_busy(self, busy: bool) -> None:
        """Whether a sign of being busy is shown after a moment."""
        if busy:
            if not self._busy_tick.isActive():
                self._busy_after.start()
            return
        self._busy_after.stop()
        self._busy_tick.stop()
        self.update()

    def set_divider(self, share: float) -> None:
        """Move the divider, from 0 (left) to 1."""
        self.divider = min(1.0, max(0.0, share))
        self._describe()
        self.update()

    def picture_area(self) -> QRectF:
        """Where the picture is, in the widget's own coordinates."""
        if not self._images:
            return QRectF(self.rect())
        size = self._images[0].size().toSizeF()
        size.scale(self.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(QPointF(), size)
        area.moveCenter(QRectF(self.rect()).center())
        return area

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.current().track)
        if self._images:
            self._paint_images(painter)
        if self._message:
            self._paint_message(painter)
        if self._busy_tick.isActive():
            self._paint_busy(painter)
        if self.hasFocus() and not self.compares:
            painter.setPen(QPen(theme.current().accent, RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.box_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.compares:
            self._dragging = True
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag_to(event.position().x())
        near = self.compares and abs(event.position().x() - self._divider_x()) <= GRIP
        held = self._dragging or near
        self.setCursor(Qt.CursorShape.SplitHCursor if held else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = BIG_STEP if fast else STEP
        places = {
            Qt.Key.Key_Left: self.divider - step,
            Qt.Key.Key_Right: self.divider + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if self.compares and event.key() in places:
            self.set_divider(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def retranslate(self) -> None:
        self._describe()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take_roles(self) -> None:
        """Only a divider needs the keyboard."""
        policy = Qt.FocusPolicy.StrongFocus if self.compares else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._describe()
        self.update()

    def _describe(self) -> None:
        if not self.compares:
            self.setAccessibleName(self.tr("Picture"))
            self.setAccessibleDescription(self._message)
            return
        self.setAccessibleName(self.tr("Original and result, side by side"))
        self.setAccessibleDescription(
            self.tr("Divider at {number} % of the width; the arrow keys move it.").format(
                number=round(100 * self.divider)
            )
        )

    def _divider_x(self) -> float:
        area = self.picture_area()
        return area.left() + area.width() * self.divider

    def _drag_to(self, x: float) -> None:
        area = self.picture_area()
        self.set_divider((x - area.left()) / max(1.0, area.width()))

    def _paint_images(self, painter: QPainter) -> None:
        area = self.picture_area()
        painter.drawImage(area, self._images[0])
        if self.compares:
            x = self._divider_x()
            with theme.painting(painter):
                painter.setClipRect(QRectF(x, area.top(), area.right() - x, area.height()))
                painter.drawImage(area, self._images[1])
            self._paint_divider(painter, area, x)
        self._paint_labels(painter, area)

    def _paint_divider(self, painter: QPainter, area: QRectF, x: float) -> None:
        shown = theme.current()
        for width, colour in ((4.0, shown.background), (RING, shown.accent)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        ring = shown.text if self.hasFocus() else shown.accent
        painter.setPen(QPen(ring, 3.0 if self.hasFocus() else RING))
        painter.setBrush(shown.surface)
        middle = QPointF(x, area.center().y())
        painter.drawEllipse(middle, HANDLE / 2, HANDLE / 2)
        painter.setPen(QPen(shown.text, RING, c=Qt.PenCapStyle.RoundCap))
        for side in (-1, 1):
            tip = middle + QPointF(side * HANDLE * 0.3, 0)
            for up in (-1, 1):
                painter.drawLine(tip, tip + QPointF(-side * HANDLE * 0.15, up * HANDLE * 0.15))

    def _paint_labels(self, painter: QPainter, area: QRectF) -> None:
        for number, text in enumerate(self._labels):
            right = number > 0
            corner = area.topRight() if right else area.topLeft()
            self._paint_label(painter, text, corner, right)

    def _paint_label(self, painter: QPainter, text: str, corner: QPointF, right: bool) -> None:
        gap = float(theme.GRID)
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * gap
        height = painter.fontMetrics().height() + gap
        left = corner.x() - gap - width if right else corner.x() + gap
        self._paint_plate(painter, QRectF(left, corner.y() + gap, width, height), text)

    def _paint_plate(self, painter: QPainter, plate: QRectF, text: str) -> None:
        ground = QColor(theme.current().surface)
        ground.setAlphaF(LABEL_OPACITY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, theme.GRID / 2, theme.GRID / 2)
        painter.setPen(theme.current().text)
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)

    def _paint_message(self, painter: QPainter) -> None:
        gap = 2.0 * theme.GRID
        room = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        text = QRectF(painter.fontMetrics().boundingRect(room.toRect(), flags, self._message))
        if self._images:
            plate = text.adjusted(-theme.GRID, -theme.GRID / 2, theme.GRID, theme.GRID / 2)
            plate.moveBottom(room.bottom())
            self._paint_plate(painter, plate, self._message)
            return
        if self._icon:
            side = 6 * theme.GRID
            icon = QRectF(0, 0, side, side)
            icon.moveCenter(room.center() - QPointF(0, (text.height() + gap) / 2))
            theme.icon(self._icon, "dim").paint(painter, icon.toRect())
            text.moveTop(icon.bottom() + theme.GRID)
        painter.setPen(theme.current().text)
        painter.drawText(text, flags, self._message)

    def _paint_busy(self, painter: QPainter) -> None:
        """A short line that runs along the lower edge."""
        width, height = float(self.width()), theme.GRID / 2
        left = (self._busy_phase * (1 + BUSY_SPAN) - BUSY_SPAN) * width
        line = QRectF(left, self.height() - height, BUSY_SPAN * width, height)
        painter.fillRect(line, theme.current().accent)

    def _advance(self) -> None:
        self._busy_phase = (self._busy_phase + BUSY_TICK_MS / BUSY_ROUND_MS) % 1.0
        height = theme.GRID // 2
        self.update(0, self.height() - height, self.width(), height)

"""Parts that the panel's sections are made of: a control with what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme


class Note(QLabel):
    """A line under a control, which takes no room while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        self.say("")

    def say(self, text: str, tone: str = "") -> None:
        """Show a text; ``tone`` is "" (dim), "warn", "bad" or "good"."""
        if tone != self.property("tone") or self.property("dim") != (not tone):
            self.setProperty("tone", tone)
            self.setProperty("dim", not tone)
            self.style().unpolish(self)
            self.style().polish(self)
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))


class Field(QWidget):
    """A control with a note below: a problem goes before a reason, and that before a hint."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.note = Note()
        self._hint = self._problem = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID // 2)
        self._layout.addWidget(control)
        self._layout.addWidget(self.note)

    def add_below(self, widget: QWidget) -> None:
        """Put something else under the note."""
        self._layout.addWidget(widget)

    @property
    def problem(self) -> str:
        return self._problem

    @property
    def hinted(self) -> str:
        return self._hint

    def hint(self, text: str) -> None:
        """Say something that is good to know; "" for nothing."""
        self._hint = text
        self._show()

    def complain(self, text: str) -> None:
        """Say what is wrong; "" when nothing is."""
        self._problem = text
        self._show()

    def _show(self) -> None:
        self.note.say(self._problem or self._hint, "bad" if self._problem else "")
        self.control.setAccessibleDescription(self._problem or self._hint)


class Tick(QCheckBox):
    """A check box whose text is shortened where there is no room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._shorten()
        super().resizeEvent(event)

    def _shorten(self) -> None:
        room = self.width() - 4 * theme.GRID
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(shown.replace("&", "&&"))
        if shown != self._whole and not self.toolTip():
            self.setToolTip(self._whole)


def leave_the_wheel(control: QWidget) -> None:
    """Let the wheel scroll the panel, and turn a control only when that has the focus."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_WheelFilter(control))


class _WheelFilter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QWheelEvent)
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return False

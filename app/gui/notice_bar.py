"""A line at the top of the window that tells something and can be sent away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.gui import theme

ICON = 2 * theme.GRID


class NoticeBar(QFrame):
    """Hidden until ``tell``; Esc or its cross hide it again.

    Signals:
        details_requested(): the button "Details" was pressed.
        closed(): the user has sent it away.
    """

    details_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = "good"
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._send_away)
        self._details = QPushButton()
        self._details.clicked.connect(self.details_requested)
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setIcon(theme.icon("remove"))
        self._close.setIconSize(QSize(ICON, ICON))
        self._close.clicked.connect(self._send_away)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._details)
        layout.addWidget(self._close)
        self.retranslate()
        self.hide()

    def tell(self, text: str, tone: str = "good", details: bool = False) -> None:
        """Show a sentence.

        Args:
            tone: "good", "warn" or "bad".
            details: whether there is more to show.
        """
        self._tone = tone
        name = {"bad": "error", "warn": "warning"}.get(tone, "information")
        self._icon.setPixmap(theme.icon(name, tone).pixmap(ICON, ICON))
        self._text.setText(text)
        self._details.setVisible(details)
        self._describe()
        self.show()

    @property
    def text(self) -> str:
        """What is told."""
        return self._text.text()

    def retranslate(self) -> None:
        self._details.setText(self.tr("Details"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

        self._describe()

    def _describe(self) -> None:
        names = {"bad": self.tr("Problem"), "warn": self.tr("Warning")}
        self.setAccessibleName(names.get(self._tone, self.tr("Note")))
        self.setAccessibleDescription(self._text.text())

    def _send_away(self) -> None:
        self.hide()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def example() -> QWidget:
    bar = NoticeBar()
    bar.tell(
        "Continuing 2 exports that were interrupted at 14:32. Nothing finished was lost.",
        details=True,
    )
    bar.resize(760, 56)
    return bar

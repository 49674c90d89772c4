"""A problem where it happened: in words, with the buttons that help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import theme

ICON = 3 * theme.GRID


class ProblemBar(QFrame):
    """Hidden while all is well.

    Signals:
        help_requested(key): the button of that key was pressed.
    """

    help_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GRID)
        self._shown: tuple[str, tuple[tuple[str, str], ...], str] | None = None
        right = QVBoxLayout()
        right.setSpacing(theme.GRID)
        right.addWidget(self._sentence)
        right.addLayout(self._buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)
        self.hide()

    def show_problem(
        self, sentence: str, helps: Sequence[tuple[str, str]] = (), tone: str = "bad"
    ) -> None:
        """Show a problem.

        Args:
            sentence: what is wrong and what to do, in the language of the window.
            helps: key and words of each button.
            tone: "bad", "warn" or "good".
        """
        shown = (sentence, tuple(helps), tone)
        if shown != self._shown:
            self._shown = shown
            name = {"bad": "error", "warn": "warning"}.get(tone, "information")
            self._icon.setPixmap(theme.icon(name, tone).pixmap(ICON, ICON))
            self._sentence.setText(sentence)
            self._fill(helps)
        self.show()

    def clear(self) -> None:
        """All is well."""
        self._shown = None
        self.hide()

    def _fill(self, helps: Sequence[tuple[str, str]]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self._sentence
        for key, text in helps:
            button = QPushButton(text)
            button.setObjectName(key)
            button.clicked.connect(lambda _=False, key=key: self.help_requested.emit(key))
            self._buttons.addWidget(button)
            button.show()
            # New widgets come last in a window's tab order.
            QWidget.setTabOrder(before, button)
            before = button
        self._buttons.addStretch()


def example() -> QWidget:
    bar = ProblemBar()
    bar.show_problem(
        "There is no room on the disk that holds the finished parts. The export waits.",
        (("open_folder", "Open the folder"), ("parts", "Choose another folder…")),
        "warn",
    )
    bar.resize(560, 96)
    return bar

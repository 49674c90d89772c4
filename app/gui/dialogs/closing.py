"""Asks what is to happen to running exports when the window is closed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme

Closing = Literal["background", "quit", "cancel"]
WIDTH = 55 * theme.GRID


class ClosingDialog(QDialog):
    """Three ways on, none of which loses anything.

    Args:
        running: exports that run.
        tray: whether there is a tray that the window can go to.

    Attributes:
        choice: what was chosen; "cancel" when the dialog was sent away.
        remember: whether to do the same in future.
    """

    def __init__(self, running: int, tray: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Closing = "cancel"
        self.setWindowTitle(self.tr("Exports are running"))
        title = QLabel(self.tr("%n export(s) are running.", "", running))
        title.setFont(theme.heading(self.font()))
        explanation = QLabel(
            self.tr(
                "Every finished segment is safe. If you quit, Reprise asks at the next start "
                "whether to go on from there."
            )
        )
        explanation.setWordWrap(True)
        self._remember = QCheckBox(self.tr("Do the same next time without asking"))
        background = self._button(self.tr("Keep exporting in the background"), "background")
        background.setEnabled(tray)
        if not tray:
            background.setToolTip(self.tr("This desktop has no tray to go to."))
        quitting = self._button(self.tr("Pause and quit"), "quit")
        cancel = self._button(self.tr("Cancel"), "cancel")
        first = background if tray else quitting
        first.setProperty("primary", True)
        first.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(quitting)
        buttons.addWidget(background)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addStrut(WIDTH)
        for widget in (title, explanation, self._remember):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        first.setFocus()

    @property
    def remember(self) -> bool:
        return self._remember.isChecked()

    def _button(self, text: str, choice: Closing) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(choice)
        button.clicked.connect(lambda: self._choose(choice))
        return button

    def _choose(self, choice: Closing) -> None:
        self.choice = choice
        self.done(
            QDialog.DialogCode.Accepted if choice != "cancel" else QDialog.DialogCode.Rejected
        )


def example() -> QWidget:
    return ClosingDialog(2, tray=True)

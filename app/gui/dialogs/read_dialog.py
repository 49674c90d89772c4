"""Something that is only read: a heading, what is below it, and a button that copies it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.gui import theme


class ReadDialog(QDialog):
    """What dialogs of that kind have in common."""

    def lay_out(self, heading: str, shown: QWidget, copied: Callable[[], str]) -> None:
        """Put the dialog together.

        Args:
            heading: what is shown; plain text.
            shown: gets all the room that there is.
            copied: gives what a press of the button copies.
        """
        said = QLabel(heading)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(said)
        layout.addWidget(shown, 1)
        layout.addWidget(buttons)

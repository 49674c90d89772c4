"""A list that is only read: names of media, problems of an edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme

SIZE = (76 * theme.GRID, 48 * theme.GRID)


class ListDialog(QDialog):
    """Shows lines below a heading; they can be copied.

    Args:
        title: of the window.
        heading: what the lines are.
    """

    def __init__(
        self, title: str, heading: str, lines: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        said = QLabel(heading)
        said.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        # Thousands of lines are laid out little by little.
        self.list.setLayoutMode(QListWidget.LayoutMode.Batched)
        self.list.setSpacing(theme.GRID // 4)
        self.list.setAccessibleName(heading)
        self.list.addItems(list(lines))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(lines)))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(said)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)


def example() -> QWidget:
    lines = [
        "V1 “interview” at 00:00:10:00: A speed of 250 % becomes 200 %.",
        "V2 “title” at 00:01:00:00: The font is not kept.",
    ]
    return ListDialog("Losses", "This will be lost in a project for Adobe Premiere Pro:", lines)

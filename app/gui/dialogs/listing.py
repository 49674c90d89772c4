"""A list that is only read: names of media, problems of an edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.gui import theme
from app.gui.dialogs.read_dialog import ReadDialog

SIZE = (76 * theme.GRID, 48 * theme.GRID)


class ListDialog(ReadDialog):
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
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        # Thousands of lines are laid out little by little.
        self.list.setLayoutMode(QListWidget.LayoutMode.Batched)
        self.list.setSpacing(theme.GRID // 4)
        self.list.setAccessibleName(heading)
        for line in lines:
            # Where the lines of a text differ in height, which those of two scripts do, Qt leaves
            # out the last of them unless the text begins at the top.
            QListWidgetItem(line, self.list).setTextAlignment(Qt.AlignmentFlag.AlignTop)
        self.lay_out(heading, self.list, lambda: "\n".join(lines))
        self.resize(*SIZE)


def example() -> QWidget:
    lines = [
        "V1 “interview” at 00:00:10:00: A speed of 250 % becomes 200 %.",
        "V2 “title” at 00:01:00:00: The font is not kept.",
    ]
    return ListDialog("Losses", "This will be lost in a project for Adobe Premiere Pro:", lines)

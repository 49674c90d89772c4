"""An icon and few words for something that a user should know, with more behind it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from app.gui import theme, words

ICON = 2 * theme.GRID


class WarningButton(QToolButton):
    """What it means is in the tool tip, which a press shows, too, unless ``more`` is heard.

    Args:
        short: the words.
        meaning: the tool tip, with line ends where it is a list.
        calm: nothing to worry about.
        lists: a press emits ``more`` instead.

    Signals:
        more(): the user wants to see all.
    """

    more = Signal()

    def __init__(
        self, short: str, meaning: str, *, calm: bool, lists: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("flat", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(theme.icon("information" if calm else "warning", "dim" if calm else "warn"))
        self.setIconSize(QSize(ICON, ICON))
        self.setText(short)
        # As rich text it is broken into lines.
        lines = "<br>".join(words.escaped(meaning).splitlines())
        self.setToolTip(f"<p>{lines}</p>")
        self.setAccessibleName(short)
        self.setAccessibleDescription(meaning)
        self.clicked.connect(self.more if lists else self._explain)

    def _explain(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)

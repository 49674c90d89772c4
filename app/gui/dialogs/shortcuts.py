"""Lists the keys that do something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.verbs import VERBS, name_of


class ShortcutsDialog(QDialog):
    """Args:
    others: words and keys of what the window does besides the verbs of exports.
    """

    def __init__(self, others: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        rows = list(others) + [(name_of(verb), verb.shortcut) for verb in VERBS if verb.shortcut]
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        rows = list(dict.fromkeys(rows))
        half = -(-len(rows) // 2)
        for number, (text, keys) in enumerate(rows):
            column, row = divmod(number, half)
            grid.addWidget(QLabel(text), row, 2 * column)
            shown = QLabel(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            shown.setProperty("dim", True)
            grid.addWidget(shown, row, 2 * column + 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(grid)
        layout.addStretch()
        layout.addWidget(close)


def example() -> QWidget:
    return ShortcutsDialog([("Add films…", "Ctrl+N")])

"""What dead exports left lying, with its size, and a button that removes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, words
from app.gui.background import run_in_background
from app.gui.sentences import told
from app.jobs.cleaning import remove_leftover
from exporters.leftovers import Leftover, find_leftovers

SIZE = (80 * theme.GRID, 48 * theme.GRID)


class CleaningDialog(QDialog):
    """Looks into folders in the background; removes only what it has listed.

    Args:
        folders: where outputs lie.
    """

    def __init__(self, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Leftover] = []
        self.setWindowTitle(self.tr("Clean up"))
        self._sentence = QLabel(self.tr("Looking…"))
        self._sentence.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What dead exports left"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._remove = buttons.addButton(
            self.tr("Remove these"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._remove.setEnabled(False)
        self._remove.clicked.connect(self._clean)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self._sentence)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)
        there = [folder for folder in folders if folder.is_dir()]

        def look(_: object) -> list[Leftover]:
            return [item for folder in there for item in find_leftovers(folder)]

        run_in_background(self, look, self._show, self._fail)

    def _show(self, found: list[Leftover]) -> None:
        self._found = found
        self.list.clear()
        for item in found:
            self.list.addItem(f"{item.path}  ({words.size(item.size)})")
        size = words.size(sum(item.size for item in found))
        self._sentence.setText(
            self.tr("Temporary files and locks of exports that have ended, {size} in all. "
                    "What an export could go on from is not among them.").format(size=size)
            if found
            else self.tr("There is nothing to clean up.")
        )  # fmt: skip
        self._remove.setEnabled(bool(found))

    def _fail(self, sentence: str) -> None:
        self._sentence.setText(told(sentence))

    def _clean(self) -> None:
        found, self._found = self._found, []
        self._remove.setEnabled(False)

        def remove(_: object) -> list[Leftover]:
            return [item for item in found if not remove_leftover(item)]

        run_in_background(self, remove, self._show, self._fail)

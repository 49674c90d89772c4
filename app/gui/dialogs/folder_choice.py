"""One of several places for files, the last of which is a folder that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import reason_words, theme
from app.jobs.naming import check_folder
from exporters.errors import UsageError

FOLDER = "folder"
"""The key of the place that needs a folder."""


class FolderChoice(QWidget):
    """A list of places; a field for a folder shows while that is chosen.

    Args:
        places: keys; ``FOLDER`` is the last.

    Signals:
        chosen(place, folder): the user wants this, and it can be; ``folder`` is "" unless the
            place is ``FOLDER``.
        refused(sentence): it cannot be.
    """

    chosen = Signal(str, str)
    refused = Signal(str)

    def __init__(self, places: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.edit, self.choose = QComboBox(), QLineEdit(), QPushButton()
        for place in places:
            self.box.addItem(place, place)
        # Return takes what was typed.
        self.choose.setAutoDefault(False)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID)
        line.addWidget(self.edit, 1)
        line.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.box)
        layout.addWidget(self._line)
        self.setFocusProxy(self.box)
        self.box.activated.connect(lambda _: self._place_chosen())
        self.edit.editingFinished.connect(self._take)
        self.choose.clicked.connect(self._choose)

    def show_place(self, place: str, folder: str) -> None:
        """Show what is in force; nothing is emitted."""
        self.box.setCurrentIndex(max(0, self.box.findData(place)))
        self.edit.setText(folder)
        self._line.setVisible(self._place == FOLDER)

    def name(self, title: str, places: Sequence[str], choose: str) -> None:
        """Set the texts: what the choice is for, each place, and the button."""
        for index, text in enumerate(places):
            self.box.setItemText(index, text)
        self.choose.setText(choose)
        for control in (self.box, self.edit):
            control.setAccessibleName(title)
        self.choose.setAccessibleName(f"{title}: {choose}")
        self._title = title

    @property
    def _place(self) -> str:
        return str(self.box.currentData())

    def _place_chosen(self) -> None:
        self._line.setVisible(self._place == FOLDER)
        if self._place == FOLDER and not self.edit.text().strip():
            self._choose()
        else:
            self._take()

    def _choose(self) -> None:
        start = self.edit.text().strip() or str(Path.home())
        if folder := QFileDialog.getExistingDirectory(self, self._title, start):
            self.edit.setText(folder)
            self._take()

    def _take(self) -> None:
        text = self.edit.text().strip()
        if self._place != FOLDER:
            self.chosen.emit(self._place, "")
        elif text:
            folder = Path(text).expanduser().absolute()
            try:
                check_folder(folder)
            except UsageError as error:
                self.refused.emit(reason_words.problem(error))
                return
            self.chosen.emit(FOLDER, str(folder))

"""Choosing a preset: a button that opens a list with a field to search it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from app.gui.export_panel.choice_box import Box
from app.gui.export_panel.preset_list import PresetList


class PresetChooser(Box):
    """Shows the preset's title; opens a list in groups.

    Signals:
        chosen(preset): the user chose this ``Preset``.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = PresetList(self)
        self.list.chosen.connect(self.chosen)
        self.addItem("")

    def show_preset(self, text: str) -> None:
        """Show a title."""
        self.setItemText(0, text)
        self.setToolTip(text)

    def showPopup(self) -> None:
        self.list.open_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter begins a search."""
        opening = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in opening:
            self.showPopup()
        elif event.text().strip() and event.text().isprintable():
            self.showPopup()
            self.list.search.setText(event.text())
        else:
            super().keyPressEvent(event)

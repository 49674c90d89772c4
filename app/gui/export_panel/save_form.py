"""Saving settings as a preset of one's own: a small form below the chooser."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui import reason_words, theme
from app.gui.background import run_in_background
from app.gui.export_panel.fields import Note
from app.jobs import presets
from app.jobs.presets import Preset
from app.jobs.reasons import Refused
from exporters.cancel import CancelToken
from exporters.errors import ExportError

TITLE_LENGTH = 60
DESCRIPTION_LENGTH = 120


class SaveForm(QFrame):
    """Title and description of a preset that is to be saved.

    Signals:
        saved(preset): it is saved.
    """

    saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.title, self.description = QLineEdit(), QLineEdit()
        self.title.setMaxLength(TITLE_LENGTH)
        self.description.setMaxLength(DESCRIPTION_LENGTH)
        self.save, self.cancel = QPushButton(), QPushButton()
        self.problem = Note()
        self._settings: dict[str, Any] = {}
        self._replaces = ""
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.GRID] * 4)
        layout.setSpacing(theme.GRID)
        for field in (self.title, self.description, self.problem):
            layout.addWidget(field)
        layout.addLayout(buttons)
        self.title.textChanged.connect(self._changed)
        for line in (self.title, self.description):
            line.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.hide)
        self.hide()
        self.retranslate()

    def open(self, settings: dict[str, Any], preset: Preset) -> None:
        """Ask for the title of a preset with these settings."""
        self._settings = settings
        self.title.setText(preset.title if preset.own else "")
        self.description.setText(preset.description if preset.own else "")
        self.show()
        self._changed()
        self.title.setFocus()
        self.title.selectAll()

    def retranslate(self) -> None:
        self.title.setPlaceholderText(self.tr("Name of the preset"))
        self.title.setAccessibleName(self.tr("Name of the preset"))
        self.description.setPlaceholderText(self.tr("What it is for"))
        self.description.setAccessibleName(self.tr("What it is for"))
        self.cancel.setText(self.tr("Cancel"))
        self._name_button()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _name_button(self) -> None:
        self.save.setText(self.tr("Replace") if self._replaces else self.tr("Save"))

    def _changed(self) -> None:
        self._replaces = ""
        self.problem.say("")
        self.save.setEnabled(bool(self.title.text().strip()))
        self._name_button()

    def _save(self) -> None:
        title, description = self.title.text(), self.description.text()
        if not title.strip():
            return
        try:
            name = presets.preset_name(title)
        except ExportError as error:
            self.problem.say(reason_words.problem(error), "bad")
            return
        settings, replaces = self._settings, self._replaces == name

        def save(token: CancelToken) -> Preset | Refused:
            try:
                return presets.save_preset(name, title, description, settings, overwrite=replaces)
            except Refused as refusal:
                return refusal

        self.save.setEnabled(False)
        run_in_background(self, save, lambda made: self._done(made, name), self._failed)

    def _done(self, made: Preset | Refused, name: str) -> None:
        self.save.setEnabled(True)
        if isinstance(made, Refused):
            self._replaces = name if made.reason.key == "preset_exists" else ""
            self._name_button()
            self.problem.say(reason_words.problem(made), "bad")
            return
        self.hide()
        self.saved.emit(made)

    def _failed(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self.problem.say(sentence, "bad")

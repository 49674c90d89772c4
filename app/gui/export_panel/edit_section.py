"""The rows for edits: what is written of them, their captions, and what is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.gui import project_words
from app.gui.export_panel.choice_box import ChoiceBox, Entry
from app.gui.export_panel.fields import Field, Tick
from app.gui.export_panel.section import Row, Section, Shown
from app.gui.export_panel.writing import Writing
from app.gui.project_words import FILM

TRACK = "track"


class EditSection(Section):
    """Rows that are there for edits only.

    Args:
        writes_projects: whether anything but a film can be chosen.

    Signals:
        chosen(name, value): a field of ``Writing`` is to be another.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget, writes_projects: bool = True) -> None:
        super().__init__(parent)
        self._writes_projects = writes_projects
        self.write, self.captions, self.slates = ChoiceBox(), ChoiceBox(), Tick()
        self.write_row = Row(Field(self.write))
        self.captions_row = Row(Field(self.captions))
        self.missing_row = Row(Field(self.slates))
        self.rows = [self.write_row, self.captions_row, self.missing_row]
        self.write.chosen.connect(lambda value: self.chosen.emit("target", value))
        self.captions.chosen.connect(
            lambda value: self.chosen.emit("captions", "" if value == TRACK else value)
        )
        self.slates.clicked.connect(lambda on: self.chosen.emit("placeholder", bool(on)))

    def retranslate(self) -> None:
        self.write_row.name(self.tr("Write"))
        self.captions_row.name(self.tr("Captions"))
        self.missing_row.name(self.tr("Missing"))
        self.slates.setText(self.tr("Show slates instead"))
        self.slates.setToolTip(
            self.tr("A picture with the name of the clip, and silence, in the place of the medium")
        )

    def show(self, shown: Shown) -> None:
        edits, project = shown.edits, shown.project
        self.write_row.offer(bool(edits) and self._writes_projects)
        self.missing_row.offer(any(facts.missing for facts in edits))
        self.captions_row.offer(project is None and any(facts.has_captions for facts in edits))

    def show_writing(self, writing: Writing, shown: Shown) -> None:
        """Show what is chosen."""
        self.slates.setChecked(writing.placeholder)
        if not shown.edits:
            return
        names = {
            TRACK: self.tr("As a track of the film"),
            "burn": self.tr("Drawn into the picture"),
            "none": self.tr("Left out"),
        }
        entries = [Entry(value, text) for value, text in names.items()]
        self.captions.show_entries(entries, writing.captions or TRACK)
        if self._writes_projects:
            self._show_targets(shown)

    def _show_targets(self, shown: Shown) -> None:
        from app.jobs.project_draft import targets

        listed = [Entry(value, project_words.target(value)) for value in (FILM, *targets())]
        self.write.show_entries(listed, shown.project.target if shown.project else FILM)
        films = shown.count - len(shown.edits)
        hint = self.tr("A film counts as an edit of one clip.") if films and shown.project else ""
        self.write_row.field.hint(hint)

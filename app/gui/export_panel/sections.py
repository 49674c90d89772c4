"""The panel's sections, and where their rows stand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.export_panel.edit_section import EditSection
from app.gui.export_panel.form import Form
from app.gui.export_panel.output_section import OutputSection
from app.gui.export_panel.picture_section import PictureSection
from app.gui.export_panel.preset_section import PresetSection
from app.gui.export_panel.project_section import ProjectSection
from app.gui.export_panel.section import Row, Section, Shown
from app.gui.export_panel.sound_section import SoundSection
from app.gui.export_panel.trim_section import TrimSection
from app.gui.export_panel.writing import Writing


class Sections:
    """Args:
    parent: the panel.
    form: gets the rows.
    writes_projects: whether edits can become anything but films.
    """

    def __init__(self, parent: QWidget, form: Form, writes_projects: bool) -> None:
        self.form = form
        self.presets = PresetSection(parent)
        self.picture = PictureSection(parent)
        self.sound = SoundSection(parent)
        self.trim = TrimSection(parent)
        self.target = OutputSection(parent)
        self.edit = EditSection(parent, writes_projects)
        self.project = ProjectSection(parent)
        self._lay_out()

    @property
    def all(self) -> list[Section]:
        """From the top to the bottom."""
        return [
            self.edit, self.presets, self.picture, self.sound, self.trim, self.project, self.target,
        ]  # fmt: skip

    @property
    def _of_films(self) -> list[Section]:
        return [self.presets, self.picture, self.sound, self.trim]

    def show(self, shown: Shown, writing: Writing) -> None:
        """Show settings, and only the rows that mean something for what is written."""
        for section in self.all:
            section.show(shown)
        self.edit.show_writing(writing, shown)
        self.project.show_writing(writing)
        for section in self._of_films:
            for row in (*section.rows, *section.advanced):
                row.offer(shown.project is None)
        if shown.project is not None:
            self.presets.form.hide()
        self.picture.container_row.field.hint("")

    def retranslate(self) -> None:
        """Set every text that does not depend on the settings."""
        for section in self.all:
            section.retranslate()
        self.presets.form.retranslate()

    def row_of(self, field: str) -> Row:
        """Where a problem is said."""
        return {
            "start": self.trim.start_row,
            "end": self.trim.end_row,
            "size": self.picture.size_row,
            "sound": self.sound.tracks_row,
            "missing": self.edit.missing_row,
            "force": self.project.force_row,
            "name": self.target.name_row,
            "folder": self.target.folder_row,
        }.get(field, self.picture.encoder_row)

    def complain(self, found: dict[str, str]) -> None:
        """Say problems at their fields, besides those of the output, the time and the size."""
        for field in ("sound", "encoder", "start", "missing"):
            self.row_of(field).field.complain(found.get(field, ""))

    def _lay_out(self) -> None:
        form, edit = self.form, self.edit
        form.add_rows([edit.write_row, edit.missing_row, *self.project.rows])
        form.add_rows(self.presets.rows)
        form.add_whole(self.presets.form)
        for rows in (
            self.picture.rows, self.sound.rows, [edit.captions_row], self.trim.rows,
            self.target.rows,
        ):  # fmt: skip
            form.add_rows(rows)
        form.add_whole(form.fold)
        for section in self.all:
            form.add_rows(section.advanced, folded=True)
        form.finish()

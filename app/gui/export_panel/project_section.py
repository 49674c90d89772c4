"""The rows for projects: what becomes of the media, and whether it is written all the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.gui import project_words, theme
from app.gui.export_panel.choice_box import ChoiceBox, Entry
from app.gui.export_panel.fields import Field, Tick, leave_the_wheel
from app.gui.export_panel.quality import NumberBox
from app.gui.export_panel.section import Row, Section, Shown
from app.gui.export_panel.writing import COLLECT, LONGEST_HANDLES, Writing

STEP = 0.5


class ProjectSection(Section):
    """Rows that are there while a project is written.

    Signals:
        chosen(name, value): a field of ``Writing`` is to be another.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.media, self.handles, self.force = ChoiceBox(), NumberBox(), Tick()
        theme.indent(self.handles)
        self.handles.setRange(0.0, LONGEST_HANDLES)
        self.handles.setSingleStep(STEP)
        self.handles.setDecimals(3)
        self.handles.setKeyboardTracking(False)
        self.handles.setFont(theme.tabular(self.handles.font()))
        leave_the_wheel(self.handles)
        self.media_row = Row(Field(self.media))
        self.handles_row = Row(Field(self.handles))
        self.force_row = Row(Field(self.force))
        self.rows = [self.media_row, self.handles_row, self.force_row]
        self._problem = ""
        self.media.chosen.connect(lambda value: self.chosen.emit("collect", value))
        self.handles.valueChanged.connect(
            lambda value: self.chosen.emit("handles", f"{value:.3f}".rstrip("0").rstrip("."))
        )
        self.force.clicked.connect(lambda on: self.chosen.emit("force", bool(on)))

    def retranslate(self) -> None:
        self.media_row.name(self.tr("Media"))
        self.handles_row.name(self.tr("Handles"))
        self.force_row.name(self.tr("Problems"))
        self.handles.setSuffix(self.tr(" s"))
        self.handles.setToolTip(self.tr("What is kept before and after each part that is used"))
        self.force.setText(self.tr("Write it all the same"))
        self.force.setToolTip(
            self.tr("The editor may refuse the project, or show it without some of its media")
        )

    def show(self, shown: Shown) -> None:
        project = shown.project
        self.media_row.offer(project is not None and project.names_media)
        self.handles_row.offer(
            project is not None and project.names_media and project.collect == "trim"
        )

    def show_writing(self, writing: Writing) -> None:
        """Show what is chosen."""
        entries = [Entry(value, project_words.media(value)) for value in COLLECT]
        self.media.show_entries(entries, writing.collect)
        self.media_row.field.hint(self._said(writing.collect))
        self.handles.blockSignals(True)
        self.handles.setValue(float(writing.handles))
        self.handles.blockSignals(False)
        self.force.setChecked(writing.force)

    def show_refused(self, errors: int, sentence: str) -> None:
        """Say what an editor would refuse: at the tick that writes it all the same."""
        self.force_row.offer(errors > 0)
        self.force_row.field.complain(sentence)

    def _said(self, collect: str) -> str:
        return {
            "": self.tr("The project names them where they are now."),
            "copy": self.tr("Into a folder beside the project."),
            "trim": self.tr("Cut without encoding, into a folder beside the project."),
            "link": self.tr("They take no room, and stay on their disk."),
        }[collect]

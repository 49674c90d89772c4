"""What the sections of the panel have in common: rows of labels and fields, and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.gui import reason_words
from app.gui.export_panel.choice_box import Entry
from app.gui.export_panel.fields import Field
from app.jobs.choices import Choice
from app.jobs.draft import Draft
from app.jobs.reasons import Reason
from exporters.media.source import Source
from exporters.video.request import VideoRequest

if TYPE_CHECKING:
    from app.jobs.edit_facts import EditFacts
    from app.jobs.project_draft import ProjectDraft


@dataclass(frozen=True)
class Shown:
    """What the panel shows.

    Attributes:
        draft: the settings under way; ``settings`` is what they come to.
        facts: of the source; None as long as they are not known, and for several sources.
        count: how many sources are to be exported.
        edits: those of the sources that are edits and were read.
        project: what is written in the place of films; None for films.
        moment: time of the preview in seconds; None without one.
    """

    draft: Draft
    settings: VideoRequest
    facts: Source | None
    count: int
    edits: Sequence[EditFacts] = ()
    project: ProjectDraft | None = None
    moment: Fraction | None = None


class Row:
    """A label and the field that it names."""

    def __init__(self, field: Field, focus: QWidget | None = None) -> None:
        self.label = QLabel()
        self.label.setBuddy(focus or field.control)
        self.field = field
        self._shown = self._wanted = self._offered = True

    def name(self, text: str) -> None:
        """Show a text as the label."""
        self.label.setText(text)
        buddy = self.label.buddy()
        if buddy is not None:
            buddy.setAccessibleName(text.replace("&", ""))

    def show(self, visible: bool) -> None:
        """Show or hide both, unless they are not wanted at all."""
        self._shown = visible
        together = visible and self._wanted and self._offered
        self.label.setVisible(together)
        self.field.setVisible(together)

    def want(self, wanted: bool) -> None:
        """Whether the row means anything with what is chosen elsewhere."""
        self._wanted = wanted
        self.show(self._shown)

    def offer(self, offered: bool) -> None:
        """Whether the row means anything for what is written at all: a film, or a project."""
        self._offered = offered
        self.show(self._shown)


def worded(reason: Reason | None) -> str:
    """A reason as a sentence, "" without one."""
    return reason_words.reason(reason) if reason else ""


def entries_of(listed: Iterable[Choice], word: Callable[[str], str]) -> list[Entry]:
    """Choices as lines of a ``ChoiceBox``, named by ``word``."""
    return [Entry(choice.value, word(choice.value), worded(choice.reason)) for choice in listed]


def enable(row: Row, reason: Reason | None, *, aloud: bool = False) -> None:
    """Let a row be used, or not for a reason, which is said in a tooltip, ``aloud`` also below."""
    sentence = worded(reason)
    control = row.field.control
    control.setEnabled(reason is None)
    row.field.hint(sentence if aloud else "")
    row.field.setToolTip(sentence)
    row.label.setToolTip(sentence)
    if reason is not None:
        control.setAccessibleDescription(sentence)


class Section(QObject):
    """A group of rows; each tells what the user chose, and is shown what that comes to.

    Signals:
        value_chosen(name, value): a field of ``VideoRequest`` is to be another.
    """

    value_chosen = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.advanced: list[Row] = []

    def show(self, shown: Shown) -> None:
        """Show settings; nothing is emitted."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text that does not depend on the settings."""
        raise NotImplementedError

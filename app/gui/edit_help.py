"""What helps with an edit that is being set up: finding its media, and lists of what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.gui import edit_words, project_words, words
from app.gui.dialogs.listing import ListDialog
from app.gui.dialogs.running import run_dialog
from app.gui.edit_reader import EditReader
from app.gui.edit_words import Remark
from app.gui.export_panel import wording
from app.gui.export_panel.memory import Memory
from app.gui.export_panel.panel import ExportPanel
from app.gui.source_card import SourceCard
from app.jobs.sizes import FRAME_RATES

MEDIA_FOLDER = "edits/media_folder"
"""Setting: where media were looked for last."""


class EditHelp(QObject):
    """Answers the buttons of the card and of the panel; the dialogs stand over ``page``."""

    def __init__(
        self,
        edits: EditReader,
        card: SourceCard,
        panel: ExportPanel,
        memory: Memory,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._edits, self._card, self._panel = edits, card, panel
        self._memory, self._page = memory, page
        card.find_requested.connect(self._find)
        card.names_requested.connect(self._list_missing)
        card.rate_requested.connect(self._ask_rate)
        card.sequence_requested.connect(self._ask_sequence)
        card.remark_opened.connect(self._list_remark)
        panel.losses_requested.connect(self._list_losses)

    def _find(self) -> None:
        path = self._card.path
        if path is None or path not in self._edits.facts:
            return
        start = str(self._memory.get(MEDIA_FOLDER, "") or path.parent)
        title = self.tr("A folder that holds the missing media")
        chosen = QFileDialog.getExistingDirectory(self._page, title, start)
        if chosen:
            self._memory.set(MEDIA_FOLDER, chosen)
            self._edits.add_folder(path, Path(chosen))

    def _ask_rate(self) -> None:
        path = self._card.path
        if path is None:
            return
        rates = {wording.frame_rate(rate): rate for rate in FRAME_RATES}
        edit = self._card.edit
        now = wording.frame_rate(str(edit.sequence.rate)) if edit is not None else ""
        question = self.tr("Frame rate of the edit {name}:")
        rate = self._ask(self.tr("Frame rate"), question, path, rates, now)
        if rate is not None:
            self._edits.set_rate(path, rate)

    def _ask_sequence(self) -> None:
        path, edit = self._card.path, self._card.edit
        if path is None or edit is None:
            return
        names = {words.one_line(name): name for name in edit.edit.sequences}
        now = words.one_line(edit.options.get("sequence", "") or edit.sequence.name)
        question = self.tr("Sequence of the project {name}:")
        name = self._ask(self.tr("Sequence"), question, path, names, now)
        if name is not None:
            self._edits.set_sequence(path, name)

    def _ask(
        self, title: str, question: str, path: Path, offered: Mapping[str, str], now: str
    ) -> str | None:
        """One of what is offered, by the texts that are shown; ``now`` is the text of before."""
        listed = list(offered)
        chosen, agreed = QInputDialog.getItem(
            self._page,
            title,
            question.format(name=words.one_line(path.name)),
            listed,
            listed.index(now) if now in listed else 0,
            False,
        )
        return offered[chosen] if agreed else None

    def _list_missing(self) -> None:
        if (edit := self._card.edit) is not None:
            heading = edit_words.missing_line(edit)
            self._list(self.tr("Missing media"), heading, edit_words.missing_names(edit))

    def _list_remark(self, remark: Remark) -> None:
        self._list(remark.short, remark.heading, [*map(edit_words.sentence, remark.problems)])

    def _list_losses(self, lines: Sequence[str]) -> None:
        name = project_words.target(self._panel.edit.write.value)
        heading = self.tr("This will not be in the project ({target}):").format(target=name)
        self._list(self.tr("What will be lost"), heading, lines)

    def _list(self, title: str, heading: str, lines: Sequence[str]) -> None:
        run_dialog(ListDialog(title, heading, lines, self._page))

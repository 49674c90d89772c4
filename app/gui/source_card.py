"""One source, a film or an edit: a frame of it, what it is, and what is unusual about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui import edit_words, source_words, theme
from app.gui.background import Task, run_in_background
from app.gui.elided_label import ElidedLabel
from app.gui.flow_layout import FlowLayout
from app.gui.problem_bar import ProblemBar
from app.gui.sentences import told
from app.gui.warning_button import WarningButton
from app.jobs.edit_facts import EditFacts
from app.jobs.edit_thumbnails import picture_of
from app.jobs.source_facts import SourceFacts, WarningKind, source_facts
from app.jobs.stills import Box
from app.jobs.thumbnails import thumbnail
from exporters.cancel import CancelToken
from exporters.media.probe import probe
from exporters.media.source import Source

MOST = 20
"""Names in a tool tip."""
THUMBNAIL = QSize(16 * theme.GRID, 9 * theme.GRID)
LOCATE, FIND, NAMES = "locate", "find", "names"
RATE, SEQUENCE = "rate", "sequence"
"""What helps: another place of the file, a folder of its media, a list of those, its frame rate."""

_CALM = (WarningKind.SUBTITLES, WarningKind.NO_PICTURE, WarningKind.ROTATED,
         WarningKind.NON_SQUARE_PIXELS)  # fmt: skip
"""Worth knowing, but nothing to worry about."""


class SourceCard(QFrame):
    """Reads a file in the background, or shows what is known already.

    Signals:
        source_read(Source): the file was read; with ``show_source`` only.
        problem_found(str): it cannot be used, in a sentence; with ``show_source`` only.
        locate_requested(): the user wants to say where the file is now.
        find_requested(): the user wants to say where an edit's media are.
        names_requested(): the user wants to see which media are missing.
        rate_requested(): the user wants to say the frame rate of an edit that does not.
        sequence_requested(): the user wants another sequence of the project.
        remark_opened(Remark): the user wants to see all of what is odd about an edit.
    """

    source_read = Signal(object)
    problem_found = Signal(str)
    locate_requested = Signal()
    find_requested = Signal()
    names_requested = Signal()
    rate_requested = Signal()
    sequence_requested = Signal()
    remark_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.path: Path | None = None
        self.facts: SourceFacts | None = None
        self.edit: EditFacts | None = None
        self._problem = ""
        self._missed = 0
        self._tasks: list[Task] = []
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(THUMBNAIL)
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._name.setFont(theme.heading(self.font()))
        self._figures = QLabel(wordWrap=True)
        self._figures.setFont(theme.tabular(self.font()))
        self._sound = QLabel(wordWrap=True)
        self._sound.setProperty("dim", True)
        self._warnings = QWidget()
        self._flow = FlowLayout(self._warnings)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._warnings.setSizePolicy(policy)
        self._problem_bar = ProblemBar()
        self._problem_bar.help_requested.connect(self._help)
        self._lay_out()
        self.clear()

    def show_source(self, path: Path) -> None:
        """Read the file at ``path`` in the background and show it."""
        self.show_reading(path)
        self._tasks = [run_in_background(self, lambda token: _read(path, token), self._take,
                                         self._take_problem)]  # fmt: skip

    def show_reading(self, path: Path) -> None:
        """Show a file that somebody else reads."""
        self.clear()
        self.path = path
        self.retranslate()

    def show_edit(self, facts: EditFacts, missed: int = 0) -> None:
        """Show an edit that was read.

        Args:
            missed: how many of its media were missing before a folder was looked through.
        """
        self.clear()
        self.path, self.edit, self._missed = facts.path, facts, missed
        self.retranslate()
        self._load_picture(lambda size, token: picture_of(facts, size, token))

    def show_facts(self, facts: SourceFacts, picture: QPixmap | None = None) -> None:
        """Show what is known already."""
        self.clear()
        self.path, self.facts = facts.path, facts
        self.show_picture(picture)
        self.retranslate()

    def show_problem(self, path: Path, sentence: str) -> None:
        """Say why a file cannot be used, with a button to look for it elsewhere."""
        self.clear()
        self.path, self._problem = path, sentence
        self.retranslate()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a frame; None shows a stand-in."""
        self._has_picture = picture is not None
        if picture is None:
            name = "error" if self._problem else "film"
            picture = theme.icon(name, "dim").pixmap(4 * theme.GRID, 4 * theme.GRID)
        self._picture.setPixmap(picture)

    def clear(self) -> None:
        """Show nothing, and stop reading."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self.path, self.facts, self.edit, self._problem = None, None, None, ""
        self._missed = 0
        self.show_picture(None)
        self.retranslate()

    def retranslate(self) -> None:
        self._picture.setAccessibleName(self.tr("A frame of the source"))
        self._name.setText(self.path.name if self.path else self.tr("No source"))
        self._flow.clear()
        self._problem_bar.clear()
        self._figures.setVisible(not self._problem)
        self._sound.setVisible(self.facts is not None or self.edit is not None)
        if self._problem:
            rateless = "--rate" in self._problem
            locate, rate = (LOCATE, self.tr("Locate…")), (RATE, self.tr("Frame rate…"))
            self._problem_bar.show_problem(told(self._problem), (rate if rateless else locate,))
            self.show_picture(None)
        elif self.facts is not None:
            self._show_film(self.facts)
        elif self.edit is not None:
            self._show_edit(self.edit)
        else:
            self._figures.setText(self.tr("Reading…") if self.path else "")
        self._warnings.setVisible(self._flow.count() > 0)
        self._warnings.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange and not self._has_picture:
            self.show_picture(None)
        super().changeEvent(event)

    def _show_film(self, facts: SourceFacts) -> None:
        self._figures.setText(source_words.facts_line(facts))
        self._sound.setText(source_words.sound_line(facts))
        for warning in facts.warnings:
            said = source_words.warning_words(warning)
            calm = warning.kind in _CALM
            button = WarningButton(said.short, said.meaning, calm=calm, parent=self._warnings)
            self._flow.addWidget(button)

    def _show_edit(self, facts: EditFacts) -> None:
        self._figures.setText(edit_words.facts_line(facts))
        self._sound.setText(edit_words.contents_line(facts))
        for remark in edit_words.remarks(facts):
            tip = edit_words.tip_of(remark.problems)
            button = WarningButton(
                remark.short, tip, calm=remark.calm, lists=True, parent=self._warnings
            )
            button.more.connect(lambda remark=remark: self.remark_opened.emit(remark))
            self._flow.addWidget(button)
        if facts.edit.sequences:
            tip = self.tr("The project holds several sequences: choose the one to export")
            self._add_button(SEQUENCE, self.tr("Sequence…"), tip, self.sequence_requested)
        if edit_words.states_no_rate(facts):
            tip = self.tr("The edit does not say its frame rate: choose the right one")
            self._add_button(RATE, self.tr("Frame rate…"), tip, self.rate_requested)
        self._show_missing(facts)

    def _show_missing(self, facts: EditFacts) -> None:
        line = edit_words.missing_line(facts, self._missed)
        if line and not facts.missing:
            self._problem_bar.show_problem(line, (), "good")
        if not facts.missing:
            return
        self._problem_bar.show_problem(line, ((FIND, self.tr("Find…")),), "warn")
        tip = "\n".join(edit_words.missing_names(facts)[:MOST])
        self._add_button(NAMES, self.tr("Missing media…"), tip, self.names_requested)

    def _add_button(self, key: str, text: str, tip: str, pressed: SignalInstance) -> None:
        button = WarningButton(text, tip, calm=True, lists=True, parent=self._warnings)
        button.setObjectName(key)
        button.more.connect(pressed)
        self._flow.addWidget(button)

    def _help(self, key: str) -> None:
        signals = {FIND: self.find_requested, RATE: self.rate_requested}
        signals.get(key, self.locate_requested).emit()

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(theme.GRID // 2)
        for widget in (self._name, self._figures, self._sound, self._warnings, self._problem_bar):
            lines.addWidget(widget)
        lines.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)

    def _take(self, probed: tuple[Source, SourceFacts]) -> None:
        source, self.facts = probed
        self.retranslate()
        if self.facts.has_picture:
            self._load_picture(
                lambda size, token: thumbnail(source.path, size, source=source, token=token)
            )
        self.source_read.emit(source)

    def _load_picture(self, load: Callable[[Box, CancelToken], bytes]) -> None:
        box, ratio = THUMBNAIL, self.devicePixelRatioF()
        size = (round(box.width() * ratio), round(box.height() * ratio))

        def picture(token: CancelToken) -> QImage:
            image = QImage.fromData(load(size, token))
            image.setDevicePixelRatio(ratio)
            return image

        task = run_in_background(self, picture, self._take_picture, unhurried=True)
        self._tasks.append(task)

    def _take_picture(self, image: QImage) -> None:
        if not image.isNull():
            self.show_picture(QPixmap.fromImage(image))

    def _take_problem(self, sentence: str) -> None:
        self._problem = sentence
        self.retranslate()
        self.problem_found.emit(sentence)


def _read(path: Path, token: CancelToken) -> tuple[Source, SourceFacts]:
    source = probe(path, token=token)
    return source, source_facts(source)


def example() -> QWidget:
    from app.gui.preview.examples import film_picture, unusual_facts

    card = SourceCard()
    card.show_facts(unusual_facts(), QPixmap.fromImage(film_picture(THUMBNAIL)))
    return _sized(card)


def example_problem() -> QWidget:
    card = SourceCard()
    sentence = '"/home/mia/Videos/harbour_master.mov" does not exist. Check the name.'
    card.show_problem(Path("/home/mia/Videos/harbour_master.mov"), sentence)
    return _sized(card)


def example_reading() -> QWidget:
    card = SourceCard()
    card.path = Path("/home/mia/Videos/harbour_master.mov")
    card.retranslate()
    return _sized(card)


def _sized(card: SourceCard) -> SourceCard:
    width = 70 * theme.GRID
    card.resize(width, max(card.heightForWidth(width), card.minimumSizeHint().height()))
    return card

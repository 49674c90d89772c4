"""One source: a frame of it, what it is, and what is unusual about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.gui import source_words, theme
from app.gui.background import Task, run_in_background
from app.gui.elided_label import ElidedLabel
from app.gui.flow_layout import FlowLayout
from app.gui.problem_bar import ProblemBar
from app.gui.sentences import told
from app.jobs.source_facts import SourceFacts, SourceWarning, WarningKind, source_facts
from app.jobs.thumbnails import thumbnail
from exporters.cancel import CancelToken
from exporters.media.probe import probe
from exporters.media.source import Source

THUMBNAIL = QSize(16 * theme.GRID, 9 * theme.GRID)
ICON = 2 * theme.GRID
LOCATE = "locate"
_CALM = (WarningKind.SUBTITLES, WarningKind.NO_PICTURE, WarningKind.ROTATED,
         WarningKind.NON_SQUARE_PIXELS)  # fmt: skip
"""Worth knowing, but nothing to worry about."""


@dataclass(frozen=True)
class _Probed:
    source: Source
    facts: SourceFacts


class SourceCard(QFrame):
    """Reads a file in the background, or shows what is known already.

    Signals:
        source_read(Source): the file was read; with ``show_source`` only.
        problem_found(str): it cannot be used, in a sentence; with ``show_source`` only.
        locate_requested(): the user wants to say where the file is now.
    """

    source_read = Signal(object)
    problem_found = Signal(str)
    locate_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.path: Path | None = None
        self.facts: SourceFacts | None = None
        self._problem = ""
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
        self._problem_bar.help_requested.connect(lambda _: self.locate_requested.emit())
        self._lay_out()
        self.clear()

    def show_source(self, path: Path) -> None:
        """Read the file at ``path`` in the background and show it."""
        self.clear()
        self.path = path
        self._tasks = [run_in_background(self, lambda token: _read(path, token), self._take,
                                         self._take_problem)]  # fmt: skip
        self.retranslate()

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
        self.path, self.facts, self._problem = None, None, ""
        self.show_picture(None)
        self.retranslate()

    def retranslate(self) -> None:
        self._picture.setAccessibleName(self.tr("A frame of the source"))
        self._name.setText(self.path.name if self.path else self.tr("No source"))
        self._flow.clear()
        self._problem_bar.clear()
        self._figures.setVisible(not self._problem)
        self._sound.setVisible(self.facts is not None)
        self._warnings.setVisible(self.facts is not None and bool(self.facts.warnings))
        if self._problem:
            locate = (LOCATE, self.tr("Locate…"))
            self._problem_bar.show_problem(told(self._problem), (locate,))
            self.show_picture(None)
        elif self.facts is not None:
            self._figures.setText(source_words.facts_line(self.facts))
            self._sound.setText(source_words.sound_line(self.facts))
            for warning in self.facts.warnings:
                self._flow.addWidget(_WarningButton(warning, self._warnings))
        else:
            self._figures.setText(self.tr("Reading…") if self.path else "")
        self._warnings.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange and not self._has_picture:
            self.show_picture(None)
        super().changeEvent(event)

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

    def _take(self, probed: _Probed) -> None:
        self.facts = probed.facts
        self.retranslate()
        if probed.facts.has_picture:
            box, ratio, source = THUMBNAIL, self.devicePixelRatioF(), probed.source
            size = (round(box.width() * ratio), round(box.height() * ratio))

            def picture(token: CancelToken) -> QImage:
                jpeg = thumbnail(source.path, size, source=source, token=token)
                image = QImage.fromData(jpeg)
                image.setDevicePixelRatio(ratio)
                return image

            task = run_in_background(self, picture, self._take_picture, unhurried=True)
            self._tasks.append(task)
        self.source_read.emit(probed.source)

    def _take_picture(self, image: QImage) -> None:
        if not image.isNull():
            self.show_picture(QPixmap.fromImage(image))

    def _take_problem(self, sentence: str) -> None:
        self._problem = sentence
        self.retranslate()
        self.problem_found.emit(sentence)


class _WarningButton(QToolButton):
    """An icon and few words; what they mean is in the tool tip, which a press shows, too."""

    def __init__(self, warning: SourceWarning, parent: QWidget) -> None:
        super().__init__(parent)
        said = source_words.warning_words(warning)
        calm = warning.kind in _CALM
        self.setProperty("flat", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(theme.icon("information" if calm else "warning", "dim" if calm else "warn"))
        self.setIconSize(QSize(ICON, ICON))
        self.setText(said.short)
        # As rich text it is broken into lines.
        self.setToolTip(f"<p>{said.meaning}</p>")
        self.setAccessibleName(said.short)
        self.setAccessibleDescription(said.meaning)
        self.clicked.connect(self._explain)

    def _explain(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)


def _read(path: Path, token: CancelToken) -> _Probed:
    source = probe(path, token=token)
    return _Probed(source, source_facts(source))


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

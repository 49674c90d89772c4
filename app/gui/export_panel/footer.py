"""Below the form: the estimate and the two buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.gui import theme, words
from app.gui.export_panel.fields import Note


@dataclass(frozen=True)
class Losses:
    """What is known of a project's losses.

    Attributes:
        lost: how many there are.
        all: with what is only good to know.
    """

    lost: int
    all: int


class Footer(QWidget):
    """Tells how large and how long, and starts it.

    Signals:
        export_clicked(), add_clicked(): of the two buttons.
        estimate_requested(), estimate_cancelled(): a sample is to be encoded, or no longer.
        losses_requested(): what a project loses is to be listed.
    """

    export_clicked = Signal()
    add_clicked = Signal()
    estimate_requested = Signal()
    estimate_cancelled = Signal()
    losses_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.estimate = Note()
        self.estimate.setFont(theme.tabular(self.font()))
        self.ask = QPushButton()
        self.export, self.add = QPushButton(), QPushButton()
        self.export.setProperty("primary", True)
        for button in (self.export, self.add):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumHeight(5 * theme.GRID)
        self._count = 0
        self._estimating = False
        self._bytes: int | None = None
        self._seconds: float | None = None
        self._problem = ""
        self._project = self._edits = False
        self._losses: Losses | None = None
        self._lay_out()
        self.ask.clicked.connect(self._asked)
        self.export.clicked.connect(self.export_clicked)
        self.add.clicked.connect(self.add_clicked)
        self.retranslate()

    def show_count(self, count: int) -> None:
        """For how many films the buttons are."""
        self._count = count
        for button in (self.export, self.add):
            button.setEnabled(count > 0)
        self.retranslate()

    def show_kind(self, project: bool, edits: bool) -> None:
        """What is written: a project, or films, some of edits, which no sample can be made of."""
        self._project, self._edits = project, edits
        self.retranslate()

    def show_losses(self, losses: Losses | None) -> None:
        """What a project will lose; None while that is found out."""
        self._losses = losses
        self.retranslate()

    def show_estimate(self, size: int | None, seconds: float | None, problem: str = "") -> None:
        """Bytes and seconds, each None when unknown, or why there is no estimate."""
        self._estimating = False
        self._bytes, self._seconds, self._problem = size, seconds, problem
        self.retranslate()

    def show_estimating(self) -> None:
        """A sample is being encoded."""
        self._estimating = True
        self.retranslate()

    def retranslate(self) -> None:
        if self._count > 1:
            self.export.setText(self._export_several())
            self.add.setText(self.tr("Add %n to the queue", "", self._count))
        else:
            self.export.setText(self.tr("Export"))
            self.add.setText(self.tr("Add to queue"))
        missing = "" if self._count else self.tr("Add a film first")
        self.export.setToolTip(missing or self.tr("Export now"))
        self.add.setToolTip(missing or self.tr("Put it into the list, to be started later"))
        self._name_ask(missing)
        self.estimate.say(*(self._line_of_project() if self._project else self._line()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _export_several(self) -> str:
        if self._project or self._edits:
            return self.tr("Export all %n", "", self._count)
        return self.tr("Export %n film(s)", "", self._count)

    def _name_ask(self, missing: str) -> None:
        """The button beside the line: estimates, stops that, or lists what is lost."""
        if self._project:
            found = self._losses
            self.ask.setText(self.tr("List…"))
            self.ask.setToolTip(self.tr("Show what the project will not hold"))
            self.ask.setEnabled(found is not None and found.all > 0)
            return
        self.ask.setText(self.tr("Stop") if self._estimating else self.tr("Estimate"))
        only_films = self.tr("Size and time can be foretold for films only") if self._edits else ""
        self.ask.setToolTip(
            missing or only_films or self.tr("Encode a short sample to learn the size and the time")
        )
        self.ask.setEnabled(self._count > 0 and not self._edits)

    def _line_of_project(self) -> tuple[str, str]:
        found = self._losses
        if found is None:
            return self.tr("Looking for what will be lost…"), ""
        if found.lost:
            return self.tr("%n thing(s) will be lost", "", found.lost), "warn"
        return self.tr("Nothing will be lost"), ""

    def _line(self) -> tuple[str, str]:
        if self._estimating:
            return self.tr("Encoding a short sample…"), ""
        if self._problem:
            return self._problem, "bad"
        size, time = self._bytes, self._seconds
        if size is not None and time is not None:
            text = self.tr("About {size}, in about {time}")
            return text.format(size=words.size(size), time=words.duration(time)), ""
        if size is not None:
            return self.tr("About {size}").format(size=words.size(size)), ""
        if time is not None:
            return self.tr("In about {time}").format(time=words.duration(time)), ""
        if self._edits:
            return self.tr("Size and time are not foretold for edits"), ""
        return self.tr("Size and time are not known yet"), ""

    def _asked(self) -> None:
        if self._project:
            self.losses_requested.emit()
        elif self._estimating:
            self.estimate_cancelled.emit()
        else:
            self.estimate_requested.emit()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.GRID)
        first.addWidget(self.estimate, 1)
        first.addWidget(self.ask)
        second.setSpacing(theme.GRID)
        second.addWidget(self.add, 1)
        second.addWidget(self.export, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(first)
        layout.addLayout(second)

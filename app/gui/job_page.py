"""One export: what it is, how far it is, what was kept, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, unit_words, words
from app.gui.elided_label import ElidedLabel
from app.gui.problem_bar import ProblemBar
from app.gui.segments.segment_panel import SegmentPanel
from app.gui.timeline_strip.strip import TimelineStrip
from app.gui.verb_buttons import VerbButtons
from app.gui.verbs import Verb, by_shortcut, pressed
from app.jobs.queue.job import Job
from app.jobs.requests import is_of_project
from app.jobs.segments import SegmentCells
from exporters.timeline.sequence import Sequence as Edited

THUMBNAIL = (128, 72)
KEYS_OF_THE_LIST = ("Del", "Alt+Up", "Alt+Down")
"""They mean something only where one sees the list."""


@dataclass(frozen=True)
class Problem:
    """Something that needs the user: a sentence, and the key and words of what helps."""

    sentence: str
    helps: tuple[tuple[str, str], ...] = ()
    tone: str = "bad"


class JobPage(QWidget):
    """Shows a job; ``show_job`` as often as it changes.

    Signals:
        verb_requested(verb): "start", "pause", "resume", "stop", "retry", "reset", "remove",
            "open_file", "open_folder", "show_report", "export_again", or the key of a help.
    """

    verb_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._problem: Problem | None = None
        self._thumbnail = QLabel()
        self._thumbnail.setFixedSize(*THUMBNAIL)
        self._thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._name.setFont(theme.heading(self.font()))
        self._state = QLabel()
        self._output = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._output.setProperty("dim", True)
        self._verbs = VerbButtons()
        self._verbs.verb_requested.connect(self.verb_requested)
        self._problems = ProblemBar()
        self._problems.help_requested.connect(self.verb_requested)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._figures = QLabel()
        self._figures.setFont(theme.tabular(self.font()))
        self._figures.setWordWrap(True)
        self._segments = SegmentPanel()
        self._below = QFrame()
        self.strip, self._strip_details = TimelineStrip(), ElidedLabel()
        self._strip_details.setProperty("dim", True)
        self._strip_details.setFont(theme.tabular(self.font()))
        self.strip.current_changed.connect(
            lambda text: self._strip_details.setText(" · ".join(text.splitlines()))
        )
        self._edit = QWidget()
        self._settings = QLabel()
        self._settings.setWordWrap(True)
        self._settings.setProperty("dim", True)
        for keys, verbs in by_shortcut().items():
            if keys not in KEYS_OF_THE_LIST:
                self._add_keys(keys, verbs)
        self._lay_out()
        self.retranslate()

    def show_job(self, job: Job, problem: Problem | None = None) -> None:
        """Show a job as it is now."""
        self._job, self._problem = job, problem
        self._name.setText(job.name)
        self._state.setText(self._state_line(job))
        self._output.setText(str(job.output))
        self._bar.setVisible(job.state in ("active", "paused", "interrupted", "queued"))
        self._bar.setValue(round(1000 * job.done))
        figures = self._figures_line(job)
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))
        # Projects have a list of losses beside them instead.
        self._verbs.show_state(job.state, ("show_report",) if is_of_project(job.request) else ())
        if problem is None:
            self._problems.clear()
        else:
            self._problems.show_problem(problem.sentence, problem.helps, problem.tone)

    @property
    def thumbnail_size(self) -> QSize:
        """Room for a frame of the source."""
        return self._thumbnail.size()

    def show_thumbnail(self, picture: QPixmap | None) -> None:
        """Show a frame of the source, or its stand-in."""
        if picture is None:
            picture = theme.icon("film", "dim").pixmap(4 * theme.GRID, 4 * theme.GRID)
        self._thumbnail.setPixmap(picture)

    def show_segments(self, cells: SegmentCells | None) -> None:
        """Show the segment map, or nothing before there is a plan."""
        self._segments.show_cells(cells)
        self._segments.setVisible(cells is not None)
        self._show_below()

    def show_edit(self, edit: Edited | None) -> None:
        """Show the tracks of the edit that is exported, or nothing."""
        self.strip.show_sequence(edit)
        self._strip_details.setText("")
        self._edit.setVisible(edit is not None)
        self._show_below()

    def _show_below(self) -> None:
        """The card of tracks and segments, while there is anything in it; it grows with those."""
        tracks, map_shown = not self._edit.isHidden(), not self._segments.isHidden()
        self._below.setVisible(tracks or map_shown)
        policy = QSizePolicy.Policy.Preferred if map_shown else QSizePolicy.Policy.Maximum
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def refresh_segments(self) -> None:
        """The cells that are shown have changed."""
        self._segments.refresh()

    def show_settings(self, text: str) -> None:
        """The settings in words."""
        self._settings.setText(text)

    def retranslate(self) -> None:
        self._bar.setAccessibleName(self.tr("Progress of this export"))
        self._thumbnail.setAccessibleName(self.tr("A frame of the source"))
        if self._job is not None:
            self.show_job(self._job, self._problem)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(theme.GRID // 2)
        for label in (self._name, self._state, self._output):
            titles.addWidget(label)
        titles.addStretch()
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._thumbnail, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(titles, 1)
        card = QFrame()
        card.setProperty("card", True)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[2 * theme.GRID] * 4)
        inside.setSpacing(theme.GRID)
        inside.addLayout(head)
        inside.addWidget(self._problems)
        inside.addWidget(self._bar)
        inside.addWidget(self._figures)
        inside.addWidget(self._verbs)
        self._segments.hide()
        self._below.setProperty("card", True)
        self._below.hide()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(*[2 * theme.GRID] * 4)
        below.setSpacing(theme.GRID)
        below.addWidget(self._edit)
        below.addWidget(self._segments, 1)
        self._edit.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._edit.hide()
        above = QVBoxLayout(self._edit)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(theme.GRID // 2)
        above.addWidget(self.strip)
        above.addWidget(self._strip_details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(card)
        layout.addWidget(self._below, 1)
        layout.addWidget(self._settings)
        layout.addStretch()

    def _add_keys(self, keys: str, verbs: Sequence[Verb]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._do(verbs))

    def _do(self, verbs: Sequence[Verb]) -> None:
        if self._job is not None:
            for key in pressed(verbs, {self._job.id: str(self._job.state)}):
                self.verb_requested.emit(key)

    def _state_line(self, job: Job) -> str:
        if job.state == "active" and job.phase:
            return words.phase(job.phase, is_of_project(job.request))
        if job.state == "completed":
            return self.tr("Finished {when} · {size}").format(
                when=words.moment(job.ended), size=words.size(job.size)
            )
        return words.state(job.state)

    def _figures_line(self, job: Job) -> str:
        if job.state == "completed" or not job.units_total:
            return ""
        parts = [words.percent(job.done), words.size(job.size)]
        if is_of_project(job.request):
            parts.insert(1, unit_words.progress(job, job.units_done, job.units_total))
        if job.state == "active":
            speed = words.rate(job.rate, job.work_name, job.speed)
            parts += [speed, words.left(job.seconds_left)]
        return " · ".join(part for part in parts if part)

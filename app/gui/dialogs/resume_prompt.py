"""Asks, after a start, what is to happen to exports that were interrupted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, unit_words, words
from app.gui.background import run_in_background
from app.gui.elided_label import ElidedLabel
from app.gui.segments.segment_map import SegmentMap
from app.gui.sentences import told
from app.gui.thumbnails import Thumbnails
from app.jobs.queue.job import Interrupted
from app.jobs.queue.running import places_of_job
from app.jobs.segment_journal import SegmentJournal, SegmentNews
from app.jobs.segments import SegmentCells

ANSWERS = ("continue", "over", "discard", "later")
NO_BREAK = "\N{NO-BREAK SPACE}"
THUMBNAIL = QSize(12 * theme.GRID, 54)
WIDTH, MOST_HEIGHT = 86 * theme.GRID, 70 * theme.GRID
MAP = 5 * theme.GRID
"""Height of the map of an export's segments."""

CONTINUE, OVER, LATER = ANSWERS.index("continue"), ANSWERS.index("over"), ANSWERS.index("later")


class ResumePrompt(QDialog):
    """Lists interrupted exports with what was kept of each, and takes an answer for each.

    Args:
        found: the exports.
        thumbnails: gives frames of their sources.

    After ``exec``, ``answers`` has one of ``ANSWERS`` for each job's number. Sending the dialog
    away answers "later" for all.
    """

    def __init__(
        self,
        found: Sequence[Interrupted],
        thumbnails: Thumbnails | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answers: dict[int, str] = {one.job.id: "later" for one in found}
        self.setWindowTitle(self.tr("Interrupted exports"))
        title = QLabel(self.tr("%n export(s) were interrupted.", "", len(found)))
        title.setFont(theme.heading(self.font()))
        calm = QLabel(self.tr("Nothing that was finished is lost. How shall Reprise go on?"))
        calm.setWordWrap(True)
        self._rows = [_Row(one, thumbnails) for one in found]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        for row in self._rows:
            column.addWidget(row)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._later = QPushButton(self.tr("Later"))
        self._later.setToolTip(self.tr("Leave everything as it is; it stays in the queue"))
        self._later.clicked.connect(self.reject)
        self._chosen = QPushButton(self.tr("Do as chosen"))
        self._chosen.clicked.connect(self._do_as_chosen)
        self._all = QPushButton(self.tr("Continue all") if len(found) > 1 else self.tr("Continue"))
        self._all.setProperty("primary", True)
        self._all.clicked.connect(self._continue_all)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self._later)
        buttons.addStretch()
        buttons.addWidget(self._chosen)
        buttons.addWidget(self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(title)
        layout.addWidget(calm)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        rows = column.heightForWidth(WIDTH - 8 * theme.GRID) + len(found) * MAP
        self.resize(WIDTH, min(MOST_HEIGHT, rows + 20 * theme.GRID))
        for row in self._rows:
            row.choice.currentIndexChanged.connect(self._show_buttons)
        self._show_buttons()
        possible = any(row.can_continue for row in self._rows)
        self._all.setEnabled(possible)
        first = self._all if possible else self._later
        first.setDefault(True)
        first.setFocus()

    def _show_buttons(self) -> None:
        """ "Do as chosen" matters once something else than going on was chosen."""
        self._chosen.setEnabled(any(row.choice.currentIndex() for row in self._rows))

    def _continue_all(self) -> None:
        self.answers = {
            row.number: "continue" if row.can_continue else row.answer for row in self._rows
        }
        self.accept()

    def _do_as_chosen(self) -> None:
        self.answers = {row.number: row.answer for row in self._rows}
        self.accept()


class _Row(QFrame):
    """One export: a frame, its name, how much was kept, and a choice."""

    def __init__(self, found: Interrupted, thumbnails: Thumbnails | None) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.number = found.job.id
        self._found, self._thumbnails = found, thumbnails
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(THUMBNAIL)
        name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        name.setText(found.job.name)
        name.setToolTip(words.tip(str(found.job.output)))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, found.units_total))
        bar.setValue(found.units_done)
        bar.setAccessibleName(self.tr("What is finished"))
        facts = QLabel(self._facts())
        facts.setFont(theme.tabular(self.font()))
        facts.setWordWrap(True)
        why = QLabel(told(found.damage or found.why))
        why.setProperty("dim", True)
        why.setWordWrap(True)
        why.setTextFormat(Qt.TextFormat.PlainText)
        self.choice = QComboBox()
        self.choice.addItem(self.tr("Continue"))
        self.choice.addItem(self.tr("Start over"))
        self.choice.addItem(self.tr("Discard"))
        self.choice.addItem(self.tr("Later"))
        tips = (
            unit_words.go_on_tip(found.job.request),
            self.tr("Drop what is finished, and export anew"),
            self.tr("Drop what is finished, and do not export"),
            self.tr("Leave it in the queue as it is"),
        )
        for index, tip in enumerate(tips):
            self.choice.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
        self.choice.setAccessibleName(self.tr("What to do with {name}").format(name=found.job.name))
        self.can_continue = found.source not in ("missing", "changed")
        if not self.can_continue:
            impossible = (CONTINUE, OVER) if found.source == "missing" else (CONTINUE,)
            self._forbid(impossible, self._source_line())
            self.choice.setCurrentIndex(LATER)
        lines = QVBoxLayout()
        lines.setSpacing(theme.GRID // 2)
        self._bar, self._map = bar, SegmentMap(height=MAP)
        self._map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._map.hide()
        for widget in (name, bar, self._map, facts, why):
            lines.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[theme.GRID + theme.GRID // 2] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)
        layout.addWidget(self.choice, alignment=Qt.AlignmentFlag.AlignTop)
        self._show_picture()
        if thumbnails is not None:
            thumbnails.ready.connect(self._show_picture)
        journal = SegmentJournal(places_of_job(found.job).journal)
        run_in_background(self, lambda _: journal.read(False), self._take)

    @property
    def answer(self) -> str:
        """What was chosen."""
        return ANSWERS[self.choice.currentIndex()]

    def show_segments(self, cells: SegmentCells) -> None:
        """Show which segments were kept, in the place of the bar."""
        self._map.show_cells(cells)
        self._map.setAccessibleName(self._bar.accessibleName())
        self._map.setAccessibleDescription(self._facts())
        self._bar.hide()
        self._map.show()

    def _take(self, news: SegmentNews | None) -> None:
        cells = news.take(None) if news is not None else None
        if cells is not None and len(cells):
            self.show_segments(cells)

    def _forbid(self, answers: Sequence[int], reason: str) -> None:
        model = self.choice.model()
        assert isinstance(model, QStandardItemModel)
        for answer in answers:
            model.item(answer).setEnabled(False)
            model.item(answer).setToolTip(reason)

    def _source_line(self) -> str:
        return {
            "unchanged": self.tr("source unchanged"),
            "changed": self.tr("the source has changed: it can only start over"),
            "missing": self.tr("the source is missing"),
        }.get(self._found.source, "")

    def _facts(self) -> str:
        found = self._found
        total = found.units_total
        share = found.units_done / total if total else 0.0
        parts = [
            words.percent(share) if total else "",
            unit_words.progress(found.job, found.units_done, total),
            self.tr("saved {when}").format(when=words.moment(found.saved)) if found.saved else "",
            self.tr("{size} kept").format(size=words.size(found.parts_size).replace(" ", NO_BREAK)),
            self._source_line(),
        ]
        return words.line(parts)

    def _show_picture(self, _: object = None) -> None:
        picture: QPixmap | None = None
        if self._thumbnails is not None:
            ratio = self.devicePixelRatioF()
            picture = self._thumbnails.pixmap(self._found.job.source, THUMBNAIL, ratio)
        if picture is None:
            picture = theme.icon("film", "dim").pixmap(3 * theme.GRID, 3 * theme.GRID)
        self._picture.setPixmap(picture)


def example() -> QWidget:
    import time

    from app.gui.queue.examples import jobs

    shown = jobs()
    why = "Reprise ended while this export was running."
    found = [
        Interrupted(shown[1], 412, 960, time.time() - 900, 1_230_000_000, "unchanged", why, ""),
        Interrupted(shown[4], 700, 960, time.time() - 90000, 812_000_000, "missing", why, ""),
    ]
    return ResumePrompt(found)

"""Draws a job in the list: a frame of it, its name, its state, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.gui import theme, words
from app.gui.queue.queue_model import JOB
from app.gui.thumbnails import Thumbnails
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from app.jobs.requests import is_of_project

THUMBNAIL = QSize(8 * theme.GRID, 36)
GAP = theme.GRID
BAR = 4
ICON = 2 * theme.GRID

LOOKS = {
    JobState.INACTIVE: ("wait", "dim"),
    JobState.QUEUED: ("wait", "dim"),
    JobState.ACTIVE: ("play", "accent"),
    JobState.PAUSED: ("pause", "warn"),
    JobState.INTERRUPTED: ("interrupted", "warn"),
    JobState.COMPLETED: ("check", "good"),
    JobState.FAILED: ("error", "bad"),
}
"""Icon and colour of each state: never a colour alone."""

_BAR_STATES = (JobState.ACTIVE, JobState.PAUSED, JobState.INTERRUPTED)


class JobDelegate(QStyledItemDelegate):
    """Args:
    thumbnails: gives frames of sources; None draws stand-ins.
    """

    def __init__(self, thumbnails: Thumbnails | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = 2 * option.fontMetrics.height() + BAR + 2 * GAP
        return QSize(30 * theme.GRID, max(lines, THUMBNAIL.height()) + 2 * GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        job = index.data(JOB)
        if not isinstance(job, Job):
            return
        rect: QRect = option.rect
        with theme.painting(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter, option, rect)
            inner = rect.adjusted(GAP + GAP // 2, GAP, -GAP - GAP // 2, -GAP)
            self._paint_picture(painter, job, inner)
            texts = inner.adjusted(THUMBNAIL.width() + GAP, 0, 0, 0)
            self._paint_texts(painter, option, job, texts)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        shown, state = theme.current(), option.state
        area = QRectF(rect).adjusted(3, 2, -3, -2)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shown.selection)
            painter.drawRoundedRect(area, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(shown.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)

    def _paint_picture(self, painter: QPainter, job: Job, inner: QRect) -> None:
        area = QRect(inner.topLeft(), THUMBNAIL)
        area.moveTop(inner.top() + (inner.height() - THUMBNAIL.height()) // 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().track)
        painter.drawRoundedRect(area, 4, 4)
        picture = None
        if self._thumbnails is not None:
            ratio = painter.device().devicePixelRatioF()
            picture = self._thumbnails.pixmap(job.source, THUMBNAIL, ratio)
        if picture is None:
            side = QRect(0, 0, ICON, ICON)
            side.moveCenter(area.center())
            theme.icon("film", "dim").paint(painter, side)
        else:
            size = picture.deviceIndependentSize().toSize()
            target = QRect(area.topLeft(), size)
            target.moveCenter(area.center())
            painter.drawPixmap(target, picture)

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, job: Job, area: QRect
    ) -> None:
        shown = theme.current()
        font = option.font
        height = QFontMetrics(font).height()
        bar = job.state in _BAR_STATES
        top = area.top() + max(0, (area.height() - 2 * height - (BAR + 6 if bar else 2)) // 2)
        painter.setFont(font)
        painter.setPen(shown.text)
        _draw_line(painter, QRect(area.left(), top, area.width(), height), job.name, middle=True)
        name, role = LOOKS[job.state]
        line = QRect(area.left(), top + height + 2, area.width(), height)
        side = QRect(line.left(), line.top() + (height - ICON) // 2, ICON, ICON)
        theme.icon(name, role).paint(painter, side)
        painter.setFont(theme.tabular(font))
        painter.setPen(getattr(shown, "dim" if role == "accent" else role))
        right = figures_of(job)
        width = painter.fontMetrics().horizontalAdvance(right)
        words_area = line.adjusted(ICON + GAP // 2, 0, -width - GAP, 0)
        _draw_line(painter, words_area, state_of(job))
        painter.setPen(shown.dim)
        painter.drawText(
            line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), right
        )
        if bar:
            self._paint_bar(painter, job, QRectF(area.left(), line.bottom() + 4, area.width(), BAR))

    def _paint_bar(self, painter: QPainter, job: Job, area: QRectF) -> None:
        shown = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.track)
        painter.drawRoundedRect(area, BAR / 2, BAR / 2)
        filled = QRectF(area)
        filled.setWidth(max(BAR, area.width() * job.done))
        painter.setBrush(shown.accent if job.state is JobState.ACTIVE else shown.dim)
        painter.drawRoundedRect(filled, BAR / 2, BAR / 2)


def state_of(job: Job) -> str:
    """The state in words, with what is known of a running one."""
    if job.state is JobState.ACTIVE:
        if job.waiting_for:
            return QApplication.translate("JobDelegate", "Waiting for disk space")
        if job.phase and job.phase != "exporting":
            return words.phase(job.phase, is_of_project(job.request))
        left = words.left(job.seconds_left)
        return left or words.state(job.state)
    return words.state(job.state)


def figures_of(job: Job) -> str:
    """What stands at the right: how much is done, or the size of the result."""
    if job.state is JobState.COMPLETED:
        return words.size(job.size)
    if job.state in _BAR_STATES:
        return words.percent(job.done)
    return ""


def _draw_line(painter: QPainter, area: QRect, text: str, middle: bool = False) -> None:
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    elided = painter.fontMetrics().elidedText(words.one_line(text), mode, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), elided)

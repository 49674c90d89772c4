"""The rows for the part of a film that is exported."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.gui import theme
from app.gui.export_panel.fields import Field
from app.gui.export_panel.section import Row, Section, Shown, enable
from app.jobs import choices, requests
from exporters.errors import UsageError

LONGEST = Fraction(10**8)
"""Seconds that no film has, where its length is not known."""


def clock(seconds: Fraction) -> str:
    """ "0:12:31.040": a time to a thousandth of a second."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


class TimeControl(QWidget):
    """A time, and a button that takes the preview's.

    Signals:
        entered(text): the user has written something else.
        asked(): the preview's time is wanted.
    """

    entered = Signal(str)
    asked = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMinimumWidth(1)
        self.edit.setFont(theme.tabular(self.font()))
        self.here = QToolButton()
        self.here.setIcon(theme.icon(icon))
        self.here.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.here)
        self.setFocusProxy(self.edit)
        self._shown = ""
        self.edit.editingFinished.connect(self._finished)
        self.here.clicked.connect(self.asked)

    def show_time(self, seconds: Fraction | None) -> None:
        """Show a time, or none."""
        self._shown = "" if seconds is None else clock(seconds)
        self.edit.setText(self._shown)

    def _finished(self) -> None:
        if self.edit.text().strip() != self._shown:
            self._shown = self.edit.text().strip()
            self.entered.emit(self._shown)


class TrimSection(Section):
    """Where to begin and where to end.

    Signals:
        part_chosen(start, end): fractions of seconds, "" for none; both fit together.
        refused(): what was written does not fit; see ``wrong``.
    """

    part_chosen = Signal(str, str)
    refused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.start, self.end = TimeControl("trim-in"), TimeControl("trim-out")
        self.start_row = Row(Field(self.start), self.start.edit)
        self.end_row = Row(Field(self.end), self.end.edit)
        self.rows = [self.start_row, self.end_row]
        self._shown: Shown | None = None
        self._times: dict[str, Fraction | None] = {"start": None, "end": None}
        self._unread: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        for name, control in (("start", self.start), ("end", self.end)):
            control.entered.connect(lambda text, name=name: self._entered(name, text))
            control.asked.connect(lambda name=name: self._asked(name))

    def forget(self) -> None:
        """Drop what was written and is wrong, when another source is shown."""
        self.wrong.clear()
        self._unread.clear()

    def retranslate(self) -> None:
        self.start_row.name(self.tr("From"))
        self.end_row.name(self.tr("Until"))
        self.start.edit.setPlaceholderText(self.tr("the beginning"))
        self.end.edit.setPlaceholderText(self.tr("the end"))
        for control in (self.start, self.end):
            control.edit.setToolTip(self.tr("Hours, minutes and seconds, as 0:01:02.5, or seconds"))
        self._name_buttons()

    def show(self, shown: Shown) -> None:
        self._shown = shown
        reason = choices.trim(shown.count)
        for row, aloud in ((self.start_row, False), (self.end_row, True)):
            enable(row, reason, aloud=aloud)
        if not self.wrong:
            settings = shown.settings
            begin = settings.start_seconds if settings.start else None
            self._times = {"start": begin, "end": settings.end_seconds}
            self.start.show_time(begin)
            self.end.show_time(settings.end_seconds)
        self._complain()
        self._name_buttons()

    def _name_buttons(self) -> None:
        known = self._shown is not None and self._shown.moment is not None
        waiting = self.tr("There is no preview whose time could be taken")
        texts = (
            self.tr("Begin at the time that the preview shows"),
            self.tr("End at the time that the preview shows"),
        )
        for control, text in zip((self.start, self.end), texts, strict=True):
            control.here.setToolTip(text if known else waiting)
            control.here.setAccessibleName(text)
            control.here.setEnabled(known)

    def _asked(self, name: str) -> None:
        if self._shown is not None and self._shown.moment is not None:
            control = self.start if name == "start" else self.end
            control.show_time(self._shown.moment)
            self._take(name, self._shown.moment)

    def _entered(self, name: str, text: str) -> None:
        try:
            self._take(name, Fraction(requests.seconds(text)) if text else None)
        except UsageError:
            self._unread[name] = self.tr("This is no time: write 0:01:02.5, or seconds.")
            self._check(name)

    def _take(self, name: str, seconds: Fraction | None) -> None:
        self._times[name] = seconds
        self._unread.pop(name, None)
        self._check(name)

    def _check(self, last: str) -> None:
        """Look at both times together; what is wrong is said where something was changed last."""
        self.wrong = dict(self._unread)
        if not self.wrong and (objection := self._objection()):
            name, sentence = objection
            self.wrong[name or last] = sentence
        self._complain()
        if self.wrong:
            self.refused.emit()
            return
        start, end = self._times["start"], self._times["end"]
        self.part_chosen.emit(str(start) if start else "", "" if end is None else str(end))

    def _objection(self) -> tuple[str, str] | None:
        """Which time cannot be ("" for both together), and why."""
        facts = self._shown.facts if self._shown else None
        length = facts.duration if facts and facts.duration is not None else LONGEST
        start, end = self._times["start"] or Fraction(0), self._times["end"]
        too_late = self.tr("The film ends at {time}.").format(time=clock(length))
        if start < 0 or start >= length:
            return "start", too_late if start >= length else self.tr("The film begins at 0.")
        if end is not None and end > length:
            return "end", too_late
        if end is not None and end <= start:
            return "", self.tr("The end must lie after the beginning.")
        return None

    def _complain(self) -> None:
        self.start_row.field.complain(self.wrong.get("start", ""))
        self.end_row.field.complain(self.wrong.get("end", ""))

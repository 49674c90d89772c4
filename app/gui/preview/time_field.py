"""A time that can be read and typed."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui import theme
from app.jobs.requests import seconds
from exporters.errors import UsageError

WIDEST = "00:00:00.000"


def time_code(time: float) -> str:
    """ "0:12:31.040": hours, minutes, seconds, thousandths."""
    thousandths = round(max(0.0, time) * 1000)
    whole, thousandths = divmod(thousandths, 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}.{thousandths:03}"


class TimeField(QLineEdit):
    """Shows a time; a typed one counts when Return is pressed or the field is left.

    Signals:
        time_typed(float): seconds.
    """

    time_typed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = 0.0
        self.setFont(theme.tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._take)
        self.retranslate()
        self.set_time(0.0)

    def set_time(self, time: float) -> None:
        """Show a time in seconds, unless another is being typed."""
        self._time = time
        if not self.isModified():
            self.setText(time_code(time))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(WIDEST) + 4 * theme.GRID)
        return hint

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.isModified():
            self._take()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._show_again()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Time in the film"))
        self.setToolTip(self.tr("Type seconds (62.5) or a time (0:01:02.5) and press Return"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take(self) -> None:
        try:
            typed = float(Fraction(seconds(self.text())))
        except (UsageError, OverflowError):
            typed = -1.0
        self._show_again()
        if typed >= 0:
            self.time_typed.emit(typed)

    def _show_again(self) -> None:
        self.setModified(False)
        self.setText(time_code(self._time))
        self.selectAll()

"""Lets the stripes of what is under way move."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStyle, QWidget

from app.gui.segments.looks import STRIPE

STEP_MS = 150
"""Time between two steps of one pixel: calm, and cheap."""


class StripeClock(QObject):
    """Signals:
    moved(): ``phase`` is another.
    """

    moved = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.phase = 0
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)

    def run(self, wanted: bool) -> None:
        """Move, or stand still; the latter also where the desktop asks for no animations."""
        animated = self._widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)
        if wanted and animated:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        if not self._widget.isVisible():
            self._timer.stop()
            return
        self.phase = (self.phase + 1) % STRIPE
        self.moved.emit()

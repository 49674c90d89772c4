"""What happens when everything is exported, with a moment to say no."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.background import run_in_background
from app.jobs.queue.controller import QueueController
from app.jobs.when_done import GRACE_SECONDS, carry_out, needs_grace
from exporters.errors import ExportError


class Finishing(QObject):
    """Carries out ``QueueSettings.when_done``.

    Signals:
        counting(seconds, action): the machine sleeps or is shut down in so many seconds; 0 when
            that was called off or is happening.
        quit_requested(): the window is to be closed.
        failed(sentence): it cannot be done.
    """

    counting = Signal(int, str)
    quit_requested = Signal()
    failed = Signal(str)

    def __init__(self, controller: QueueController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._counts = (0, 0)
        self._left = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._count)

    def everything_done(self, completed: int, failed: int) -> None:
        """The queue has run empty."""
        action = self._action()
        self._counts = (completed, failed)
        if action == "quit":
            self.quit_requested.emit()
        elif needs_grace(action):
            self._left = GRACE_SECONDS
            self.counting.emit(self._left, action)
            self._timer.start()
        elif action == "command":
            self._carry_out()

    def call_off(self) -> None:
        """The user says no."""
        if self._timer.isActive():
            self._timer.stop()
            self.counting.emit(0, "")

    def _count(self) -> None:
        self._left -= 1
        action = self._action()
        if not needs_grace(action):
            self.call_off()
        elif self._left > 0:
            self.counting.emit(self._left, action)
        else:
            self._timer.stop()
            self.counting.emit(0, "")
            self._carry_out()

    def _action(self) -> str:
        try:
            return self._controller.settings.when_done
        except ExportError as error:
            self.failed.emit(str(error))
            return "nothing"

    def _carry_out(self) -> None:
        counts = self._counts

        def finish(_: object) -> None:
            carry_out(self._controller.settings, *counts)

        run_in_background(self, finish, lambda _: None, self.failed.emit)

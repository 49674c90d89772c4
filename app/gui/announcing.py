"""What the engine has to say to the user, in the bar at the top and by the tray."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.gui import words
from app.gui.notice_bar import NoticeBar
from app.gui.sentences import told
from app.gui.tray import Tray


class Announcing(QObject):
    """Args:
    notice: the bar at the top of the window.
    """

    def __init__(self, notice: NoticeBar, tray: Tray, window: QWidget) -> None:
        super().__init__(window)
        self._notice, self._tray, self._window = notice, tray, window

    def complain(self, sentence: str) -> None:
        """Say what cannot be done."""
        self._notice.tell(told(sentence), "bad")

    def warn(self, *sentences: str) -> None:
        """Say what the user should know."""
        self._notice.tell(words.sentences(*map(told, sentences)), "warn")

    def everything_done(self, completed: int, failed: int) -> None:
        """All exports have ended."""
        text = self.tr("%n export(s) finished.", "", completed)
        if failed:
            text = words.sentences(text, self.tr("%n failed.", "", failed))
        self._tray.tell(self.tr("Reprise is done"), text)
        QApplication.alert(self._window)

    def count_down(self, seconds: int, action: str) -> None:
        """The machine will "sleep" or "shutdown" in so many seconds; 0: no longer."""
        if not seconds:
            self._notice.hide()
            return
        if action == "sleep":
            text = self.tr(
                "The machine goes to sleep in %n second(s). Close this message to prevent it.",
                "",
                seconds,
            )
        else:
            text = self.tr(
                "The machine shuts down in %n second(s). Close this message to prevent it.",
                "",
                seconds,
            )
        self._notice.tell(text, "warn")

    def tell_owner(self, other: str) -> None:
        """Who runs the queue; "" is this window."""
        if other:
            text = self.tr("Another program runs the queue at the moment; you can steer it here.")
            self._notice.tell(text, "warn")

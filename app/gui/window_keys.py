"""The keys of the window itself; those of exports stand in ``verbs``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEYS = {
    "add": "Ctrl+N",
    "paste": "Ctrl+V",
    "start": "F5",
    "pause": "F6",
    "settings": "Ctrl+,",
    "history": "Ctrl+H",
    "keys": "F1",
    "quit": "Ctrl+Q",
}
"""Keys by what they do."""


class WindowKeys(QObject):
    """Args:
    actions: what is done, by the names in ``KEYS``.
    """

    def __init__(self, actions: Mapping[str, Callable[[], object]], window: QWidget) -> None:
        super().__init__(window)
        for name, keys in KEYS.items():
            QShortcut(QKeySequence(keys), window).activated.connect(actions[name])

    def table(self) -> list[tuple[str, str]]:
        """What the window's own keys do, and those of its views."""
        return [
            *((text, KEYS[name]) for name, text in self._texts().items()),
            (self.tr("Export the new films"), "Ctrl+Return"),
            (self.tr("One frame back"), ","),
            (self.tr("One frame on"), "."),
            (self.tr("Close the message at the top"), "Esc"),
        ]

    def _texts(self) -> dict[str, str]:
        return {
            "add": self.tr("Add films or edits…"),
            "paste": self.tr("Add pasted paths"),
            "start": self.tr("Start or continue everything"),
            "pause": self.tr("Pause everything"),
            "settings": self.tr("Settings"),
            "history": self.tr("History"),
            "keys": self.tr("Keys"),
            "quit": self.tr("Quit"),
        }

"""Python's collector of cycles, kept in the GUI thread.

By itself it runs in whichever thread allocates at the time. A widget that it finds there would be
destroyed outside the GUI thread, which ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 2000


class CollectsInTheGuiThread(QObject):
    """Collects from a timer for as long as it lives; to be made in the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as far as Python itself would have."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

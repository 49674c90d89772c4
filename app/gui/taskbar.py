"""Progress on the program's icon in the taskbar or the dock, where the desktop shows it.

On Linux that is a signal over D-Bus which KDE's and Ubuntu's bars, and docks made like them, listen
to (https://wiki.ubuntu.com/Unity/LauncherAPI). On macOS and Windows Qt has a number on the icon:
exports that run or wait.
"""

from __future__ import annotations

import itertools
import os
import sys
import zlib
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.gui.background import run_in_background

INTERFACE = "com.canonical.Unity.LauncherEntry"
APPLICATION = "application://reprise.desktop"
_numbers = itertools.count()
OBJECT = f"/com/canonical/unity/launcherentry/{zlib.crc32(APPLICATION.encode())}"


class Taskbar(QObject):
    """Does nothing where there is no taskbar that takes it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[int | None, int] = (None, 0)
        self._bus: _Bus | None = None
        if sys.platform.startswith("linux") and _may_have_bus():
            # Whoever answers there may take its time.
            run_in_background(self, lambda _: _Bus(), self._take_bus, lambda _: None)

    def show(self, done: float | None, exports: int) -> None:
        """Show how much is done, from 0 to 1, None when nothing runs; and how many are left."""
        shown = (None if done is None else int(100 * done), exports)
        if shown != self._shown:
            self._shown = shown
            self._tell()

    def clear(self) -> None:
        """Show nothing; to be called before the end."""
        self.show(None, 0)

    def _take_bus(self, bus: _Bus) -> None:
        self._bus = bus
        if self._shown != (None, 0):
            self._tell()

    def _tell(self) -> None:
        percent, exports = self._shown
        if self._bus is not None:
            self._bus.tell(percent)
        elif not sys.platform.startswith("linux"):
            QGuiApplication.setBadgeNumber(exports)


class _Bus:
    """The session's bus; to be made outside the GUI thread, since connecting may take long."""

    def __init__(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        # Under a name that is taken, the connection of before would be given.
        self.name = f"reprise-taskbar-{next(_numbers)}"
        self._connection = QDBusConnection.connectToBus(
            QDBusConnection.BusType.SessionBus, self.name
        )

    def tell(self, percent: int | None) -> None:
        """Send the signal; nobody waits for it, and nobody need be there."""
        from PySide6.QtDBus import QDBusMessage

        if not self._connection.isConnected():
            return
        signal = QDBusMessage.createSignal(OBJECT, INTERFACE, "Update")
        values = {"progress": (percent or 0) / 100, "progress-visible": percent is not None}
        signal.setArguments([APPLICATION, values])
        self._connection.send(signal)


def _may_have_bus() -> bool:
    """Whether a bus is known: without one the library would start one of its own."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return folder is not None and Path(folder, "bus").exists()

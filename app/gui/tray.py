"""The icon in the system's tray, where the window goes while exports run in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class Tray(QObject):
    """Does nothing where there is no tray.

    Signals:
        show_requested(), pause_requested(), quit_requested(): of its menu.
    """

    show_requested = Signal()
    pause_requested = Signal()
    quit_requested = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icon, self)
        self._menu = QMenu()
        self._show = self._menu.addAction("")
        self._show.triggered.connect(self.show_requested)
        self._pause = self._menu.addAction("")
        self._pause.triggered.connect(self.pause_requested)
        self._quit = self._menu.addAction("")
        self._quit.triggered.connect(self.quit_requested)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self.retranslate()

    @property
    def available(self) -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Show the icon."""
        if self.available:
            self._icon.show()

    def tell(self, title: str, text: str) -> None:
        """Notify the user, wherever they are."""
        if self._icon.isVisible() and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, text, self._icon.icon())

    def show_progress(self, text: str) -> None:
        """What the pointer over the icon tells."""
        self._icon.setToolTip(text)

    def retranslate(self) -> None:
        self._show.setText(self.tr("Show Reprise"))
        self._pause.setText(self.tr("Pause everything"))
        self._quit.setText(self.tr("Quit"))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_requested.emit()

"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import cast

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__
from app.gui import languages, theme
from app.gui.collecting import CollectsInTheGuiThread
from app.gui.engine import Engine
from app.gui.main_window import MainWindow
from app.gui.sentences import told
from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
from exporters.errors import ExportError

ICON = theme.RESOURCES / "desktop" / "reprise.svg"


def main(films: Sequence[str] = ()) -> int:
    """Show the window until it is closed; returns the exit code."""
    application = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    application.setApplicationName("Reprise")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("reprise")
    application.setWindowIcon(QIcon(str(ICON)))
    # The window may be in the tray only.
    application.setQuitOnLastWindowClosed(False)
    collecting = CollectsInTheGuiThread(application)
    settings = WindowSettings()
    languages.use(settings.get("language", languages.SYSTEM))
    theme.apply(application, settings.get("theme", "system"))
    try:
        controller = QueueController()
    except ExportError as error:
        QMessageBox.critical(None, "Reprise", told(str(error)))
        return 1
    window = MainWindow(controller, settings, Engine())
    window.left.connect(application.quit)
    window.show()
    window.begin(films)
    code = application.exec()
    controller.close()
    collecting.end()
    return code

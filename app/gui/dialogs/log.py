"""Why an export failed: the sentence, and the last lines of the program that failed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.sentences import told
from app.jobs.queue.job import Job

SIZE = (90 * theme.GRID, 56 * theme.GRID)


class LogDialog(QDialog):
    """Shows the message and the log of a job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Log of {name}").format(name=job.name))
        message = QLabel(told(job.message))
        message.setWordWrap(True)
        message.setTextFormat(Qt.TextFormat.PlainText)
        self._log = QPlainTextEdit("\n".join(job.log) or self.tr("No program left a log."))
        self._log.setReadOnly(True)
        self._log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.setAccessibleName(self.tr("Last lines of the log"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(
                f"{job.message}\n\n{self._log.toPlainText()}"
            )
        )
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(message)
        layout.addWidget(self._log, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)


def example() -> QWidget:
    from dataclasses import replace

    from app.gui.queue.examples import jobs

    return LogDialog(replace(jobs()[5], log=("[libx264] broken", "Conversion failed!")))

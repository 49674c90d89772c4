"""Why an export failed: the sentence, and the last lines of the program that failed."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.gui import theme
from app.gui.dialogs.read_dialog import ReadDialog
from app.gui.sentences import told
from app.jobs.queue.job import Job

SIZE = (90 * theme.GRID, 56 * theme.GRID)


class LogDialog(ReadDialog):
    """Shows the message and the log of a job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Log of {name}").format(name=job.name))
        self._log = QPlainTextEdit("\n".join(job.log) or self.tr("No program left a log."))
        self._log.setReadOnly(True)
        self._log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.setAccessibleName(self.tr("Last lines of the log"))
        self.lay_out(
            told(job.message), self._log, lambda: f"{job.message}\n\n{self._log.toPlainText()}"
        )
        self.resize(*SIZE)


def example() -> QWidget:
    from dataclasses import replace

    from app.gui.queue.examples import jobs

    return LogDialog(replace(jobs()[5], log=("[libx264] broken", "Conversion failed!")))

"""How earlier exports ended, and what can still be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, words
from app.gui.job_verbs import REPORT, opened_of
from app.gui.sentences import told
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import HistoryEntry

SIZE = (104 * theme.GRID, 64 * theme.GRID)
MOST = 1000


class HistoryDialog(QDialog):
    """Lists runs, newest first.

    Signals:
        again_requested(source): the user wants to export a film again.
    """

    again_requested = Signal(object)

    def __init__(self, controller: QueueController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._entries = controller.history(MOST)
        self.setWindowTitle(self.tr("History"))
        self._empty = QLabel(self.tr("Nothing was exported yet."))
        self._empty.setProperty("dim", True)
        self.table = QTableWidget(0, 5)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setFont(theme.tabular(self.font()))
        self.table.setAccessibleName(self.tr("Earlier exports"))
        self.table.verticalHeader().hide()
        self.table.setHorizontalHeaderLabels([
            self.tr("Output"), self.tr("Outcome"), self.tr("Ended"), self.tr("Took"),
            self.tr("Size"),
        ])  # fmt: skip
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setTabKeyNavigation(False)
        self.table.itemSelectionChanged.connect(self._show_buttons)
        self.table.itemActivated.connect(lambda _: self._open_file())
        self._file = self._button(self.tr("Open file"), self._open_file)
        self._folder = self._button(self.tr("Open folder"), self._open_folder)
        self._report = self._button(self.tr("Show report"), self._open_report)
        self._again = self._button(self.tr("Export again…"), self._export_again)
        self._clear = self._button(self.tr("Clear history"), self._forget)
        close = self._button(self.tr("Close"), self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in (self._file, self._folder, self._report, self._again):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._clear)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(*SIZE)
        self._fill()

    def _fill(self) -> None:
        self._empty.setVisible(not self._entries)
        self.table.setRowCount(len(self._entries))
        for row, entry in enumerate(self._entries):
            took = words.duration(entry.ended - entry.began) if entry.began else words.UNKNOWN
            texts = (
                entry.name, words.state(entry.outcome), words.moment(entry.ended), took,
                words.size(entry.size) if entry.size else words.UNKNOWN,
            )  # fmt: skip
            for column, text in enumerate(texts):
                item = QTableWidgetItem(words.one_line(text))
                item.setToolTip(words.tip(told(entry.message) or str(entry.output)))
                if column >= 3:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(row, column, item)
        self._clear.setEnabled(bool(self._entries))
        if self._entries:
            self.table.selectRow(0)
        self._show_buttons()

    def _chosen(self) -> HistoryEntry | None:
        row = self.table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _show_buttons(self) -> None:
        entry = self._chosen()
        self._file.setEnabled(entry is not None and entry.output.is_file())
        self._folder.setEnabled(entry is not None and entry.output.parent.is_dir())
        report = entry.output.with_name(entry.output.name + REPORT) if entry is not None else None
        self._again.setEnabled(entry is not None)
        self._report.setEnabled(report is not None and report.is_file())

    def _button(self, text: str, action: object) -> QPushButton:
        button = QPushButton(text)
        # Return opens the file of the row.
        button.setAutoDefault(False)
        button.clicked.connect(action)
        return button

    def _open_file(self) -> None:
        if (entry := self._chosen()) is not None and self._file.isEnabled():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(opened_of(entry.output))))

    def _open_folder(self) -> None:
        if (entry := self._chosen()) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.output.parent)))

    def _open_report(self) -> None:
        if (entry := self._chosen()) is not None:
            report = entry.output.with_name(entry.output.name + REPORT)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))

    def _export_again(self) -> None:
        if (entry := self._chosen()) is not None:
            self.accept()
            self.again_requested.emit(entry.source)

    def _forget(self) -> None:
        self._controller.clear_history()
        self._entries = []
        self._fill()

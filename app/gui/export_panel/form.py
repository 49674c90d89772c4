"""Where the panel's rows stand: one column that scrolls when there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.gui import theme
from app.gui.export_panel.section import Row


class Form(QWidget):
    """Rows of labels and fields; those below ``fold`` show when it is opened.

    Signals:
        unfolded(opened): the user opened or closed it.
    """

    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = QToolButton()
        self.fold.setProperty("flat", True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self._toggle)
        self._opened = False
        self.rows: list[Row] = []
        self._folded: list[Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)

    def add_rows(self, rows: Sequence[Row], *, folded: bool = False) -> None:
        """Add rows below those that are there."""
        for row in rows:
            place = self._grid.rowCount()
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(row.label, place, 0, top)
            self._grid.addWidget(row.field, place, 1, top)
        self.rows += rows
        if folded:
            self._folded += rows

    def add_whole(self, widget: QWidget) -> None:
        """Add something as wide as the form."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def finish(self) -> None:
        """To be called after the last row."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.unfold(False)

    def unfold(self, opened: bool) -> None:
        """Show or hide the rows below the fold."""
        self._opened = opened
        self.fold.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        for row in self._folded:
            row.show(opened)
        state = self.tr("Shown") if opened else self.tr("Hidden")
        self.fold.setAccessibleDescription(state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.unfold(self._opened)
        super().changeEvent(event)

    def _toggle(self) -> None:
        self.unfold(not self._opened)
        self.unfolded.emit(self._opened)

    def level_labels(self) -> None:
        """Give the column of labels the width of the longest, and each the height of a field."""
        width = max(row.label.sizeHint().width() for row in self.rows)
        self._grid.setColumnMinimumWidth(0, width)
        line = self.fontMetrics().height() + 2 * theme.GRID
        for row in self.rows:
            row.label.setMinimumHeight(line)


class Column(QScrollArea):
    """Shows a form in its own width, and scrolls it when it is higher than there is room."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(form)
        self.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lines that wrap need a height that depends on the width."""
        layout = self._form.layout()
        width = self.viewport().width()
        if layout is not None and layout.hasHeightForWidth():
            self._form.setMinimumHeight(layout.totalHeightForWidth(width))

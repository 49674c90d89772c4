"""A line of text that may be longer than there is room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyleOption, QWidget

from app.gui import words


class ElidedLabel(QLabel):
    """Shows as much as fits, with "…" in the place of the rest, which the tool tip shows then."""

    def __init__(
        self,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        # A file's name may hold line ends, which would break the line.
        super().setText(words.one_line(text))
        self._show_all()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), self.contentsRect()
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawItemText(
            painter, area, int(self.alignment()), option.palette, self.isEnabled(),
            self._shown(), self.foregroundRole(),
        )  # fmt: skip

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def _show_all(self) -> None:
        self.setToolTip(words.tip(self.text()) if self._shown() != self.text() else "")

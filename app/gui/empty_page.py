"""What the window shows while there is nothing: one place to drop films and edits on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import theme

ICON = 8 * theme.GRID
RADIUS = 2 * theme.GRID


class EmptyPage(QWidget):
    """A large area with one sentence and one button.

    Signals:
        choose_requested(): the user wants to choose films in a dialog.
    """

    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._sentence.setFont(theme.heading(self.font()))
        self._sentence.setWordWrap(True)
        self._button = QPushButton()
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self.choose_requested)
        self._formats = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._formats.setProperty("dim", True)
        self._formats.setWordWrap(True)
        # Some lines of the same length are read more easily than one across all of the window.
        self._formats.setContentsMargins(10 * theme.GRID, 0, 10 * theme.GRID, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._sentence)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._formats)
        layout.addStretch(3)
        self._show_icon()
        self.retranslate()

    def focus(self) -> None:
        """Let Return choose films."""
        self._button.setFocus()

    def retranslate(self) -> None:
        self._sentence.setText(self.tr("Drop films, edits or folders here"))
        self._button.setText(self.tr("Choose films or edits…"))
        films = self.tr(
            "MP4, MOV, MKV, WebM, AVI, MXF, transport streams and sound files are taken."
        )
        edits = self.tr(
            "Edits are rendered, or written for another editor: Final Cut Pro XML, Premiere XML, "
            "EDL, AAF, OTIO, Kdenlive and MLT, drafts of JianYing and CapCut, LosslessCut, cut "
            "lists, subtitles."
        )
        self._formats.setText(f"{films}\n{edits}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_icon()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().line, 2, Qt.PenStyle.DashLine))
        inset = 2 * theme.GRID
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, RADIUS, RADIUS)

    def _show_icon(self) -> None:
        self._icon.setPixmap(theme.icon("film", "dim").pixmap(ICON, ICON))


def example() -> QWidget:
    page = EmptyPage()
    page.resize(900, 560)
    return page

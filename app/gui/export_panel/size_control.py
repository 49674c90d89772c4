"""The size of the picture: one that makes sense for the source, or any that is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.export_panel import wording
from app.gui.export_panel.choice_box import ChoiceBox, Entry
from app.jobs.sizes import Size, result_size, sizes
from exporters.errors import UsageError
from exporters.media.source import VideoStream
from exporters.video.scaling import Scale

_OTHER = "other"


class SizeControl(QWidget):
    """A list of sizes; its last entry opens a field for another.

    Signals:
        chosen(scale): what ``VideoRequest.scale`` takes.
        refused(sentence): what was typed is no size; "" when it is again.
    """

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox()
        self.typed = QLineEdit()
        self.typed.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.box)
        layout.addWidget(self.typed)
        self.setFocusProxy(self.box)
        self.box.chosen.connect(self._chosen)
        self.typed.editingFinished.connect(self._finished)
        self.retranslate()

    def show_sizes(self, stream: VideoStream | None, even: bool, scale: str) -> None:
        """List sizes for a source, ``scale`` being chosen."""
        listed = sizes(stream, even)
        if scale not in [size.scale for size in listed]:
            listed.append(result_size(stream, scale, even) if stream else Size(scale))
        other = Entry(_OTHER, self.tr("Other…"))
        entries = [Entry(size.scale, wording.size(size)) for size in listed]
        self.box.show_entries([*entries, other], _OTHER if self.typed.isVisibleTo(self) else scale)

    def retranslate(self) -> None:
        self.typed.setPlaceholderText(self.tr("720p or 1280x720"))
        self.typed.setToolTip(
            self.tr("1280x720 fits the picture into that; 1280x720! stretches it to exactly that")
        )
        self.typed.setAccessibleName(self.tr("Other size"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def close_field(self) -> None:
        """Go back to the list alone, when other settings are shown."""
        self.typed.setVisible(False)
        self.typed.clear()
        self.refused.emit("")

    def _chosen(self, value: str) -> None:
        if value == _OTHER:
            self.typed.setVisible(True)
            self.typed.setFocus()
            return
        self.close_field()
        self.chosen.emit(value)

    def _finished(self) -> None:
        text = self.typed.text().strip().replace("×", "x").replace(" ", "")
        if not text:
            return
        try:
            Scale.parse(text)
        except UsageError:
            self.refused.emit(self.tr("This is no size: write 720p, 1280x720 or 1280x720!"))
            return
        self.refused.emit("")
        self.chosen.emit(text)

"""Below the picture: the time, and what is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QToolButton, QWidget

from app.gui import theme
from app.gui.preview.modes import Mode
from app.gui.preview.time_field import TimeField
from app.gui.preview.time_slider import TimeSlider


class PreviewControls(QWidget):
    """Slider, frame steps, time, and three modes.

    Signals:
        moved(float): the user went to a time, in seconds.
        stepped(int): the user wants so many frames more.
        mode_chosen(str): the user chose what to show.
    """

    moved = Signal(float)
    stepped = Signal(int)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_picture = self._encodes = False
        self.slider = TimeSlider()
        self.slider.moved.connect(self.moved)
        self.slider.stepped.connect(self.stepped)
        self.field = TimeField()
        self.field.time_typed.connect(self.moved)
        self._back, self._on = QToolButton(), QToolButton()
        for button, name, frames in ((self._back, "frame-back", -1), (self._on, "frame-on", 1)):
            button.setIcon(theme.icon(name))
            button.setAutoRepeat(True)
            button.setProperty("flat", True)
            button.clicked.connect(lambda _=False, frames=frames: self.stepped.emit(frames))
        self._modes = QButtonGroup(self)
        self.buttons = {mode: QToolButton() for mode in Mode}
        for button in self.buttons.values():
            button.setCheckable(True)
            self._modes.addButton(button)
        self.buttons[Mode.SOURCE].setChecked(True)
        self._modes.buttonClicked.connect(lambda _: self.mode_chosen.emit(self.mode))
        self._lay_out()
        self.retranslate()

    @property
    def mode(self) -> Mode:
        """What is shown."""
        return next(mode for mode, button in self.buttons.items() if button.isChecked())

    def set_mode(self, mode: Mode) -> None:
        """Show something else, without telling; the source where that cannot be."""
        chosen = self.buttons[mode]
        (chosen if chosen.isEnabled() else self.buttons[Mode.SOURCE]).setChecked(True)

    def show_time(self, seconds: float) -> None:
        """Show a time."""
        self.slider.set_time(seconds)
        self.field.set_time(seconds)

    def show_state(self, length: float, has_picture: bool, encodes: bool) -> None:
        """Offer what can be done.

        Args:
            length: of the film, in seconds.
            has_picture: there is something to look at.
            encodes: there are settings, and they keep the picture.
        """
        self._has_picture, self._encodes = has_picture, encodes
        self.slider.set_length(length)
        for widget in (self.slider, self.field, self._back, self._on):
            widget.setEnabled(has_picture)
        for mode, button in self.buttons.items():
            button.setEnabled(has_picture and (encodes or mode is Mode.SOURCE))
        if not self.buttons[self.mode].isEnabled():
            self.buttons[Mode.SOURCE].setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        self._back.setToolTip(self.tr("One frame back (,)"))
        self._on.setToolTip(self.tr("One frame on (.)"))
        for button in (self._back, self._on):
            button.setAccessibleName(button.toolTip())
        texts = {
            Mode.SOURCE: (self.tr("Source"), self.tr("The film as it is")),
            Mode.RESULT: (
                self.tr("Result"),
                self.tr("In the size, and with the filters, of the export"),
            ),
            Mode.COMPARE: (
                self.tr("Compare"),
                self.tr("A few seconds are encoded and shown beside the film"),
            ),
        }
        for mode, (text, hint) in texts.items():
            button = self.buttons[mode]
            button.setText(text)
            button.setToolTip(hint if button.isEnabled() else self._reason())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _reason(self) -> str:
        if not self._has_picture:
            return self.tr("There is no picture to show")
        return self.tr("The settings that are chosen leave the picture out")

    def _lay_out(self) -> None:
        modes = QHBoxLayout()
        modes.setSpacing(theme.GRID // 2)
        for button in self.buttons.values():
            modes.addWidget(button)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.slider, 0, 0, 1, 5)
        layout.addWidget(self._back, 1, 0)
        layout.addWidget(self.field, 1, 1)
        layout.addWidget(self._on, 1, 2)
        layout.setColumnStretch(3, 1)
        layout.addLayout(modes, 1, 4)

"""The quality: a slider from small to good, and the encoder's own number beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QWidget,
)

from app.gui import theme
from app.gui.export_panel.fields import leave_the_wheel
from app.jobs.choices import CrfRange

PAGE = 4
"""Steps of the slider for the page keys: a difference that is seen."""


class NumberBox(QDoubleSpinBox):
    """A number without zeros at its end."""

    def textFromValue(self, value: float) -> str:
        shortest = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
        return self.locale().toString(value, "f", shortest)


class QualityControl(QWidget):
    """Chooses a quality; further right is better, and a smaller number.

    Signals:
        chosen(crf): the user moved it.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(PAGE)
        self.slider.setMinimumWidth(1)
        self.number = NumberBox()
        theme.indent(self.number)
        self.number.setDecimals(2)
        self.number.setKeyboardTracking(False)
        self.number.setFont(theme.tabular(self.font()))
        self.number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.number.setMinimumWidth(1)
        self._ends = 0
        self._smaller, self._better = QLabel(), QLabel()
        for label in (self._smaller, self._better):
            label.setProperty("dim", True)
        for control in (self.slider, self.number):
            leave_the_wheel(control)
        self._lay_out()
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._slid)
        self.number.valueChanged.connect(self._typed)
        self.retranslate()

    @property
    def value(self) -> float:
        return self.number.value()

    def show_range(self, found: CrfRange | None, value: float | None) -> None:
        """Show a quality, or nothing where the encoder has none."""
        self.setEnabled(found is not None)
        if found is None:
            return
        shown = found.default if value is None else value
        for control in (self.slider, self.number):
            control.blockSignals(True)
        # Further right is better, for eyes, keys and screen readers alike.
        self._ends = int(found.low) + int(found.high)
        self.slider.setRange(int(found.low), int(found.high))
        self.slider.setValue(self._ends - round(shown))
        self.number.setRange(found.low, found.high)
        self.number.setValue(shown)
        for control in (self.slider, self.number):
            control.blockSignals(False)

    def retranslate(self) -> None:
        self._smaller.setText(self.tr("Smaller"))
        self._better.setText(self.tr("Better"))
        self.slider.setToolTip(self.tr("Further right: a better picture and a larger file"))
        self.number.setToolTip(self.tr("The encoder's own number (CRF): a smaller one is better"))
        self.number.setAccessibleName(self.tr("Quality as a number"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _slid(self, place: int) -> None:
        crf = float(self._ends - place)
        self.number.blockSignals(True)
        self.number.setValue(crf)
        self.number.blockSignals(False)
        self.chosen.emit(crf)

    def _typed(self, crf: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self._ends - round(crf))
        self.slider.blockSignals(False)
        self.chosen.emit(crf)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.GRID)
        layout.setVerticalSpacing(0)
        layout.addWidget(self.slider, 0, 0, 1, 2)
        layout.addWidget(self.number, 0, 2)
        layout.addWidget(self._smaller, 1, 0)
        layout.addWidget(self._better, 1, 1, Qt.AlignmentFlag.AlignRight)
        layout.setColumnStretch(0, 1)

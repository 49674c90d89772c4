"""The segments of an export: a line in words, the map, a legend, and the bit rate below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.elided_label import ElidedLabel
from app.gui.segments.bitrate_curve import BitrateCurve
from app.gui.segments.legend import Legend
from app.gui.segments.segment_map import SegmentMap
from app.gui.segments.segment_words import describe_sound, headline, scale
from app.gui.segments.sound_cells import SoundCells
from app.jobs.segments import SegmentCells


class SegmentPanel(QWidget):
    """Shows ``SegmentCells``; ``refresh`` when they have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: SegmentCells | None = None
        self._pointed = self._current = -1
        self._title, self._headline = QLabel(), QLabel()
        self._title.setFont(theme.heading(self.font()))
        self._headline.setFont(theme.tabular(self.font()))
        self._headline.setWordWrap(True)
        self._sound_title, self._sound = QLabel(), SoundCells()
        self._sound_title.setProperty("dim", True)
        self._show_legend = QToolButton()
        self._show_legend.setProperty("flat", True)
        self._show_legend.setCheckable(True)
        self._show_legend.setIcon(theme.icon("information", "dim"))
        self._show_legend.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        self._legend = Legend()
        self._legend.hide()
        self._show_legend.toggled.connect(self._legend.setVisible)
        self.map, self.curve = SegmentMap(), BitrateCurve()
        self._details = ElidedLabel()
        self._details.setProperty("dim", True)
        self._details.setFont(theme.tabular(self.font()))
        self._rates = QLabel()
        self._rates.setProperty("dim", True)
        self._rates.setFont(theme.tabular(self.font()))
        self.map.laid_out.connect(self._tell)
        self.map.current_changed.connect(self._focus)
        self.map.pointed.connect(self._point)
        self.curve.pointed.connect(self._point)
        self._lay_out()
        self.retranslate()

    def show_cells(self, cells: SegmentCells | None) -> None:
        """Show the segments of an export, or none."""
        self._cells, self._pointed, self._current = cells, -1, -1
        self.map.show_cells(cells)
        self.curve.show_cells(cells)
        self._sound.show_cells(cells)
        has_sound = cells is not None and bool(cells.sound)
        self._sound.setVisible(has_sound)
        self._sound_title.setVisible(has_sound)
        self._tell()

    def refresh(self) -> None:
        """The cells have changed."""
        self.map.refresh()
        self.curve.refresh()
        self._sound.refresh()
        self._tell()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Segments"))
        self._sound_title.setText(self.tr("Sound"))
        self._sound.setAccessibleName(self.tr("Sound"))
        self._show_legend.setToolTip(self.tr("What the cells mean"))
        self._show_legend.setAccessibleName(self.tr("What the cells mean"))
        self.map.setAccessibleName(self.tr("Map of the segments"))
        self.curve.setAccessibleName(self.tr("Bit rate over the playing time"))
        self._legend.retranslate()
        self._sound.refresh()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self._headline, 1)
        head.addWidget(self._sound_title)
        head.addWidget(self._sound)
        head.addWidget(self._show_legend)
        between = QHBoxLayout()
        between.setSpacing(2 * theme.GRID)
        between.addWidget(self._details, 1)
        between.addWidget(self._rates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._legend)
        layout.addWidget(self.map, 3)
        layout.addLayout(between)
        layout.addWidget(self.curve, 1)
        layout.addStretch()

    def _focus(self, index: int) -> None:
        self._current = index
        self._tell()

    def _point(self, index: int) -> None:
        self._pointed = index
        self.map.point_at(index)
        self.curve.point_at(index)
        self._tell()

    def _tell(self) -> None:
        """In words: all of it, and the segment that is pointed at or in focus."""
        cells = self._cells
        text = headline(cells) if cells is not None else ""
        _set(self._headline, text)
        shown = self._pointed if self._pointed >= 0 else self._current
        details = self.map.text_of(shown)
        _set(self._rates, self.curve.reading())
        # The details have the bit rate of their segment.
        self._rates.setVisible(bool(self._rates.text()) and not details)
        if cells is not None and not details:
            details = scale(self.map.geometry_of_cells.group)
        self._details.setText(" · ".join(details.splitlines()))
        in_focus = self.map.text_of(self._current)
        sound = describe_sound(cells) if cells is not None else ""
        description = "\n".join(part for part in (in_focus, text, sound) if part)
        if description != self.map.accessibleDescription():
            self.map.setAccessibleDescription(description)


def _set(label: QLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)

"""The list of presets that opens: in groups, and with a field to search it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.export_panel import preset_words
from app.gui.export_panel.choice_box import HEADING_ROLE, NOTE_ROLE, POPUP_WIDTH, TwoLines
from app.jobs.presets import Preset

HEIGHT = 48 * theme.GRID
"""Most height of the list that opens."""


class PresetList(QFrame):
    """The list that opens: presets in groups, and a field whose text they must contain.

    Signals:
        chosen(preset): one was chosen; the list is closed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.view = QListView()
        self.view.setItemDelegate(TwoLines(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStandardItemModel(self)
        self.view.setModel(self._model)
        self._presets: list[Preset] = []
        self._name = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.GRID] * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.view)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.view.clicked.connect(self._take)
        self.retranslate()

    def show_presets(self, presets: Sequence[Preset], name: str) -> None:
        """List presets, the one called ``name`` being chosen."""
        self._presets, self._name = list(presets), name
        self._fill()

    def open_below(self, button: QWidget) -> None:
        """Open below a button, or above where there is no room."""
        self.search.clear()
        self._fill()
        width = max(button.width(), POPUP_WIDTH)
        self.view.setMinimumWidth(width - 2 * theme.GRID)
        rows = sum(self.view.sizeHintForRow(row) for row in range(self._model.rowCount()))
        frame = self.search.sizeHint().height() + 4 * theme.GRID
        self.resize(width, min(HEIGHT, rows + frame))
        place = button.mapToGlobal(QPoint(0, button.height()))
        screen = button.screen() or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        if place.y() + self.height() > area.bottom():
            place.setY(max(area.top(), button.mapToGlobal(QPoint(0, 0)).y() - self.height()))
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        self.move(place)
        self.show()
        self.search.setFocus()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search presets"))
        self.search.setAccessibleName(self.tr("Search presets"))
        self.view.setAccessibleName(self.tr("Presets"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While typing, the arrows move in the list, and Return takes what is marked."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
                     Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}  # fmt: skip
            if key in steps:
                self._move(steps[Qt.Key(key)])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self._model.clear()
        words = self.search.text().casefold().split()
        found = [preset for preset in self._presets if _matches(preset, words)]
        found.sort(key=lambda preset: not preset.own)
        for group, presets in groupby(found, key=lambda preset: preset_words.group(preset)):
            self._model.appendRow(_heading(group))
            for preset in presets:
                self._model.appendRow(self._item(preset))
        if not found:
            self._model.appendRow(_heading(self.tr("No preset has these words.")))
        self._mark(self._row_of(self._name))

    def _item(self, preset: Preset) -> QStandardItem:
        title = preset_words.title(preset)
        item = QStandardItem(
            self.tr("{title} (yours)").format(title=title) if preset.own else title
        )
        item.setData(preset, Qt.ItemDataRole.UserRole)
        description = preset_words.description(preset)
        item.setData(description, NOTE_ROLE)
        item.setData(description, Qt.ItemDataRole.AccessibleDescriptionRole)
        item.setToolTip(description)
        return item

    def _row_of(self, name: str) -> int:
        rows = [row for row in range(self._model.rowCount()) if self._preset(row)]
        for row in rows:
            preset = self._preset(row)
            if preset is not None and preset.name == name:
                return row
        return rows[0] if rows else -1

    def _preset(self, row: int) -> Preset | None:
        preset = self._model.index(row, 0).data(Qt.ItemDataRole.UserRole)
        return preset if isinstance(preset, Preset) else None

    def _move(self, step: int) -> None:
        rows = [row for row in range(self._model.rowCount()) if self._preset(row)]
        if not rows:
            return
        current = self.view.currentIndex().row()
        place = rows.index(current) if current in rows else 0
        self._mark(rows[max(0, min(len(rows) - 1, place + step))])

    def _mark(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _take(self, index: QModelIndex) -> None:
        preset = self._preset(index.row())
        if preset is not None:
            self.close()
            self.chosen.emit(preset)


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(True, HEADING_ROLE)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _matches(preset: Preset, words: list[str]) -> bool:
    texts = (
        preset.name, preset.title, preset.group, preset.description,
        preset_words.title(preset), preset_words.group(preset), preset_words.description(preset),
    )  # fmt: skip
    everything = " ".join(texts).casefold()
    return all(word in everything for word in words)

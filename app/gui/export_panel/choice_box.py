"""Lists to choose from, in which what cannot be chosen says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from app.gui import theme
from app.gui.export_panel.fields import leave_the_wheel

POPUP_WIDTH = 40 * theme.GRID
"""Least width of a list that opens, so that reasons are readable."""
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The line below an item: why it cannot be chosen, or what it is for."""

HEADING_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether an item is the heading of those below."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """A line of a ``ChoiceBox``; with a ``reason`` it is shown, but cannot be chosen."""

    value: str
    text: str
    reason: str = ""


class Box(QComboBox):
    """A combo box that takes the room there is, and shortens its text to that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        leave_the_wheel(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ChoiceBox(Box):
    """A list to choose from.

    Signals:
        chosen(value): the user chose another entry.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.setItemDelegate(TwoLines(self))
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    @property
    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData() or "")

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries)

    def show_entries(self, entries: Sequence[Entry], value: str) -> None:
        """List entries, ``value`` being the one that is chosen."""
        if list(entries) != self._entries:
            self._entries = list(entries)
            model = QStandardItemModel(self)
            for entry in entries:
                model.appendRow(_item(entry))
            self.setModel(model)
        self.setCurrentIndex(self.findData(value))
        self.setToolTip(self.currentText())

    def showPopup(self) -> None:
        width = max(self.width(), POPUP_WIDTH)
        self.view().setMinimumWidth(width)
        super().showPopup()


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.text)
    item.setData(entry.value, Qt.ItemDataRole.UserRole)
    if entry.reason:
        item.setEnabled(False)
        item.setData(entry.reason, NOTE_ROLE)
        item.setToolTip(entry.reason)
        item.setData(entry.reason, Qt.ItemDataRole.AccessibleDescriptionRole)
    return item


class TwoLines(QStyledItemDelegate):
    """An item's text, and its note below in dim letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        height = line + theme.GRID
        if note := index.data(NOTE_ROLE):
            height += self._note_height(option, note)
        width = option.fontMetrics.horizontalAdvance(str(index.data())) + 2 * theme.GRID
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        rect = option.rect
        with theme.painting(painter):
            if option.state & QStyle.StateFlag.State_Selected and enabled:
                painter.fillRect(rect, colours.selection)
            area = rect.adjusted(theme.GRID, theme.GRID // 2, -theme.GRID, -theme.GRID // 2)
            painter.setFont(_heavier(option.font) if index.data(HEADING_ROLE) else option.font)
            painter.setPen(colours.text if enabled else colours.dim)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            text = option.fontMetrics.elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(area, side, text)
            if note := index.data(NOTE_ROLE):
                painter.setPen(colours.dim)
                area.setTop(area.top() + option.fontMetrics.height())
                painter.drawText(area, side | Qt.TextFlag.TextWordWrap, note)

    def _note_height(self, option: QStyleOptionViewItem, note: str) -> int:
        view = option.widget
        width = max(view.width() if view else 0, view.minimumWidth() if view else 0, 1)
        inside = width - 4 * theme.GRID
        bounds = option.fontMetrics.boundingRect(
            0, 0, max(inside, 1), 10_000, Qt.TextFlag.TextWordWrap, note
        )
        return int(bounds.height())


def _heavier(font: QFont) -> QFont:
    heavier = QFont(font)
    heavier.setWeight(QFont.Weight.DemiBold)
    return heavier

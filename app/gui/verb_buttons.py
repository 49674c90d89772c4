"""A row of buttons for what can be done with one export, and a menu with the rest."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.gui import theme
from app.gui.verbs import PROMINENT, Verb, name_of, offered

MOST = 3
"""Buttons besides the menu."""

ICON = 2 * theme.GRID


class VerbButtons(QWidget):
    """Signals:
    verb_requested(key): the key of one of ``verbs.VERBS``.
    """

    verb_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._without = "", frozenset[str]()
        # New widgets come last in a window's tab order: those made here come after this one.
        # Qt heeds only what could have the focus, which something hidden never gets.
        self._place = QWidget(self)
        self._place.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._place.hide()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)

    def show_state(self, state: str, without: Iterable[str] = ()) -> None:
        """Offer what is possible in a state of a job, but for some verbs."""
        shown = (state, frozenset(without))
        if shown != (self._state, self._without):
            self._state, self._without = shown
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        verbs = [verb for verb in offered([self._state]) if verb.key not in self._without]
        buttons = [verb for verb in verbs if verb.key in PROMINENT][:MOST]
        made: list[QWidget] = [self._button(verb) for verb in buttons]
        rest = [verb for verb in verbs if verb not in buttons]
        if rest:
            made.append(self._menu_button(rest))
        before = self._place
        for button in made:
            self._layout.addWidget(button)
            # Not a moment later, as the layout would.
            button.show()
            QWidget.setTabOrder(before, button)
            before = button
        self._layout.addStretch()
        if focused and made:
            # Whoever presses a button by the keyboard stays where they are.
            made[0].setFocus()

    def _button(self, verb: Verb) -> QPushButton:
        button = QPushButton(theme.icon(verb.icon), name_of(verb))
        button.setObjectName(verb.key)
        button.setIconSize(QSize(ICON, ICON))
        if verb.shortcut:
            keys = QKeySequence(verb.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{name_of(verb)} ({keys})")
        button.clicked.connect(lambda _=False, key=verb.key: self.verb_requested.emit(key))
        return button

    def _menu_button(self, verbs: list[Verb]) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("more"))
        button.setIconSize(QSize(ICON, ICON))
        button.setAccessibleName(self.tr("More"))
        button.setToolTip(self.tr("More"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for verb in verbs:
            action = QAction(theme.icon(verb.icon), name_of(verb), menu)
            action.setObjectName(verb.key)
            action.triggered.connect(lambda _=False, key=verb.key: self.verb_requested.emit(key))
            menu.addAction(action)
        button.setMenu(menu)
        return button


def example() -> QWidget:
    buttons = VerbButtons()
    buttons.show_state("failed")
    return buttons

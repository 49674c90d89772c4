"""The row at the top: what can be done with the whole queue, in labelled buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.gui import theme, words

ICON = 2 * theme.GRID + 4
MODES = ("manual", "auto")


class Toolbar(QWidget):
    """Signals:
    add_requested(), folder_requested(), paste_requested(): films are to be added.
    recent_requested(path): a film of before is to be added again.
    start_requested(), pause_requested(): for the whole queue.
    mode_chosen(mode): "manual" or "auto".
    settings_requested(), history_requested(), shortcuts_requested(), about_requested(),
    quit_requested(): of the menu.
    """

    add_requested = Signal()
    folder_requested = Signal()
    paste_requested = Signal()
    recent_requested = Signal(str)
    start_requested = Signal()
    pause_requested = Signal()
    mode_chosen = Signal(str)
    settings_requested = Signal()
    history_requested = Signal()
    shortcuts_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: list[str] = []
        self.add = self._button("add", self.add_requested)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._adding = QMenu(self.add)
        self._adding.aboutToShow.connect(self._fill_adding)
        self.add.setMenu(self._adding)
        self.start = self._button("play", self.start_requested)
        self.pause = self._button("pause", self.pause_requested)
        self._mode_label = QLabel()
        self.mode = QComboBox()
        for mode in MODES:
            self.mode.addItem("", mode)
        self.mode.activated.connect(lambda _: self.mode_chosen.emit(self.mode.currentData()))
        self._mode_label.setBuddy(self.mode)
        self.menu = self._button("settings", None)
        self.menu.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.menu)
        self._entries = [
            self._entry(signal)
            for signal in (
                self.settings_requested, self.history_requested, self.shortcuts_requested,
                self.about_requested, self.quit_requested,
            )
        ]  # fmt: skip
        self.menu.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for widget in (self.add, self.start, self.pause):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self._mode_label)
        layout.addWidget(self.mode)
        layout.addWidget(self.menu)
        self.retranslate()

    def show_state(self, startable: bool, pausable: bool) -> None:
        """What would have an effect can be pressed."""
        self.start.setEnabled(startable)
        self.pause.setEnabled(pausable)

    def show_mode(self, mode: str) -> None:
        """What happens with interrupted exports at the next start."""
        self.mode.setCurrentIndex(max(0, self.mode.findData(mode)))

    def show_recent(self, paths: list[str]) -> None:
        """Films that were added before, newest first."""
        self._recent = paths

    def retranslate(self) -> None:
        self.add.setText(self.tr("Add"))
        self.add.setToolTip(self.tr("Add films or edits (Ctrl+N)"))
        self.start.setText(self.tr("Start"))
        self.start.setToolTip(self.tr("Start or continue everything (F5)"))
        self.pause.setText(self.tr("Pause"))
        self.pause.setToolTip(self.tr("Pause everything (F6)"))
        self._mode_label.setText(self.tr("After an interruption:"))
        self.mode.setItemText(0, self.tr("ask"))
        self.mode.setItemText(1, self.tr("continue"))
        self.mode.setAccessibleName(self.tr("What happens with interrupted exports"))
        self.menu.setToolTip(self.tr("Settings and more"))
        self.menu.setAccessibleName(self.tr("Settings and more"))
        texts = (
            self.tr("Settings…"), self.tr("History…"), self.tr("Keys…"),
            self.tr("About Reprise…"), self.tr("Quit"),
        )  # fmt: skip
        for action, text in zip(self._entries, texts, strict=True):
            action.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, icon: str, signal: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(ICON, ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def _entry(self, signal: object) -> QAction:
        action = QAction(self._menu)
        action.triggered.connect(signal)
        self._menu.addAction(action)
        return action

    def _fill_adding(self) -> None:
        self._adding.clear()
        for text, signal in (
            (self.tr("Films or edits…"), self.add_requested),
            (self.tr("A folder…"), self.folder_requested),
            (self.tr("Pasted paths"), self.paste_requested),
        ):
            self._adding.addAction(text).triggered.connect(signal)
        if self._recent:
            self._adding.addSeparator()
        for path in self._recent:
            shown = words.one_line(path)
            if len(shown) > 60:
                shown = f"…{shown[-58:]}"
            action = self._adding.addAction(shown.replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=path: self.recent_requested.emit(path))


def example() -> QWidget:
    bar = Toolbar()
    bar.resize(900, 40)
    return bar

"""The preset's row: choosing one, and saving, replacing and removing one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
)

from app.gui import theme
from app.gui.background import run_in_background
from app.gui.export_panel import preset_words
from app.gui.export_panel.fields import Field, Note
from app.gui.export_panel.preset_chooser import PresetChooser
from app.gui.export_panel.save_form import SaveForm
from app.gui.export_panel.section import Row, Section, Shown
from app.gui.sentences import told
from app.jobs import presets
from app.jobs.draft import USUAL_PRESET
from app.jobs.presets import Preset
from exporters.cancel import CancelToken


class PresetControl(QWidget):
    """The chooser and a button with what can be done with a preset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = PresetChooser()
        self.more = QToolButton()
        self.more.setIcon(theme.icon("more"))
        self.more.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.undo, self.save, self.remove = (QAction(self) for _ in range(3))
        self.menu.addActions([self.save, self.undo, self.remove])
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.chooser, 1)
        layout.addWidget(self.more)
        self.setFocusProxy(self.chooser)


class PresetSection(Section):
    """Chooses a preset, and keeps the list of them.

    Signals:
        preset_chosen(preset): settings are to be those of this ``Preset``.
        preset_saved(preset): the settings that are shown have become this one.
        preset_removed(name): it is gone.
    """

    preset_chosen = Signal(object)
    preset_saved = Signal(object)
    preset_removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.control, self.form = PresetControl(), SaveForm()
        self.row = Row(Field(self.control), self.control.chooser)
        self.rows = [self.row]
        self.unusable = Note()
        self.row.field.add_below(self.unusable)
        self.presets: list[Preset] = []
        self._shown: Shown | None = None
        self.control.chooser.chosen.connect(self.preset_chosen)
        self.control.save.triggered.connect(self._open_form)
        self.control.undo.triggered.connect(self._undo)
        self.control.remove.triggered.connect(self._remove)
        self.form.saved.connect(self._saved)

    def show_presets(self, listed: Sequence[Preset], problems: Sequence[str]) -> None:
        """List presets, and say which files could not be used."""
        self.presets = list(listed)
        self.unusable.say("\n".join(map(told, problems)), "warn")
        self._list()

    def named(self, name: object) -> Preset:
        """The preset of a name, or the usual one."""
        by_name = {preset.name: preset for preset in self.presets}
        return by_name.get(str(name)) or by_name[USUAL_PRESET]

    def retranslate(self) -> None:
        self.row.name(self.tr("Preset"))
        self.control.more.setToolTip(self.tr("Save, undo or remove"))
        self.control.more.setAccessibleName(self.tr("What can be done with the preset"))
        self.control.save.setText(self.tr("Save as a preset of your own…"))
        self.control.undo.setText(self.tr("Undo all changes to the preset"))
        self.control.remove.setText(self.tr("Remove this preset"))
        self._list()

    def show(self, shown: Shown) -> None:
        self._shown = shown
        preset, changed = shown.draft.preset, shown.draft.changed
        title = preset_words.title(preset)
        changed_title = self.tr("{title} (changed)").format(title=title)
        self.control.chooser.show_preset(changed_title if changed else title)
        self.row.field.hint(preset_words.description(preset))
        self.control.undo.setEnabled(changed)
        self.control.remove.setEnabled(preset.own)
        kept = self.tr("Presets that come with Reprise stay")
        self.control.remove.setToolTip("" if preset.own else kept)
        self._list()

    def _list(self) -> None:
        name = self._shown.draft.preset.name if self._shown else ""
        self.control.chooser.list.show_presets(self.presets, name)

    def _open_form(self) -> None:
        if self._shown is not None:
            self.form.open(self._shown.draft.preset_settings(), self._shown.draft.preset)

    def _undo(self) -> None:
        if self._shown is not None:
            self.preset_chosen.emit(self._shown.draft.preset)

    def _saved(self, preset: Preset) -> None:
        others = [kept for kept in self.presets if kept.name != preset.name]
        self.presets = [*others, preset]
        self.preset_saved.emit(preset)
        self.control.chooser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.row.field.complain(told(sentence))

    def _remove(self) -> None:
        if self._shown is None:
            return
        name = self._shown.draft.preset.name

        def remove(token: CancelToken) -> tuple[list[Preset], list[str]]:
            presets.remove_preset(name)
            return presets.all_presets()

        def removed(found: tuple[list[Preset], list[str]]) -> None:
            self.show_presets(*found)
            self.preset_removed.emit(name)

        run_in_background(self.form, remove, removed, self._refuse)

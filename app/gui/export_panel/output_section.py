"""The rows for the output: name, folder, and what may be replaced."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.export_panel import memory as kept
from app.gui.export_panel.fields import Field, Tick
from app.gui.export_panel.memory import Memory
from app.gui.export_panel.section import Row, Section, Shown
from app.jobs.naming import PATTERN, PLACEHOLDERS
from app.jobs.planned import Target


class NameControl(QWidget):
    """A pattern, and a menu of what it may hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMinimumWidth(1)
        self.insert = QToolButton()
        self.insert.setIcon(theme.icon("add"))
        self.insert.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        self.insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.insert)
        self.insert.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.insert)
        self.setFocusProxy(self.edit)


class FolderControl(QWidget):
    """A folder as text, and a button to choose one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMinimumWidth(1)
        self.choose = QToolButton()
        self.choose.setIcon(theme.icon("folder"))
        self.choose.setIconSize(QSize(2 * theme.GRID, 2 * theme.GRID))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.choose)
        self.setFocusProxy(self.edit)


class OutputSection(Section):
    """Where the output goes, and how it is called.

    Signals:
        output_changed(): pattern, folder or what may be replaced is another.
    """

    output_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self.folder = NameControl(), FolderControl()
        self.replace, self.damaged = Tick(), Tick()
        self._own: Path | None = None
        self._folder = False
        self.name_row = Row(Field(self.name), self.name.edit)
        self.folder_row = Row(Field(self.folder), self.folder.edit)
        both = QWidget()
        below = QVBoxLayout(both)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.GRID // 2)
        below.addWidget(self.replace)
        below.addWidget(self.damaged)
        self.files_row = Row(Field(both), self.replace)
        self.rows = [self.name_row, self.folder_row]
        self.advanced = [self.files_row]
        self.name.edit.textEdited.connect(self.output_changed)
        self.folder.edit.textEdited.connect(self.output_changed)
        self.folder.choose.clicked.connect(self._choose)
        self.replace.clicked.connect(self.output_changed)
        self.damaged.clicked.connect(lambda on: self.value_chosen.emit("allow_truncated", bool(on)))

    @property
    def target(self) -> Target:
        """What the fields say."""
        text = self.folder.edit.text().strip()
        folder = Path(text).expanduser().absolute() if text else None
        return Target(self.name.edit.text(), folder, self.replace.isChecked(), self._own)

    def set_target(self, target: Target) -> None:
        """Show the output of an export that was set up already."""
        self._own = target.own
        self.replace.setChecked(target.replace)
        self.set_output(target.pattern, target.folder)

    def set_output(self, pattern: str, folder: Path | None) -> None:
        """Show a pattern and a folder."""
        self.name.edit.setText(pattern or PATTERN)
        self.folder.edit.setText("" if folder is None else str(folder))
        self.folder.edit.setCursorPosition(0)

    def recall(self, memory: Memory) -> None:
        """Show what new exports begin with."""
        self.set_output(str(memory.get(kept.PATTERN, PATTERN)), kept.usual_folder(memory))

    def remember(self, memory: Memory, wrong: Collection[str]) -> None:
        """Keep what is shown for other exports, unless it is ``wrong``."""
        target = self.target
        if "name" not in wrong:
            memory.set(kept.PATTERN, target.pattern)
        if "folder" not in wrong:
            memory.set(kept.FOLDER, "" if target.folder is None else str(target.folder))

    def retranslate(self) -> None:
        self.name_row.name(self.tr("Name"))
        self.folder_row.name(self.tr("Folder"))
        self.files_row.name(self.tr("Files"))
        self.folder.edit.setPlaceholderText(self.tr("beside the source"))
        self.folder.choose.setToolTip(self.tr("Choose a folder"))
        self.folder.choose.setAccessibleName(self.tr("Choose a folder"))
        self.name.insert.setToolTip(self.tr("Insert what differs from film to film"))
        self.name.insert.setAccessibleName(self.tr("Insert into the name"))
        self.replace.setText(self.tr("Replace an existing file"))
        self.replace.setToolTip(
            self.tr(
                "Without this, a number is added to the name; the old file stays until the "
                "new one is complete"
            )
        )
        self.damaged.setText(self.tr("Take damaged films"))
        self.damaged.setToolTip(
            self.tr("A film that is cut off is exported as far as it can be read")
        )
        self._fill_menu()

    def _fill_menu(self) -> None:
        words = {
            "name": self.tr("Name of the source"),
            "preset": self.tr("Preset"),
            "date": self.tr("Date"),
            "height": self.tr("Height of the picture"),
            "width": self.tr("Width of the picture"),
            "encoder": self.tr("Encoder"),
        }
        self.name.menu.clear()
        for placeholder in PLACEHOLDERS:
            text = self.tr("{what}  {placeholder}").format(
                what=words[placeholder], placeholder=f"{{{placeholder}}}"
            )
            action = self.name.menu.addAction(text)
            action.triggered.connect(lambda _=False, name=placeholder: self._insert(name))

    def show(self, shown: Shown) -> None:
        self.damaged.setChecked(shown.settings.allow_truncated)
        self.damaged.setVisible(shown.project is None)
        self._folder = shown.project is not None and not shown.project.container

    def show_result(self, name: str, others: int, problems: dict[str, str]) -> None:
        """Say how the file will be called, and what is wrong by "name" and "folder"."""
        text = name
        if name and self._folder:
            text = self.tr("Folder {name}").format(name=name)
        if name and others:
            text = self.tr("{name} and %n more", "", others).format(name=text)
        self.name_row.field.hint(text)
        self.name_row.field.complain(problems.get("name", ""))
        self.folder_row.field.complain(problems.get("folder", ""))
        self.folder.edit.setToolTip(self.folder.edit.text())

    def _insert(self, placeholder: str) -> None:
        self.name.edit.insert(f"{{{placeholder}}}")
        self.name.edit.setFocus()
        self.output_changed.emit()

    def _choose(self) -> None:
        start = str(self.target.folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(
            self.folder, self.tr("Folder for the output"), start
        )
        if chosen:
            self.folder.edit.setText(chosen)
            self.output_changed.emit()

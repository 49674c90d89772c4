"""The settings of the window and of the queue, each in force at once."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.gui import languages, theme
from app.gui.dialogs.folder_choice import FOLDER, FolderChoice
from app.gui.export_panel import memory
from app.gui.sentences import told
from app.gui.settings import PARTS_FOLDER, WindowSettings
from app.jobs.queue.controller import QueueController
from app.jobs.queue.settings import MOST_PARALLEL, MOST_WORKERS
from exporters.errors import ExportError

Field = TypeVar("Field", bound=QWidget)

WIDTH = 68 * theme.GRID
THEMES = ("system", "light", "dark")
MODES = ("manual", "auto")
WHEN_DONE = ("nothing", "quit", "sleep", "shutdown", "command")
CLOSING = ("ask", "background", "quit")


class SettingsDialog(QDialog):
    """Signals:
    language_chosen(name), theme_chosen(name): to be shown at once.
    cleaning_requested(): leftovers are to be looked for.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    cleaning_requested = Signal()

    def __init__(
        self, settings: WindowSettings, controller: QueueController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._controller = settings, controller
        queue = controller.settings
        self._labels: list[tuple[QLabel, QWidget]] = []
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * theme.GRID)
        self._form.setVerticalSpacing(theme.GRID)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | middle)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.language = self._choice((languages.SYSTEM, *languages.LANGUAGES))
        self.theme = self._choice(THEMES)
        self.mode = self._choice(MODES)
        self.when_done = self._choice(WHEN_DONE)
        self.command = self._line()
        self.closing = self._choice(CLOSING)
        self.workers = self._row(QSpinBox())
        self.workers.setRange(0, MOST_WORKERS)
        self.parallel = self._row(QSpinBox())
        self.parallel.setRange(1, MOST_PARALLEL)
        self.interval = self._row(QDoubleSpinBox())
        self.interval.setRange(0.1, 3600)
        self.interval.setDecimals(1)
        for number in (self.workers, self.parallel, self.interval):
            theme.indent(number)
        self.reports = self._choice(("yes", "no"))
        self.outputs = self._row(FolderChoice(memory.PLACES))
        self.parts = self._row(FolderChoice(("output", FOLDER)))
        self.ffmpeg = self._line()
        self._find = QPushButton()
        self._find.clicked.connect(self._choose_ffmpeg)
        self._clean = QPushButton()
        self._clean.clicked.connect(self.cleaning_requested)
        self._problem = QLabel()
        self._problem.setProperty("tone", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._close.rejected.connect(self.reject)
        for button in (self._find, self._clean, *self._close.buttons()):
            # Return takes what was typed into a field, and presses nothing.
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._lay_out()
        self.retranslate()
        self._select(self.language, settings.get("language", languages.SYSTEM))
        self._select(self.theme, settings.get("theme", "system"))
        self._select(self.closing, settings.get("closing", "ask"))
        self._select(self.mode, queue.mode)
        self._select(self.when_done, queue.when_done)
        self._select(self.reports, "yes" if queue.reports else "no")
        self.command.setText(shlex.join(queue.when_done_command))
        self.workers.setValue(queue.workers or 0)
        self.parallel.setValue(queue.parallel)
        self.interval.setValue(queue.save_interval)
        self.ffmpeg.setText(str(settings.get("ffmpeg", "")))
        self._show_folders()
        self._connect()
        self._show_command()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        texts = (
            self.tr("Language"), self.tr("Colours"), self.tr("Interrupted exports"),
            self.tr("When everything is exported"), self.tr("Command"),
            self.tr("Closing while exporting"), self.tr("Segments at the same time"),
            self.tr("Exports at the same time"), self.tr("Save progress every"),
            self.tr("Write a report beside each output"), self.tr("New outputs go"),
            self.tr("Finished parts go"), self.tr("Another ffmpeg"),
        )  # fmt: skip
        for (label, field), text in zip(self._labels, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._name(self.language, [self.tr("As the system"), *languages.LANGUAGES.values()])
        self._name(self.theme, [self.tr("As the system"), self.tr("Light"), self.tr("Dark")])
        self._name(self.mode, [self.tr("Ask at the next start"), self.tr("Continue by itself")])
        self._name(self.when_done, [
            self.tr("Do nothing"), self.tr("Quit"), self.tr("Let the machine sleep"),
            self.tr("Shut the machine down"), self.tr("Run a command"),
        ])  # fmt: skip
        self._name(self.closing, [
            self.tr("Ask"), self.tr("Keep exporting in the background"), self.tr("Pause and quit"),
        ])  # fmt: skip
        self._name(self.reports, [self.tr("Yes"), self.tr("No")])
        choose = self.tr("Choose…")
        self.outputs.name(self.tr("New outputs go"), [
            self.tr("Where the last one went"), self.tr("Beside the source"),
            self.tr("To a folder"),
        ], choose)  # fmt: skip
        self.parts.name(
            self.tr("Finished parts go"),
            [self.tr("Beside the output"), self.tr("To a folder")],
            choose,
        )
        self.parts.setToolTip(
            self.tr("What is finished of an export until it is complete; for new exports")
        )
        self.workers.setSpecialValueText(self.tr("One for each processor"))
        self.interval.setSuffix(self.tr(" seconds"))
        self.ffmpeg.setPlaceholderText(self.tr("The one that comes with Reprise"))
        self.command.setPlaceholderText(self.tr("Program and arguments"))
        self._find.setText(choose)
        self._clean.setText(self.tr("Clean up what dead exports left…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        program = QHBoxLayout()
        program.setSpacing(theme.GRID)
        program.addWidget(self.ffmpeg, 1)
        program.addWidget(self._find)
        place = self._form.getWidgetPosition(self.ffmpeg)[0]  # type: ignore[index]
        label = self._labels[-1][0]
        self._form.takeRow(place)
        self._form.addRow(label, program)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addStrut(WIDTH)
        layout.addLayout(self._form)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self._clean)
        buttons.addStretch()
        buttons.addWidget(self._close)
        layout.addStretch()
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.language.activated.connect(
            lambda _: self._keep("language", self.language, self.language_chosen)
        )
        self.theme.activated.connect(lambda _: self._keep("theme", self.theme, self.theme_chosen))
        self.closing.activated.connect(lambda _: self._keep("closing", self.closing))
        self.mode.activated.connect(lambda _: self._change(mode=self.mode.currentData()))
        self.when_done.activated.connect(lambda _: self._change_when_done())
        self.command.editingFinished.connect(self._change_when_done)
        self.workers.valueChanged.connect(lambda value: self._change(workers=value or None))
        self.parallel.valueChanged.connect(lambda value: self._change(parallel=value))
        self.interval.valueChanged.connect(lambda value: self._change(save_interval=value))
        self.reports.activated.connect(
            lambda _: self._change(reports=self.reports.currentData() == "yes")
        )
        self.ffmpeg.editingFinished.connect(self._keep_ffmpeg)
        self.outputs.chosen.connect(self._keep_outputs)
        self.parts.chosen.connect(lambda _, folder: self._set(PARTS_FOLDER, folder))
        for choice in (self.outputs, self.parts):
            choice.refused.connect(self._complain)

    def _row(self, field: Field) -> Field:
        label = QLabel()
        label.setBuddy(field)
        self._labels.append((label, field))
        self._form.addRow(label, field)
        return field

    def _choice(self, keys: Sequence[str]) -> QComboBox:
        box = self._row(QComboBox())
        for key in keys:
            box.addItem(key, key)
        return box

    def _line(self) -> QLineEdit:
        return self._row(QLineEdit())

    def _name(self, box: QComboBox, texts: Sequence[str]) -> None:
        for index, text in enumerate(texts):
            box.setItemText(index, text)

    def _select(self, box: QComboBox, key: str) -> None:
        box.setCurrentIndex(max(0, box.findData(key)))

    def _show_folders(self) -> None:
        place = self._settings.get(memory.PLACE, memory.PLACES[0])
        self.outputs.show_place(place, self._settings.get(memory.CHOSEN_FOLDER, ""))
        folder = self._settings.get(PARTS_FOLDER, "")
        self.parts.show_place(FOLDER if folder else "output", folder)

    def _keep_outputs(self, place: str, folder: str) -> None:
        self._set(memory.PLACE, place)
        if folder:
            self._set(memory.CHOSEN_FOLDER, folder)

    def _set(self, name: str, value: str) -> None:
        self._problem.hide()
        self._settings.set(name, value)

    def _keep(self, name: str, box: QComboBox, signal: object = None) -> None:
        self._settings.set(name, box.currentData())
        if signal is not None:
            signal.emit(box.currentData())  # type: ignore[attr-defined]

    def _change(self, **values: object) -> None:
        try:
            self._controller.change_settings(**values)
        except ExportError as error:
            self._complain(told(str(error)))
        else:
            self._problem.hide()

    def _change_when_done(self) -> None:
        self._show_command()
        try:
            command = shlex.split(self.command.text())
        except ValueError:
            self._complain(self.tr("The command has a quote that is not closed."))
            return
        action = self.when_done.currentData()
        if action == "command" and not command:
            self._complain(self.tr("Type the command that is to be run."))
            self.command.setFocus()
            return
        self._change(when_done=action, when_done_command=command)

    def _show_command(self) -> None:
        self._form.setRowVisible(self.command, self.when_done.currentData() == "command")

    def _keep_ffmpeg(self) -> None:
        path = self.ffmpeg.text().strip()
        if path and not Path(path).is_file():
            self._complain(self.tr("There is no program at that place."))
            return
        self._set("ffmpeg", path)

    def _choose_ffmpeg(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose an ffmpeg program"))
        if path:
            self.ffmpeg.setText(path)
            self._keep_ffmpeg()

    def _complain(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()


def example() -> QWidget:
    import tempfile

    folder = Path(tempfile.mkdtemp())
    return SettingsDialog(WindowSettings(folder / "window.ini"), QueueController(folder))

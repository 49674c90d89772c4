"""The settings of an export in the queue: to be changed until it begins, then to be seen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.background import Task, run_in_background
from app.gui.edit_reader import read_edit
from app.gui.elided_label import ElidedLabel
from app.gui.export_panel.fields import Note
from app.gui.export_panel.memory import ADVANCED, Forgetful, Memory
from app.gui.export_panel.panel import ExportPanel
from app.gui.problem_bar import ProblemBar
from app.gui.request_words import settings_line
from app.gui.sentences import told
from app.jobs.edit_facts import EditFacts
from app.jobs.planned import Target
from app.jobs.queue.controller import QueueController
from app.jobs.queue.editing import JobChange, change_of, draft_of, save_change
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState, Verb, allowed
from app.jobs.requests import is_of_project
from exporters.cancel import CancelToken
from exporters.errors import ExportError
from exporters.media.probe import probe
from exporters.media.source import Source

SIZE = (54 * theme.GRID, 72 * theme.GRID)
SIZE_OF_PROJECT = (64 * theme.GRID, 34 * theme.GRID)
STOPPABLE = (JobState.ACTIVE, JobState.PAUSED)


class JobEditor(QDialog):
    """Shows a job in the export panel; ``follow`` it as it changes.

    Args:
        job: what is to be changed.
        controller: of the queue, in which it is saved.
        others: outputs of the jobs that have not ended, which are taken.
        memory: whether the advanced settings are shown; nothing else is remembered.

    Signals:
        saved(): the queue has been changed.
        verb_requested(key): "stop" or "export_again", which help where nothing can be changed.
    """

    saved = Signal()
    verb_requested = Signal(str)

    def __init__(
        self,
        job: Job,
        controller: QueueController,
        others: Iterable[Path] = (),
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._job, self._controller = job, controller
        self._readable = self._gone = False
        self._reading: Task | None = None
        self._title = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._title.setFont(theme.heading(self.font()))
        self._source = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._source.setProperty("dim", True)
        self._bar = ProblemBar()
        self._bar.help_requested.connect(self.verb_requested)
        self.panel = ExportPanel(_unfolded_as(memory), writes_projects=False)
        self.panel.footer.hide()
        self.panel.show_waiting(path for path in others if path != job.output)
        self._cost, self._problem = Note(), Note()
        self._cancel, self.save = QPushButton(), QPushButton()
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self._lay_out()
        self._show_settings()
        self.panel.changed.connect(self._settings_changed)
        self.retranslate()
        self._read_source()

    @property
    def number(self) -> int:
        """Of the job."""
        return self._job.id

    def follow(self, job: Job | None) -> None:
        """What the job is now; None when it was removed."""
        if job is None:
            self._gone = True
        else:
            before, self._job = self._job, job
            kept = (before.request_text, before.options_text, before.output)
            if kept != (job.request_text, job.options_text, job.output) and self._same_as(before):
                self._show_settings()
        self._show_state()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings of an export"))
        self._cancel.setText(self.tr("Cancel"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def _is_project(self) -> bool:
        """Whether a project is written: the panel has settings of films only."""
        return is_of_project(self._job.request)

    @property
    def editable(self) -> bool:
        """Whether anything can be changed now."""
        return self._readable and not self._gone and allowed(self._job.state, Verb.CONFIGURE)

    def change(self) -> JobChange | None:
        """What is different from the job; None while something is in the way."""
        return self._change_of(self._job)

    def _change_of(self, job: Job) -> JobChange | None:
        output = self.panel.output()
        if not self._readable or output is None:
            return None
        try:
            return change_of(job, self.panel.draft, output, self.panel.target.target.replace)
        except ExportError as error:
            self._complain(str(error))
            return None

    def _same_as(self, job: Job) -> bool:
        change = self._change_of(job)
        return change is None or change.nothing

    def _show_settings(self) -> None:
        job = self._job
        self.panel.setVisible(not self._is_project)
        if self._is_project:
            return
        try:
            draft = draft_of(job, self.panel.presets.presets)
        except ExportError as error:
            self._complain(str(error))
            return
        self._readable = True
        target = Target.of(job.output, bool(job.options.get("overwrite")))
        self.panel.show_export(draft, job.source, target)

    def _show_state(self) -> None:
        job = self._job
        self._title.setText(job.name)
        self._source.setText(str(job.source))
        self.panel.form.setEnabled(self.editable)
        sentence, helps = self._why_not()
        if sentence:
            tone = "dim" if self._is_project else "warn"
            self._bar.show_problem(sentence, helps, tone)
        else:
            self._bar.clear()
        self._settings_changed()

    def _why_not(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Why nothing can be changed any more, and the buttons that help."""
        if self._gone:
            return self.tr("It was removed from the queue."), ()
        stop, again = ("stop", self.tr("Stop")), ("export_again", self.tr("Export again…"))
        if self._is_project:
            text = self.tr(
                "It writes a project: {settings}. For another one, remove it and export the edit "
                "again."
            )
            remove = ("remove", self.tr("Remove from the list"))
            possible = allowed(self._job.state, Verb.REMOVE)
            helps = (remove, again) if possible else (again,)
            return text.format(settings=settings_line(self._job.request)), helps
        return {
            JobState.ACTIVE: (
                self.tr("It is being exported: its settings can be changed once it is stopped."),
                (stop,),
            ),
            JobState.PAUSED: (
                self.tr(
                    "It has begun and is paused: its settings can be changed once it is stopped."
                ),
                (stop,),
            ),
            JobState.COMPLETED: (
                self.tr("It is finished: for other settings, export the film again."),
                (again,),
            ),
        }.get(self._job.state, ("", ()))  # fmt: skip

    def _settings_changed(self) -> None:
        """Say what saving comes to."""
        self._problem.say("")
        change, job = self.change(), self._job
        drops = self.editable and change is not None and change.drops(job)
        text = ""
        if drops:
            text = self.tr(
                "%n finished segment(s) were made with the settings of before. "
                "They cannot be used with these: saving discards them.",
                "",
                job.units_done,
            )
        elif self.editable and change is not None and change.leaves(job):
            text = self.tr(
                "%n finished segment(s) stay beside the old output and are not used.",
                "",
                job.units_done,
            )
        self._cost.say(text, "warn")
        self.save.setText(self.tr("Save and discard") if drops else self.tr("Save"))
        self.save.setVisible(self.editable)
        self._cancel.setText(self.tr("Cancel") if self.editable else self.tr("Close"))

    def _save(self) -> None:
        if self.panel.focus_problem() or (change := self.change()) is None:
            return
        controller, job = self._controller, self._job
        self.save.setEnabled(False)
        run_in_background(
            self, lambda _: save_change(controller, job, change), self._take_saved, self._refuse
        )

    def _take_saved(self, _: Job) -> None:
        self.accept()
        self.saved.emit()

    def _refuse(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        self._problem.say(told(sentence), "bad")

    def _read_source(self) -> None:
        """Sizes and tracks that can be chosen are those of the film."""
        if self._is_project:
            return
        source, edit = self._job.source, dict(self._job.request.get("edit") or {})

        def read(token: CancelToken) -> Source | EditFacts | None:
            return read_edit(source, edit, token) if edit else probe(source, token=token)

        self._reading = run_in_background(self, read, self._take_source, self._complain)

    def _take_source(self, facts: Source | EditFacts | None) -> None:
        if isinstance(facts, EditFacts):
            self.panel.show_source(self._job.source, facts.film, facts)
        elif facts is not None:
            self.panel.show_source(self._job.source, facts)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(theme.GRID)
        for widget in (self._title, self._source, self._bar):
            layout.addWidget(widget)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self._cost)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)
        if self._is_project:
            layout.insertStretch(layout.count() - 1)
        self.resize(*(SIZE_OF_PROJECT if self._is_project else SIZE))


def _unfolded_as(memory: Memory | None) -> Memory:
    """A memory of its own: what is chosen for one job is not what new ones begin with."""
    own = Forgetful()
    if memory is not None:
        own.set(ADVANCED, memory.get(ADVANCED, False))
    return own

"""The export panel: a preset, the changes to it, and the requests that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import theme
from app.gui.export_panel import memory as kept
from app.gui.export_panel import wording
from app.gui.export_panel.footer import Footer
from app.gui.export_panel.form import Column, Form
from app.gui.export_panel.judging import Judge
from app.gui.export_panel.memory import Forgetful, Memory
from app.gui.export_panel.problems import Problem
from app.gui.export_panel.section import Shown
from app.gui.export_panel.sections import Sections
from app.gui.export_panel.subject import Subject
from app.gui.export_panel.writing import REMEMBERED, Writing
from app.jobs.draft import Draft
from app.jobs.edit_facts import EditFacts
from app.jobs.planned import PlannedExport, Target
from app.jobs.presets import Preset, all_presets
from exporters.media.source import Source
from exporters.video.request import VideoRequest


class ExportPanel(QWidget):
    """Sets up the export of one film or edit, or of several; see the module's ``example``.

    Args:
        memory: what is remembered of what was chosen.
        writes_projects: whether edits can be written as projects, too.

    Signals:
        export_requested(), add_requested(): of the buttons; there are no problems then.
        estimate_requested(), estimate_cancelled(): a sample is to be encoded, or no longer.
        losses_requested(lines): what a project will lose is to be shown.
        changed(): ``planned()`` gives something else than before.
    """

    export_requested = Signal()
    add_requested = Signal()
    estimate_requested = Signal()
    estimate_cancelled = Signal()
    losses_requested = Signal(object)
    changed = Signal()

    def __init__(
        self,
        memory: Memory | None = None,
        parent: QWidget | None = None,
        *,
        writes_projects: bool = True,
    ) -> None:
        super().__init__(parent)
        self._memory = memory or Forgetful()
        self._writing = Writing.remembered(self._memory) if writes_projects else Writing()
        self._subject = Subject()
        self._moment: Fraction | None = None
        self._problems: list[Problem] = []
        self.form, self.footer = Form(), Footer()
        self._sections = Sections(self, self.form, writes_projects)
        self._judge = Judge(self._sections, self.footer, self)
        self.presets, self.picture = self._sections.presets, self._sections.picture
        self.sound, self.trim = self._sections.sound, self._sections.trim
        self.edit, self.project = self._sections.edit, self._sections.project
        self.target = self._sections.target
        self.presets.show_presets(*all_presets())
        self._draft = Draft.of(self.presets.named(self._memory.get(kept.PRESET)))
        self._lay_out()
        self._connect()
        self.target.recall(self._memory)
        self.form.unfold(bool(self._memory.get(kept.ADVANCED, False)))
        self.retranslate()

    def show_source(
        self, path: Path, facts: Source | None = None, edit: EditFacts | None = None
    ) -> None:
        """Show a film or an edit; call it again when its facts are known.

        Of another one the part and single tracks are forgotten.
        """
        edits = {} if edit is None else {path: edit}
        self._show([path], {} if facts is None else {path: facts}, edits)

    def show_sources(
        self,
        paths: Sequence[Path],
        facts: Mapping[Path, Source] | None = None,
        edits: Mapping[Path, EditFacts] | None = None,
    ) -> None:
        """Show several films, or none: what belongs to one film cannot be chosen then."""
        self._show(list(paths), dict(facts or {}), dict(edits or {}))

    def show_export(self, draft: Draft, source: Path, target: Target) -> None:
        """Show an export that was set up before; ``show_source`` brings the film's facts."""
        self._draft = draft
        self._writing = self._writing.of(draft.edit)
        self._subject = Subject([source], waiting=self._subject.waiting)
        self.target.set_target(target)
        self._refresh()

    def use_usual_folder(self) -> None:
        """Put outputs where the settings say, unless those leave it to what was used last."""
        if self._memory.get(kept.PLACE, kept.PLACES[0]) != kept.PLACES[0]:
            self.target.recall(self._memory)
            self._refresh_problems()

    def show_moment(self, seconds: Fraction | float | None) -> None:
        """The preview's time in seconds from the film's beginning; None without a preview."""
        self._moment = None if seconds is None else Fraction(seconds).limit_denominator(10**9)
        self.trim.show(self._shown())

    def show_waiting(self, outputs: Iterable[Path]) -> None:
        """Outputs of jobs that are in the queue: their names are taken."""
        self._subject = replace(self._subject, waiting=list(outputs))
        self._show_result()

    def show_estimate(self, size: int | None, seconds: float | None, problem: str = "") -> None:
        """Bytes and seconds that the export comes to, or why that is not known."""
        self.footer.show_estimate(size, seconds, problem)

    def show_estimating(self) -> None:
        """A sample is being encoded; the button stops that."""
        self.footer.show_estimating()

    @property
    def draft(self) -> Draft:
        """The settings of a film as they are; for the first source, if that is an edit."""
        return self._subject.draft_of_first(self._draft, self._writing.common)

    @property
    def preset(self) -> Preset:
        """The preset that the settings come from."""
        return self._draft.preset

    @property
    def settings(self) -> VideoRequest:
        """What is asked for, whatever the film is."""
        return self._draft.settings

    def problems(self) -> list[Problem]:
        """What is in the way of an export, each at its field."""
        return list(self._problems)

    def planning(self) -> Callable[[], list[PlannedExport]]:
        """``planned`` as it is now, to be called in another thread where there are many films."""
        if self._problems:
            return list
        draft = self._shown().project or self._draft
        return self._subject.planning(draft, self.target.target, self._writing.common)

    def planned(self) -> list[PlannedExport]:
        """Every film with its output and request; empty while there are problems."""
        return self.planning()()

    def request(self) -> VideoRequest | None:
        """That of a film for the first source; None while there are problems, or no source."""
        output = self.output()
        return self.draft.request(self._subject.paths[0], output) if output else None

    def output(self) -> Path | None:
        """The output of the first film; None while there are problems, or no film."""
        return None if self._problems else self._first_output()

    def options(self) -> dict[str, Any]:
        """How to run it, as far as the panel says: options of ``export_options``."""
        return {"overwrite": self.target.target.replace}

    def choose_preset(self, preset: Preset) -> None:
        """Take the settings of a preset; the part of the film stays."""
        settings = self._draft.settings
        draft = replace(Draft.of(preset), edit=self._draft.edit)
        for name, value in (("start", settings.start), ("end", settings.end)):
            draft = draft.with_value(name, value or None)
        self._memory.set(kept.PRESET, preset.name)
        self.picture.size.close_field()
        self._take(draft)

    def focus_problem(self) -> bool:
        """Go to the first field with a problem; False when there is none."""
        if self._problems:
            self._sections.row_of(self._problems[0].field).field.control.setFocus()
        return bool(self._problems)

    def retranslate(self) -> None:
        """Set every text."""
        self._sections.retranslate()
        self.form.fold.setText(self.tr("Advanced settings"))
        self._refresh()
        self.form.level_labels()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(Column(self.form), 1)
        layout.addWidget(self.footer)

    def _connect(self) -> None:
        for section in self._sections.all:
            section.value_chosen.connect(self._set_value)
        self.edit.chosen.connect(self._choose)
        self.project.chosen.connect(self._choose)
        self.presets.preset_chosen.connect(self.choose_preset)
        self.presets.preset_saved.connect(self.choose_preset)
        self.presets.preset_removed.connect(
            lambda name: self.choose_preset(self.presets.named(name))
        )
        self.picture.container_chosen.connect(self._set_container)
        self.picture.size.refused.connect(lambda _: self._refresh_problems())
        self.trim.part_chosen.connect(self._set_part)
        self.trim.refused.connect(self._refresh_problems)
        self.target.output_changed.connect(self._output_changed)
        self._judge.losses.found.connect(self._refresh_problems)
        self.form.unfolded.connect(lambda on: self._memory.set(kept.ADVANCED, on))
        self.footer.export_clicked.connect(lambda: self._ask_for(self.export_requested))
        self.footer.add_clicked.connect(lambda: self._ask_for(self.add_requested))
        self.footer.estimate_requested.connect(lambda: self._ask_for(self.estimate_requested))
        self.footer.estimate_cancelled.connect(self.estimate_cancelled)
        self.footer.losses_requested.connect(
            lambda: self.losses_requested.emit(self._judge.losses.lines())
        )

    def _show(
        self, paths: list[Path], facts: dict[Path, Source], edits: dict[Path, EditFacts]
    ) -> None:
        if paths != self._subject.paths:
            self.trim.forget()
            self._draft = self._draft.for_another_source()
            self._writing = self._writing.for_another_source()
        self._subject = replace(self._subject, paths=paths, facts=facts, edits=edits)
        self._refresh()

    def _shown(self) -> Shown:
        edits = self._subject.edits
        return Shown(
            draft=self._draft,
            settings=self._draft.settings,
            facts=self._subject.single,
            count=len(self._subject.paths),
            edits=list(edits.values()),
            project=self._writing.project if edits else None,
            moment=self._moment,
        )

    def _choose(self, name: str, value: object) -> None:
        """Something else for edits."""
        self._writing = replace(self._writing, **{name: value})  # type: ignore[arg-type]
        if name in REMEMBERED:
            self._memory.set(REMEMBERED[name], value)
        if name == "target":
            self._writing = replace(self._writing, force=False)
        self._refresh()

    def _set_value(self, name: str, value: object) -> None:
        self._take(self._draft.with_value(name, value))

    def _set_part(self, start: str, end: str) -> None:
        self._take(self._draft.with_value("start", start).with_value("end", end))

    def _set_container(self, container: str) -> None:
        draft, reasons = self._draft.with_container(container, self._subject.streams)
        self._take(draft)
        if reasons and draft.wished is not None:
            said = wording.replaced(draft.wished.settings, draft.settings)
            self.picture.container_row.field.hint(said)

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self._refresh()

    def _output_changed(self) -> None:
        self._refresh_problems()
        self.target.remember(self._memory, {problem.field for problem in self._problems})

    def _refresh(self) -> None:
        shown = self._shown()
        self._sections.show(shown, self._writing)
        self.footer.show_kind(shown.project is not None, bool(shown.edits))
        self.footer.show_count(shown.count)
        self._refresh_problems()

    def _refresh_problems(self) -> None:
        self._problems = self._judge.judge(self._shown(), self._subject, self._writing)
        self.footer.show_estimate(None, None)
        self._show_result()
        self.changed.emit()

    def _show_result(self) -> None:
        wrong = {problem.field: problem.sentence for problem in self._problems}
        output = None if {"name", "folder"} & set(wrong) else self._first_output()
        others = len(self._subject.paths) - 1
        self.target.show_result(output.name if output else "", others, wrong)

    def _first_output(self) -> Path | None:
        draft = self._shown().project or self._draft
        return self._subject.first_output(self.target.target, draft)

    def _ask_for(self, signal: Any) -> None:
        if self._subject.paths and not self.focus_problem():
            signal.emit()

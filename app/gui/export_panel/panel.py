"""The export panel: a preset, the changes to it, and the requests that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import theme
from app.gui.export_panel import memory as kept
from app.gui.export_panel import problems, wording
from app.gui.export_panel.footer import Footer
from app.gui.export_panel.form import Column, Form
from app.gui.export_panel.memory import Forgetful, Memory
from app.gui.export_panel.output_section import OutputSection
from app.gui.export_panel.picture_section import PictureSection
from app.gui.export_panel.preset_section import PresetSection
from app.gui.export_panel.section import Row, Section, Shown
from app.gui.export_panel.sound_section import SoundSection
from app.gui.export_panel.trim_section import TrimSection
from app.jobs.draft import USUAL_PRESET, Draft
from app.jobs.naming import PATTERN, OutputNames
from app.jobs.planned import PlannedExport, Target, plan_exports
from app.jobs.presets import Preset, all_presets
from exporters.media.source import AudioStream, Source
from exporters.video.request import VideoRequest


@dataclass(frozen=True)
class Problem:
    """Something that is in the way: at which field, and a sentence."""

    field: str
    sentence: str


class ExportPanel(QWidget):
    """Sets up the export of one film or of several; see the module's ``example``.

    Signals:
        export_requested(), add_requested(): of the buttons; there are no problems then.
        estimate_requested(), estimate_cancelled(): a sample is to be encoded, or no longer.
        changed(): ``planned()`` gives something else than before.
    """

    export_requested = Signal()
    add_requested = Signal()
    estimate_requested = Signal()
    estimate_cancelled = Signal()
    changed = Signal()

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory or Forgetful()
        self._paths: list[Path] = []
        self._facts: dict[Path, Source] = {}
        self._waiting: list[Path] = []
        self._moment: Fraction | None = None
        self._problems: list[Problem] = []
        self.presets = PresetSection(self)
        self.picture = PictureSection(self)
        self.sound = SoundSection(self)
        self.trim = TrimSection(self)
        self.target = OutputSection(self)
        self.form, self.footer = Form(), Footer()
        self.presets.show_presets(*all_presets())
        self._draft = Draft.of(self._remembered_preset())
        self._lay_out()
        self._connect()
        self._show_output()
        self.form.unfold(bool(self._memory.get(kept.ADVANCED, False)))
        self.retranslate()

    def show_source(self, path: Path, facts: Source | None = None) -> None:
        """Show a film; call it again when its facts are known.

        Of another film the part and single tracks are forgotten.
        """
        self._show([path], {} if facts is None else {path: facts})

    def show_sources(
        self, paths: Sequence[Path], facts: Mapping[Path, Source] | None = None
    ) -> None:
        """Show several films, or none: what belongs to one film cannot be chosen then."""
        self._show(list(paths), dict(facts or {}))

    def show_export(self, draft: Draft, source: Path, target: Target) -> None:
        """Show an export that was set up before; ``show_source`` brings the film's facts."""
        self._draft = draft
        self._paths, self._facts = [source], {}
        self.target.set_target(target)
        self._refresh()

    def use_usual_folder(self) -> None:
        """Put outputs where the settings say, unless those leave it to what was used last."""
        if self._memory.get(kept.PLACE, kept.PLACES[0]) != kept.PLACES[0]:
            self._show_output()
            self._refresh_problems()

    def show_moment(self, seconds: Fraction | float | None) -> None:
        """The preview's time in seconds from the film's beginning; None without a preview."""
        self._moment = None if seconds is None else Fraction(seconds).limit_denominator(10**9)
        self.trim.show(self._shown())

    def show_waiting(self, outputs: Iterable[Path]) -> None:
        """Outputs of jobs that are in the queue: their names are taken."""
        self._waiting = list(outputs)
        self._show_result()

    def show_estimate(self, size: int | None, seconds: float | None, problem: str = "") -> None:
        """Bytes and seconds that the export comes to, or why that is not known."""
        self.footer.show_estimate(size, seconds, problem)

    def show_estimating(self) -> None:
        """A sample is being encoded; the button stops that."""
        self.footer.show_estimating()

    @property
    def draft(self) -> Draft:
        """The settings as they are."""
        return self._draft

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
        return partial(
            plan_exports,
            self._draft,
            list(self._paths),
            dict(self._facts),
            self.target.target,
            list(self._waiting),
        )

    def planned(self) -> list[PlannedExport]:
        """Every film with its output and request; empty while there are problems."""
        return self.planning()()

    def request(self) -> VideoRequest | None:
        """The request for the first film; None while there are problems, or no film."""
        output = self.output()
        return self._draft.request(self._paths[0], output) if output else None

    def output(self) -> Path | None:
        """The output of the first film; None while there are problems, or no film."""
        return None if self._problems else self._first_output()

    def options(self) -> dict[str, Any]:
        """How to run it, as far as the panel says: options of ``export_options``."""
        return {"overwrite": self.target.target.replace}

    def choose_preset(self, preset: Preset) -> None:
        """Take the settings of a preset; the part of the film stays."""
        settings = self._draft.settings
        draft = Draft.of(preset)
        for name, value in (("start", settings.start), ("end", settings.end)):
            draft = draft.with_value(name, value or None)
        self._memory.set(kept.PRESET, preset.name)
        self.picture.size.close_field()
        self._take(draft)

    def retranslate(self) -> None:
        """Set every text."""
        for section in self._sections():
            section.retranslate()
        self.presets.form.retranslate()
        self.form.fold.setText(self.tr("Advanced settings"))
        self._refresh()
        self.form.level_labels()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _sections(self) -> list[Section]:
        return [self.presets, self.picture, self.sound, self.trim, self.target]

    def _lay_out(self) -> None:
        self.form.add_rows(self.presets.rows)
        self.form.add_whole(self.presets.form)
        for section in self._sections()[1:]:
            self.form.add_rows(section.rows)
        self.form.add_whole(self.form.fold)
        for section in self._sections():
            self.form.add_rows(section.advanced, folded=True)
        self.form.finish()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(Column(self.form), 1)
        layout.addWidget(self.footer)

    def _connect(self) -> None:
        for section in self._sections():
            section.value_chosen.connect(self._set_value)
        self.presets.preset_chosen.connect(self.choose_preset)
        self.presets.preset_saved.connect(self.choose_preset)
        self.presets.preset_removed.connect(self._preset_removed)
        self.picture.container_chosen.connect(self._set_container)
        self.picture.size.refused.connect(lambda _: self._refresh_problems())
        self.trim.part_chosen.connect(self._set_part)
        self.trim.refused.connect(self._refresh_problems)
        self.target.output_changed.connect(self._output_changed)
        self.form.unfolded.connect(lambda on: self._memory.set(kept.ADVANCED, on))
        self.footer.export_clicked.connect(lambda: self._ask_for(self.export_requested))
        self.footer.add_clicked.connect(lambda: self._ask_for(self.add_requested))
        self.footer.estimate_requested.connect(lambda: self._ask_for(self.estimate_requested))
        self.footer.estimate_cancelled.connect(self.estimate_cancelled)

    def _remembered_preset(self) -> Preset:
        wanted = self._memory.get(kept.PRESET, USUAL_PRESET)
        by_name = {preset.name: preset for preset in self.presets.presets}
        return by_name.get(str(wanted)) or by_name[USUAL_PRESET]

    def _show_output(self) -> None:
        pattern = str(self._memory.get(kept.PATTERN, PATTERN))
        self.target.set_output(pattern, kept.usual_folder(self._memory))

    def _show(self, paths: list[Path], facts: dict[Path, Source]) -> None:
        if paths != self._paths:
            self.trim.forget()
            self._draft = self._draft.with_value("start", None).with_value("end", None)
            if self._draft.settings.audio_tracks[:1].isdigit():
                self._draft = self._draft.with_value("audio_tracks", None)
        self._paths, self._facts = paths, facts
        self._refresh()

    def _shown(self) -> Shown:
        single = self._paths[0] if len(self._paths) == 1 else None
        return Shown(
            draft=self._draft,
            settings=self._draft.settings,
            facts=self._facts.get(single) if single else None,
            count=len(self._paths),
            moment=self._moment,
        )

    def _set_value(self, name: str, value: object) -> None:
        self._take(self._draft.with_value(name, value))

    def _set_part(self, start: str, end: str) -> None:
        self._take(self._draft.with_value("start", start).with_value("end", end))

    def _set_container(self, container: str) -> None:
        draft, reasons = self._draft.with_container(container, self._streams())
        self._take(draft)
        if reasons and draft.wished is not None:
            said = wording.replaced(draft.wished.settings, draft.settings)
            self.picture.container_row.field.hint(said)

    def _streams(self) -> list[AudioStream]:
        return [stream for source in self._facts.values() for stream in source.audio]

    def _preset_removed(self, name: str) -> None:
        by_name = {preset.name: preset for preset in self.presets.presets}
        self.choose_preset(by_name.get(name) or by_name[USUAL_PRESET])

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self._refresh()

    def _output_changed(self) -> None:
        self._refresh_problems()
        fields = {problem.field for problem in self._problems}
        if "name" not in fields:
            self._memory.set(kept.PATTERN, self.target.target.pattern)
        if "folder" not in fields:
            folder = self.target.target.folder
            self._memory.set(kept.FOLDER, "" if folder is None else str(folder))

    def _refresh(self) -> None:
        shown = self._shown()
        for section in self._sections():
            section.show(shown)
        self.picture.container_row.field.hint("")
        self.footer.show_count(len(self._paths))
        self._refresh_problems()

    def _refresh_problems(self) -> None:
        self._problems = self._find_problems()
        self.footer.show_estimate(None, None)
        self._show_result()
        self.changed.emit()

    def _find_problems(self) -> list[Problem]:
        found = dict(self.trim.wrong)
        if typed := self.picture.size_row.field.problem:
            found["size"] = typed
        found |= problems.of_target(self.target.target, self._paths)
        several = len(self._paths) > 1
        for field, sentence in problems.of_sources(
            self._draft.settings, self._facts, several
        ).items():
            found.setdefault(field, sentence)
        self.sound.tracks_row.field.complain(found.get("sound", ""))
        self.picture.encoder_row.field.complain(found.get("encoder", ""))
        self.trim.start_row.field.complain(found.get("start", ""))
        return [Problem(field, sentence) for field, sentence in found.items()]

    def _show_result(self) -> None:
        wrong = {problem.field: problem.sentence for problem in self._problems}
        output = None if {"name", "folder"} & set(wrong) else self._first_output()
        self.target.show_result(output.name if output else "", len(self._paths) - 1, wrong)

    def _first_output(self) -> Path | None:
        if not self._paths:
            return None
        first = self._paths[0]
        names = OutputNames([*self._waiting, *self._paths])
        return self.target.target.output(self._draft, first, self._facts.get(first), names)

    def _ask_for(self, signal: Any) -> None:
        if not self._paths:
            return
        if not self.focus_problem():
            signal.emit()

    def focus_problem(self) -> bool:
        """Go to the first field with a problem; False when there is none."""
        if self._problems:
            self._row_of(self._problems[0].field).field.control.setFocus()
        return bool(self._problems)

    def _row_of(self, field: str) -> Row:
        return {
            "start": self.trim.start_row,
            "end": self.trim.end_row,
            "size": self.picture.size_row,
            "sound": self.sound.tracks_row,
            "name": self.target.name_row,
            "folder": self.target.folder_row,
        }.get(field, self.picture.encoder_row)

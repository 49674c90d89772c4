"""Opening an export: its plan, what an earlier run has left of it, and a journal to go on with."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.checkpoint.journal import Journal, JournalState, read_journal
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.checkpoint.salvage import Restored, restore, set_aside
from exporters.durable import reported, shown
from exporters.engine.disk import check_start
from exporters.engine.faults import expected
from exporters.engine.meter import Reporter
from exporters.engine.options import ExportOptions, Places, Surroundings
from exporters.errors import DiskFull, ExportError, NewerVersion, SourceError, StateError
from exporters.events import Restored as RestoredEvent
from exporters.events import Warned
from exporters.plan import Exporter, Plan


def plain(value: Any) -> Any:
    """A request as it comes out of a journal: every mapping a dict, every sequence a list."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


@dataclass
class ExportSession:
    """One run of an export.

    Attributes:
        plan: what is to be done.
        parts: where finished units lie.
        journal: its ``state.finished`` are the finished units.
        unchecked: finished units whose part's content was not read yet in this run.
    """

    plan: Plan
    parts: PartsFolder
    journal: Journal
    unchecked: set[int]

    def part(self, index: int) -> Path:
        """Path of a finished unit's part."""
        unit = self.journal.state.finished[index]
        return self.parts.path_of(unit, self.plan.units[index].suffix)

    def save(self, details: Mapping[str, Any], timeout: float) -> None:
        """Record where the export stands, and close the journal."""
        journal = self.journal
        # What was noted for publishing must not be forgotten: the output may be in its place.
        noted = {**journal.state.details, **details}
        try:
            journal.progress(len(journal.state.finished), noted, force=True)
        except StateError:
            # Closed already, after its file was removed.
            return
        journal.close(timeout)


def read_state(journal: Path) -> JournalState | None:
    """What a journal holds; None when there is none, or it cannot be read.

    Raises:
        NewerVersion: it was written by a newer version.
    """
    if not os.path.lexists(journal):
        return None
    try:
        return read_journal(journal)
    except NewerVersion:
        raise
    except StateError:
        return None


@dataclass
class Opener:
    """Opens the session of an export, whose lock is held."""

    exporter: Exporter
    places: Places
    options: ExportOptions
    surroundings: Surroundings
    reporter: Reporter
    token: CancelToken

    def open(self, request: Mapping[str, Any] | None) -> ExportSession:
        """Make or restore the plan, find what is finished, open or begin the journal.

        Args:
            request: None to go on from the journal alone.

        Raises:
            StateError: what lies there belongs to another export, or cannot be used.
            SourceError: a source is missing or has changed.
        """
        if request is not None and self.options.resume == "never":
            plan = self._make_plan(request)
            self._drop_state()
            return self._begin(plan, Restored())
        state = read_state(self.places.journal)
        self._refuse_missing_parts(state)
        plan = self._plan_of(state) if request is None else self._plan_for(request, state)
        parts = self._parts(plan)
        with reported("look at", self.places.parts):
            restored = restore(
                self.places.journal,
                parts,
                plan.hash,
                len(plan.units),
                suffix_of=lambda index: plan.units[index].suffix,
                token=self.token,
            )
        if not restored.finished and not restored.journal_usable:
            self._set_aside_others_parts(plan, state)
        return self._begin(plan, restored)

    def _refuse_missing_parts(self, state: JournalState | None) -> None:
        """All would be done again where the user has only not said where the parts are."""
        parts = self.places.parts
        if state is None or not state.parts_elsewhere or not state.finished:
            return
        if not os.path.lexists(parts):
            raise StateError(
                f"The {len(state.finished)} finished parts of {shown(self.places.output)} were put "
                f"in a folder of their own, and {shown(parts)} is not there.",
                "Name that folder with --parts FOLDER, or start over with --no-resume.",
            )

    def _plan_of(self, state: JournalState | None) -> Plan:
        """The plan that a journal holds."""
        journal = shown(self.places.journal)
        if state is None:
            raise StateError(
                f"There is no journal {journal} that could be read, so nothing can be resumed.",
                "Give the original export command again: finished parts are found and used.",
            )
        if state.exporter != self.exporter.name:
            raise StateError(
                f"The journal {journal} is of another kind of export ({state.exporter})."
            )
        plan = self._restored_plan(state)
        if plan.hash != state.plan_hash:
            raise self._other_version()
        return plan

    def _plan_for(self, request: Mapping[str, Any], state: JournalState | None) -> Plan:
        if state is None:
            return self._make_plan(request)
        same = plain(request) == state.request and state.exporter == self.exporter.name
        try:
            plan = self._restored_plan(state) if same else self._make_plan(request)
        except StateError:
            plan = self._make_plan(request)
        except SourceError:
            if not same or self._has_finished(state):
                raise
            plan = self._make_plan(request)
        if plan.hash == state.plan_hash:
            return plan
        if self._has_finished(state):
            raise self._other_version() if same else self._other_plan()
        return self._make_plan(request) if same else plan

    def _has_finished(self, state: JournalState) -> bool:
        """Whether anything would be lost with this journal."""
        if len(state.finished):
            return True
        return bool(PartsFolder(self.places.parts, state.plan_hash).scan())

    def _make_plan(self, request: Mapping[str, Any]) -> Plan:
        with expected(f"{self.exporter.name} could not plan {shown(self.places.output)}"):
            return self.exporter.plan(request, self.token)

    def _restored_plan(self, state: JournalState) -> Plan:
        with expected(f"{self.exporter.name} could not restore {shown(self.places.output)}"):
            return self.exporter.restore_plan(state.request, state.stored_plan, state.sources)

    def _other_version(self) -> StateError:
        return StateError(
            f"The unfinished export of {shown(self.places.output)} was begun with another version "
            "of a program that it uses (ffmpeg, a library, or Reprise itself): new parts would not "
            "fit to those that are finished.",
            "Continue it with the version that it was begun with (--ffmpeg PATH for another "
            "ffmpeg), or start over with --no-resume.",
        )

    def _other_plan(self) -> StateError:
        return StateError(
            f"{shown(self.places.output)} has an unfinished export that was made with other "
            "settings, another source or another version of a program.",
            "Continue it with `reprise resume` and the output's name, or start over with "
            "--no-resume.",
        )

    def _set_aside_others_parts(self, plan: Plan, state: JournalState | None) -> None:
        """Parts of another plan without a readable journal: somebody's work, but not this one's."""
        if state is not None:
            return
        parts = self.places.parts
        others = [name for name in self._parts(plan).names() if not name.startswith(plan.hash[:16])]
        if not others:
            return
        with self._warned():
            target = set_aside(parts, self.surroundings.storage)
            self.reporter.post(
                Warned(
                    f"{shown(parts)} holds {len(others)} finished parts of an export with other "
                    "settings, and their journal is lost or cannot be read. It was renamed to "
                    f"{shown(target.name)}."
                )
            )

    def _drop_state(self) -> None:
        """Remove what the user does not want to go on with; never what is not ours."""
        journal = self.places.journal
        if os.path.lexists(journal):
            try:
                read_journal(journal)
            except NewerVersion:
                pass
            except StateError:
                self._set_aside()
            with self._warned():
                self.surroundings.storage.remove(journal)
        PartsFolder(self.places.parts, ANY_PLAN, self.surroundings.storage).clear()

    def _set_aside(self) -> None:
        """Rename a journal that cannot be read."""
        with self._warned():
            target = set_aside(self.places.journal, self.surroundings.storage)
            self.reporter.post(
                Warned(
                    f"The journal {shown(self.places.journal)} could not be read; it was renamed "
                    f"to {shown(target.name)}."
                )
            )

    @contextlib.contextmanager
    def _warned(self) -> Iterator[None]:
        """For what an export does not depend on: an error is only told."""
        try:
            yield
        except ExportError as error:
            self.reporter.post(Warned(str(error)))

    def _parts(self, plan: Plan) -> PartsFolder:
        return PartsFolder(self.places.parts, plan.hash, self.surroundings.storage)

    def _begin(self, plan: Plan, restored: Restored) -> ExportSession:
        self._check_room(plan, restored)
        parts = self._parts(plan)
        parts.prepare()
        for leftover in parts.leftovers():
            self.surroundings.storage.remove(leftover)
        journal = self._journal(plan, restored)
        restored.bring_up_to_date(journal)
        self._tell(plan, restored)
        return ExportSession(plan, parts, journal, restored.needs_digest_check)

    def _check_room(self, plan: Plan, restored: Restored) -> None:
        """Raises ``DiskFull`` when there is clearly too little room to begin.

        What has been begun goes on, and waits for room.
        """
        if not self.options.check_space:
            return
        try:
            warning = check_start(
                self.places.parts.parent,
                self.places.output.parent,
                plan.estimated_bytes,
                sum(unit.size for unit in restored.finished.values()),
                self.surroundings.free_bytes,
            )
        except DiskFull as full:
            if not restored.finished:
                raise
            warning = full.problem
        if warning:
            self.reporter.post(Warned(warning))

    def _journal(self, plan: Plan, restored: Restored) -> Journal:
        common: dict[str, Any] = {
            "save_interval": self.options.save_interval,
            "storage": self.surroundings.storage,
            "synchronous": self.surroundings.synchronous_journal,
            "on_warning": lambda sentence: self.reporter.post(Warned(sentence)),
            "patient": True,
        }
        if restored.journal_usable:
            return Journal.open(self.places.journal, **common)
        if os.path.lexists(self.places.journal) and read_state(self.places.journal) is None:
            self._set_aside()
        return Journal.create(
            self.places.journal,
            plan_hash=plan.hash,
            exporter=plan.exporter,
            unit_count=len(plan.units),
            request=plain(plan.request),
            stored_plan=plan.stored,
            sources=[plain(source) for source in plan.sources],
            parts_elsewhere=not self.places.parts_beside,
            **common,
        )

    def _tell(self, plan: Plan, restored: Restored) -> None:
        meter, finished = self.reporter.meter, restored.finished
        meter.set_plan(plan)
        work = sum(plan.units[index].work for index in finished)
        meter.restored(len(finished), work, sum(unit.size for unit in finished.values()))
        if finished:
            saved = restored.state.saved if restored.state else 0.0
            notes = tuple(restored.notes)
            self.reporter.post(RestoredEvent(len(finished), len(plan.units), saved, notes))
        else:
            for note in restored.notes:
                self.reporter.post(Warned(note))

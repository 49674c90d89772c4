"""One run of an export, from its first check to its last."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exporters.checkpoint.journal import JournalState
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.parts import PartsFolder
from exporters.cleanup import CleanupRegistry
from exporters.durable import shown
from exporters.engine.disk import DiskGate
from exporters.engine.finish import Finisher, published, remove_state
from exporters.engine.meter import Reporter
from exporters.engine.options import ExportOptions, Places, Surroundings
from exporters.engine.published import OnPublished, Published, announce
from exporters.engine.run_token import RunToken
from exporters.engine.scheduler import Scheduler
from exporters.engine.session import ExportSession, Opener, plain, read_state
from exporters.errors import ExportError
from exporters.events import Finished, Warned
from exporters.plan import Exporter

SAVE_SECONDS = 0.5
"""How long an interrupted run tries to save its last records."""

_log = logging.getLogger(__name__)


@dataclass
class ExportRun:
    """Carries out one export under its lock."""

    exporter: Exporter
    places: Places
    options: ExportOptions
    surroundings: Surroundings
    token: RunToken
    reporter: Reporter
    cleanup: CleanupRegistry
    on_published: OnPublished | None = None
    _began: float = field(init=False, default_factory=time.time)

    def run(self, request: Mapping[str, Any] | None) -> Path:
        """Returns the output's path.

        Args:
            request: None to go on from the journal alone.
        """
        began = time.monotonic()
        self.places.check_folders()
        if not os.path.lexists(self.places.journal):
            self.places.check_output(self.options.overwrite)
        with ExportLock(self.places.lock, subject=shown(self.places.output)):
            self.token.inner.check()
            outcome = self._already_published(request) or self._make(request)
            size, digest, notes = outcome
            seconds = time.monotonic() - began
        self.reporter.finish(Finished(str(self.places.output), size, seconds, digest, notes))
        return self.places.output

    def _already_published(
        self, request: Mapping[str, Any] | None
    ) -> tuple[int, str, tuple[str, ...]] | None:
        """Finish what a run has left undone that ended just after it had published."""
        if self.options.resume == "never":
            return None
        state = read_state(self.places.journal)
        found = published(state, self.places.output)
        if state is None or found is None:
            return None
        if request is not None and plain(request) != state.request:
            return None
        told = self._announce(state, *found, later=True)
        self._remove_state(state)
        return (*found, ("The output was complete already.", *told))

    def _announce(self, state: JournalState, size: int, digest: str, later: bool) -> Sequence[str]:
        """Let the output be used while its journal is still there; sentences for the user."""
        published = Published.of(self.places, state, size, digest, self.options.workers, later)
        return announce(self.on_published, published, self.reporter)

    def _remove_state(self, state: JournalState) -> None:
        if self.options.keep_parts:
            return
        storage = self.surroundings.storage
        remove_state(PartsFolder(self.places.parts, state.plan_hash, storage), self.reporter)
        try:
            storage.remove(self.places.journal)
            storage.sync_folder(self.places.journal.parent)
        except ExportError as error:
            self.reporter.post(Warned(str(error)))

    def _make(self, request: Mapping[str, Any] | None) -> tuple[int, str, tuple[str, ...]]:
        self.places.check_output(self.options.overwrite)
        opener = Opener(
            self.exporter,
            self.places,
            self.options,
            self.surroundings,
            self.reporter,
            self.token.inner,
        )
        session = opener.open(request)
        try:
            return self._carry_out(session)
        except BaseException:
            meter = self.reporter.meter
            session.save({**meter.standing(), "phase": meter.phase}, SAVE_SECONDS)
            raise

    def _carry_out(self, session: ExportSession) -> tuple[int, str, tuple[str, ...]]:
        gate = self._gate(session)
        finisher = Finisher(
            self.exporter,
            session,
            self.places,
            self.options,
            self.surroundings,
            self.token,
            self.reporter,
            gate,
            self.cleanup,
        )
        scheduler = Scheduler(
            self.exporter,
            session,
            self.options,
            self.token,
            self.reporter,
            gate,
            self.surroundings.storage,
        )
        session.journal.phase("preparing", at=self._began)
        finisher.leave("preparing")
        finisher.enter("exporting")
        scheduler.run(finisher.begin)
        finisher.leave("exporting")
        size, digest, notes = finisher.finish()
        finisher.enter("reporting")
        session.journal.flush(self.surroundings.disk_interval)
        told = self._announce(session.journal.state, size, digest, later=False)
        finisher.clear_up()
        return size, digest, (*notes, *told)

    def _gate(self, session: ExportSession) -> DiskGate:
        plan, finished = session.plan, self.reporter.meter.size
        return DiskGate(
            self.places.parts,
            self.surroundings.free_bytes,
            self.surroundings.clock,
            self.surroundings.disk_interval,
            max(1, 2 * plan.estimated_bytes - finished) if plan.estimated_bytes else 0,
        )


def close_exporter(exporter: Exporter) -> None:
    """Let an exporter release what it holds; what it raises is logged."""
    try:
        exporter.close()
    except Exception:
        _log.exception("The exporter %s could not be closed.", exporter.name)

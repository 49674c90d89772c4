"""From finished units to the published output, and nothing left beside it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.checkpoint.journal import JournalState
from exporters.checkpoint.parts import PartsFolder, digest_of
from exporters.cleanup import CleanupRegistry, Hook
from exporters.durable import shown, temporary_path
from exporters.engine.ahead import AheadAssembly, FinishedParts
from exporters.engine.disk import DiskGate
from exporters.engine.faults import expected
from exporters.engine.meter import Reporter
from exporters.engine.options import ExportOptions, Places, Surroundings
from exporters.engine.published import PUBLISHING, told
from exporters.engine.run_token import RunToken
from exporters.engine.scheduler import WAITING_FOR_DISK
from exporters.engine.session import ExportSession
from exporters.errors import DiskFull, ExportError, UnitFailed
from exporters.events import Warned
from exporters.plan import AssemblyContext, Exporter

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass
class Finisher:
    """Assembles, verifies and publishes an export whose units are all finished."""

    exporter: Exporter
    session: ExportSession
    places: Places
    options: ExportOptions
    surroundings: Surroundings
    token: RunToken
    reporter: Reporter
    gate: DiskGate
    cleanup: CleanupRegistry
    _ahead: AheadAssembly | None = field(init=False, default=None)
    _take_back: Hook = field(init=False)

    def begin(self) -> AheadAssembly | None:
        """Begin to join parts before all are there, if the plan is made for it.

        Only in the parts folder: there the next start finds what a killed run has left, which may
        be as large as the output.
        """
        plan = self.session.plan
        # After an error the file is removed with the rest that is registered.
        remove = partial(self.surroundings.storage.remove, self._path)
        self._take_back = self.cleanup.register_hook(remove, f"file {shown(self._path)}")
        if not plan.joined_ahead or self._path.parent != self.places.parts:
            return None
        self._ahead = AheadAssembly(
            partial(self.exporter.assemble, plan),
            self.session,
            self.token.inner,
            self._context,
            self.surroundings.storage,
        )
        return self._ahead

    def finish(self) -> tuple[int, str, tuple[str, ...]]:
        """Returns the output's size in bytes, its digest in hex, and the exporter's notes."""
        while True:
            self.token.inner.check()
            try:
                assembled = self._assemble()
                size, digest = self._verify(assembled)
                self._publish(assembled, size, digest)
            except DiskFull as error:
                self._ahead = None
                self._make_room(self._path, error)
            else:
                self._take_back()
                return size, digest.hex(), tuple(assembled.notes)

    @cached_property
    def _path(self) -> Path:
        """Where the output is assembled: on its volume, so that it can be renamed."""
        suffix = self.places.output.suffix.lower()
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ".out"
        parts, output = self.places.parts, self.places.output
        if parts.parent == output.parent and parts.stat().st_dev == output.parent.stat().st_dev:
            return self.session.parts.work_path(len(self.session.plan.units), suffix)
        return temporary_path(output.parent, suffix)

    def _context(self, token: CancelToken, parts: Sequence[Path]) -> AssemblyContext:
        return AssemblyContext(
            plan=self.session.plan,
            parts=parts,
            path=self._path,
            output_path=self.places.output,
            token=token,
            report=self._report,
        )

    def _assemble(self) -> AssemblyContext:
        plan, name = self.session.plan, self.exporter.name
        self.enter("assembling")
        context, token = self._ahead.result() if self._ahead is not None else None, self.token.inner
        if context is not None:
            context.token = token
        else:
            context = self._context(token, FinishedParts(self.session, token))
            with expected(f"{name} could not assemble {shown(self.places.output)}"):
                self.exporter.assemble(plan, context)
        self.leave("assembling")
        return context

    def _verify(self, assembled: AssemblyContext) -> tuple[int, bytes]:
        """Returns the file's size and digest; it is saved and read for that at the same time."""
        plan, name, path = self.session.plan, self.exporter.name, self._path
        self.enter("verifying")
        with expected(f"{name} could not verify {shown(self.places.output)}"):
            if not path.is_file():
                raise UnitFailed("Assembling has written no file.")
            with ThreadPoolExecutor(1, "settler") as pool:
                settled = pool.submit(self._settle)
                self.exporter.verify(plan, assembled)
            found = settled.result()
        self.leave("verifying")
        return found

    def _settle(self) -> tuple[int, bytes]:
        self.surroundings.storage.sync_file(self._path)
        return digest_of(self._path, self.token.inner)

    def _publish(self, assembled: AssemblyContext, size: int, digest: bytes) -> None:
        self.token.inner.check()
        self.places.check_output(self.options.overwrite)
        journal = self.session.journal
        publishing = {"size": size, "digest": digest, **told(assembled)}
        journal.progress(len(self.session.plan.units), {PUBLISHING: publishing}, force=True)
        journal.flush(self.surroundings.disk_interval)
        self.surroundings.storage.publish(self._path, self.places.output, self.options.overwrite)

    def _report(self, fraction: float) -> None:
        if self.reporter.meter.phase != "assembling":
            return
        self.reporter.meter.fraction = min(1.0, max(0.0, fraction))
        self.reporter.progress()

    def enter(self, phase: str) -> None:
        """Begin a phase."""
        self.reporter.meter.enter(phase)
        self.session.journal.phase(phase)
        self.reporter.progress(force=True)

    def leave(self, phase: str) -> None:
        """Complete a phase."""
        self.session.journal.phase(phase, completed=True)

    def _make_room(self, path: Path, error: DiskFull) -> None:
        """Wait until there is room to try again."""
        size = 0
        with contextlib.suppress(OSError, ExportError):
            size = path.lstat().st_size
            self.surroundings.storage.remove(path)
        self.gate.failed(size)
        self.token.hold(WAITING_FOR_DISK)
        self.reporter.post(Warned(f"{error.problem} {self.gate.sentence()}"))
        try:
            while not self.gate.is_open():
                if self.token.inner.wait(self.gate.interval):
                    break
        finally:
            self.token.let_go()
        self.token.inner.check()

    def clear_up(self) -> None:
        """Remove what the export needed; what resists is only warned of."""
        if self.options.keep_parts:
            self.leave("reporting")
            self.session.journal.close()
            return
        remove_state(self.session.parts, self.reporter)
        try:
            self.session.journal.discard()
        except ExportError as error:
            self.reporter.post(Warned(str(error)))


def remove_state(parts: PartsFolder, reporter: Reporter) -> None:
    """Remove the parts of a published export; what resists is only warned of."""
    try:
        if not parts.clear():
            reporter.post(Warned(f"{shown(parts.path)} holds other files and was left in place."))
    except ExportError as error:
        reporter.post(Warned(str(error)))


def published(state: JournalState | None, output: Path) -> tuple[int, str] | None:
    """Size and digest of an output that was published just before the run that made it ended.

    None when it was not, or when the journal was kept on purpose after a complete run.
    """
    noted = state.details.get(PUBLISHING) if state else None
    if state is None or not isinstance(noted, Mapping):
        return None
    if state.last_completed_phase == "reporting":
        return None
    return _identity(output, noted)


def _identity(output: Path, noted: Mapping[str, Any]) -> tuple[int, str] | None:
    try:
        if output.stat().st_size != noted.get("size"):
            return None
        size, digest = digest_of(output)
    except (OSError, ExportError):
        return None
    return (size, digest.hex()) if digest == noted.get("digest") else None

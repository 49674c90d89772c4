"""What a batch remembers of its items: a journal with one record for each thing that happens."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from exporters.checkpoint.history import ProgressNote, read_history
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.salvage import set_aside
from exporters.durable import DISK, shown
from exporters.errors import ExportError, StateBusy, StateError
from exporters.leftovers import lock_of

EXPORTER = "batch"
FLUSH_SECONDS = 2.0
"""How long to wait until a record is on the disk; the batch goes on in any case."""

_log = logging.getLogger(__name__)


class BatchMemory:
    """Notes about items by name, kept in a file where that is possible.

    Nothing that goes wrong with the file stops a batch: it is told in a sentence, and a record
    that cannot be written is tried again.

    Args:
        path: the file.
        on_warning: gets sentences, possibly from another thread; logged when None.
    """

    def __init__(self, path: Path, on_warning: Callable[[str], None] | None = None) -> None:
        self.path = path
        self.on_warning = on_warning or _log.warning
        self.notes: dict[str, dict[str, Any]] = {}
        self._journal: Journal | None = None
        self._lock = ExportLock(lock_of(path), subject=shown(path.parent))
        self._anew = False
        self._given_up = False

    def load(self) -> None:
        """Read what earlier runs have noted; what cannot be read is renamed."""
        if not os.path.lexists(self.path):
            return
        try:
            history = read_history(self.path)
            state = history.state
            if state.exporter != EXPORTER:
                self._give_up(f"{shown(self.path)} belongs to another export ({state.exporter}).")
                return
            if state.damage:
                self.on_warning(state.damage)
            for happening in history.happenings:
                if isinstance(happening, ProgressNote):
                    self._apply(happening.details)
        except ExportError as error:
            self._set_aside(error.problem)

    def forget(self) -> None:
        """Begin with nothing: a file that is there is replaced by the first note."""
        self.notes.clear()
        self._anew = True

    def note(self, item: str, note: Mapping[str, Any] | None) -> None:
        """Remember something about an item in place of what was; nothing at all when None."""
        details = {"item": item, "note": None if note is None else dict(note)}
        self._apply(details)
        try:
            journal = self._open()
            if journal is not None:
                journal.progress(len(self.notes), details, force=True)
                journal.flush(FLUSH_SECONDS)
        except ExportError as error:
            self.on_warning(f"{error.problem} {_NOT_KEPT}")

    def close(self, remove: bool) -> None:
        """Close the file, or remove it."""
        try:
            if remove and not self._given_up and os.path.lexists(self.path):
                journal = self._open()
                if journal is not None:
                    journal.discard()
            elif self._journal is not None:
                self._journal.close()
        except ExportError as error:
            self.on_warning(str(error))
        finally:
            self._journal = None
            self._lock.release()

    def _apply(self, details: Mapping[str, Any]) -> None:
        item, note = details.get("item"), details.get("note")
        if not isinstance(item, str):
            return
        if isinstance(note, dict):
            self.notes[item] = note
        else:
            self.notes.pop(item, None)

    def _open(self) -> Journal | None:
        """The journal, locked for this process; None where nothing is kept."""
        if self._journal is not None or self._given_up:
            return self._journal
        try:
            # It stays taken while the file cannot be opened.
            if not self._lock.held:
                self._lock.acquire()
        except StateBusy as error:
            self._give_up(error.problem)
            return None
        self._journal = self._open_locked()
        return self._journal

    def _open_locked(self) -> Journal:
        if os.path.lexists(self.path) and not self.path.is_file():
            self._set_aside(f"{shown(self.path)} is not a file.")
        if not self._anew and os.path.lexists(self.path):
            try:
                return Journal.open(self.path, on_warning=self.on_warning, patient=True)
            except StateError as error:
                self._set_aside(error.problem)
        return Journal.create(
            self.path, exporter=EXPORTER, on_warning=self.on_warning, patient=True
        )

    def _set_aside(self, problem: str) -> None:
        try:
            aside = set_aside(self.path, DISK)
        except ExportError as error:
            self._give_up(f"{problem} {error.problem}")
            return
        self.on_warning(f"{problem} It was renamed to {shown(aside.name)}.")

    def _give_up(self, problem: str) -> None:
        self._given_up = True
        self.on_warning(f"{problem} {_NOT_KEPT}")


_NOT_KEPT = "What this batch finishes is exported, but not remembered for the next run."

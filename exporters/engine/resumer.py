"""Progress of any loop, kept in a file: for work that is not made of units."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from pathlib import Path
from typing import Any

from exporters.checkpoint.journal import Journal, JournalState, read_journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.salvage import set_aside
from exporters.durable import shown
from exporters.errors import ExportError, NewerVersion, StateError
from exporters.leftovers import lock_of

EXPORTER = "progress"
_EXIT_SECONDS = 2.0
_log = logging.getLogger(__name__)

# Which resumer of this process writes to a file: a newer one takes over from an older.
_writers: dict[Path, ExportResumer] = {}
_writers_lock = threading.RLock()


class ExportResumer:
    """Remembers in a file how far a piece of work has come.

    The file is a journal as docs/export-state.md specifies it. Thread-safe.

    Args:
        state_file: where; its folder must exist. The file appears with the first save.

    Attributes:
        progress: last value that was saved, loaded or set; 0 at first.
        details: what was saved with it.
        save_interval: seconds; of saves that follow each other faster only the newest is
            written, by a timer when that time is over, or earlier by ``flush``.
    """

    def __init__(self, state_file: str | os.PathLike[str] = ".export_state") -> None:
        self.path = Path(state_file).absolute()
        self.progress: Any = 0
        self.details: dict[str, Any] = {}
        self.save_interval = 5.0
        self._journal: Journal | None = None
        self._lock: ExportLock | None = None

    def save_state(self, progress: Any, **details: Any) -> None:
        """Note progress, and write it: now, or when ``save_interval`` is over since the last write.

        Args:
            progress: None, bool, int, float, str, bytes, or lists and maps (with text keys).
            details: anything of the same types that belongs to it.

        Raises:
            StateBusy: another process saves to this file.
            StateError: the values are of other types.
            DiskFull, ExportError: the file cannot be written.
        """
        self._save(progress, details, force=False)

    def load_state(self) -> dict[str, Any] | None:
        """What was saved last, and set ``progress`` to it.

        A file that is damaged is used as far as it is intact; one that cannot be read is renamed.

        Returns:
            A map with "progress", "details" and "saved" (seconds since 1970); None when nothing
            is saved.

        Raises:
            NewerVersion: the file was written by a newer version.
            StateError: the file is the journal of another kind of export.
        """
        with _writers_lock:
            writer = _writers.get(self.path)
            if writer is not None and writer._journal is not None:
                writer._journal.flush(_EXIT_SECONDS)
            state = self._read()
            if state is None or not state.saved or (state.progress, state.details) == (None, {}):
                return None
            self.progress, self.details = state.progress, dict(state.details)
        return {"progress": self.progress, "details": self.details, "saved": state.saved}

    def clear_state(self) -> None:
        """Forget all: the work is complete. Removes the file."""
        with _writers_lock:
            if self._read() is not None:
                self._open()
            self._close(discard=True)
            self.progress, self.details = 0, {}

    def flush(self) -> None:
        """Write what ``save_interval`` holds back, and wait until it is on the disk."""
        with _writers_lock:
            if self._journal is not None:
                self._journal.flush()

    def save_now(self) -> None:
        """Write ``progress`` and ``details`` as they are now, and wait until they are on the disk.

        Does nothing when there is nothing: no file, no progress.
        """
        if self._journal is None and not self.progress and not self.details:
            return
        self._save(self.progress, self.details, force=True)
        self.flush()

    def close(self) -> None:
        """Write what is held back, and let others write to the file."""
        with _writers_lock:
            self._close(discard=False)

    def _save(self, progress: Any, details: dict[str, Any], force: bool) -> None:
        with _writers_lock:
            self._open().progress(progress, details, force)
            self.progress, self.details = progress, dict(details)

    def _open(self) -> Journal:
        """The journal, locked for this process and written by this object."""
        if self._journal is not None:
            return self._journal
        other = _writers.pop(self.path, None)
        if other is not None:
            other._close(discard=False)
        lock = ExportLock(lock_of(self.path), subject=shown(self.path))
        lock.acquire()
        try:
            self._journal = self._open_locked()
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        _writers[self.path] = self
        return self._journal

    def _open_locked(self) -> Journal:
        if self._read() is not None:
            return Journal.open(self.path, save_interval=self.save_interval)
        return Journal.create(self.path, exporter=EXPORTER, save_interval=self.save_interval)

    def _read(self) -> JournalState | None:
        """The state in the file; None when there is none, or it cannot be read."""
        if not os.path.lexists(self.path):
            return None
        try:
            state = read_journal(self.path)
        except NewerVersion:
            raise
        except StateError as error:
            if not self.path.is_file():
                raise
            _log.warning("%s It was renamed to %s.", error.problem, set_aside(self.path).name)
            return None
        if state.exporter != EXPORTER:
            raise StateError(
                f"{shown(self.path)} is the journal of an export ({state.exporter}).",
                "Choose another state file.",
            )
        return state

    def _close(self, discard: bool) -> None:
        journal, self._journal = self._journal, None
        lock, self._lock = self._lock, None
        if _writers.get(self.path) is self:
            del _writers[self.path]
        try:
            if journal is not None and discard:
                journal.discard()
            elif journal is not None:
                journal.close(_EXIT_SECONDS)
        finally:
            if lock is not None:
                lock.release()


def _close_all() -> None:
    """What was held back at the interpreter's exit is saved."""
    with _writers_lock:
        for resumer in list(_writers.values()):
            try:
                resumer.close()
            except ExportError:
                _log.exception("The last progress could not be saved.")


atexit.register(_close_all)

"""The journal of an export: what is finished, durably. docs/export-state.md has the format."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from exporters.checkpoint import frames, reading, records
from exporters.checkpoint.plain import BadRecordError
from exporters.checkpoint.reading import read_journal
from exporters.checkpoint.state import JournalState, Session
from exporters.checkpoint.timer import Timer
from exporters.checkpoint.units import FinishedUnit, FinishedUnits
from exporters.checkpoint.writer import FrameWriter
from exporters.durable import DISK, AppendFile, Storage, reported, shown
from exporters.errors import StateError

__all__ = [
    "FinishedUnit",
    "FinishedUnits",
    "Journal",
    "JournalState",
    "Session",
    "read_journal",
]

NO_PLAN = "0" * 32
"""In the place of a plan's hash, in journals of work that has no units."""

CLOSE_TIMEOUT = 5.0
"""Seconds that ``close`` tries to save what is still queued."""

_log = logging.getLogger(__name__)

Warn = Callable[[str], None]


class Journal:
    """Records what an export has done; made by ``create`` or ``open``.

    Recording returns at once: a thread writes and syncs. A disk that is full or fails never
    stops the export; what is recorded stays queued until it can be written. All methods may be
    called from any thread. Whoever opens a journal holds its ``ExportLock``.

    Attributes:
        state: as after everything recorded so far, on the disk or not.
        path: of the journal.
    """

    def __init__(
        self,
        path: Path,
        found: reading.Reading,
        begin: Callable[[], AppendFile],
        save_interval: float,
        storage: Storage,
        on_warning: Warn | None,
        synchronous: bool,
        patient: bool,
    ) -> None:
        self.path = path
        self.state = found.state
        self._storage = storage
        self._save_interval = save_interval
        self._on_warning = on_warning or _log.warning
        self._lock = threading.Lock()
        self._progress_due = 0.0
        self._held_back: list[Any] | None = None
        self._timer = None if synchronous else Timer(self._save_held_back, "journal's timer")
        self._closed = False
        self._writer = FrameWriter(
            path, begin, found.end, found.checksum, self._warn, synchronous, patient
        )

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        exporter: str,
        plan_hash: str = NO_PLAN,
        unit_count: int = 0,
        request: Mapping[str, Any] | None = None,
        stored_plan: bytes = b"",
        sources: Sequence[Mapping[str, Any]] = (),
        app_version: str = "",
        parts_elsewhere: bool = False,
        save_interval: float = 5.0,
        storage: Storage = DISK,
        on_warning: Warn | None = None,
        synchronous: bool = False,
        patient: bool = False,
    ) -> Journal:
        """Begin a journal; it takes the place of whatever stands at ``path``, in one step.

        Args:
            path: the file; its folder exists.
            exporter: name of the exporter that made the plan, or of what else keeps its state.
            plan_hash: 32 hex digits.
            unit_count: units in the plan.
            request: None, bool, int, float, str, bytes, lists and maps with text keys.
            stored_plan: the exporter's own bytes.
            sources: fingerprints of the sources; types as in ``request``.
            app_version: of the program.
            parts_elsewhere: the parts do not lie beside the output.
            save_interval: seconds between progress records that are not forced.
            storage: where to write.
            on_warning: gets a sentence when saving begins to fail and when it works again, from
                the writing thread; logged when None.
            synchronous: write in the caller's thread; for tests.
            patient: when it cannot be begun now, warn, and try again with every record.

        Raises:
            StateError: the request or the plan cannot be held.
            DiskFull, ExportError: the journal cannot be written; not when ``patient``.
        """
        began = JournalState(
            session_id=secrets.token_hex(8),
            created=time.time(),
            plan_hash=plan_hash,
            exporter=exporter,
            unit_count=unit_count,
            request=records.checked(dict(request or {})),
            stored_plan=bytes(stored_plan),
            sources=records.checked([dict(source) for source in sources]),
            app_version=app_version,
            parts_elsewhere=parts_elsewhere,
        )
        header, session = records.pack(records.header_fields(began), records.HEADER), _session()
        state = _read_back(header)
        records.apply(state, records.SESSION, records.unpack(session))
        content, checksum = frames.new_file([(records.HEADER, header), (records.SESSION, session)])
        found = reading.Reading(state, len(content), checksum)

        def begin() -> AppendFile:
            storage.write_file(path, content)
            return storage.open_append(path)

        return cls(path, found, begin, save_interval, storage, on_warning, synchronous, patient)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        save_interval: float = 5.0,
        storage: Storage = DISK,
        on_warning: Warn | None = None,
        synchronous: bool = False,
        patient: bool = False,
        is_start: bool = True,
    ) -> Journal:
        """Go on with a journal: cut off what is not valid, and record this start.

        Where more than a torn tail is cut, the journal as it was is kept beside it as
        ``<name>.damaged`` and ``state.damage`` says so. For the other arguments see ``create``.

        Args:
            is_start: False for whoever only mends it: no start of the export is recorded.

        Raises:
            StateError: the file is missing, is no journal, or nothing in it is valid.
            NewerVersion: a newer version of Reprise wrote it.
            DiskFull, ExportError: the journal cannot be written; not when ``patient``.
        """
        found = reading.read(path)

        def begin() -> AppendFile:
            with reported("look at", path):
                too_long = path.stat().st_size > found.end
            if too_long and found.state.damage:
                _keep_damaged(path, found.state, storage)
            if too_long:
                _cut(path, found.end, storage)
            return storage.open_append(path)

        journal = cls(path, found, begin, save_interval, storage, on_warning, synchronous, patient)
        if is_start:
            journal.started()
        return journal

    def started(self) -> None:
        """Record a start of the application."""
        self._append(records.SESSION, _session())

    def unit_finished(self, unit: FinishedUnit) -> None:
        """Record a unit whose part lies, synced, in the parts folder.

        Raises:
            StateError: the index is not in the plan, or the digest has not 16 bytes.
        """
        records.check_unit(unit, self.state.unit_count)
        now = int(time.time())
        payload = records.pack_unit(unit, now)
        with self._lock:
            self.state.finished.add(unit)
            self.state.saved = now
            self._queue(records.UNIT, payload)

    def unit_void(self, index: int) -> None:
        """Record that a unit's part was found damaged or missing: it is to be done again."""
        self._append(records.VOID, records.pack([index], records.VOID))

    def phase(self, name: str, completed: bool = False, at: float | None = None) -> None:
        """Record that a phase was begun, or completed; ``at`` in seconds since 1970, or now."""
        row = [name, completed, time.time() if at is None else at]
        self._append(records.PHASE, records.pack(row, records.PHASE))

    def progress(
        self, value: Any, details: Mapping[str, Any] | None = None, force: bool = False
    ) -> None:
        """Record progress: at most once in ``save_interval`` seconds, unless forced.

        The newest that is held back is saved when that time is over, or by ``flush`` or ``close``.

        Args:
            value: anything that ``create`` allows in a request.
            details: what belongs to it.
            force: record it now.

        Raises:
            StateError: the value or the details cannot be held.
        """
        row = records.checked([time.time(), value, dict(details or {})])
        payload = records.pack(row, records.PROGRESS)
        with self._lock:
            records.apply(self.state, records.PROGRESS, row)
            now = time.monotonic()
            if force or now >= self._progress_due:
                self._progress_due = now + self._save_interval
                self._held_back = None
                self._queue(records.PROGRESS, payload)
            else:
                self._held_back = row
                if self._timer is not None:
                    self._timer.start(self._progress_due - now)

    def record(self, kind: int, payload: bytes) -> None:
        """Record what ``records.pack`` has made; ``state`` stays as it is."""
        with self._lock:
            self._queue(kind, payload)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything recorded is on the disk; returns whether it is.

        Args:
            timeout: seconds to wait at most; None waits for as long as the disk refuses.
        """
        with self._lock:
            if not self._closed:
                self._queue_held_back()
        return self._writer.flush(timeout)

    def close(self, timeout: float = CLOSE_TIMEOUT) -> None:
        """Save what is queued, trying for ``timeout`` seconds at most. May be called again."""
        with self._lock:
            if self._closed:
                return
            self._queue_held_back()
            self._closed = True
        self._end_timer()
        lost = self._writer.close(timeout)
        if lost:
            by_parts = " Their units are found again by their parts."
            self._warn(
                f"The last {lost} records of the journal could not be saved."
                + (by_parts if self.state.unit_count else "")
            )

    def discard(self) -> None:
        """Close, and remove the file: the export is complete, or given up."""
        with self._lock:
            closed, self._closed = self._closed, True
        self._end_timer()
        if not closed:
            self._writer.abandon()
        self._storage.remove(self.path)
        self._storage.sync_folder(self.path.parent)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _append(self, kind: int, payload: bytes) -> None:
        """Carry out a record on the state exactly as a reader will, and queue it."""
        row = records.unpack(payload)
        with self._lock:
            try:
                records.apply(self.state, kind, row)
            except BadRecordError as error:
                raise StateError(f"This cannot be saved in a journal: {error}.") from error
            self._queue(kind, payload)

    def _queue(self, kind: int, payload: bytes) -> None:
        if self._closed:
            raise StateError(f"The journal {shown(self.path)} is closed.")
        self._writer.append(kind, payload)

    def _save_held_back(self) -> None:
        """Called by the timer."""
        with self._lock:
            if self._held_back is not None and not self._closed:
                self._progress_due = time.monotonic() + self._save_interval
                self._queue_held_back()

    def _end_timer(self) -> None:
        if self._timer is not None:
            self._timer.close()

    def _queue_held_back(self) -> None:
        row, self._held_back = self._held_back, None
        if row is not None:
            row[0] = self.state.saved = time.time()
            self._queue(records.PROGRESS, records.pack(row, records.PROGRESS))

    def _warn(self, sentence: str) -> None:
        try:
            self._on_warning(sentence)
        except Exception:
            _log.exception("A warning could not be shown: %s", sentence)


def _session() -> bytes:
    row = [secrets.token_hex(8), time.time(), os.getpid(), socket.gethostname()]
    return records.pack(row, records.SESSION)


def _read_back(header: bytes) -> JournalState:
    """The state as a reader of this header will have it: what is written must be readable."""
    try:
        return records.header_state(records.unpack(header))
    except records.UNREADABLE as error:
        raise StateError(f"This cannot be saved in a journal: {error}.") from error


def _keep_damaged(path: Path, state: JournalState, storage: Storage) -> None:
    damaged = path.with_name(f"{path.name}.damaged")
    with reported("read", path):
        content = path.read_bytes()
    storage.write_file(damaged, content)
    kept = f" A copy was kept as {damaged.name}."
    # What comes next may fail, and all of it is done again.
    if not state.damage.endswith(kept):
        state.damage += kept


def _cut(path: Path, size: int, storage: Storage) -> None:
    file = storage.open_append(path)
    try:
        file.truncate(size)
        file.sync()
    finally:
        file.close()

"""What a task of another program has saved: written where possible, and never in its way."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from exporters.checkpoint.compacting import compact
from exporters.checkpoint.frames import OVERHEAD
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.reading import MAX_JOURNAL
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.task_names import file_name
from exporters.checkpoint.task_opening import TASK, TaskPlace
from exporters.checkpoint.timer import Timer
from exporters.durable import Storage, shown
from exporters.errors import ExportError, NewerVersion, StateBusy, UsageError

FLUSH_SECONDS = 1.0
"""How long a task waits for the disk at most, where it waits at all."""

CLOSE_SECONDS = 5.0
COMPACT_BYTES = 16 << 20
"""Bytes in the journal of a task from which on old progress records are dropped."""

LARGEST = MAX_JOURNAL - (32 << 20)
"""Bytes in a journal at most; behind them there is room for what must not be refused."""

_SHORTEST_INTERVAL = 0.01
_log = logging.getLogger(__name__)


class TaskFile:
    """Holds the lock and the journal of a task while it runs; thread-safe.

    When the folder cannot be written, or the disk is full, a warning is logged, what is recorded
    is kept in memory, and saving is tried again.

    Args:
        name: of the task; any text.
        exporter: ``TASK`` or ``ITEMS``.
        folder: where the journal lies; made when it does not exist.
        save_interval: seconds between two calls of ``save``.
        save: records what has changed; called in a thread of its own.
        storage: where to write.
        synchronous: without threads, and so without calls of ``save``; for tests.

    Attributes:
        path: of the journal.
        found: what an interrupted run has saved; None without one.

    Raises:
        StateBusy: another process runs the task.
        NewerVersion: a newer version of Reprise has saved it.
        UsageError: the journal is of something else, or the name is not text.
    """

    def __init__(
        self,
        name: str,
        exporter: str,
        folder: Path,
        save_interval: float,
        save: Callable[[], None],
        storage: Storage,
        synchronous: bool,
    ) -> None:
        self.path = folder / file_name(name)
        self.found: JournalState | None = None
        self._place = TaskPlace(name, exporter, self.path, storage, synchronous)
        self._save = save
        self._save_interval = max(_SHORTEST_INTERVAL, save_interval)
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._journal: Journal | None = None
        self._waiting: list[tuple[int, bytes]] = []
        self._refused = ""
        self._closed = False
        self._open()
        self._stamp = self._place.stamp()
        self._size = self._stamp[2] if self._stamp else 0
        # A work queue has no progress records: there is nothing to drop.
        self._compact_at = COMPACT_BYTES if exporter == TASK else 2 * MAX_JOURNAL
        self._timer = Timer(self._tick, "progress")

    def start_timer(self) -> None:
        """Call ``save`` from now on."""
        if not self._place.synchronous:
            self._timer.start(self._save_interval)

    def record(self, kind: int, payload: bytes) -> str:
        """Record a payload; returns why that is impossible, or "".

        Once a record was refused, all others are: they would not fit to what is saved.
        """
        size = len(payload) + OVERHEAD
        with self._lock:
            if not self._closed and self._size + size > LARGEST:
                self._refuse(f"{shown(self.path)} has become too large.")
            if self._closed or self._refused:
                return self._refused or "The task has ended."
            self._size += size
            if self._journal is None:
                self._waiting.append((kind, payload))
            else:
                self._journal.record(kind, payload)
        return ""

    def progress(self, value: Any, details: Mapping[str, Any], force: bool = False) -> None:
        """Record progress, unless earlier records still wait for the disk and it is not forced."""
        with self._lock:
            if force:
                self._try_again()
            if self._journal is None or self._closed or self._refused:
                return
            if force or self._journal.flush(0):
                self._journal.progress(value, details, force=True)

    def flush(self, timeout: float = FLUSH_SECONDS) -> bool:
        """Wait until all is on the disk, for ``timeout`` seconds at most; returns whether it is."""
        with self._lock:
            journal = self._journal
        return journal is not None and journal.flush(timeout)

    def keep(self) -> None:
        """The task has stopped before its end: save what is queued, and let it be run again."""
        self._end(discard=False)

    def remove(self) -> None:
        """The task is complete: nothing of it is kept."""
        self._end(discard=True)

    def _end(self, discard: bool) -> None:
        # A child that a task has forked must not end what its parent goes on with.
        if os.getpid() != self._process:
            return
        self._timer.close()
        with self._lock:
            # Of a task that is complete, only what an earlier run has left must go.
            if not discard or self._stamp is not None:
                self._try_again()
            self._closed = True
            journal, self._journal = self._journal, None
            try:
                if journal is not None and discard:
                    journal.discard()
                elif journal is not None:
                    journal.close(CLOSE_SECONDS)
            except ExportError as error:
                _log.warning("%s The next run of the task will find it.", error.problem)
            finally:
                self._place.lock.release()

    def _tick(self) -> None:
        try:
            with self._lock:
                self._try_again()
            self._save()
            if self.flush():
                self._measure()
        finally:
            self._timer.start(self._save_interval)

    def _open(self) -> None:
        try:
            self._place.acquire()
            self._journal, self.found = self._place.open()
        except (StateBusy, NewerVersion, UsageError):
            self._place.lock.release()
            raise
        except ExportError as error:
            _log.warning(
                "The progress cannot be saved at the moment: %s The task goes on, and saving is "
                "tried again.",
                error.problem,
            )
            self.found = self._place.look()
        except BaseException:
            self._place.lock.release()
            raise

    def _try_again(self) -> None:
        """Open what could not be opened when the task began; else does nothing."""
        if self._journal is not None or self._closed or self._refused:
            return
        try:
            self._place.acquire()
            if self._place.stamp() != self._stamp:
                self._refuse(f"{shown(self.path)} was changed by another process meanwhile.")
                self._place.lock.release()
                return
            self._journal, _ = self._place.open()
        except ExportError:
            return
        waiting, self._waiting = self._waiting, []
        for kind, payload in waiting:
            self._journal.record(kind, payload)
        _log.warning("The progress is saved again.")

    def _refuse(self, problem: str) -> None:
        if not self._refused:
            self._refused = f"{problem} The progress of this run is not saved any more."
            _log.warning("%s", self._refused)

    def _measure(self) -> None:
        """Progress records gather in the journal: keep it from growing without end."""
        with self._lock:
            stamp = self._place.stamp()
            if stamp is None or self._journal is None or self._closed:
                return
            self._size = stamp[2]
            if self._size >= self._compact_at and self._journal.flush(0):
                self._compact(self._journal)
            if self._size > LARGEST:
                self._refuse(f"{shown(self.path)} has become too large.")

    def _compact(self, journal: Journal) -> None:
        journal.close(0)
        self._journal = None
        try:
            self._size = compact(self.path, self._place.storage)
        except ExportError as error:
            _log.warning("%s", error.problem)
        # Also when nothing was gained: not again before as much has gathered once more.
        self._compact_at = 2 * self._size + COMPACT_BYTES
        try:
            self._journal = self._place.open_again()
        except ExportError as error:
            self._refuse(error.problem)

"""The progress API: programs of several phases that go on where they stopped.

docs/progress-api.md has examples. The state lies in a journal (docs/export-state.md, "Tasks").
"""

from __future__ import annotations

import contextlib
import logging
import operator
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from exporters.checkpoint import records
from exporters.checkpoint.packing import packed, packed_and_read
from exporters.checkpoint.task_file import TaskFile
from exporters.checkpoint.task_names import checked_name, folder_of
from exporters.checkpoint.task_opening import TASK
from exporters.durable import DISK, Storage, shown
from exporters.errors import StateError

T = TypeVar("T")

_log = logging.getLogger(__name__)


class ProgressTracker:
    """How far a task has come; made by ``export_progress``. Thread-safe.

    Attributes:
        task_name: as given.
        is_resumed: an interrupted run has left something to go on with.
        start_time: when the task was begun, by the first of its runs, in seconds since 1970.
        last_update: when something was recorded last, in seconds since 1970.
        current_phase: that runs now; on entering the one that was interrupted; else "".
        completed_phases: names of the phases whose result is saved, in order.
        unsaved: why the result of a phase could not be saved, by the phase's name.
        step_count: sum of all steps, of earlier runs too.
    """

    def __init__(
        self,
        task_name: str,
        save_interval: float,
        progress_dir: str | os.PathLike[str] | None,
        storage: Storage,
        synchronous: bool,
    ) -> None:
        self.task_name = checked_name(task_name)
        self._lock = threading.RLock()
        self._file = TaskFile(
            self.task_name,
            TASK,
            folder_of(progress_dir),
            save_interval,
            self._record_progress,
            storage,
            synchronous,
        )
        found = self._file.found
        self.is_resumed = found is not None
        self.start_time = found.created if found else time.time()
        self.last_update = found.saved if found else self.start_time
        self.current_phase = found.phase if found else ""
        self.unsaved: dict[str, str] = {}
        self.step_count = found.progress if found and type(found.progress) is int else 0
        self._values: dict[str, Any] = found.details if found else {}
        # Packed, so that nobody can change one that is handed out twice.
        results = found.results if found else {}
        self._results = {
            name: records.pack([name, 0.0, value], records.RESULT)
            for name, value in results.items()
        }
        results.clear()
        if self.current_phase in self._results:
            self.current_phase = ""
        self._running: list[str] = []
        self._file.start_timer()

    @property
    def completed_phases(self) -> list[str]:
        with self._lock:
            return list(self._results)

    @property
    def values(self) -> dict[str, Any]:
        """What the task keeps (see ``keep``); a copy."""
        with self._lock:
            values: dict[str, Any] = packed_and_read(self._values, records.PROGRESS)[1]
        return values

    def step(self, /, n: int = 1, **values: Any) -> None:
        """Count ``n`` steps, and keep values that belong to them; see ``keep``."""
        count = operator.index(n)
        with self._lock:
            if values:
                self.keep(**values)
            self.step_count += count

    def keep(self, /, **values: Any) -> None:
        """Keep values for a later run: saved together, with the count of steps.

        They are written anew with every save, so they should be small: 1 MiB at most in all.
        Large ones belong into the result of a phase.

        Args:
            values: None, bool, int, float, str, bytes, or lists and maps (with text keys).

        Raises:
            StateError: they are of other types, or too large; then nothing has changed.
        """
        with self._lock:
            # With room for the count of steps and the time.
            packed([*[0.0] * 4, {**self._values, **values}], records.PROGRESS)
            self._values = {**self._values, **packed_and_read(values, records.PROGRESS)[1]}

    def save(self) -> bool:
        """Save steps and values now, and wait for the disk; returns whether they are on it.

        Waits for a second at most.
        """
        self._record_progress(force=True)
        return self._file.flush()

    def phase(self, name: str, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a phase, or return its result if it is complete; see ``resume_phase``."""
        if not isinstance(name, str):
            raise StateError(f"The name of a phase is text, not {type(name).__name__}.")
        name = str.__str__(name)
        with self._lock:
            if name in self._results:
                return records.unpack(self._results[name])[2]  # type: ignore[no-any-return]
        self._record_phase(name, completed=False)
        self._running.append(name)
        self.current_phase = name
        try:
            value = function(*args, **kwargs)
            value = self._complete(name, value)
        finally:
            self._running.remove(name)
        # After an exception it tells where the task has stopped.
        self.current_phase = self._running[-1] if self._running else ""
        return value

    def _complete(self, name: str, value: Any) -> Any:
        """Save a result; returns it as a later run will get it, if it could be saved."""
        try:
            payload, row = packed_and_read([name, time.time(), value], records.RESULT)
        except StateError as error:
            self._tell_unsaved(name, error.problem)
            return value
        self._record_progress(force=True)
        refused = self._file.record(records.RESULT, payload)
        if refused:
            self._tell_unsaved(name, refused)
            return value
        self.unsaved.pop(name, None)
        with self._lock:
            self._results[name] = payload
        self._record_phase(name, completed=True)
        # A phase is worth the wait for one sync of the disk: what is complete stays so.
        self._file.flush()
        return row[2]

    def _tell_unsaved(self, name: str, why: str) -> None:
        self.unsaved[name] = why
        _log.warning(
            "The result of the phase %s is not saved, so that it will run again: %s",
            shown(name),
            why,
        )

    def _record_phase(self, name: str, completed: bool) -> None:
        now = time.time()
        self._file.record(records.PHASE, packed([name, completed, now], records.PHASE))
        self.last_update = now
        self._record_progress(force=True)

    def _record_progress(self, force: bool = False) -> None:
        with self._lock:
            count, values = self.step_count, self._values
        self._file.progress(count, values, force)
        self.last_update = time.time()

    def _end(self, complete: bool) -> None:
        if complete:
            self._file.remove()
            return
        try:
            self._record_progress(force=True)
        finally:
            self._file.keep()


@contextlib.contextmanager
def export_progress(
    task_name: str,
    *,
    save_interval: float = 10.0,
    progress_dir: str | os.PathLike[str] | None = None,
    storage: Storage = DISK,
    synchronous: bool = False,
) -> Iterator[ProgressTracker]:
    """Keep how far the task inside has come, so that its next run goes on from there.

    On success the file is removed. On any exception, ``KeyboardInterrupt`` too, it stays. When it
    cannot be written, a warning is logged, the task goes on, and saving is tried again.

    Args:
        task_name: any text; the same name finds the same file.
        save_interval: seconds between two saves of steps and values, also while a phase runs.
        progress_dir: folder of the file; made when it does not exist. By default "progress" in
            the folder that REPRISE_DATA names, or in the user's data folder of Reprise.
        storage: where to write; another one in tests.
        synchronous: without threads, and so without timed saves; for tests.

    Raises:
        StateBusy: another process runs the task.
        NewerVersion: a newer version of Reprise has saved its progress.
        UsageError: the file is of something else.
    """
    tracker = ProgressTracker(task_name, save_interval, progress_dir, storage, synchronous)
    try:
        yield tracker
    except BaseException:
        tracker._end(complete=False)
        raise
    tracker._end(complete=True)


def resume_phase(
    tracker: ProgressTracker, name: str, function: Callable[..., T], *args: Any, **kwargs: Any
) -> T:
    """Run a phase of a task, or return its saved result if an earlier run has completed it.

    When this returns, the result is on the disk, unless that takes longer than a second.

    A result of plain values (None, bool, int, float, str, bytes, lists and tuples, and maps with
    text keys; 64 MiB at most) is saved, and returned as a later run will get it: a copy, with lists
    for tuples. Any other is returned as it is, and a warning is logged: the next run of the task
    runs the phase again. ``tracker.unsaved`` tells why.

    Args:
        tracker: of the task.
        name: of the phase, of 900 bytes at most; there is one of a name in a task. Only the name
            tells whether the phase is complete, not the arguments.
        function: the work; it gets the other arguments.

    Raises:
        StateError: the name is too long, or no text.
        Whatever the function raises.
    """
    return tracker.phase(name, function, *args, **kwargs)

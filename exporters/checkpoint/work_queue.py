"""Checkpoints of queue-shaped work: items that lead to more items, each done once.

docs/progress-api.md has an example. The state lies in a journal (docs/export-state.md, record 8).
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from exporters.checkpoint import records
from exporters.checkpoint.packing import packed, packed_and_read
from exporters.checkpoint.queue_changes import Changes, payload_of
from exporters.checkpoint.state import WorkItems
from exporters.checkpoint.task_file import TaskFile
from exporters.checkpoint.task_names import checked_name, folder_of, task_shown
from exporters.checkpoint.task_opening import ITEMS
from exporters.durable import DISK, Storage
from exporters.errors import StateError

_LARGE = 1 << 18
"""Bytes of changes that are saved without waiting for more items: a record has limits."""


class WorkQueue:
    """Items to be done in order, made by ``work_queue``; a loop over it takes one after the other.

    What is saved is always a moment between two items: the queue, the keys, the counters and the
    results belong together. An item that was interrupted, and those that were done since the last
    save, are done again from exactly the state in which they were done before.

    For one thread. Items and results are copied when they are added; tuples become lists.

    Attributes:
        task_name: as given.
        is_resumed: an interrupted run has left something to go on with.
        start_time: when the task was begun, by the first of its runs, in seconds since 1970.
        last_update: when it was saved last, in seconds since 1970.
    """

    def __init__(
        self,
        task_name: str,
        save_every: int,
        save_interval: float,
        progress_dir: str | os.PathLike[str] | None,
        storage: Storage,
        synchronous: bool,
    ) -> None:
        self.task_name = checked_name(task_name)
        self._save_every = max(1, save_every)
        self._lock = threading.RLock()
        # The last are those of the item at hand, the others are to be saved.
        self._changes = [Changes()]
        self._closed_items = self._closed_size = 0
        self._saving = self._broken = False
        folder = folder_of(progress_dir)
        self._file = TaskFile(
            self.task_name, ITEMS, folder, save_interval, self._save, storage, synchronous
        )
        found = self._file.found
        self.is_resumed = found is not None and found.work is not None
        self.start_time = found.created if found else time.time()
        self.last_update = found.saved if found else self.start_time
        self._now = found.work if found and found.work else WorkItems()
        self._file.start_timer()

    def __len__(self) -> int:
        """Items that were not begun yet."""
        return len(self._now.pending)

    def __iter__(self) -> Iterator[Any]:
        """Take items until there are none; each is done when the next is asked for."""
        if self._broken:
            name = task_shown(self.task_name)
            raise StateError(f"The work on {name} was interrupted: leave it, and begin it again.")
        try:
            while True:
                self._between_items()
                if not self._now.pending:
                    return
                self._item.taken = 1
                yield self._now.pending.popleft()
        except GeneratorExit:
            raise
        except BaseException:
            # Whether the item was taken nobody can tell now.
            self._broken = True
            raise

    def __contains__(self, key: object) -> bool:
        """Whether an item with this key was ever added."""
        return key in self._now.keys

    @property
    def done(self) -> int:
        """How many items are done."""
        return self._now.done

    @property
    def counters(self) -> Mapping[str, int | float]:
        """Sums by name; see ``count``."""
        return MappingProxyType(self._now.counters)

    @property
    def results(self) -> list[Any]:
        """All results so far, in order; a new list."""
        return list(self._now.results)

    def add(self, item: Any, key: str | bytes | int | None = None) -> bool:
        """Append an item, unless one with this key was added before.

        Args:
            item: None, bool, int, float, str, bytes, or lists, tuples and maps (with text keys).
            key: by which the item is known; None for an item that may come several times.

        Returns:
            Whether it was added.

        Raises:
            StateError: item or key is of another type, or too large.
        """
        packed_key = b""
        if key is not None:
            if type(key) not in records.KEY_TYPES:
                raise StateError(f"The key of an item is no {type(key).__name__}.")
            if key in self._now.keys:
                return False
            packed_key = packed(key, records.ITEMS)
        content, copy = packed_and_read(item, records.ITEMS)
        with self._whole(content, packed_key) as changes:
            if key is not None:
                changes.keys.append(packed_key)
                self._now.keys.add(key)
            changes.added.append(content)
            self._now.pending.append(copy)
        return True

    def count(self, name: str, n: int | float = 1) -> None:
        """Add ``n`` to a counter, which begins at 0.

        Raises:
            StateError: the name is no text, ``n`` no number, or the sum too large.
        """
        if type(name) is not str or type(n) not in (int, float):
            raise StateError("A counter has a name, which is text, and counts numbers.")
        value = self._now.counters.get(name, 0) + n
        packed_name, packed_value = packed(name, records.ITEMS), packed(value, records.ITEMS)
        with self._whole(packed_name, packed_value) as changes:
            changes.counters[packed_name] = packed_value
            self._now.counters[name] = value

    def keep(self, result: Any) -> None:
        """Append a result.

        Args:
            result: of the types that an item may have.

        Raises:
            StateError: it is of another type, or too large.
        """
        content, copy = packed_and_read(result, records.ITEMS)
        with self._whole(content) as changes:
            changes.results.append(content)
            self._now.results.append(copy)

    @property
    def _item(self) -> Changes:
        return self._changes[-1]

    @contextlib.contextmanager
    def _whole(self, *values: bytes) -> Iterator[Changes]:
        """Change the item's changes and the present state, both or, to be told, only one."""
        self._item.make_room(*values)
        try:
            yield self._item
        except BaseException:
            self._broken = True
            raise

    def _between_items(self) -> None:
        """The item at hand is done: what it changed may be saved from now on."""
        item = self._item
        if not (item.taken or item.size):
            return
        with self._lock:
            # One step: an interrupted item is saved as a whole or not at all.
            self._changes.append(Changes())
            self._now.done += item.taken
            self._closed_items += item.taken
            self._closed_size += item.size
            if self._closed_items >= self._save_every or self._closed_size > _LARGE:
                self._save()

    def _save(self) -> None:
        """Record what has changed up to the last moment between two items."""
        with self._lock:
            # When an earlier call was interrupted on the way, nobody knows whether it has
            # recorded its changes. What came after would not fit.
            if self._saving or len(self._changes) == 1:
                return
            self._saving = True
            closed = self._changes[:-1]
            del self._changes[: len(closed)]
            self._closed_items = self._closed_size = 0
            self._file.record(records.ITEMS, payload_of(closed))
            self.last_update = time.time()
            self._saving = False

    def _end(self, complete: bool) -> None:
        if complete:
            self._file.remove()
            return
        try:
            self._save()
        finally:
            self._file.keep()


@contextlib.contextmanager
def work_queue(
    task_name: str,
    *,
    save_every: int = 100,
    save_interval: float = 10.0,
    progress_dir: str | os.PathLike[str] | None = None,
    storage: Storage = DISK,
    synchronous: bool = False,
) -> Iterator[WorkQueue]:
    """Keep how far the work inside has come, so that its next run goes on from there.

    On success the file is removed. On any exception, ``KeyboardInterrupt`` too, it stays. When it
    cannot be written, a warning is logged, the work goes on, and saving is tried again.

    Args:
        task_name: any text; the same name finds the same file.
        save_every: items after which to save.
        save_interval: seconds after which to save in any case.
        progress_dir, storage, synchronous: as for ``export_progress``.

    Raises:
        StateBusy, NewerVersion, UsageError: as ``export_progress``.
    """
    queue = WorkQueue(task_name, save_every, save_interval, progress_dir, storage, synchronous)
    try:
        yield queue
    except BaseException:
        queue._end(complete=False)
        raise
    queue._end(complete=True)

"""Finding, locking and opening the journal of a task."""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from exporters.checkpoint.journal import Journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.reading import read_journal
from exporters.checkpoint.salvage import set_aside
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.task_names import task_shown
from exporters.durable import Storage, shown
from exporters.errors import NewerVersion, StateBusy, StateError, UsageError
from exporters.leftovers import lock_of

TASK, ITEMS = "task", "items"
"""What a journal's header names as exporter: a task with phases, a work queue."""

_KINDS = {TASK: "a task with phases", ITEMS: "a work queue"}
_log = logging.getLogger(__name__)


@dataclass
class TaskPlace:
    """Where the journal of a task is.

    Attributes:
        name: of the task.
        exporter: ``TASK`` or ``ITEMS``.
        path: of the journal.
        storage: where to write.
        synchronous: write in the caller's thread; for tests.
        lock: of the journal; whoever opens it holds it.
    """

    name: str
    exporter: str
    path: Path
    storage: Storage
    synchronous: bool
    lock: ExportLock = field(init=False)

    def __post_init__(self) -> None:
        self.lock = ExportLock(lock_of(self.path))

    def acquire(self) -> None:
        """Make the folder, and take the lock; a lock that is held already stays.

        Raises:
            StateBusy: another process runs the task.
            ExportError: the folder or the lock cannot be made.
        """
        if self.lock.held:
            return
        folder = self.path.parent
        for one in (*reversed(folder.parents), folder):
            if not one.is_dir():
                self.storage.make_folder(one)
        try:
            self.lock.acquire()
        except StateBusy:
            raise StateBusy(
                f"The task {task_shown(self.name)} is being run by {self.lock.owner()}.",
                "Wait until it is done, or stop that process.",
            ) from None

    def open(self) -> tuple[Journal, JournalState | None]:
        """The journal, and what it said; a new one, and None, when there is none to go on with.

        One that cannot be read is renamed. The lock must be held.

        Raises:
            NewerVersion: a newer version of Reprise wrote it.
            UsageError: it is of something else.
            ExportError: it cannot be read, nor renamed.
        """
        if os.path.lexists(self.path):
            try:
                return self._opened()
            except NewerVersion:
                raise
            except StateError as error:
                aside = set_aside(self.path, self.storage)
                _log.warning("%s It was renamed to %s.", error.problem, shown(aside.name))
        return self._created(), None

    def open_again(self) -> Journal:
        """The journal, after it was closed in the same run."""
        return Journal.open(self.path, is_start=False, **self._common())

    def look(self) -> JournalState | None:
        """What the journal says, where it cannot be written; None when it cannot be read.

        Raises:
            NewerVersion, UsageError: as ``open``.
        """
        try:
            return self._checked(read_journal(self.path))
        except NewerVersion:
            raise
        except StateError:
            return None

    def stamp(self) -> tuple[int, ...] | None:
        """Tells whether the file is still what it was; None when there is none."""
        with contextlib.suppress(OSError):
            status = self.path.stat()
            return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
        return None

    def _opened(self) -> tuple[Journal, JournalState]:
        journal = Journal.open(self.path, is_start=False, **self._common())
        try:
            # As it was saved, without this start.
            found = replace(self._checked(journal.state))
        except UsageError:
            journal.close()
            raise
        journal.started()
        return journal, found

    def _created(self) -> Journal:
        return Journal.create(
            self.path,
            exporter=self.exporter,
            request={"task": self.name},
            **self._common(),
        )

    def _common(self) -> dict[str, Any]:
        return {"storage": self.storage, "synchronous": self.synchronous, "patient": True}

    def _checked(self, state: JournalState) -> JournalState:
        if state.exporter != self.exporter or state.request.get("task") != self.name:
            kind = _KINDS.get(state.exporter, "something else")
            raise UsageError(
                f"{shown(self.path)} is the progress of {kind}, not of {_KINDS[self.exporter]} "
                f"called {task_shown(self.name)}.",
                "Choose another name or another folder.",
            )
        if state.damage:
            _log.warning("%s", state.damage)
        return state

"""The tasks whose progress lies in a folder: listed, and forgotten."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.reading import read_journal
from exporters.checkpoint.salvage import set_aside_in, set_aside_of
from exporters.checkpoint.state import WorkItems
from exporters.checkpoint.task_names import file_name, is_file_name
from exporters.checkpoint.task_opening import ITEMS, TASK
from exporters.durable import DISK, Storage, reported
from exporters.errors import StateBusy, StateError
from exporters.leftovers import in_use_by_lock, lock_of


@dataclass(frozen=True)
class SavedTask:
    """What a task has saved.

    Attributes:
        name: of the task; "" when it cannot be read.
        kind: "task", "items" (a work queue), or "unreadable".
        path: of the journal.
        running: whether a process is at work on it.
        phase: that was begun last, "" when it is complete or there was none.
        completed: names of the phases whose result is saved.
        steps: that were counted; of a work queue the items that are done.
        pending: items that wait in a work queue.
        started, updated: seconds since 1970; 0.0 when unknown.
        size: bytes, with what was set aside.
        set_aside: files beside the journal that are damaged, or could not be read.
        problem: a sentence when the journal is damaged or cannot be read, else "".
    """

    name: str
    kind: str
    path: Path
    running: bool
    phase: str = ""
    completed: tuple[str, ...] = ()
    steps: int = 0
    pending: int = 0
    started: float = 0.0
    updated: float = 0.0
    size: int = 0
    set_aside: tuple[Path, ...] = ()
    problem: str = ""


def saved_tasks(folder: Path) -> list[SavedTask]:
    """The tasks in a folder, by name; none where there is no such folder.

    Files of other kinds, journals of exports too, are passed over.

    Raises:
        ExportError: the folder cannot be read.
    """
    if not os.path.lexists(folder):
        return []
    aside = set_aside_in(folder)
    with reported("read the folder", folder):
        # Of some only what was set aside is left.
        names = {path.name for path in folder.iterdir()} | aside.keys()
    found = []
    for name in filter(is_file_name, names):
        with contextlib.suppress(_OtherError):
            found.append(_described(folder / name, aside.get(name, [])))
    return sorted(found, key=lambda task: (task.name, task.path))


def find_task(folder: Path, name: str) -> SavedTask | None:
    """What a task has saved; None when that is nothing. Raises as ``saved_tasks``."""
    journal = folder / file_name(name)
    aside = set_aside_of(journal) if os.path.lexists(folder) else []
    if not aside and not os.path.lexists(journal):
        return None
    with contextlib.suppress(_OtherError):
        return _described(journal, aside)
    return None


def forget(task: SavedTask, storage: Storage = DISK) -> None:
    """Remove what a task has saved.

    Raises:
        StateBusy: a process is at work on it.
        ExportError: it cannot be removed.
    """
    lock = ExportLock(lock_of(task.path))
    try:
        lock.acquire()
    except StateBusy:
        raise StateBusy(f"The task is being run by {lock.owner()}.", "It was left alone.") from None
    try:
        for path in (task.path, *set_aside_of(task.path)):
            storage.remove(path)
        storage.sync_folder(task.path.parent)
    finally:
        lock.release()


class _OtherError(Exception):
    """The journal is not that of a task."""


def _described(journal: Path, aside: list[Path]) -> SavedTask:
    known: dict[str, Any] = {
        "path": journal,
        "running": in_use_by_lock(journal),
        "size": sum(map(_size, (journal, *aside))),
        "set_aside": tuple(aside),
    }
    if not os.path.lexists(journal):
        problem = "Only what could not be read is left of it."
        return SavedTask("", "unreadable", problem=problem, **known)
    try:
        state = read_journal(journal)
    except StateError as error:
        return SavedTask("", "unreadable", problem=error.problem, **known)
    name = state.request.get("task")
    # A file that was renamed is found by no task.
    if state.exporter not in (TASK, ITEMS) or type(name) is not str:
        raise _OtherError
    if file_name(name) != journal.name:
        raise _OtherError
    work, steps = state.work or WorkItems(), state.progress
    return SavedTask(
        name,
        state.exporter,
        phase="" if state.phase in state.results else state.phase,
        completed=tuple(state.results),
        steps=work.done or (steps if type(steps) is int else 0),
        pending=len(work.pending),
        started=state.created,
        updated=state.saved,
        problem=state.damage,
        **known,
    )


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0

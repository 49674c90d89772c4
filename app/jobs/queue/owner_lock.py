"""Who runs the queue: one process at a time, told by a lock that ends with it."""

from __future__ import annotations

from pathlib import Path

from exporters.checkpoint.lock import ExportLock
from exporters.errors import StateBusy

NAME = "queue.lock"


def owner_lock(folder: Path) -> ExportLock:
    """The lock that an owner holds."""
    return ExportLock(folder / NAME, subject="The queue")


def owner_of(folder: Path) -> str:
    """Who runs the queue ("process 123 since 2026-11-25 14:32"); "" when nobody does."""
    lock = owner_lock(folder)
    if not lock.path.exists():
        return ""
    try:
        lock.acquire()
    except StateBusy:
        return lock.owner()
    lock.release()
    return ""

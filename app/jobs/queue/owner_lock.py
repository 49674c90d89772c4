"""Who runs the queue: one process at a time, told by a lock that ends with it."""

from __future__ import annotations

from pathlib import Path

from exporters.checkpoint.lock import ExportLock
from exporters.errors import StateBusy
from exporters.leftovers import is_held

NAME = "queue.lock"

TAKING_SECONDS = 0.5
"""Whoever marks what a dead owner has left holds the lock for a moment, too."""


def owner_lock(folder: Path, patience: float = 0.0) -> ExportLock:
    """The lock that an owner holds."""
    return ExportLock(folder / NAME, subject="The queue", patience=patience)


def take(lock: ExportLock) -> None:
    """Become the owner. Raises StateBusy when another process is."""
    try:
        lock.acquire()
    except StateBusy as busy:
        raise StateBusy(
            f"The queue is run by {lock.owner()} already.",
            "It can be seen and steered from here all the same.",
        ) from busy


def owner_of(folder: Path) -> str:
    """Who runs the queue ("process 123 since 2026-11-25 14:32"); "" when nobody does.

    Only looks: to try the lock would keep an owner out that comes at the same moment.
    """
    lock = owner_lock(folder)
    return lock.owner() if is_held(lock.path) else ""

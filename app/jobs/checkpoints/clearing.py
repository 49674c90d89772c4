"""Giving an unfinished export up: everything that it has left is removed."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from app.jobs.checkpoints.backing_up import backups_of
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.checkpoint.salvage import set_aside_of
from exporters.durable import DISK, shown
from exporters.engine.options import Places
from exporters.leftovers import folder_size


@dataclass(frozen=True)
class Item:
    """Something that is removed; ``size`` in bytes, ``what`` for a list."""

    path: Path
    what: str
    size: int


def items_of(places: Places, all_backups: bool = False, backup: str = "") -> list[Item]:
    """What ``clear`` removes.

    Args:
        all_backups: the export's backups, too.
        backup: nothing but the backup of this name.

    Raises:
        UsageError: there is no such backup.
        ExportError: a folder cannot be read.
    """
    backups = backups_of(places)
    if backup:
        found, _ = backups.get(backup)
        return [Item(found.path, _of_backup(found.units_done), found.size)]
    items = []
    parts = PartsFolder(places.parts, ANY_PLAN).names()
    if places.parts.is_dir():
        items.append(Item(places.parts, f"{len(parts)} finished parts", folder_size(places.parts)))
    if os.path.lexists(places.journal):
        items.append(Item(places.journal, "the journal", _size(places.journal)))
    items += [
        Item(path, "a journal set aside", _size(path)) for path in set_aside_of(places.journal)
    ]
    items += [
        Item(path, "parts set aside", folder_size(path)) for path in set_aside_of(places.parts)
    ]
    if all_backups:
        items += [
            Item(backups.folder / name, "a backup", folder_size(backups.folder / name))
            for name in backups.names()
        ]
    return items


def clear(places: Places, items: list[Item]) -> list[str]:
    """Remove them, under the export's lock; sentences about what has stayed.

    Raises:
        StateBusy: the export is running.
        ExportError: something cannot be removed.
    """
    with ExportLock(places.lock, subject=shown(places.output)):
        return remove_items(places, items)


def remove_items(places: Places, items: list[Item]) -> list[str]:
    """As ``clear``, for who holds the export's lock."""
    left = []
    backups = backups_of(places)
    for item in items:
        # Before the next question: a backup may have any name.
        if item.path.parent == backups.folder:
            backups.remove(item.path.name)
        elif item.path.is_dir() and item.path.name.startswith(places.parts.name):
            if not PartsFolder(item.path, ANY_PLAN).clear():
                left.append(f"{shown(item.path)} holds other files too and was left.")
        else:
            DISK.remove(item.path)
            DISK.sync_folder(item.path.parent)
    return left


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.lstat().st_size
    return 0


def _of_backup(units: int) -> str:
    return f"a backup of {units} finished units"

"""Giving an unfinished export up: everything that it has left is removed."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from app.jobs.checkpoints.backing_up import backups_of
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.durable import DISK, reported, shown
from exporters.engine.options import Places
from exporters.leftovers import folder_size

_ASIDE = re.compile(r"\.(damaged|unreadable-[0-9]{1,6})")


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
    items += [Item(path, "a journal set aside", _size(path)) for path in _set_aside(places.journal)]
    items += [Item(path, "parts set aside", folder_size(path)) for path in _set_aside(places.parts)]
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
    left = []
    backups = backups_of(places)
    with ExportLock(places.lock, subject=shown(places.output)):
        for item in items:
            if item.path.is_dir() and item.path.name.startswith(places.parts.name):
                if not PartsFolder(item.path, ANY_PLAN).clear():
                    left.append(f"{shown(item.path)} holds other files too and was left.")
            elif item.path.parent == backups.folder:
                backups.remove(item.path.name)
            else:
                DISK.remove(item.path)
                DISK.sync_folder(item.path.parent)
    return left


def _set_aside(path: Path) -> list[Path]:
    """What an export that could not use it has renamed, and copies of a damaged journal."""
    with reported("read the folder", path.parent):
        names = [entry.name for entry in path.parent.iterdir()]
    return sorted(
        path.with_name(name)
        for name in names
        if name.startswith(path.name) and _ASIDE.fullmatch(name[len(path.name) :])
    )


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.lstat().st_size
    return 0


def _of_backup(units: int) -> str:
    return f"a backup of {units} finished units"

"""The files of a backup: names, links, copies, sizes."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.durable import DISK, Storage, reported, shown
from exporters.errors import UsageError
from exporters.leftovers import is_dead, temporary_owner
from exporters.os_specifics import is_device

MANIFEST, JOURNAL, PARTS = "manifest.json", "journal", "parts"
TEMPORARY_SUFFIX = ".backup"
BEFORE_RESTORE = "before-restore-"

NAME = re.compile(r"\w(?:[\w .+@()-]{0,98}[\w+@()-])?")
_MAX_NAME_BYTES = 200


def checked_name(name: str) -> str:
    """The name, if a backup may have it: it becomes a folder's. Raises ``UsageError``."""
    if not NAME.fullmatch(name) or len(os.fsencode(name)) > _MAX_NAME_BYTES or is_device(name):
        raise UsageError(
            f"{shown(name[:100])} cannot be the name of a backup.",
            "Take up to 100 letters, digits, spaces and the signs - _ . + @ ( ), and begin with a "
            "letter or a digit.",
        )
    return name


def time_stamp(moment: float) -> str:
    """ "2026-11-25T03-28-14": local time, as a backup's name."""
    return time.strftime("%Y-%m-%dT%H-%M-%S", time.localtime(moment))


def add_file(source: Path, target: Path, storage: Storage, copy: bool) -> None:
    """Give a part another name, or copy it; what exists at ``target`` is an error."""
    if copy or not storage.link(source, target):
        storage.copy_file(source, target)


def dead_folders(folder: Path) -> list[Path]:
    """Folders of backups that were not completed and whose process has ended."""
    with reported("read the folder", folder), os.scandir(folder) as entries:
        return sorted(
            folder / entry.name
            for entry in entries
            if entry.is_dir(follow_symlinks=False)
            and entry.name.endswith(TEMPORARY_SUFFIX)
            and is_dead(temporary_owner(entry.name))
        )


def remove_folder(folder: Path, storage: Storage = DISK) -> None:
    """Remove a backup's folder; files of others in it stay, and the folder with them."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for name in (MANIFEST, JOURNAL):
        storage.remove(folder / name)
    PartsFolder(folder / PARTS, ANY_PLAN, storage).clear()
    storage.remove_folder(folder)


def sizes(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Size and number of names of each file of a backup."""
    for folder in (path, path / PARTS):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield entry.name, (status.st_size, status.st_nlink)

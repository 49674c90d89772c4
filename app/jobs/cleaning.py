"""Removing what dead exports left lying."""

from __future__ import annotations

import shutil

from exporters.checkpoint.backup_files import remove_folder
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.durable import DISK, reported
from exporters.leftovers import Leftover


def remove_leftover(item: Leftover) -> bool:
    """Remove one; False when its folder holds other files too and stays. Raises ExportError."""
    if item.kind == "parts":
        return PartsFolder(item.path, ANY_PLAN).clear()
    if item.kind == "backups":
        with reported("read the folder", item.path):
            folders = list(item.path.iterdir())
        for folder in folders:
            remove_folder(folder)
        return DISK.remove_folder(item.path)
    if item.path.is_dir():
        # Its hidden name was given by a process that has ended; nobody else writes there.
        with reported("remove the folder", item.path):
            shutil.rmtree(item.path)
        return True
    DISK.remove(item.path)
    return True

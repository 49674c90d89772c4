"""Removing what dead exports left lying."""

from __future__ import annotations

from exporters.checkpoint.parts import PartsFolder
from exporters.durable import DISK
from exporters.leftovers import Leftover

_ANY_PLAN = "0" * 32


def remove_leftover(item: Leftover) -> bool:
    """Remove one; False when its folder holds other files too and stays. Raises ExportError."""
    if item.kind == "parts":
        return PartsFolder(item.path, _ANY_PLAN).clear()
    DISK.remove(item.path)
    return True

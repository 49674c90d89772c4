"""Saving a large file while it grows."""

from __future__ import annotations

from pathlib import Path

from exporters.durable import Storage

STEP = 16 << 20
"""Bytes after which the file is saved again."""


class SteadySync:
    """Brings a file to the disk while another program writes it.

    Nobody has to wait then for all of it at its end.
    """

    def __init__(self, path: Path, storage: Storage) -> None:
        self._path = path
        self._storage = storage
        self._saved = 0

    def grown_to(self, size: int) -> None:
        """The file has ``size`` bytes now.

        Raises DiskFull, ExportError: it could not be saved, and counts as not written: what is
        not on the disk then may be gone, and no later call would tell.
        """
        if size - self._saved >= STEP and self._path.exists():
            self._saved = size
            self._storage.sync_file(self._path)

"""Looking through folders for files by name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.timeline.locations import same_name

MAX_ENTRIES = 1_000_000
MAX_DEPTH = 40


class Found:
    """Files of the wanted names in folders.

    Args:
        wanted: names, as ``same_name`` makes them; a name without a suffix stands for any.

    Attributes:
        complete: False when the folders hold more than ``MAX_ENTRIES`` names.
    """

    def __init__(
        self, folders: Iterable[Path], wanted: set[str], token: CancelToken | None = None
    ) -> None:
        self._files: dict[str, list[Path]] = {}
        self.complete = True
        seen: set[tuple[int, int]] = set()
        left = MAX_ENTRIES
        for folder in folders:
            for entry in _walk(folder, seen, token):
                left -= 1
                if left < 0:
                    self.complete = False
                    return
                name = same_name(entry.name)
                for key in {name, os.path.splitext(name)[0]} & wanted:  # noqa: PTH122
                    self._files.setdefault(key, []).append(Path(entry.path))

    def named(self, name: str) -> list[Path]:
        """Files of a name, in the order of their paths."""
        return sorted(self._files.get(same_name(name), ()))


def _walk(
    folder: Path, seen: set[tuple[int, int]], token: CancelToken | None
) -> Iterator[os.DirEntry[str]]:
    """All files under a folder but hidden ones; folders that links lead to only once."""
    waiting = [(os.path.abspath(folder), 0)]  # noqa: PTH100
    while waiting:
        if token is not None:
            token.check()
        current, depth = waiting.pop()
        try:
            status = os.stat(current)  # noqa: PTH116
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except (OSError, ValueError):
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        below = [(entry.path, depth + 1) for entry in shown if _is_folder(entry)]
        waiting += reversed(below if depth < MAX_DEPTH else [])
        yield from filter(_is_file, shown)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False

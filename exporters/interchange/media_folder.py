"""The folder beside a project in which its media are gathered.

Nothing in it is ever replaced or removed but what a dead run of Reprise has left unfinished. What
has a name already, and holds what is to be there, is used: so a run that was killed is completed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.durable import Storage, reported, shown, temporary_path
from exporters.errors import ExportError, UsageError
from exporters.interchange.copying import joined, same_content
from exporters.interchange.safe_names import candidates, folded, part_suffix
from exporters.leftovers import is_dead, temporary_owner

IN_DRAFT = "media"


def media_folder(output: Path, in_folder: bool) -> Path:
    """Where the media of a project lie.

    Args:
        output: the file that is published.
        in_folder: the project is a folder; its media lie in it.
    """
    return output.with_name(IN_DRAFT if in_folder else f"{output.stem} media")


def clear_dead(folder: Path, storage: Storage, suffix: str = "") -> None:
    """Remove what dead runs have left unfinished in a folder, or only that with a suffix."""
    with reported("read the folder", folder):
        paths = list(folder.iterdir())
    for path in paths:
        if path.name.endswith(suffix) and is_dead(temporary_owner(path.name)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                storage.remove(path)


class MediaFolder:
    """Puts media into their folder, under names that are free.

    Args:
        folder: is made when it is missing; the one above it exists.
        work_path: gives a new path on the volume of the parts for a file that is put together.

    Attributes:
        linked, pointed: numbers of hard and of symbolic links that were made.
    """

    def __init__(
        self, folder: Path, storage: Storage, token: CancelToken, work_path: Callable[[], Path]
    ) -> None:
        self.folder = folder
        self.linked: list[str] = []
        self.pointed: list[str] = []
        self._storage = storage
        self._token = token
        self._work_path = work_path
        self._given: set[str] = set()
        self._there: dict[str, Path] = {}

    def prepare(self) -> None:
        """Make the folder, and see what is in it. Raises UsageError, ExportError."""
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(
                f"{shown(self.folder)} is not a folder, and the media belong there.",
                "Move it away, or give the project another name.",
            )
        if not self.folder.exists():
            self._storage.make_folder(self.folder)
            self._storage.sync_folder(self.folder.parent)
        clear_dead(self.folder, self._storage)
        with reported("read the folder", self.folder):
            paths = sorted(self.folder.iterdir())
        self._there = {folded(path.name): path for path in reversed(paths)}

    def keep(self, path: Path) -> Path:
        """A medium that lies in the folder already."""
        self._given.add(folded(path.name))
        return path

    def put(self, name: str, parts: list[Path]) -> Path:
        """Put a copy, which consists of ``parts``, into the folder; returns its path."""
        return self._place(
            name,
            lambda path: same_content(path, parts, self._token),
            lambda path: self._copy(path, parts),
        )

    def link(self, name: str, source: Path) -> Path:
        """Give a medium a second name in the folder; returns its path."""
        real = source.resolve()
        return self._place(
            name, lambda path: _same_file(path, real), lambda path: self._tie(path, real)
        )

    def sync(self) -> None:
        """Wait until the names are on the disk."""
        self._storage.sync_folder(self.folder)

    def _place(
        self, name: str, is_same: Callable[[Path], bool], make: Callable[[Path], None]
    ) -> Path:
        for candidate in candidates(name):
            key = folded(candidate)
            if key in self._given:
                continue
            path = self._there.get(key, self.folder / candidate)
            if key not in self._there and not os.path.lexists(path):
                try:
                    make(path)
                except UsageError:
                    # Somebody else has made a file of that name in this moment.
                    pass
                else:
                    self._given.add(key)
                    return path
            if is_same(path):
                self._given.add(key)
                return path
        raise AssertionError("candidates never end")

    def _copy(self, path: Path, parts: list[Path]) -> None:
        if len(parts) == 1 and self._storage.link(parts[0], path):
            return
        whole = parts[0] if len(parts) == 1 else self._joined(parts)
        try:
            if whole is parts[0] or not self._storage.link(whole, path):
                self._copied_over(whole, path)
        finally:
            if whole is not parts[0]:
                self._storage.remove(whole)

    def _joined(self, parts: list[Path]) -> Path:
        whole = self._work_path()
        # A try that was stopped in this process may have left it.
        self._storage.remove(whole)
        self._storage.write_new(whole, joined(parts, self._token))
        return whole

    def _copied_over(self, whole: Path, path: Path) -> None:
        """Where parts and media lie on different volumes, or there are no hard links."""
        temporary = temporary_path(self.folder, part_suffix(path.name))
        self._storage.write_new(temporary, joined([whole], self._token))
        try:
            self._storage.move_new(temporary, path)
        except ExportError:
            with contextlib.suppress(ExportError):
                self._storage.remove(temporary)
            raise

    def _tie(self, path: Path, source: Path) -> None:
        if self._storage.link(source, path):
            self.linked.append(path.name)
        else:
            self._storage.symlink(source, path)
            self.pointed.append(path.name)


def _same_file(path: Path, source: Path) -> bool:
    try:
        return path.is_file() and path.samefile(source)
    except OSError:
        return False

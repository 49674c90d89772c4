"""A disk that stops before any chosen operation, and forgets what was not synced.

Use it on a real temporary folder: run the code under test with ``FaultyStorage(folder, k)``, catch
``SimulatedCrash``, call ``lose_unsynced`` for a power cut (not for a killed process), and run the
code again with the real ``Storage``. With ``stop_at=None`` a run only counts its operations::

    total = len(run(FaultyStorage(folder, None)).operations)
    for k in range(total): ...
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from exporters.durable import AppendFile, Storage
from exporters.errors import ExportError

T = TypeVar("T")

Tail = Literal["cut", "half", "zeros", "kept"]


class SimulatedCrash(BaseException):
    """The process was killed, or the power failed: nothing but a test may catch it."""


@dataclass
class _File:
    """A file's content as it is on the disk for certain; None before the first sync."""

    synced: bytes = b""


class FaultyStorage(Storage):
    """Counts the operations below ``root``, and stops before one.

    After the stop every other operation stops too: the process is dead.

    Args:
        root: a real folder; what stands in it now counts as synced.
        stop_at: number of the operation, from 0, before which to raise ``SimulatedCrash``; None
            for never.
        fail_with: raise this instead, and only for that operation: an error that the code under
            test is to report or to survive.

    Attributes:
        operations: name and path of each operation begun so far.
        crashed: whether it has stopped.
    """

    def __init__(
        self, root: Path, stop_at: int | None = None, fail_with: ExportError | None = None
    ) -> None:
        self.root = root.absolute()
        self.stop_at = stop_at
        self.fail_with = fail_with
        self.operations: list[tuple[str, Path]] = []
        self.crashed = False
        self._lock = threading.RLock()
        # By path: the files as the process sees them. By folder: the names, with their files,
        # that are on the disk for certain; None for a folder.
        self._live: dict[Path, _File] = {}
        self._names: dict[Path, dict[str, _File | None]] = {}
        self._take_as_synced(self.root)

    def lose_unsynced(
        self, *, names: bool = True, contents: bool = True, tail: Tail = "cut"
    ) -> None:
        """Leave in ``root`` what a power cut may leave. For after the stop.

        A disk may also save names but not contents, or the other way round: all combinations
        are allowed to it.

        Args:
            names: forget what was created, renamed or removed in folders that were not synced.
            contents: forget what was written to files that were not synced.
            tail: what a lost content leaves behind the synced part: nothing, half of it, as many
                zero bytes, or all of it.
        """
        with self._lock:
            self.crashed = True
            content_of = {
                id(file): self._after_cut(path, file, tail if contents else "kept")
                for path, file in self._files_now()
            }
            tree = self._names if names else self._names_now()
            _empty(self.root)
            self._write(self.root, tree, content_of)

    def link(self, source: Path, target: Path) -> bool:
        def work() -> bool:
            linked = super(FaultyStorage, self).link(source, target)
            if linked:
                self._live[target.absolute()] = self._file(source)
            return linked

        return self._step("link", target, work)

    def create_file(self, path: Path, content: bytes) -> None:
        def work() -> None:
            super(FaultyStorage, self).create_file(path, content)
            self._live[path.absolute()] = _File()

        self._step("create_file", path, work)

    def open_append(self, path: Path) -> AppendFile:
        def work() -> AppendFile:
            if not path.exists():
                self._live[path.absolute()] = _File()
            return _FaultyAppendFile(path, self)

        return self._step("open_append", path, work)

    def sync_file(self, path: Path) -> None:
        def work() -> None:
            super(FaultyStorage, self).sync_file(path)
            self._file(path).synced = path.read_bytes()

        self._step("sync_file", path, work)

    def replace(self, source: Path, target: Path) -> None:
        def work() -> None:
            super(FaultyStorage, self).replace(source, target)
            if target.is_dir() and not target.is_symlink():
                self._move_folder(source.absolute(), target.absolute())
                return
            file = self._live.pop(source.absolute(), None)
            self._live[target.absolute()] = file or _File()

        self._step("replace", target, work)

    def sync_folder(self, path: Path) -> None:
        def work() -> None:
            super(FaultyStorage, self).sync_folder(path)
            self._names[path.absolute()] = self._names_in(path.absolute())

        self._step("sync_folder", path, work)

    def remove(self, path: Path) -> None:
        def work() -> None:
            super(FaultyStorage, self).remove(path)
            self._live.pop(path.absolute(), None)

        self._step("remove", path, work)

    def make_folder(self, path: Path) -> None:
        def work() -> None:
            new = not path.exists()
            super(FaultyStorage, self).make_folder(path)
            if new:
                self._names[path.absolute()] = {}

        self._step("make_folder", path, work)

    def remove_folder(self, path: Path) -> bool:
        return self._step(
            "remove_folder", path, lambda: super(FaultyStorage, self).remove_folder(path)
        )

    def synced_through(self, path: Path) -> None:
        """Called by the files of ``open_append``."""
        self._file(path).synced = path.read_bytes()

    def step(self, name: str, path: Path, work: Callable[[], None]) -> None:
        """Called by the files of ``open_append``."""
        self._step(name, path, work)

    def _step(self, name: str, path: Path, work: Callable[[], T]) -> T:
        with self._lock:
            number = len(self.operations)
            if not self.crashed:
                self.operations.append((name, path))
            if self.fail_with is not None and number == self.stop_at:
                raise self.fail_with
            if self.crashed or (number == self.stop_at and self.fail_with is None):
                self.crashed = True
                raise SimulatedCrash(f"before operation {number}: {name} {path}")
            return work()

    def _file(self, path: Path) -> _File:
        """A file that others wrote is known from its first sync on."""
        return self._live.setdefault(path.absolute(), _File())

    def _move_folder(self, source: Path, target: Path) -> None:
        """What is in a renamed folder goes with it; the old name may come back."""
        for path in [path for path in self._live if path.is_relative_to(source)]:
            self._live[target / path.relative_to(source)] = self._live.pop(path)
        for path in [path for path in self._names if path.is_relative_to(source)]:
            self._names[target / path.relative_to(source)] = self._names[path]

    def _take_as_synced(self, folder: Path) -> None:
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                self._take_as_synced(path)
            elif path.is_file():
                self._live[path] = _File(path.read_bytes())
        self._names[folder] = self._names_in(folder)

    def _names_in(self, folder: Path) -> dict[str, _File | None]:
        return {
            path.name: None if path.is_dir() else self._file(path)
            for path in folder.iterdir()
            if not path.is_symlink()
        }

    def _names_now(self) -> dict[Path, dict[str, _File | None]]:
        folders = [self.root, *(path for path in self.root.rglob("*") if path.is_dir())]
        return {folder: self._names_in(folder) for folder in folders}

    def _files_now(self) -> list[tuple[Path | None, _File]]:
        """Every file with its present path; None for one that no path leads to any more."""
        now = {
            id(file): (self.root / folder / name, file)
            for folder, names in self._names_now().items()
            for name, file in names.items()
            if file is not None
        }
        gone = {
            id(file): (None, file)
            for names in self._names.values()
            for file in names.values()
            if file is not None and id(file) not in now
        }
        return [*now.values(), *gone.values()]

    @staticmethod
    def _after_cut(path: Path | None, file: _File, tail: Tail) -> bytes:
        """A file's content after the power cut; the present one may be shorter, or another."""
        present = path.read_bytes() if path is not None else file.synced
        if tail == "kept":
            return present
        if not present.startswith(file.synced):
            return file.synced
        lost = present[len(file.synced) :]
        kept = {"cut": b"", "half": lost[: len(lost) // 2], "zeros": bytes(len(lost))}
        return file.synced + kept[tail]

    def _write(
        self,
        folder: Path,
        tree: dict[Path, dict[str, _File | None]],
        content_of: dict[int, bytes],
    ) -> None:
        for name, file in tree.get(folder, {}).items():
            path = folder / name
            if file is not None:
                path.write_bytes(content_of[id(file)])
            else:
                path.mkdir()
                self._write(path, tree, content_of)


class _FaultyAppendFile(AppendFile):
    def __init__(self, path: Path, storage: FaultyStorage) -> None:
        super().__init__(path)
        self._storage = storage

    def write(self, content: bytes) -> None:
        self._storage.step(
            "write", self.path, lambda: super(_FaultyAppendFile, self).write(content)
        )

    def sync(self) -> None:
        def work() -> None:
            super(_FaultyAppendFile, self).sync()
            self._storage.synced_through(self.path)

        self._storage.step("sync", self.path, work)

    def truncate(self, size: int) -> None:
        self._storage.step(
            "truncate", self.path, lambda: super(_FaultyAppendFile, self).truncate(size)
        )


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

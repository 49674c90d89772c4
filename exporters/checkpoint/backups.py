"""Backups of unfinished exports: journal and parts under a name, beside the output.

A backup is a folder with the journal, the parts and a list of both. It is made under a hidden
name and renamed when it is complete. Parts are hard links where the file system has them: they
take no room, and keep what is removed. They share their bytes with the parts they were made from,
though; only real copies help against damage of those.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.checkpoint.backup_files import (
    BEFORE_RESTORE,
    JOURNAL,
    MANIFEST,
    NAME,
    PARTS,
    TEMPORARY_SUFFIX,
    add_file,
    checked_name,
    dead_folders,
    remove_folder,
    sizes,
    time_stamp,
)
from exporters.checkpoint.manifest import MAX_BYTES, Manifest
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.checkpoint.snapshot import Snapshot, look, something
from exporters.durable import DISK, Storage, reported, shown, temporary_path
from exporters.errors import ExportError, NewerVersion, StateError, UsageError

_TRIES = 5


@dataclass(frozen=True)
class Backup:
    """One backup.

    Attributes:
        name, path: its name, and its folder.
        created: seconds since 1970.
        units_done, units_total: finished units and all; the total is 0 when unknown.
        size: bytes of its files.
        shared: bytes of those that share their place on the disk with other files.
        missing: how many parts that belong to it are gone or have another size.
    """

    name: str
    path: Path
    created: float
    units_done: int
    units_total: int
    size: int
    shared: int
    missing: int


class Backups:
    """The backups of one export.

    Args:
        output: the export's output; only its name matters, for sentences.
        journal, parts: of the export.
        folder: of the backups; the one above it exists.
        storage: where to write.
    """

    def __init__(
        self, output: Path, journal: Path, parts: Path, folder: Path, storage: Storage = DISK
    ) -> None:
        self.output = output
        self.journal = journal
        self.parts = parts
        self.folder = folder
        self.storage = storage

    def create(
        self, name: str = "", copy: bool = False, token: CancelToken | None = None
    ) -> Backup:
        """Back up what is there now. Needs no lock: the export may run in another process.

        Args:
            name: of the backup; the time when "".
            copy: make copies of the parts in any case.
            token: ends it; nothing of it is left then.

        Raises:
            UsageError: the name is taken, or cannot be one.
            StateError: there is nothing to back up.
            DiskFull, ExportError: it cannot be written.
        """
        now = time.time()
        name = checked_name(name) if name else self._free(time_stamp(now))
        target = self.folder / name
        self._refuse_taken(target)
        for _ in range(_TRIES):
            snapshot = something(look(self.journal, self.parts), str(self.output))
            if self._build(snapshot, target, now, copy, token):
                return self._described(target, self._manifest(target))
        raise StateError(f"The parts in {shown(self.parts)} vanish while they are backed up.")

    def create_before_restore(self) -> Backup | None:
        """Back up what is there, as "before-restore-TIME"; None when there is nothing."""
        if not os.path.lexists(self.journal) and not PartsFolder(self.parts, ANY_PLAN).names():
            return None
        return self.create(self._free(f"{BEFORE_RESTORE}{time_stamp(time.time())}"))

    def all(self) -> tuple[list[Backup], list[str]]:
        """Every backup, the oldest first, and a sentence for each that cannot be used."""
        found, problems = [], []
        for path in self._folders():
            try:
                found.append(self._described(path, self._manifest(path)))
            except ExportError as error:
                problems.append(f"The backup {shown(path.name)} cannot be used: {error.problem}")
        return sorted(found, key=lambda backup: (backup.created, backup.name)), problems

    def get(self, name: str) -> tuple[Backup, Manifest]:
        """One backup. Raises ``UsageError`` if there is none of that name."""
        path = self._existing(name)
        manifest = self._manifest(path)
        return self._described(path, manifest), manifest

    def remove(self, name: str) -> None:
        """Remove a backup; from the first moment on it is not listed any more.

        Raises:
            UsageError: there is none of that name.
            ExportError: it cannot be removed.
        """
        path = self._existing(name)
        temporary = temporary_path(self.folder, TEMPORARY_SUFFIX)
        self.storage.replace(path, temporary)
        self.storage.sync_folder(self.folder)
        remove_folder(temporary, self.storage)
        if self.storage.remove_folder(self.folder):
            self.storage.sync_folder(self.folder.parent)

    def names(self) -> list[str]:
        """Names of all folders that backups may be in, the damaged ones included."""
        return [path.name for path in self._folders()]

    def _existing(self, name: str) -> Path:
        path = self.folder / checked_name(name)
        if not self._is_real_folder() or path.is_symlink() or not path.is_dir():
            raise UsageError(
                f"There is no backup {shown(name)} of {shown(self.output)}.",
                "`reprise state list-backups` lists those that there are.",
            )
        return path

    def _build(
        self, snapshot: Snapshot, target: Path, now: float, copy: bool, token: CancelToken | None
    ) -> bool:
        """Make the backup; False when a part has vanished meanwhile."""
        self._prepare()
        temporary = temporary_path(self.folder, TEMPORARY_SUFFIX)
        try:
            if not self._fill(temporary, snapshot, now, copy, token):
                remove_folder(temporary, self.storage)
                return False
            self._refuse_taken(target)
            self.storage.replace(temporary, target)
        except (Exception, KeyboardInterrupt):
            with contextlib.suppress(ExportError):
                remove_folder(temporary, self.storage)
                self.storage.remove_folder(self.folder)
            raise
        self.storage.sync_folder(self.folder)
        return True

    def _fill(
        self,
        folder: Path,
        snapshot: Snapshot,
        now: float,
        copy: bool,
        token: CancelToken | None,
    ) -> bool:
        storage = self.storage
        storage.make_folder(folder)
        storage.make_folder(folder / PARTS)
        for name in snapshot.parts:
            if token is not None:
                token.check()
            source = self.parts / name
            try:
                add_file(source, folder / PARTS / name, storage, copy)
            except ExportError:
                if not os.path.lexists(source):
                    return False
                raise
        storage.sync_folder(folder / PARTS)
        if snapshot.journal is not None:
            storage.write_new(folder / JOURNAL, [snapshot.journal])
        manifest = Manifest.of(snapshot, now, self.output.name, copy)
        storage.write_new(folder / MANIFEST, [manifest.to_bytes()])
        storage.sync_folder(folder)
        return True

    def _prepare(self) -> None:
        if not self._is_real_folder():
            self.storage.make_folder(self.folder)
            self.storage.sync_folder(self.folder.parent)
        for leftover in dead_folders(self.folder):
            with contextlib.suppress(ExportError):
                remove_folder(leftover, self.storage)

    def _is_real_folder(self) -> bool:
        try:
            mode = self.folder.lstat().st_mode
        except OSError:
            return False
        if not stat.S_ISDIR(mode):
            raise StateError(
                f"{shown(self.folder)} is not a folder but stands where backups belong.",
                "Move it away.",
            )
        return True

    def _folders(self) -> list[Path]:
        if not self._is_real_folder():
            return []
        with reported("read the folder", self.folder), os.scandir(self.folder) as entries:
            return sorted(
                self.folder / entry.name
                for entry in entries
                if NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            )

    def _manifest(self, path: Path) -> Manifest:
        file = path / MANIFEST
        with reported("read", file):
            status = file.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
                raise StateError(f"{shown(file)} is no list of a backup.")
            content = file.read_bytes()
        try:
            return Manifest.from_bytes(content)
        except NewerVersion:
            raise
        except StateError as error:
            raise StateError(f"{shown(file)} is damaged.") from error

    def _described(self, path: Path, manifest: Manifest) -> Backup:
        found = dict(sizes(path))
        return Backup(
            name=path.name,
            path=path,
            created=manifest.created,
            units_done=manifest.units_done,
            units_total=manifest.units_total,
            size=sum(size for size, _ in found.values()),
            shared=sum(size for size, links in found.values() if links > 1),
            missing=sum(
                1 for name, size in manifest.parts.items() if found.get(name, (-1, 0))[0] != size
            ),
        )

    def _free(self, name: str) -> str:
        number, free = 1, name
        while os.path.lexists(self.folder / free):
            number += 1
            free = f"{name}-{number}"
        return free

    def _refuse_taken(self, target: Path) -> None:
        if os.path.lexists(target):
            raise UsageError(
                f"There is a backup {shown(target.name)} already.", "Choose another name."
            )

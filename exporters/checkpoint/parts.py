"""The parts folder: finished units under names that witness what they are.

A part's name holds the plan's hash, the unit's index and the digest of the content, so that an
export can be restored from the names alone. Nothing but names of this form, made here, is ever
read or removed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.checkpoint.digest import ContentDigest
from exporters.checkpoint.units import FinishedUnit
from exporters.durable import DISK, Storage, open_regular, reported, shown
from exporters.errors import ExportError, StateError
from exporters.leftovers import is_dead, unfinished_owner

UNFINISHED_PREFIX = "unfinished-"

ANY_PLAN = "0" * 32
"""For a ``PartsFolder`` of which only the methods are used that see parts of every plan."""

CHUNK = 1 << 18
"""Bytes that are read at once for a digest: no more than stay in a processor's cache."""

_PLAN_HASH = re.compile(r"[0-9a-f]{32}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_PART = re.compile(
    r"(?P<plan>[0-9a-f]{16})-(?P<index>[0-9]{6}|[1-9][0-9]{6,9})"
    r"-(?P<digest>[0-9a-f]{32})(?P<suffix>\.[a-z0-9]{1,8})"
)


@dataclass(frozen=True, slots=True)
class PartName:
    """What the name of a part says: first half of the plan's hash, index, digest, suffix."""

    plan: str
    index: int
    digest: bytes
    suffix: str


def parse_name(name: str) -> PartName | None:
    """What a file's name says; None when it is not the name of a part."""
    match = _PART.fullmatch(name)
    if match is None:
        return None
    digest = bytes.fromhex(match["digest"])
    return PartName(match["plan"], int(match["index"]), digest, match["suffix"])


def digest_of(path: Path, token: CancelToken | None = None) -> tuple[int, bytes]:
    """Size in bytes and digest of a regular file. Raises ``ExportError``, ``Cancelled``."""
    digest, size = ContentDigest(), 0
    buffer = memoryview(bytearray(CHUNK))
    with reported("read", path), open_regular(path) as file:
        while count := file.readinto(buffer):
            if token is not None:
                token.check()
            digest.update(buffer[:count])
            size += count
    return size, digest.digest()


def is_intact(path: Path, size: int, digest: bytes) -> bool:
    """Whether a part is there, whole and unchanged. Reads all of it, unless its size is wrong."""
    try:
        return path.lstat().st_size == size and digest_of(path) == (size, digest)
    except (ExportError, OSError):
        # What cannot be read is done again; the cause, if it lasts, shows when writing.
        return False


class PartsFolder:
    """The folder of one export; whoever uses it holds the export's lock.

    Args:
        path: the folder; the one above it exists.
        plan_hash: 32 hex digits; parts of other plans are not seen.
        storage: where to write.

    Raises:
        StateError: the plan's hash is not one, or (all methods) ``path`` is not a real folder.
    """

    def __init__(self, path: Path, plan_hash: str, storage: Storage = DISK) -> None:
        if not _PLAN_HASH.fullmatch(plan_hash):
            raise StateError("The hash of a plan has 32 hexadecimal digits.")
        self.path = path
        self._prefix = plan_hash[:16]
        self._storage = storage

    def prepare(self) -> None:
        """Create the folder if there is none."""
        if not self._exists():
            self._storage.make_folder(self.path)
            self._storage.sync_folder(self.path.parent)

    def work_path(self, index: int, suffix: str) -> Path:
        """Where a unit may write its result before ``accept``; the same at every try."""
        return self.path / f"{UNFINISHED_PREFIX}{os.getpid()}-{index:06d}{_checked(suffix)}"

    def accept(self, index: int, temporary: Path, suffix: str, work: int) -> FinishedUnit:
        """Make a written file a part. When this returns it survives a power cut.

        Args:
            index: of the unit.
            temporary: the unit's result, on the same volume; it is renamed.
            suffix: of the part, with the dot.
            work: the unit's amount of work.

        Raises:
            DiskFull, ExportError: the file cannot be read, synced or renamed.
        """
        size, digest = digest_of(temporary)
        unit = FinishedUnit(index, size, digest, work)
        self._storage.sync_file(temporary)
        self._storage.replace(temporary, self.path_of(unit, suffix))
        self._storage.sync_folder(self.path)
        return unit

    def path_of(self, unit: FinishedUnit, suffix: str) -> Path:
        """Where a unit's part lies, or would lie."""
        name = f"{self._prefix}-{unit.index:06d}-{unit.digest.hex()}{_checked(suffix)}"
        return self.path / name

    def scan(self) -> dict[int, list[tuple[FinishedUnit, Path]]]:
        """This plan's parts by index, as their names and sizes say; ``work`` is 0.

        There are several for one index only when a unit was done again with another result.
        """
        return {
            index: [(unit, self.path / name) for unit, name in candidates]
            for index, candidates in self.scan_names().items()
        }

    def scan_names(self) -> dict[int, list[tuple[FinishedUnit, str]]]:
        """As ``scan``, with names for paths: half the time where there are thousands."""
        parts: dict[int, list[tuple[FinishedUnit, str]]] = {}
        for name, size in self._files():
            match = _PART.fullmatch(name)
            if match and match["plan"] == self._prefix:
                unit = FinishedUnit(int(match["index"]), size, bytes.fromhex(match["digest"]))
                parts.setdefault(unit.index, []).append((unit, name))
        for candidates in parts.values():
            if len(candidates) > 1:
                candidates.sort(key=lambda candidate: candidate[1])
        return parts

    def names(self) -> dict[str, int]:
        """Names of the parts of every plan, sorted, and their sizes in bytes."""
        return {name: size for name, size in sorted(self._files()) if _PART.fullmatch(name)}

    def verify(self, unit: FinishedUnit, suffix: str) -> bool:
        """Whether the part is there, whole and unchanged. Reads all of it."""
        return self.matches(unit, self.path_of(unit, suffix))

    def matches(self, unit: FinishedUnit, path: Path) -> bool:
        """As ``verify``, for a path that a scan found."""
        return is_intact(path, unit.size, unit.digest)

    def leftovers(self) -> list[Path]:
        """Temporary files of units whose process has ended."""
        names = [name for name, _ in self._files()]
        return sorted(self.path / name for name in names if is_dead(unfinished_owner(name)))

    def remove(self, unit: FinishedUnit, suffix: str) -> None:
        """Remove a part; one that is not there is no error."""
        self._storage.remove(self.path_of(unit, suffix))

    def clear(self) -> bool:
        """Remove parts and temporary files, of any plan, then the folder if it is empty.

        Files of others in it stay, and the folder with them.

        Returns:
            Whether the folder is gone.
        """
        if not self._exists():
            return True
        for name, _ in list(self._files()):
            if _PART.fullmatch(name) or unfinished_owner(name) is not None:
                self._storage.remove(self.path / name)
        gone = self._storage.remove_folder(self.path)
        if gone:
            self._storage.sync_folder(self.path.parent)
        return gone

    def _files(self) -> Iterator[tuple[str, int]]:
        """Name and size of each regular file; what vanishes meanwhile is left out."""
        if not self._exists():
            return
        with reported("read the folder", self.path), os.scandir(self.path) as entries:
            for entry in entries:
                try:
                    if entry.is_file(follow_symlinks=False):
                        yield entry.name, entry.stat(follow_symlinks=False).st_size
                except FileNotFoundError:
                    continue

    def _exists(self) -> bool:
        with reported("look at", self.path):
            try:
                mode = self.path.lstat().st_mode
            except FileNotFoundError:
                return False
        if not stat.S_ISDIR(mode):
            raise StateError(
                f"{shown(self.path)} is not a folder but stands where finished parts belong.",
                "Move it away, or name another folder for the parts.",
            )
        return True


def temporary_for(parts: PartsFolder, name: str) -> Path:
    """Where a part of that name may be written before it is renamed."""
    found = parse_name(name)
    assert found is not None
    return parts.work_path(found.index, found.suffix)


def _checked(suffix: str) -> str:
    if not _SUFFIX.fullmatch(suffix):
        raise StateError(f"{suffix!r} is no suffix for a part: a dot, 1 to 8 letters or digits.")
    return suffix

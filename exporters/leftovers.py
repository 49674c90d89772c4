"""What dead jobs left lying: temporary files, locks without an owner."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import TEMPORARY_PREFIX, reported
from exporters.errors import ExportError


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that a job left lying.

    Attributes:
        path: where it is.
        kind: "temporary", "lock", "journal", "parts" or "backups".
        size: bytes; of a folder all that is in it.
        why: what it is and how that is known; a sentence.
    """

    path: Path
    kind: str
    size: int
    why: str


JOURNAL_SUFFIX = ".export_state"
PARTS_SUFFIX = ".export_parts"
LOCK_SUFFIX = ".export_state.lock"
BACKUPS_SUFFIX = ".export_backups"

_TEMPORARY = re.compile(
    re.escape(TEMPORARY_PREFIX) + r"(?P<pid>[0-9]{1,10})-[0-9]{1,10}(\.assembling)?\.[a-z0-9]{1,8}"
)
_UNFINISHED = re.compile(r"unfinished-(?P<pid>[0-9]{1,10})-[0-9]{6,10}\.[a-z0-9]{1,8}")


def lock_of(journal: Path) -> Path:
    """Where the lock of a journal lies."""
    return journal.with_name(journal.name.removesuffix(JOURNAL_SUFFIX) + LOCK_SUFFIX)


def temporary_owner(name: str) -> int | None:
    """Process id in the name of a temporary file or folder; None for other names."""
    match = _TEMPORARY.fullmatch(name)
    return int(match["pid"]) if match else None


def unfinished_owner(name: str) -> int | None:
    """Process id in the name of a unit's temporary file; None for other names."""
    match = _UNFINISHED.fullmatch(name)
    return int(match["pid"]) if match else None


def is_dead(pid: int | None) -> bool:
    """Whether a process that there was has ended; False for None."""
    if pid is None:
        return False
    import psutil

    return not psutil.pid_exists(pid)


def find_leftovers(folder: Path, include_resumable: bool = False) -> list[Leftover]:
    """What dead jobs left in a folder: temporary files, and locks that nobody holds.

    Only names that Reprise gives are looked at, links are not followed, and other folders are
    not searched (parts folders are). Nothing is removed.

    Args:
        folder: where outputs lie.
        include_resumable: also list journals, parts folders and backups, which an export could
            go on from, unless a live process works on them.

    Raises:
        ExportError: the folder cannot be read.
    """
    found: list[Leftover] = []
    with reported("read the folder", folder):
        names = sorted(entry.name for entry in os.scandir(folder))
    for name in names:
        path = folder / name
        with contextlib.suppress(OSError, ExportError):
            found += _examined(path, include_resumable)
    return found


def _examined(path: Path, include_resumable: bool) -> Iterator[Leftover]:
    name = path.name
    if path.is_symlink():
        return
    if path.is_dir():
        if name.endswith(PARTS_SUFFIX):
            yield from _parts_folder(path, include_resumable)
        elif name.endswith(BACKUPS_SUFFIX):
            yield from _backups(path, include_resumable)
        elif is_dead(temporary_owner(name)):
            yield _dead_folder(path)
    elif path.is_file():
        size = path.stat().st_size
        if is_dead(owner := temporary_owner(name)):
            yield Leftover(path, "temporary", size, _by_dead(owner))
        elif name.endswith(LOCK_SUFFIX) and (pid := _dead_owner(path)):
            yield Leftover(path, "lock", size, f"A lock whose owner, process {pid}, has ended.")
        elif name.endswith(JOURNAL_SUFFIX) and include_resumable and not in_use_by_lock(path):
            yield Leftover(path, "journal", size, "The journal of an export that can go on.")


def _parts_folder(path: Path, include_resumable: bool) -> Iterator[Leftover]:
    with os.scandir(path) as entries:
        files = [
            (path / entry.name, entry.stat(follow_symlinks=False).st_size)
            for entry in entries
            if entry.is_file(follow_symlinks=False)
        ]
    # The journal, and its lock, may lie elsewhere (--state).
    owners = [unfinished_owner(file.name) for file, _ in files]
    in_use = _is_exported(path, PARTS_SUFFIX) or any(map(_is_alive, owners))
    if include_resumable and not in_use:
        size = sum(size for _, size in files)
        yield Leftover(path, "parts", size, f"{len(files)} parts of an export that can go on.")
        return
    for file, size in sorted(files):
        if is_dead(owner := unfinished_owner(file.name)):
            yield Leftover(file, "temporary", size, _by_dead(owner))


def _backups(path: Path, include_resumable: bool) -> Iterator[Leftover]:
    with os.scandir(path) as entries:
        folders = [Path(entry) for entry in entries if entry.is_dir(follow_symlinks=False)]
    owners = [temporary_owner(folder.name) for folder in folders]
    in_use = _is_exported(path, BACKUPS_SUFFIX) or any(map(_is_alive, owners))
    if include_resumable and not in_use:
        yield Leftover(path, "backups", folder_size(path), f"{len(folders)} backups of an export.")
        return
    for folder in sorted(folders):
        if is_dead(temporary_owner(folder.name)):
            yield _dead_folder(folder)


def _is_exported(companion: Path, suffix: str) -> bool:
    """Whether a live process works on the export whose parts or backups these are."""
    name = companion.name.removesuffix(suffix) + JOURNAL_SUFFIX
    return in_use_by_lock(companion.with_name(name))


def _is_alive(pid: int | None) -> bool:
    return pid is not None and not is_dead(pid)


def _dead_folder(path: Path) -> Leftover:
    owner = temporary_owner(path.name)
    return Leftover(path, "temporary", folder_size(path), _by_dead(owner, "folder"))


def folder_size(path: Path) -> int:
    """Bytes of all files in a folder and those below it; links are not followed."""
    total = 0
    with contextlib.suppress(OSError), os.scandir(path) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    total += folder_size(Path(entry))
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total


def in_use_by_lock(journal: Path) -> bool:
    """Whether the lock beside a journal says that a live process has it; only looks."""
    return is_held(lock_of(journal))


def is_held(lock: Path) -> bool:
    """Whether a lock's file says that a live process holds it; only looks."""
    try:
        return not _dead_owner(lock)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _dead_owner(lock: Path) -> int:
    """The process id in a lock's file if that process, on this computer, has ended; else 0."""
    import psutil

    try:
        with lock.open("rb") as file:
            fields = json.loads(file.read(4096))
        pid, host, started = int(fields["pid"]), str(fields["host"]), float(fields["started"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return 0
    if host != socket.gethostname():
        return 0
    try:
        # A process that began after the lock was taken has only inherited the number.
        if psutil.Process(pid).create_time() <= started + 1:
            return 0
    except psutil.NoSuchProcess:
        pass
    except (psutil.Error, ValueError, OverflowError):
        return 0
    return pid


def _by_dead(pid: int | None, what: str = "file") -> str:
    return f"A temporary {what} of process {pid}, which has ended."

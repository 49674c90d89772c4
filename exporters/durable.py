"""The one module of durable writes: whatever must survive a power cut goes through ``Storage``.

Tests put ``tests.faulty_storage.FaultyStorage`` in its place, which stops before any operation
and forgets what was not synced. The Linux branches are run by the tests; those for macOS and
Windows are written only.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from pathlib import Path

from exporters.errors import DiskFull, ExportError, UsageError

TEMPORARY_PREFIX = ".reprise-"
"""First characters of names that ``temporary_path`` makes."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
# What file systems without hard links answer (FAT, some network and user-space file systems).
NO_HARD_LINKS = frozenset(
    {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
)
# What file systems answer that cannot sync a folder; there is nothing better to do then.
NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP})

_OPEN_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CHUNK = 1 << 20
_numbers = itertools.count()


def shown(path: Path | str) -> str:
    """A path in quotes for a sentence: line ends, control and undecodable characters escaped."""
    text = "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in str(path)
    )
    return f'"{text}"'


def temporary_path(folder: Path, suffix: str) -> Path:
    """A new hidden name that tells, by this process's number, when it is a leftover.

    Args:
        folder: where.
        suffix: a dot and 1 to 8 lower-case letters or digits.
    """
    return folder / f"{TEMPORARY_PREFIX}{os.getpid()}-{next(_numbers)}{suffix}"


@contextlib.contextmanager
def reported(action: str, path: Path) -> Iterator[None]:
    """Turn an ``OSError`` into a sentence: "Could not {action} {path}: {cause}."

    Raises:
        DiskFull: there is no room, or the quota is used up.
        ExportError: anything else that the system refuses.
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            problem = f"There is no room on the disk to {action} {shown(path)}."
            raise DiskFull(problem, "Make room on that disk; what is finished is kept.") from error
        cause = error.strerror or type(error).__name__
        raise ExportError(f"Could not {action} {shown(path)}: {cause}.") from error


def open_regular(path: Path) -> FileIO:
    """Open for reading; neither follow a link nor wait for the other end of a pipe.

    Raises:
        ExportError: it is not a regular file.
        OSError: it cannot be opened.
    """
    flags = os.O_RDONLY | _OPEN_FLAGS
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    try:
        # Before a file is made of it: that of a folder fails, and leaves the descriptor open.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ExportError(f"{shown(path)} is not a regular file.")
        return FileIO(descriptor)
    except BaseException:
        os.close(descriptor)
        raise


def refuse_taken(path: Path) -> None:
    """Raises ``UsageError`` when there is something of that name."""
    if os.path.lexists(path):
        raise _exists(path)


class AppendFile:
    """A file that is only written at its end. Not for use by several threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _OPEN_FLAGS
        with reported("open", path):
            self._descriptor = os.open(path, flags, 0o666)

    @property
    def size(self) -> int:
        """Bytes in the file now."""
        with reported("look at", self.path):
            return os.fstat(self._descriptor).st_size

    def write(self, content: bytes) -> None:
        """Append. After an error any part of ``content`` may stand in the file."""
        with reported("write", self.path):
            _write_all(self._descriptor, content)

    def sync(self) -> None:
        """Wait until the content is on the disk.

        After an error the system may have dropped what was not on the disk: it must be written
        again, a second ``sync`` alone proves nothing.
        """
        with reported("save", self.path):
            _sync(self._descriptor)

    def truncate(self, size: int) -> None:
        """Cut the file to ``size`` bytes."""
        with reported("shorten", self.path):
            os.ftruncate(self._descriptor, size)

    def close(self) -> None:
        """Close without syncing; a second call does nothing."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            with contextlib.suppress(OSError):
                os.close(descriptor)


class Storage:
    """Operations on the disk that change what a power cut leaves behind.

    ``write_file``, ``write_new`` and ``publish`` are made of the others, so that each of their
    steps is a point where a test can stop. All methods raise ``ExportError`` (``DiskFull`` when
    there is no room).
    """

    def write_file(self, path: Path, content: bytes) -> None:
        """Replace a file, or create it: after a crash it holds the old content or the new."""
        temporary = temporary_path(path.parent, ".tmp")
        try:
            self.create_file(temporary, content)
            self.sync_file(temporary)
            self.replace(temporary, path)
        except ExportError:
            with contextlib.suppress(ExportError):
                self.remove(temporary)
            raise
        self.sync_folder(path.parent)

    def publish(self, source: Path, target: Path, overwrite: bool) -> None:
        """Make a finished file appear, whole, under its final name on the same volume.

        A crash on the way can leave both names; never half a file under the target's.

        Raises:
            UsageError: ``target`` exists and ``overwrite`` is false.
        """
        self.sync_file(source)
        if overwrite:
            self.replace(source, target)
        else:
            self.move_new(source, target)
        self.sync_folder(target.parent)

    def move_new(self, source: Path, target: Path) -> None:
        """Rename a file to a name that does not exist yet.

        Raises:
            UsageError: ``target`` exists.
        """
        if sys.platform == "win32":
            _rename_new(source, target)
            return
        if self.link(source, target):
            self.remove(source)
            return
        # Without hard links there is no portable race-free way; the moment between is short.
        refuse_taken(target)
        self.replace(source, target)

    def link(self, source: Path, target: Path) -> bool:
        """Give a file a second name. Returns False where the file system has no hard links.

        Raises:
            UsageError: ``target`` exists.
        """
        with reported("create", target):
            try:
                os.link(source, target)
            except FileExistsError as error:
                raise _exists(target) from error
            except OSError as error:
                if error.errno in NO_HARD_LINKS:
                    return False
                raise
        return True

    def symlink(self, source: Path, target: Path) -> None:
        """Make ``target`` a symbolic link to ``source``.

        Raises:
            UsageError: ``target`` exists.
        """
        with reported("create the link", target):
            try:
                target.symlink_to(source)
            except FileExistsError as error:
                raise _exists(target) from error

    def create_file(self, path: Path, content: bytes) -> None:
        """Write a new file, without syncing it. Fails when ``path`` exists."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN_FLAGS
        with reported("write", path):
            descriptor = os.open(path, flags, 0o666)
            try:
                _write_all(descriptor, content)
            finally:
                os.close(descriptor)

    def write_new(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write a file piece by piece to a name that does not exist yet, and sync it.

        Whatever a piece raises is passed on, and the file removed. After a crash any part of the
        content may stand in it.
        """
        self.create_file(path, b"")
        file = self.open_append(path)
        try:
            for chunk in chunks:
                file.write(chunk)
            file.sync()
        except (Exception, KeyboardInterrupt):
            file.close()
            with contextlib.suppress(ExportError):
                self.remove(path)
            raise
        finally:
            file.close()

    def copy_file(self, source: Path, target: Path) -> None:
        """Copy a regular file as ``write_new`` does. A link is not followed."""
        with reported("read", source), open_regular(source) as content:
            self.write_new(target, iter(lambda: content.read(_CHUNK), b""))

    def open_append(self, path: Path) -> AppendFile:
        """Open a file for appending; it is created, empty, when there is none."""
        return AppendFile(path)

    def sync_file(self, path: Path) -> None:
        """Wait until a file's content is on the disk, whoever wrote it."""
        # Windows flushes only what is open for writing.
        flags = (os.O_RDWR if sys.platform == "win32" else os.O_RDONLY) | _OPEN_FLAGS
        with reported("save", path):
            descriptor = os.open(path, flags)
            try:
                _sync(descriptor)
            finally:
                os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file, in place of what ``target`` was."""
        with reported("rename a file to", target):
            _patiently(lambda: source.replace(target))

    def sync_folder(self, path: Path) -> None:
        """Wait until the names in a folder (created, renamed, removed) are on the disk."""
        # Windows has no such operation; NTFS journals its names itself.
        if sys.platform == "win32":
            return
        with reported("save the folder", path):
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                _sync(descriptor)
            except OSError as error:
                if error.errno not in NO_FOLDER_SYNC:
                    raise
            finally:
                os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove a file; one that is not there is no error."""
        with reported("remove", path):
            _patiently(lambda: path.unlink(missing_ok=True))

    def make_folder(self, path: Path) -> None:
        """Create a folder; one that is there is no error. The folder above must exist."""
        with reported("create the folder", path):
            path.mkdir(exist_ok=True)

    def remove_folder(self, path: Path) -> bool:
        """Remove a folder if it is empty. Returns whether it is gone."""
        with reported("remove the folder", path):
            try:
                path.rmdir()
            except FileNotFoundError:
                return True
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    return False
                raise
        return True


DISK = Storage()
"""The real disk."""


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # On macOS fsync leaves the content in the drive's own cache.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _patiently(operation: Callable[[], object]) -> None:
    """On Windows a virus scanner or an indexer may hold a fresh file for a moment: try again."""
    if sys.platform == "win32":
        for _ in range(20):
            with contextlib.suppress(PermissionError):
                operation()
                return
            time.sleep(0.05)
    operation()


def _rename_new(source: Path, target: Path) -> None:
    """Rename on Windows, where a rename never replaces."""
    with reported("rename a file to", target):
        try:
            _patiently(lambda: source.rename(target))
        except FileExistsError as error:
            raise _exists(target) from error


def _exists(path: Path) -> UsageError:
    return UsageError(
        f"{shown(path)} already exists.", "Choose another name, or allow it to be replaced."
    )

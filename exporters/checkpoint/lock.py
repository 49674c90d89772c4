"""One writer for each export: a lock beside the journal that tells who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from exporters.durable import shown
from exporters.errors import StateBusy, StateError

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SUFFIXES = (".lock", ".export_state")
_MAX_OWNER_BYTES = 4096
_LOOK_SECONDS = 0.02


class ExportLock:
    """Held by the process that works on an export; a context manager.

    The system releases the lock of a process that dies, so a dead owner's file is simply taken
    over. The file's content (process id, host, start) is for people and other readers only.

    Args:
        path: the lock's file.
        subject: what is locked, for the sentence; by default the output, guessed from ``path``.
        patience: seconds that ``acquire`` waits at most for another process to end its work.
    """

    def __init__(self, path: Path, subject: str = "", patience: float = 0.0) -> None:
        self.path = path
        self._patience = patience
        name = path.name
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        self._subject = subject or shown(name)
        self._held: BaseFileLock | None = None
        self._native = True

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._held is not None

    def acquire(self) -> None:
        """Take the lock; without ``patience`` it does not wait.

        Raises:
            StateBusy: a live process has it, after all ``patience``.
            StateError: the file cannot be made or locked.
        """
        # Not before it is needed: importing it takes longer than reading a journal.
        from filelock import FileLock, SoftFileLock, Timeout

        # filelock would create the folder.
        if not self.path.parent.is_dir():
            raise StateError(f"Could not lock {shown(self.path)}: there is no such folder.")
        deadline = time.monotonic() + self._patience
        while self._held is None:
            # Not thread-local: it is released by whichever thread ends the export.
            lock = FileLock(self.path, thread_local=False)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                if time.monotonic() >= deadline:
                    raise self._busy() from None
                time.sleep(_LOOK_SECONDS)
                continue
            except (OSError, RuntimeError) as error:
                cause = getattr(error, "strerror", None) or str(error)
                raise StateError(f"Could not lock {shown(self.path)}: {cause}.") from error
            # The former owner may have removed the file after we opened it: then we hold a lock
            # that nobody else will ever see.
            if self._is_at_path(lock):
                self._held = lock
            else:
                lock.release(force=True)
        # Where the file system has no locks filelock falls back to the file's mere existence, and
        # writes and removes it itself.
        self._native = not isinstance(self._held, SoftFileLock)
        if self._native:
            self._write_owner()

    def release(self) -> None:
        """Give the lock back and remove the file; without the lock, does nothing."""
        lock, self._held = self._held, None
        if lock is None:
            return
        # First the file, then the lock: nobody can lock a file that is about to vanish and go on
        # unnoticed, see acquire. Windows does not remove open files: there the lock goes first.
        if self._native and sys.platform != "win32":
            self._remove()
        lock.release(force=True)
        if sys.platform == "win32":
            self._remove()

    def owner(self) -> str:
        """Who holds the lock: "process 123 on host x since 14:32", as far as it can be read."""
        try:
            with self.path.open("rb") as file:
                fields = json.loads(file.read(_MAX_OWNER_BYTES))
            pid, host, started = int(fields["pid"]), str(fields["host"]), float(fields["started"])
            since = time.strftime("%Y-%m-%d %H:%M", time.localtime(started))
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return "another process"
        where = "" if host == socket.gethostname() else f" on the computer {shown(host)}"
        return f"process {pid}{where} since {since}"

    def __enter__(self) -> ExportLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _busy(self) -> StateBusy:
        return StateBusy(
            f"{self._subject} is being exported by {self.owner()}.",
            "Wait until it is done, or stop that process.",
        )

    def _is_at_path(self, lock: BaseFileLock) -> bool:
        descriptor = getattr(getattr(lock, "_context", None), "lock_file_fd", None)
        if descriptor is None or sys.platform == "win32":
            return True
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.lstat())
        except OSError:
            return False

    def _write_owner(self) -> None:
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "started": time.time()}
        # On Windows the locked file may refuse it; the lock holds all the same.
        with contextlib.suppress(OSError), self.path.open("r+b") as file:
            file.truncate()
            file.write(json.dumps(owner).encode() + b"\n")

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()

"""Releasing what a job leaves lying: temporary files, folders, processes, hooks of others."""

from __future__ import annotations

import atexit
import contextlib
import logging
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from exporters.durable import shown
from exporters.leftovers import Leftover, find_leftovers

__all__ = ["CleanupRegistry", "Leftover", "find_leftovers"]

_KILL_SECONDS = 2.0
_log = logging.getLogger(__name__)

Hook = Callable[[], object]


class CleanupRegistry:
    """What one job must release, in reverse order, however it ends; a context manager.

    ``release`` runs on leaving the context (success, failure, cancel) and at the interpreter's
    exit, whichever comes first. Each entry is released exactly once. An exception of one is
    logged and does not stop the others. Thread-safe.

    Every ``register_...`` returns a function that takes the entry back, unreleased: for a
    temporary file that became something that stays.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[int, tuple[str, Hook]] = {}
        self._next = 0

    def register_hook(self, hook: Hook, name: str = "") -> Hook:
        """Call ``hook()`` at release; ``name`` is for the log."""
        with self._lock:
            if not self._entries:
                # Kept alive by it until the exit, should everybody else forget it.
                atexit.register(self.release)
            number, self._next = self._next, self._next + 1
            self._entries[number] = (name or repr(hook), hook)

        def take_back() -> None:
            with self._lock:
                self._entries.pop(number, None)

        return take_back

    def register_file(self, path: Path) -> Hook:
        """Remove a file at release; one that is gone already is no error."""
        return self.register_hook(lambda: path.unlink(missing_ok=True), f"file {shown(path)}")

    def register_folder(self, path: Path) -> Hook:
        """Remove a folder with all that is in it at release. A link is never followed."""
        return self.register_hook(lambda: _remove_folder(path), f"folder {shown(path)}")

    def register_process(self, process: subprocess.Popen[bytes] | int) -> Hook:
        """Kill a process at release, given as itself or by its number; one that ended is no error.

        A number that the system has meanwhile given to another process is left alone.
        """
        if not isinstance(process, int):
            return self.register_hook(lambda: _end_child(process), f"process {process.pid}")
        import psutil

        try:
            found = psutil.Process(process)
        except psutil.Error:
            return lambda: None
        return self.register_hook(lambda: _end_other(found), f"process {process}")

    def release(self) -> None:
        """Release everything that is registered, last first."""
        while (entry := self._pop()) is not None:
            name, hook = entry
            try:
                hook()
            except Exception:
                _log.exception("Could not clean up: %s", name)
        atexit.unregister(self.release)

    def _pop(self) -> tuple[str, Hook] | None:
        with self._lock:
            return self._entries.popitem()[1] if self._entries else None

    def __enter__(self) -> CleanupRegistry:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _remove_folder(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _end_child(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_KILL_SECONDS)


def _end_other(process: object) -> None:
    import psutil

    assert isinstance(process, psutil.Process)
    with contextlib.suppress(psutil.Error):
        # ``kill`` compares the start time, so that a number used again is not hit.
        process.kill()
        process.wait(_KILL_SECONDS)

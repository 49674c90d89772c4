"""Starts external processes so that none outlives the application, however it dies.

POSIX: a reaper process holds a pipe from the application and kills what is registered, and what
carries the session's marker in its environment, when the pipe closes. It covers SIGKILL, crashes
and the moment between a child's start and its registration. Windows: a job object.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from exporters.os_specifics import WINDOWS, child_environment, start_options

MARKER = "REPRISE_SESSION"
REAPER = Path(__file__).with_name("reaper.py")


class Guard:
    """One for each application process; ``spawn`` and ``forget`` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self.session = uuid.uuid4().hex
        self._reaper: subprocess.Popen[bytes] | None = None
        self._alive: set[int] = set()

    def after_fork(self) -> None:
        """A forked copy of the application guards its own children, not those of the first."""
        self._lock = threading.Lock()
        if self._reaper is not None and self._reaper.stdin is not None:
            self._reaper.stdin.close()
            self._reaper.returncode = 0  # the first application's child, not ours to wait for
        self._begin()

    def spawn(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        **options: Any,
    ) -> subprocess.Popen[bytes]:
        """Start a process, as ``subprocess.Popen`` does. Raises OSError if it cannot start.

        Without an environment it gets that of ``child_environment``.
        """
        self._watch()
        given = child_environment() if environment is None else environment
        process = subprocess.Popen(
            list(arguments),
            bufsize=0,
            env={**given, MARKER: self.session},
            **start_options(),
            **options,
        )
        with self._lock:
            self._alive.add(process.pid)
            self._tell(f"+{process.pid}\n")
        return process

    def forget(self, pid: int) -> None:
        """To be called when a child has ended, before its number can be used again."""
        with self._lock:
            self._alive.discard(pid)
            self._tell(f"-{pid}\n")

    @property
    def reaper_pid(self) -> int | None:
        """Process number of the running reaper; None before the first child and on Windows."""
        return None if self._reaper is None else self._reaper.pid

    def _watch(self) -> None:
        with self._lock:
            if WINDOWS:
                _join_job()
            elif self._reaper is None or self._reaper.poll() is not None:
                self._start_reaper()

    def _start_reaper(self) -> None:
        if self._reaper is not None and self._reaper.stdin is not None:
            self._reaper.stdin.close()
        marker = f"{MARKER}={self.session}"
        # -I and -S: no site packages and nothing of the user's to import. No marker of an outer
        # application in its environment, which would end the reaper together with its charges.
        self._reaper = subprocess.Popen(
            [sys.executable, "-I", "-S", str(REAPER), marker, str(os.getpid())],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,
            env=child_environment(),
            start_new_session=True,
        )
        if self._reaper.stdin is not None:
            os.set_blocking(self._reaper.stdin.fileno(), False)
        for pid in self._alive:
            self._tell(f"+{pid}\n")

    def _tell(self, line: str) -> None:
        # A reaper that was killed is replaced at the next start; one that does not read its pipe
        # still finds the children by their marker.
        if self._reaper is not None and self._reaper.stdin is not None:
            with contextlib.suppress(BrokenPipeError, BlockingIOError):
                self._reaper.stdin.write(line.encode())


def _join_job() -> None:
    if sys.platform == "win32":
        from exporters.media.windows_job import join_job

        join_job()


GUARD = Guard()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=GUARD.after_fork)

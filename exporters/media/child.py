"""One running external process: its log drained, frozen and ended by a token, always reaped."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, DiskFull, ProcessFailed
from exporters.media.guard import GUARD
from exporters.media.log_tail import LogTail, last_meaningful
from exporters.os_specifics import (
    cpu_seconds,
    enlarge_pipe,
    kill_tree,
    resume,
    signal_name,
    suspend,
    wait_for_end,
)

CHUNK = 1 << 20
LEFTOVER_SECONDS = 2.0
"""How long to wait for a pipe that a grandchild holds open after the child has ended."""


class Child:
    """A process and its pipes; a context manager that ends and reaps it in any case.

    Args:
        arguments: the program and its arguments.
        token: pausing it freezes the process, cancelling it kills the process. While it is
            paused no process is started.
        stdin: give it a pipe to read from, instead of nothing.
        stdout: give it a pipe to write to, instead of discarding what it writes.
        name: what to call it in sentences; the program's name by default.
        environment: its variables; few and harmless ones by default.

    Raises ProcessFailed if it cannot be started, Cancelled if the token was cancelled before.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        token: CancelToken | None = None,
        stdin: bool = False,
        stdout: bool = False,
        cwd: Path | None = None,
        name: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name or _program(arguments[0])
        self.token = token or CancelToken()
        self.ended = threading.Event()
        self.ending = ""
        self._lock = threading.Lock()
        self._tail = LogTail()
        self._closed = False
        self._frozen_at: float | None = None
        self._frozen_seconds = 0.0
        self._started = time.monotonic()
        self.token.check()
        self._process = self._spawn(arguments, stdin, stdout, cwd, environment)
        self.pid = self._process.pid
        try:
            self._attend()
        except BaseException:
            kill_tree(self.pid)
            self._process.wait()
            raise

    def _spawn(
        self,
        arguments: Sequence[str],
        stdin: bool,
        stdout: bool,
        cwd: Path | None,
        environment: Mapping[str, str] | None,
    ) -> subprocess.Popen[bytes]:
        try:
            return GUARD.spawn(
                arguments,
                environment,
                stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE if stdout else subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=cwd,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problem = f"{self.name} could not be started ({reason})."
            raise ProcessFailed(problem, f"It was looked for at {arguments[0]}.") from error

    def _attend(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                enlarge_pipe(pipe.fileno())
        self._threads = [
            threading.Thread(target=self._drain, name=f"log of {self.pid}", daemon=True),
            threading.Thread(target=self._wait, name=f"end of {self.pid}", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._unsubscribe = self.token.subscribe(self._obey)
        self._obey()

    def _drain(self) -> None:
        pipe = self._process.stderr
        while pipe is not None and (chunk := os.read(pipe.fileno(), 65536)):
            self._tail.add(chunk)

    def _wait(self) -> None:
        wait_for_end(self._process)
        self.ended.set()

    def _obey(self) -> None:
        if self.token.cancelled:
            self.kill("cancelled")
            return
        with self._lock:
            paused = self.token.paused
            if self._closed or paused == (self._frozen_at is not None):
                return
            if paused:
                suspend(self.pid)
                self._frozen_at = time.monotonic()
            else:
                resume(self.pid)
                self._frozen_seconds += time.monotonic() - (self._frozen_at or 0.0)
                self._frozen_at = None

    def kill(self, ending: str) -> None:
        """End the process and its children now; ``ending`` says why, the first reason is kept."""
        with self._lock:
            if not self._closed and not self.ended.is_set():
                self.ending = self.ending or ending
                kill_tree(self.pid)

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    @property
    def log(self) -> tuple[str, ...]:
        """The last lines that the process wrote to its standard error."""
        return self._tail.lines()

    def running_seconds(self) -> float:
        """Time since the start without the time it was frozen, in seconds."""
        with self._lock:
            now = self._frozen_at if self._frozen_at is not None else time.monotonic()
            return now - self._started - self._frozen_seconds

    def cpu_seconds(self) -> float:
        """Processor time used so far, in seconds."""
        return cpu_seconds(self.pid)

    def read(self, size: int = CHUNK) -> bytes:
        """Up to ``size`` bytes of what the process writes; b"" at the end."""
        pipe = self._process.stdout
        return b"" if pipe is None or pipe.closed else os.read(pipe.fileno(), size)

    def write(self, chunk: bytes | bytearray | memoryview) -> None:
        """All of ``chunk`` to the process. Raises BrokenPipeError if it no longer reads."""
        pipe, rest = self._process.stdin, memoryview(chunk).cast("B")
        while len(rest):
            if pipe is None or pipe.closed:
                raise BrokenPipeError(f"{self.name} has ended")
            rest = rest[os.write(pipe.fileno(), rest) :]

    def close_stdin(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def close(self) -> None:
        """End the process if it still runs, reap it, and release pipes and threads."""
        if self._closed:
            return
        self._unsubscribe()
        self.kill("closed")
        self.ended.wait()
        self._join()
        with self._lock:
            self._closed = True
            GUARD.forget(self.pid)
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None and not self._threads[0].is_alive():
                with contextlib.suppress(OSError):
                    pipe.close()

    def _join(self) -> None:
        self._threads[1].join()
        self._threads[0].join(LEFTOVER_SECONDS)
        if self._threads[0].is_alive():
            kill_tree(self.pid)  # of its group, only those remain who hold the pipe
            self._threads[0].join(LEFTOVER_SECONDS)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def raise_for_failure(self) -> None:
        """To be called after ``close``. Raises Cancelled, DiskFull or ProcessFailed; or nothing."""
        code = self._process.returncode
        if code == 0 and self.ending in ("", "cancelled"):
            return
        if self.ending == "cancelled":
            raise Cancelled(self.token.reason or "The export was stopped.")
        if self.ending not in ("", "closed"):
            raise ProcessFailed(f"{self.name} {self.ending}", log=self.log)
        raise failure(self.name, code, self.log)


def failure(name: str, code: int, log: tuple[str, ...]) -> ProcessFailed | DiskFull:
    """The error for a process that ended with ``code``, in the words of its log."""
    reason = last_meaningful(log)
    if any("No space left on device" in line or "Disk quota exceeded" in line for line in log):
        return DiskFull("There is no room left on the disk.", "Make room, then go on.", log)
    if code < 0:
        advice = "The system may have run out of memory." if code == -9 else ""
        return ProcessFailed(f"{name} was ended by {signal_name(-code)}.", advice, log)
    told = f": {reason}" if reason else "."
    return ProcessFailed(f"{name} failed (exit code {code}){told}", "", log)


def _program(path: str) -> str:
    name = Path(path).name
    return "ffmpeg" if name.startswith("ffmpeg") else name

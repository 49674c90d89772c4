"""Runs the command line as a user does: in a process of its own."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TIME_LIMIT = 120


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *(os.fspath(a) if isinstance(a, os.PathLike)
            else str(a) for a in arguments)]  # fmt: skip


def reprise(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run to the end, without a terminal."""
    return subprocess.run(
        command(*arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=TIME_LIMIT,
        cwd=cwd,
        check=False,
    )


def succeed(*arguments: object, cwd: Path | None = None) -> str:
    """Run a command that must succeed; its standard output."""
    done = reprise(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def companions(output: Path) -> list[str]:
    """Names of what lies beside an output because of it."""
    return sorted(p.name for p in output.parent.iterdir() if p.name.startswith(output.name + "."))


def _heed_hang_up() -> None:
    """Whoever runs the tests may have been started with nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Running:
    """An export that runs, and the events that it prints.

    Args:
        arguments: of the command; ``--json`` is added.
        act: called with each event, and with this object, in a thread.
    """

    def __init__(
        self, *arguments: object, act: Callable[[dict[str, Any], Running], None] | None = None
    ) -> None:
        self.events: list[dict[str, Any]] = []
        self._act = act
        self.process = subprocess.Popen(
            command(*arguments, "--json"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_heed_hang_up if os.name == "posix" else None,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            # The last line of a killed program may be torn.
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                self.events.append(event)
                if self._act is not None:
                    self._act(event, self)

    def kill(self) -> None:
        """SIGKILL to the leader alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def wait(self) -> tuple[int, str]:
        """Exit code and standard error."""
        assert self.process.stderr is not None
        told = self.process.stderr.read()
        code = self.process.wait(timeout=TIME_LIMIT)
        self._reader.join(timeout=TIME_LIMIT)
        self.process.stderr.close()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code, told

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]


def kill_after(units: int) -> Callable[[dict[str, Any], Running], None]:
    """For ``Running``: SIGKILL once so many units are finished."""

    def kill(event: dict[str, Any], running: Running) -> None:
        if len(running.of_kind("unit_finished")) >= units:
            running.kill()

    return kill


def processes_with(text: str) -> list[int]:
    """Numbers of processes, other than this one, whose arguments contain ``text``."""
    import psutil

    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        listed = process.info["cmdline"] or []
        alive = process.info["status"] != psutil.STATUS_ZOMBIE
        if alive and process.pid != os.getpid() and any(text in part for part in listed):
            found.append(process.pid)
    return found


def gone(text: str, within: float) -> bool:
    """Whether no process has ``text`` in its arguments any more before ``within`` seconds."""
    deadline = time.monotonic() + within
    while processes_with(text):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of a few megabytes; only where this user may mount one."""
    import pytest

    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)

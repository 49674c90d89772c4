"""Ends the children of an application that has died. A script, started by ``guard``.

Standard input is a pipe from the application: ``+PID`` and ``-PID`` lines say which children
live; its end says that the application does not. Imports little, since it starts at each export.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time

LINUX = sys.platform == "linux"
HUNTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.4)
"""Pauses in seconds before each search: a child may not have reached its ``exec`` at first."""


class Children:
    """The living children, by process number; on Linux each with a descriptor of it."""

    def __init__(self) -> None:
        self._descriptors: dict[int, int] = {}

    def obey(self, line: bytes) -> None:
        try:
            pid = int(line[1:])
        except ValueError:
            return
        self._forget(pid)
        if line[:1] == b"+":
            self._descriptors[pid] = _open_process(pid)

    def _forget(self, pid: int) -> None:
        descriptor = self._descriptors.pop(pid, -1)
        if descriptor >= 0:
            os.close(descriptor)

    def kill(self) -> None:
        for pid, descriptor in self._descriptors.items():
            if descriptor >= 0 or not LINUX:
                _kill(pid, descriptor)


def _open_process(pid: int) -> int:
    if not LINUX:
        return -1
    try:
        return os.pidfd_open(pid)
    except OSError:
        return -1


def _kill(pid: int, descriptor: int) -> None:
    try:
        if descriptor >= 0 and sys.platform == "linux":
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass


def hunt(marker: bytes) -> None:
    """Kill every process that carries the marker in its environment (Linux)."""
    for name in os.listdir("/proc"):  # noqa: PTH208  pathlib takes longer to import than this
        if not name.isdigit():
            continue
        descriptor = _open_process(int(name))
        if descriptor < 0:
            continue
        try:
            # The descriptor came first: what is read and what is killed are the same process.
            with open(f"/proc/{name}/environ", "rb") as environment:  # noqa: PTH123
                if marker in environment.read().split(b"\0"):
                    _kill(int(name), descriptor)
        except OSError:
            pass
        finally:
            os.close(descriptor)


def follow(children: Children, parent: int) -> None:
    """Keep the list of children until the pipe or the application ends."""
    parent_descriptor = _open_process(parent)
    if os.getppid() != parent:
        return
    watched = [0] if parent_descriptor < 0 else [0, parent_descriptor]
    remainder = b""
    while True:
        # Without a descriptor of the application, look now and then whether it is still there:
        # a forked copy of it may hold the pipe open.
        timeout = 0.5 if parent_descriptor < 0 else None
        ready, _, _ = select.select(watched, [], [], timeout)
        if parent_descriptor in ready or os.getppid() != parent:
            return
        if 0 in ready:
            chunk = os.read(0, 65536)
            if not chunk:
                return
            *lines, remainder = (remainder + chunk).split(b"\n")
            for line in lines:
                children.obey(line)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    marker, parent = sys.argv[1].encode(), int(sys.argv[2])
    children = Children()
    try:
        follow(children, parent)
    finally:
        children.kill()
        if LINUX:
            for pause in HUNTS:
                time.sleep(pause)
                hunt(marker)


if __name__ == "__main__":
    main()

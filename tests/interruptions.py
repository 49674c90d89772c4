"""Ways to stop work that goes on at its next run: at a chosen place, or by Ctrl+C at any line."""

from __future__ import annotations

import contextlib
import linecache
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = str(Path(__file__).parents[1] / "exporters")

PATIENCE = 60
"""Seconds after which what another thread should do counts as not done."""


class Stopped(Exception):
    """Raised where a test stops the work."""


def stop() -> None:
    raise Stopped


@contextlib.contextmanager
def ended_by(error: type[BaseException] = Stopped) -> Iterator[None]:
    """What is inside must be ended by this error."""
    try:
        yield
    except error:
        return
    raise AssertionError(f"{error.__name__} was not raised.")


def until(holds: Callable[[], bool]) -> bool:
    """Wait for what another thread does; False when that takes far too long."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def every(total: int, most: int) -> Iterator[int]:
    """Numbers from 1 to ``total``: all, or as many evenly spread ones as about ``most``."""
    yield from range(1, total + 1, max(1, total // most))


class InterruptedAt:
    """A context manager that interrupts this thread before the ``stop``-th line within ``ROOT``.

    Lines that begin with ``with`` are not counted: Python comes back to them to leave the block,
    and does not raise there what a signal has asked for.

    Attributes:
        lines: how many lines were begun.
    """

    def __init__(self, stop: int | None) -> None:
        self.stop = stop
        self.lines = 0
        self._before: Any = None

    def __enter__(self) -> InterruptedAt:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, event: str, argument: object) -> Any:
        return self._line if frame.f_code.co_filename.startswith(ROOT) else None

    def _line(self, frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            text = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
            if not text.lstrip().startswith("with "):
                self.lines += 1
                if self.lines == self.stop:
                    raise KeyboardInterrupt
        return self._line

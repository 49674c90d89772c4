"""The queue's owner, in a process of its own that the window starts, hears and ends."""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.gui.post_box import PostBox
from app.jobs.event_lines import decode
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError
from exporters.media.runner import Write, run

END_SECONDS = 4.0
"""How long the process may take to stop its exports by itself."""

_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); " \
    "from app.jobs.queue.serving import main; main()"  # fmt: skip


class Engine(QObject):
    """Runs exports in another process: the window stays quick, and either may die alone.

    Signals:
        reported(job, event): an export reported an ``Event``.
        changed(): the queue is another than before.
        idle(completed, failed): everything that was to be run has ended.
        awake(held): the machine is kept from sleeping, or no longer is.
        owned_by(sentence): another program runs the queue; "" when this one does.
        failed(sentence): the process has a problem, or ended by itself.
    """

    reported = Signal(int, object)
    changed = Signal()
    idle = Signal(int, int)
    awake = Signal(bool)
    owned_by = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ending = threading.Event()
        self._explained = False
        self._token = CancelToken()
        self._thread: threading.Thread | None = None
        self._told = PostBox(self._pass_on, self)

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Start the process, unless it runs."""
        if self.running:
            return
        self._ending.clear()
        self._explained = False
        self._token = CancelToken()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process; what was being exported can go on at the next start."""
        self._ending.set()
        if self._thread is None:
            return
        self._thread.join(END_SECONDS)
        if self._thread.is_alive():
            self._token.cancel()
            self._thread.join(END_SECONDS)

    def _run(self) -> None:
        root = Path(__file__).parents[2]
        command = [sys.executable, "-c", _START, str(root)]
        try:
            run(
                command,
                token=self._token,
                on_line=self._heard,
                feed=self._wait,
                name="engine",
                stall_timeout=math.inf,
                # It is this same program, and may need all that the window was given.
                environment=os.environ,
            )
        except Cancelled:
            pass
        except ExportError as error:
            if not self._ending.is_set() and not self._explained:
                self._told.put({"event": "problem", "sentence": str(error)})

    def _wait(self, write: Write) -> None:
        """Keeps the process's input open: it ends its exports when that closes."""
        self._ending.wait()

    def _heard(self, line: bytes) -> None:
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                # The process says itself why it ends, mostly.
                self._explained |= told.get("event") == "problem"
                self._told.put(told)

    def _pass_on(self, told: dict[str, Any]) -> None:
        """Emit what a line tells; nothing where it is not understood."""
        with contextlib.suppress(ValueError, KeyError, TypeError):
            self._emit(told)

    def _emit(self, told: dict[str, Any]) -> None:
        kind = told.get("event")
        if kind == "changed":
            self.changed.emit()
        elif kind == "idle":
            self.idle.emit(int(told["completed"]), int(told["failed"]))
        elif kind == "awake":
            self.awake.emit(bool(told["held"]))
        elif kind == "owner":
            self.owned_by.emit(str(told["other"]))
        elif kind == "problem":
            self.failed.emit(str(told["sentence"]))
        elif (decoded := decode(told)) is not None:
            self.reported.emit(*decoded)

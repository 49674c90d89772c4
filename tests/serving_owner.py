"""The queue's owner in a process of its own, as the window starts it, to be killed by tests."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.commands import ROOT, TIME_LIMIT


class ServingOwner:
    """Runs from its creation on, and ends by ``kill`` or ``end``.

    Args:
        folder: where the queue lies.
        errors: the file that its standard error is appended to.
    """

    def __init__(self, folder: Path, errors: Path) -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        with errors.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.jobs.queue.serving"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
                cwd=ROOT,
                env={**os.environ, "REPRISE_DATA": str(folder)},
                start_new_session=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def told(self, seconds: float) -> list[dict[str, Any]]:
        """What it has told meanwhile; waits so long for the first of it."""
        deadline = time.monotonic() + seconds
        lines = []
        with contextlib.suppress(queue.Empty):
            while True:
                lines.append(self._lines.get(timeout=max(0.0, deadline - time.monotonic())))
                deadline = 0.0
        return [event for line in lines if (event := _parsed(line))]

    def kill(self) -> list[dict[str, Any]]:
        """SIGKILL to it alone; returns what it told last."""
        self.process.kill()
        return self._last_words()

    def end(self) -> list[dict[str, Any]]:
        """Let it end as if the window had been closed; returns what it told last."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self._last_words()

    def _last_words(self) -> list[dict[str, Any]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.wait(timeout=TIME_LIMIT)
        self._reader.join(timeout=TIME_LIMIT)
        self.process.stdin.close()
        self.process.stdout.close()
        return self.told(0.0)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        return dict(json.loads(line))
    except ValueError:
        # The last line of a killed program may be torn.
        return None

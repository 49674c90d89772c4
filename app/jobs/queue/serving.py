"""The queue's owner as a process of its own: ``python -m app.jobs.queue.serving``.

It writes what happens to its standard output, a line of JSON each, and ends when its standard
input does: a window that dies takes no export with it that would run unseen.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from typing import Any

from app.jobs.awake import Awake
from app.jobs.event_lines import encode
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import JobChanged
from app.jobs.queue.owner import QueueOwner
from exporters.errors import ExportError, StateBusy
from exporters.events import Event

AGAIN_SECONDS = 1.0
"""How often to see whether another owner has ended."""

RUNS = {"event": "owner", "other": ""}

_writing = threading.Lock()


def main() -> None:
    """Run the queue until the standard input ends, or a signal asks."""
    ending = threading.Event()
    threading.Thread(target=_wait_for_end, args=(ending,), daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    try:
        controller = QueueController()
    except ExportError as error:
        _say(event="problem", sentence=str(error))
        raise SystemExit(1) from error
    for note in controller.notes:
        _say(event="problem", sentence=note)
    try:
        _serve(controller, ending)
    finally:
        controller.close()


def _serve(controller: QueueController, ending: threading.Event) -> None:
    owner = QueueOwner(
        controller,
        _heard,
        awake=Awake(lambda held: _say(event="awake", held=held)),
        on_idle=lambda completed, failed: _say(event="idle", completed=completed, failed=failed),
    )
    told = None
    while not ending.is_set():
        refused = _started(owner)
        if refused != told:
            told = refused
            _say(**refused)
        if refused != RUNS:
            ending.wait(AGAIN_SECONDS)
            continue
        ending.wait()
        owner.stop()


def _started(owner: QueueOwner) -> dict[str, str]:
    """Start the owner; what is to be said of it."""
    try:
        owner.start()
    except StateBusy as busy:
        return {"event": "owner", "other": str(busy)}
    except ExportError as error:
        return {"event": "problem", "sentence": str(error)}
    return RUNS


def _wait_for_end(ending: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    ending.set()


def _heard(job: int, event: Event | JobChanged) -> None:
    if isinstance(event, JobChanged):
        _say(event="changed", job=job, state=str(event.state))
    else:
        _write(encode(job, event))


def _say(**told: Any) -> None:
    _write(json.dumps({**told, "time": time.time()}))


def _write(line: str) -> None:
    # Nobody may be listening any more; the exports are ended by the input, not by this.
    with _writing, contextlib.suppress(OSError, ValueError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

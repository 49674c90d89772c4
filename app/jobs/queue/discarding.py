"""Removing what jobs have finished: journals and parts, never outputs."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from app.jobs.checkpoints.clearing import items_of, remove_items
from app.jobs.naming import MAIN_FILES
from app.jobs.queue.job import Job
from app.jobs.queue.running import places_of_job
from exporters.checkpoint.lock import ExportLock
from exporters.durable import DISK, shown
from exporters.errors import ExportError

LET_GO_SECONDS = 3.0
"""How long the queue's owner may take to end what it holds frozen."""

AS_NEW: Mapping[str, Any] = {
    "phase": "", "last_completed_phase": "", "began": 0.0, "ended": 0.0, "units_done": 0,
    "units_total": 0, "work_done": 0, "work_total": 0, "work_name": "", "rate": 0.0, "speed": 0.0,
    "size": 0, "seconds_left": None, "fraction": 0.0, "waiting_for": "", "message": "", "log": (),
    "attempts": 0, "digest": "", "start_over": False,
}  # fmt: skip
"""Columns of a job of which nothing is finished."""


def discard(job: Job) -> None:
    """Remove journal and parts, under the export's lock; a draft's folder, too, if it is empty.

    Raises:
        StateBusy: a process works on the export.
        ExportError: something cannot be removed.
    """
    places = places_of_job(job)
    if not places.journal.parent.is_dir():
        return
    with ExportLock(places.lock, shown(places.output), patience=LET_GO_SECONDS):
        remove_items(places, items_of(places))
    if places.output.name in MAIN_FILES:
        with contextlib.suppress(ExportError):
            DISK.remove_folder(places.output.parent)

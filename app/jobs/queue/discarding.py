"""Removing what a job has finished: its journal and its parts, never its output."""

from __future__ import annotations

import time

from app.jobs.checkpoints.clearing import clear, items_of
from app.jobs.queue.job import Job
from app.jobs.queue.running import places_of_job
from exporters.errors import StateBusy

LET_GO_SECONDS = 3.0
"""How long the queue's owner may take to end what it holds frozen."""


def discard(job: Job) -> None:
    """Remove journal and parts. Raises StateBusy when a process works on the export."""
    places = places_of_job(job)
    if not places.journal.parent.is_dir():
        return
    deadline = time.monotonic() + LET_GO_SECONDS
    while True:
        try:
            clear(places, items_of(places))
            return
        except StateBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

"""Taking up an interrupted export that is not in the queue: its journal was opened or dropped."""

from __future__ import annotations

from pathlib import Path

from app.jobs.checkpoints.subject import places_of
from app.jobs.queue.controller import QueueController
from app.jobs.queue.interrupted import describe
from app.jobs.queue.job import Interrupted, NewJob
from exporters.durable import shown
from exporters.engine.session import read_state
from exporters.errors import StateError
from exporters.video.plan_record import NAME


def adopt_journal(controller: QueueController, journal: Path) -> Interrupted:
    """The export that a journal is of, as a job of the queue; it is added when it is not there.

    Raises:
        StateError: the file is no journal of a video export, or cannot be read.
        UsageError: the export cannot be added.
    """
    places = places_of(journal)
    for job in controller.jobs():
        if job.output == places.output:
            return describe(job)
    state = read_state(places.journal)
    if state is None or state.exporter != NAME:
        raise StateError(
            f"{shown(journal)} is not the journal of an interrupted video export.",
            "If it is damaged, give the original export again: finished parts are found and used.",
        )
    (job,) = controller.add([NewJob(places.output, state.request)])
    return describe(job)

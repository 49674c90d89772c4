"""Taking up an interrupted export that is not in the queue: its journal was opened or dropped."""

from __future__ import annotations

from pathlib import Path

from app.jobs.checkpoints.subject import places_of
from app.jobs.naming import parts_in
from app.jobs.queue.controller import QueueController
from app.jobs.queue.interrupted import describe
from app.jobs.queue.job import Interrupted, NewJob
from app.jobs.queue.states import JobState, Verb, after
from app.jobs.requests import EDIT, PROJECT
from exporters.durable import shown
from exporters.engine.session import read_state
from exporters.errors import StateError
from exporters.video.plan_record import NAME

EXPORTERS = (NAME, EDIT, PROJECT)
"""Names of the exporters whose journals are exports of the queue."""


def adopt_journal(
    controller: QueueController, journal: Path, parts_folder: Path | None = None
) -> Interrupted:
    """The export that a journal is of, as a job of the queue; it is added when it is not there.

    Args:
        parts_folder: where its parts are looked for that are not beside the output.

    Raises:
        StateError: the file is no journal of a film or a project, or cannot be read.
        UsageError: its job waits, is under way or is paused already, or it cannot be added.
    """
    places = places_of(journal)
    # One that is completed has nothing to do with what was interrupted since.
    known = [
        job
        for job in controller.jobs()
        if job.output == places.output and job.state is not JobState.COMPLETED
    ]
    for job in known:
        after(job.id, job.state, Verb.START)
    if known:
        return describe(known[-1])
    state = read_state(places.journal)
    if state is None or state.exporter not in EXPORTERS:
        raise StateError(
            f"{shown(journal)} is not the journal of an interrupted video export.",
            "If it is damaged, give the original export again: finished parts are found and used.",
        )
    options = {}
    if parts_folder is not None and not places.parts.is_dir():
        elsewhere = parts_in(parts_folder, places.output)
        if elsewhere.is_dir():
            options["parts"] = str(elsewhere)
    (job,) = controller.add([NewJob(places.output, state.request, options)])
    return describe(job)

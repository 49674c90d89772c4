"""What is kept of an interrupted export, for the question whether to go on with it."""

from __future__ import annotations

import os

from app.jobs.checkpoints.source_match import match_source
from app.jobs.queue.job import Interrupted, Job
from app.jobs.queue.running import places_of_job
from exporters.engine.saved import saved_by
from exporters.engine.session import read_state
from exporters.errors import ExportError
from exporters.leftovers import folder_size

KILLED = "Reprise ended while this export was running."


def describe(job: Job) -> Interrupted:
    """Look at a job's journal, parts and source. Only reads."""
    places = places_of_job(job)
    damage = source = ""
    saved = None
    try:
        state = read_state(places.journal)
        saved = saved_by(places, state)
        source = match_source(state, places.output.parent) if state else ""
    except (ExportError, OSError) as error:
        damage = str(error)
    if not os.path.exists(job.source):  # noqa: PTH110  # Path.exists raises for some errors
        source = "missing"
    return Interrupted(
        job=job,
        units_done=saved.units_done if saved else 0,
        units_total=saved.units_total if saved else 0,
        saved=saved.saved if saved else 0.0,
        parts_size=folder_size(places.parts) if places.parts.is_dir() else 0,
        source=source,
        why=job.message or KILLED,
        damage=damage or (saved.damage if saved else ""),
    )

"""What the owner writes into the rows: how far runs are, and how they ended."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from app.jobs.queue.database import QueueDatabase
from app.jobs.queue.interrupted import KILLED
from app.jobs.queue.job import Job
from app.jobs.queue.job_run import JobRun
from app.jobs.queue.states import LIVE, JobState, Verb, allowed
from exporters.engine.published import Published
from exporters.errors import Cancelled, ExportError
from exporters.events import PHASES, Progress

QUIT = "Reprise was closed while this export was running."
LOG_LINES = 30
AT_REST: Mapping[str, Any] = {"rate": 0.0, "speed": 0.0, "seconds_left": None}
"""Columns of a job that nothing works on."""


def begin(database: QueueDatabase, number: int, again: bool) -> Job | None:
    """Mark a waiting job as active; returns its row, or None when it no longer waits.

    Args:
        again: a run is to be begun; otherwise one goes on that was frozen.
    """
    with database.change():
        job = database.find(number)
        if job is None or not allowed(job.state, Verb.BEGIN):
            return None
        values: dict[str, Any] = {"state": JobState.ACTIVE}
        if again:
            values |= {
                "attempts": job.attempts + 1, "began": time.time(), "ended": 0.0,
                "message": "", "log": (), "phase": PHASES[0], "waiting_for": "",
            }  # fmt: skip
        database.update([number], **values)
        return database.find(number)


def write_progress(database: QueueDatabase, runs: Sequence[JobRun]) -> None:
    """Write how far runs are; of those that have ended since, nothing."""
    news = [(run, _columns(run)) for run in runs]
    news = [(run, values) for run, values in news if values and values != run.written]
    if not news:
        return
    # Not worth waiting for the disk twice a second: a power cut ends the exports as well.
    with database.change(durable=False):
        for run, values in news:
            database.update_running(run.job, **values)
    for run, values in news:
        run.written = values


def record_published(database: QueueDatabase, run: JobRun, published: Published) -> None:
    """Write what the output is, so that a run that dies now is not done again."""
    run.published = published
    database.update_running(run.job, size=published.size, digest=published.digest)


def settle(database: QueueDatabase, run: JobRun, error: BaseException | None) -> JobState | None:
    """Write how a run ended; returns the job's state then, or None when it was removed.

    Args:
        error: what the export raised; None when the output is complete.
    """
    with database.change():
        job = database.find(run.job.id)
        if job is None:
            return None
        if isinstance(error, Cancelled):
            return _settle_cancelled(database, run, job)
        verb = Verb.FINISH if error is None else Verb.FAIL
        if not allowed(job.state, verb) or _is_wanted_anew(run, job, error):
            return job.state
        return _settle_ended(database, run, error)


def mark_interrupted(database: QueueDatabase) -> list[Job]:
    """For a new owner: what was active has lost its owner. Returns those jobs."""
    with database.change():
        lost = database.jobs([JobState.ACTIVE])
        for job in lost:
            database.add_history(job, "interrupted", time.time(), message=KILLED)
            state = JobState.INTERRUPTED
            database.update([job.id], state=state, message=KILLED, waiting_for="", **AT_REST)
        return database.jobs_by_id([job.id for job in lost])


def _is_wanted_anew(run: JobRun, job: Job, error: BaseException | None) -> bool:
    """Whether, while the run was ending, its job was stopped and started once more."""
    if job.stops == run.job.stops or job.state not in (JobState.QUEUED, JobState.PAUSED):
        return False
    return error is not None or job.start_over or job.request_text != run.job.request_text


def _settle_cancelled(database: QueueDatabase, run: JobRun, job: Job) -> JobState:
    if job.stops != run.job.stops or job.state not in LIVE:
        return job.state
    values: dict[str, Any] = {**_columns(run), "waiting_for": "", **AT_REST}
    if job.state is JobState.ACTIVE:
        values |= {"state": JobState.INTERRUPTED, "message": QUIT}
        began = run.began
        database.add_history(job, "interrupted", time.time(), began=began, message=QUIT)
    database.update([job.id], **values)
    return JobState(values.get("state", job.state))


def _settle_ended(database: QueueDatabase, run: JobRun, error: BaseException | None) -> JobState:
    now = time.time()
    state = JobState.COMPLETED if error is None else JobState.FAILED
    outcome = _completion(run) if error is None else _failure(error)
    values: dict[str, Any] = {**_columns(run), "waiting_for": "", **AT_REST, **outcome}
    database.update([run.job.id], state=state, ended=now, **values)
    kept = {name: outcome[name] for name in ("size", "digest", "message") if name in outcome}
    database.add_history(run.job, str(state), now, began=run.began, **kept)
    return state


def _columns(run: JobRun) -> dict[str, Any]:
    """What a run has reported."""
    values: dict[str, Any] = {} if run.progress is None else _of_progress(run.progress)
    before = run.job.last_completed_phase
    if values and not run.job.start_over and before in PHASES:
        # A run that goes on with another's work is preparing once more.
        known = (before, values["last_completed_phase"] or before)
        values["last_completed_phase"] = max(known, key=PHASES.index)
    if values.get("phase", PHASES[0]) != PHASES[0] and run.job.start_over:
        # What there was to drop is dropped.
        values["start_over"] = False
    if run.token.paused:
        values |= AT_REST
    if run.warning:
        values["message"] = run.warning
    return values


def _of_progress(progress: Progress) -> dict[str, Any]:
    before = PHASES.index(progress.phase) - 1 if progress.phase in PHASES else -1
    return {
        "phase": progress.phase,
        "last_completed_phase": PHASES[before] if before >= 0 else "",
        "units_done": progress.units_done,
        "units_total": progress.units_total,
        "work_done": progress.work_done,
        "work_total": progress.work_total,
        "work_name": progress.work_name,
        "rate": progress.rate,
        "speed": progress.speed,
        "size": progress.size,
        "seconds_left": progress.seconds_left,
        "fraction": progress.fraction,
        "waiting_for": progress.waiting_for,
    }


def _completion(run: JobRun) -> dict[str, Any]:
    finished, published = run.finished, run.published
    notes = " ".join(finished.notes) if finished else ""
    known = finished or published
    return {
        "size": known.size if known else 0,
        "digest": known.digest if known else "",
        "message": run.warning or notes,
        "last_completed_phase": PHASES[-1],
        "phase": PHASES[-1],
        "fraction": 1.0,
        "start_over": False,
    }


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ExportError):
        return {"message": str(error), "log": error.log[-LOG_LINES:]}
    problem = f"{type(error).__name__}: {error}".rstrip(": ")
    return {
        "message": f"Something unexpected happened: {problem}. This is a defect in the program.",
        "log": (),
    }

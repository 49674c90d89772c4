"""From a job's row to an export that can be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.jobs.export_job import ExportJob
from app.jobs.queue.job import Job
from app.jobs.queue.settings import QueueSettings
from app.jobs.requests import request_of
from app.jobs.run_options import export_options
from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions, Places
from exporters.errors import UsageError

OPTIONS: Mapping[str, tuple[type, ...]] = {
    "workers": (int,),
    "overwrite": (bool,),
    "keep_parts": (bool,),
    "save_interval": (int, float),
    "state": (str, Path),
    "parts": (str, Path),
    "ffmpeg": (str, Path),
    "report": (bool,),
}
"""What a job may say itself of how it is run, of which types; None is as if it were left out."""


def export_options_of(options: Mapping[str, Any], settings: QueueSettings) -> ExportOptions:
    """How a job is run; what it does not say itself, the queue's settings do.

    Raises UsageError for options that there are not, or that cannot be.
    """
    for name, value in options.items():
        if name not in OPTIONS:
            raise UsageError(
                f"A job has no option “{name}”.", f"There are {', '.join(sorted(OPTIONS))}."
            )
        if value is not None and not _fits(value, OPTIONS[name]):
            raise UsageError(f"“{value}” is no value for a job's option {name}.")
    given = {name: value for name, value in options.items() if value is not None}
    if "save_interval" in given:
        settings = settings.changed({"save_interval": given["save_interval"]})
    if "workers" in given:
        settings = settings.changed({"workers": given["workers"]})
    return export_options(
        workers=settings.workers,
        overwrite=given.get("overwrite", False),
        keep_parts=given.get("keep_parts", False),
        state=_path(given.get("state")),
        parts=_path(given.get("parts")),
        save_interval=settings.save_interval,
    )


def places_of_job(job: Job) -> Places:
    """Where the files of a job's export lie."""
    return Places.of(job.output, export_options_of(job.options, QueueSettings()))


def make_job(job: Job, settings: QueueSettings, token: CancelToken) -> ExportJob:
    """The export of a job: of a film, or of a project."""
    options = export_options_of(job.options, settings)
    report = job.options.get("report")
    return ExportJob(
        output=job.output,
        request=request_of(job.request),
        options=replace(options, resume="never" if job.start_over else "auto"),
        ffmpeg=job.options.get("ffmpeg"),
        token=token,
        report=settings.reports if report is None else report,
    )


def _fits(value: Any, types: tuple[type, ...]) -> bool:
    # A truth value is a number for Python.
    return type(value) in types or (isinstance(value, Path) and Path in types)


def _path(value: Any) -> Path | None:
    return Path(value) if value else None

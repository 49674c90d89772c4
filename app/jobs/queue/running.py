"""From a job's row to an export that can be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.jobs.export_job import ExportJob
from app.jobs.queue.job import Job
from app.jobs.queue.settings import QueueSettings
from app.jobs.run_options import export_options
from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions, Places
from exporters.errors import UsageError
from exporters.video.request import VideoRequest

OPTIONS = frozenset(
    ("workers", "overwrite", "keep_parts", "save_interval", "state", "parts", "ffmpeg", "report")
)


def export_options_of(options: Mapping[str, Any], settings: QueueSettings) -> ExportOptions:
    """How a job is run; what it does not say itself, the queue's settings do.

    Raises UsageError for options that there are not, or that cannot be.
    """
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        raise UsageError(f"A job has no option “{unknown[0]}”.")
    return export_options(
        workers=options.get("workers") or settings.workers,
        overwrite=bool(options.get("overwrite", False)),
        keep_parts=bool(options.get("keep_parts", False)),
        state=_path(options.get("state")),
        parts=_path(options.get("parts")),
        save_interval=float(options.get("save_interval") or settings.save_interval),
    )


def places_of_job(job: Job) -> Places:
    """Where the files of a job's export lie."""
    return Places.of(job.output, export_options_of(job.options, QueueSettings()))


def make_job(job: Job, settings: QueueSettings, token: CancelToken) -> ExportJob:
    """The export of a job."""
    options = export_options_of(job.options, settings)
    return ExportJob(
        output=job.output,
        request=VideoRequest.from_map(job.request),
        options=replace(options, resume="never" if job.start_over else "auto"),
        ffmpeg=job.options.get("ffmpeg"),
        token=token,
    )


def _path(value: Any) -> Path | None:
    return Path(value) if value else None

"""Changing a job as a whole: what new settings come to, what they cost, how they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.jobs.draft import Draft
from app.jobs.naming import parts_in
from app.jobs.presets import Preset
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from app.jobs.requests import request_of
from exporters.errors import ExportError, UsageError
from exporters.video.request import VideoRequest


@dataclass(frozen=True)
class JobChange:
    """What is to be different in a job, as ``QueueController.configure`` takes it.

    Attributes:
        request, options: only what differs.
        output: None for the one it has.
        preset: name of the preset that the settings come from now.
    """

    request: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    output: Path | None = None
    preset: str = ""

    @property
    def nothing(self) -> bool:
        """Whether the job would stay as it is."""
        return not self.request and not self.options and self.output is None

    def drops(self, job: Job) -> bool:
        """Whether what the job has finished cannot be used any more, and would be removed."""
        return job.units_done > 0 and bool(self.request) and self.output is None

    def leaves(self, job: Job) -> bool:
        """Whether what the job has finished would stay beside its old output, unused."""
        return job.units_done > 0 and self.output is not None


def change_of(job: Job, draft: Draft, output: Path, overwrite: bool) -> JobChange:
    """What makes a job export this film to there. Raises UsageError for what cannot be."""
    now, wanted = _film_of(job), draft.request(job.source, output)
    different = {
        name: value
        for name, value in wanted.to_map().items()
        if name != "source" and value != getattr(now, name)
    }
    if output != job.output:
        different["source"] = wanted.source
    options: dict[str, Any] = {}
    if overwrite != bool(job.options.get("overwrite")):
        options["overwrite"] = overwrite
    if output != job.output and (parts := job.options.get("parts")):
        folder = Path(parts).parent
        if Path(parts) == parts_in(folder, job.output):
            # Named after the output.
            options["parts"] = str(parts_in(folder, output))
    moved = output if output != job.output else None
    return JobChange(different, options, moved, draft.preset.name)


def save_change(controller: QueueController, job: Job, change: JobChange) -> Job:
    """Change a job, and drop what it cannot use any more.

    Raises as ``QueueController.configure``, also when it has begun meanwhile.
    """
    if change.nothing:
        return job
    if not (change.drops(job) or change.leaves(job)):
        return _configure(controller, job.id, change)
    waiting = controller.job(job.id).state is JobState.QUEUED
    if waiting:
        # Or it might begin in between.
        controller.stop([job.id])
    try:
        _configure(controller, job.id, change)
    except ExportError:
        if waiting:
            controller.start([job.id])
        raise
    controller.reset([job.id])
    if waiting:
        controller.start([job.id])
    return controller.job(job.id)


def draft_of(job: Job, presets: Iterable[Preset]) -> Draft:
    """A job's settings, to be changed.

    Raises UsageError for what this version does not know, and for the job of a project.
    """
    named = {preset.name: preset for preset in presets}
    return Draft.of_request(_film_of(job), named.get(job.preset))


def _film_of(job: Job) -> VideoRequest:
    request = request_of(job.request)
    if not isinstance(request, VideoRequest):
        raise UsageError(f"Job {job.id} writes a project: it has no settings of films.")
    return request


def _configure(controller: QueueController, number: int, change: JobChange) -> Job:
    (changed,) = controller.configure(
        [number],
        request=change.request,
        options=change.options,
        output=change.output,
        preset=change.preset,
    )
    return changed

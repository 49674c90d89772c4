"""What is checked before a job comes, or comes back, into the queue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.running import export_options_of
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import ENDED
from app.jobs.requests import check_not_source, container_of, is_of_project, relative, request_of
from exporters.durable import shown
from exporters.engine.options import Places
from exporters.errors import UsageError
from exporters.video.planning import resolve_source
from exporters.video.request import VideoRequest


def row_of(job: NewJob) -> dict[str, Any]:
    """Columns of what is to be done.

    Raises:
        UsageError: a request, an option or an output that can never be.
        SourceError: there is no source, or there are no captions that say what is kept of it.
    """
    output = job.output.absolute()
    request = request_of(job.request)
    Places.of(output, export_options_of(job.options, QueueSettings()))
    source = resolve_source(request.source, output.parent)
    if keep := request.edit.get("keep"):
        resolve_source(keep, output.parent)
    if isinstance(request, VideoRequest):
        check_not_source(output, source)
    else:
        from app.jobs.projects import check_output

        check_output(output, source, request)
    return {
        "output": output,
        "source": source,
        "preset": job.preset,
        "request": request.to_map(),
        "options": {
            name: str(value) if isinstance(value, Path) else value
            for name, value in job.options.items()
        },
    }


def changed_row(
    job: Job,
    request: Mapping[str, Any],
    options: Mapping[str, Any],
    output: Path | None,
    preset: str | None,
) -> dict[str, Any]:
    """Columns of a job that is to do something else. Raises as ``row_of``."""
    if output is not None:
        output = output.absolute()
    change = _changed_project if is_of_project(job.request) else _changed_film
    path, settings = change(job, request, output)
    changed = NewJob(
        path,
        settings,
        {**job.options, **options},
        job.preset if preset is None else preset,
    )
    # What was published for the request before is not what this one asks for.
    return {**row_of(changed), "digest": ""}


def _changed_film(
    job: Job, request: Mapping[str, Any], output: Path | None
) -> tuple[Path, dict[str, Any]]:
    """Output and request; another output says which container it wants."""
    settings = {**job.request, **request}
    if output is not None:
        if "source" not in request:
            settings["source"] = relative(job.source, output.parent)
        if "container" not in request:
            settings["container"] = container_of(output)
    return output or job.output, settings


def _changed_project(
    job: Job, request: Mapping[str, Any], output: Path | None
) -> tuple[Path, dict[str, Any]]:
    """Likewise; another output, or another format, says how the project is called."""
    from app.jobs.projects import changed_project
    from exporters.interchange.request import ProjectRequest

    now = ProjectRequest.from_map(job.request)
    path, changed = changed_project(now, job.source, job.output, request, output)
    return path, changed.to_map()


class Writers:
    """Which job writes which file, whatever links its folder is reached by."""

    def __init__(self, outputs: Iterable[tuple[int, bytes]]) -> None:
        self._folders: dict[bytes, bytes] = {}
        self._jobs = {self._file(output): number for number, output in outputs}

    def claim(self, output: Path, number: int) -> None:
        """Note that a job writes a file; jobs that are being added have numbers below 0.

        Raises UsageError when another one does.
        """
        other = self._jobs.setdefault(self._file(os.fsencode(output)), number)
        if other != number:
            whose = f"job {other}" if other > 0 else "another of these"
            raise UsageError(
                f"{shown(output)} is written by {whose} already.",
                "Choose another name for the output.",
            )

    def can_come_back(self, jobs: Sequence[Job], strict: bool) -> list[Job]:
        """Those that may: another may have been added, since one ended, that writes the same.

        Raises UsageError for one that may not if ``strict``.
        """
        free = []
        for job in jobs:
            try:
                if job.state in ENDED:
                    self.claim(job.output, job.id)
            except UsageError:
                if strict:
                    raise
            else:
                free.append(job)
        return free

    def _file(self, output: bytes) -> tuple[bytes, bytes]:
        folder, name = os.path.split(output)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.normcase(os.path.realpath(folder))
        return real, os.path.normcase(name)

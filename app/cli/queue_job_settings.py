"""``reprise queue config ID NAME=VALUE``: a waiting job's settings, as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.options import place
from app.cli.queue_config import number, whole_number_or_auto, yes_or_no
from app.cli.queue_project_settings import (
    EDIT_NAMES,
    changes_of_edit,
    changes_of_project,
    edit_as_typed,
    project_as_typed,
)
from app.cli.queue_project_settings import FIELDS as PROJECT_FIELDS
from app.cli.settings_options import read_settings
from app.jobs.requests import OF_THE_ENCODER, container_of, is_of_project
from exporters.video.encoders import DEFAULT_VIDEO, video_encoder
from exporters.video.request import VideoRequest

if TYPE_CHECKING:
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.job import Job

Read = Callable[[str], Any]


def _encoder(text: str) -> str:
    return "" if text == "none" else video_encoder(text).name


def _place_as_text(text: str) -> str:
    return str(place(text))


FIELDS: dict[str, tuple[str, Read]] = {
    "video_encoder": ("video_encoder", _encoder),
    "crf": ("crf", number),
    "encoder_preset": ("encoder_preset", str),
    "pix_fmt": ("pixel_format", str),
    "scale": ("scale", str),
    "fps": ("fps", str),
    "deinterlace": ("deinterlace", yes_or_no),
    "denoise": ("denoise", yes_or_no),
    "audio": ("audio_tracks", str),
    "audio_encoder": ("audio_encoder", str),
    "audio_bitrate": ("audio_bitrate", str),
    "subtitles": ("subtitles", str),
    "start": ("start", str),
    "end": ("end", str),
    "smart": ("smart", yes_or_no),
    "segment_seconds": ("segment_seconds", number),
    "in_order": ("reading", lambda text: "ordered" if yes_or_no(text) else "auto"),
    "allow_truncated": ("allow_truncated", yes_or_no),
}
"""What is exported: the request's field for each name, and how its value is read."""

LEFT_OUT = {"subtitles": "all", "smart": False}
"""Defaults that a request does not store."""

OPTIONS: dict[str, Read] = {
    "workers": whole_number_or_auto,
    "overwrite": yes_or_no,
    "keep_parts": yes_or_no,
    "report": yes_or_no,
    "save_interval": number,
    "state": _place_as_text,
    "parts": _place_as_text,
    "ffmpeg": _place_as_text,
}
"""How it is run."""


OF_FILMS = (*FIELDS, "set", "report", "captions")
"""Names that have no meaning for a project."""
OF_PROJECTS = tuple(name for name in PROJECT_FIELDS if name != "handles")
"""Names that have no meaning for a film."""


def configure(queue: QueueController, job_id: int, pairs: Sequence[tuple[str, str]]) -> None:
    """Change a job; an empty text goes back to the default.

    Raises UsageError for what cannot be; nothing is changed then.
    """
    job = queue.job(job_id)
    of_project = is_of_project(job.request)
    _refuse_others(job, of_project, pairs)
    output: Path | None = None
    for name, text in pairs:
        if name == "output":
            if not text:
                raise click.UsageError("A job has no default for “output”: name a file.")
            output = place(text)
    options = {name: OPTIONS[name](text) if text else None
               for name, text in pairs if name in OPTIONS}  # fmt: skip
    changes = changes_of_project(job, pairs) if of_project else _changes_of_film(job, pairs, output)
    queue.configure([job_id], request=changes, options=options, output=output)


def _refuse_others(job: Job, of_project: bool, pairs: Sequence[tuple[str, str]]) -> None:
    """Raises UsageError for names that there are not, or that are of the other kind of job."""
    others = OF_FILMS if of_project else OF_PROJECTS
    known = {*FIELDS, *PROJECT_FIELDS, *EDIT_NAMES, *OPTIONS, "output", "set"}
    for name, _ in pairs:
        if name not in known:
            names = ", ".join(sorted(known.difference(others)))
            raise click.UsageError(f"A job has no setting “{name}”. There are {names}.")
        if name in others and of_project:
            raise click.UsageError(
                f"“{name}” has no meaning for job {job.id}: it writes a project, which holds no "
                "encoded film."
            )
        if name in others:
            raise click.UsageError(
                f"“{name}” has no meaning for job {job.id}: it exports a film. Add the project "
                "as another job."
            )


def as_typed(job: Job) -> dict[str, Any]:
    """What a job does, under the names that ``configure`` takes; what is not set is left out."""
    output = job.output
    if is_of_project(job.request):
        from app.jobs.projects import project_path
        from exporters.interchange.request import ProjectRequest

        typed = project_as_typed(job)
        output = project_path(output, ProjectRequest.from_map(job.request))
    else:
        typed = _film_as_typed(job.request)
    edit = edit_as_typed(job.request.get("edit", {}))
    values = {"source": job.source, "output": output, **edit, **typed, **job.options}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _film_as_typed(request: Mapping[str, Any]) -> dict[str, Any]:
    unset = VideoRequest(source="-").to_map()
    typed = {
        name: request[field]
        for name, (field, _) in FIELDS.items()
        if name == "video_encoder" or request.get(field) != unset.get(field)
    }
    typed["video_encoder"] = typed["video_encoder"] or "none"
    if "in_order" in typed:
        typed["in_order"] = True
    typed["set"] = " ".join(f"{key}={value}" for key, value in request["video_options"].items())
    return typed


def _changes_of_film(
    job: Job, pairs: Sequence[tuple[str, str]], output: Path | None
) -> dict[str, Any]:
    """Fields of ``VideoRequest`` out of what was typed."""
    request: dict[str, Any] = {}
    for name, text in pairs:
        if name in FIELDS:
            field, read = FIELDS[name]
            request[field] = read(text) if text else None
    added = [text for name, text in pairs if name == "set"]
    return {**_fitted(job, request, output, added), **changes_of_edit(job, pairs)}


def _fitted(
    job: Job, request: dict[str, Any], output: Path | None, added: Sequence[str]
) -> dict[str, Any]:
    """The request's changes, with those that follow from them.

    Args:
        request: fields as they were typed; None for the default.
        added: options of the encoder, each as for ``_with_option``.
    """
    unset = VideoRequest(source="-").to_map()
    container = job.request["container"] if output is None else container_of(output)
    unset["video_encoder"] = DEFAULT_VIDEO.get(container, "")
    changes = {
        name: unset.get(name, LEFT_OUT.get(name)) if value is None else value
        for name, value in read_settings(request).items()
    }
    encoder = job.request["video_encoder"]
    if changes.get("video_encoder", encoder) != encoder:
        changes = {**{name: unset[name] for name in OF_THE_ENCODER}, **changes}
    if added:
        options = changes.get("video_options", job.request["video_options"])
        for text in added:
            options = _with_option(options, text)
        changes["video_options"] = options
    return changes


def _with_option(known: dict[str, str], text: str) -> dict[str, str]:
    """``set=tune=film`` adds one, ``set=tune=`` takes it away, ``set=`` all."""
    if not text:
        return {}
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise click.UsageError(f"“{text}” is not KEY=VALUE.")
    rest = {name: kept for name, kept in known.items() if name != key}
    return {**rest, key: value} if value else rest

"""``reprise queue config ID NAME=VALUE``: a waiting job's settings, as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.queue_config import number, whole_number_or_auto, yes_or_no
from app.cli.settings_options import read_settings

if TYPE_CHECKING:
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.job import Job

Read = Callable[[str], Any]

FIELDS: dict[str, tuple[str, Read]] = {
    "video_encoder": ("video_encoder", str),
    "crf": ("crf", lambda text: number(text) if text else None),
    "encoder_preset": ("encoder_preset", str),
    "pix_fmt": ("pixel_format", str),
    "scale": ("scale", str),
    "fps": ("fps", str),
    "deinterlace": ("deinterlace", yes_or_no),
    "denoise": ("denoise", yes_or_no),
    "audio": ("audio_tracks", str),
    "audio_encoder": ("audio_encoder", str),
    "audio_bitrate": ("audio_bitrate", str),
    "start": ("start", str),
    "end": ("end", str),
    "segment_seconds": ("segment_seconds", number),
    "in_order": ("reading", lambda text: "ordered" if yes_or_no(text) else "auto"),
    "allow_truncated": ("allow_truncated", yes_or_no),
}
"""What is exported: the request's field for each name, and how its value is read."""

OPTIONS: dict[str, Read] = {
    "workers": whole_number_or_auto,
    "overwrite": yes_or_no,
    "keep_parts": yes_or_no,
    "report": yes_or_no,
    "save_interval": number,
    "state": lambda text: _absolute(text),
    "parts": lambda text: _absolute(text),
    "ffmpeg": lambda text: _absolute(text),
}
"""How it is run."""


def configure(queue: QueueController, job_id: int, pairs: Sequence[tuple[str, str]]) -> None:
    """Change a job. Raises UsageError for what cannot be; nothing is changed then."""
    request: dict[str, Any] = {}
    options: dict[str, Any] = {}
    output: Path | None = None
    job = queue.job(job_id)
    for name, text in pairs:
        if name in FIELDS:
            field, read = FIELDS[name]
            request[field] = read(text)
        elif name in OPTIONS:
            options[name] = OPTIONS[name](text)
        elif name == "set":
            known = request.get("video_options", job.request["video_options"])
            request["video_options"] = _with_option(known, text)
        elif name == "output":
            output = Path(text).absolute()
        else:
            names = ", ".join(sorted((*FIELDS, *OPTIONS, "output", "set")))
            raise click.UsageError(f"A job has no setting “{name}”. There are {names}.")
    queue.configure([job_id], request=_fitted(job, request, output), options=options, output=output)


def as_typed(job: Job) -> dict[str, Any]:
    """What a job does, under the names that ``configure`` takes; what is not set is left out."""
    request = job.request
    values = {name: request[field] for name, (field, _) in FIELDS.items()}
    values["in_order"] = request["reading"] == "ordered"
    options = " ".join(f"{key}={value}" for key, value in request["video_options"].items())
    values = {"source": job.source, "output": job.output, **values, "set": options, **job.options}
    return {name: value for name, value in values.items() if value not in (None, "", False, 0)}


def _fitted(job: Job, request: dict[str, Any], output: Path | None) -> dict[str, Any]:
    """The request's changes, with those that follow from them."""
    from app.jobs.requests import OF_THE_ENCODER, container_of, relative
    from exporters.video.encoders import video_encoder
    from exporters.video.request import VideoRequest

    spelt = {name: value for name, value in request.items() if value != ""}
    changes = {**request, **read_settings(spelt)}
    if changes.get("audio_bitrate") == "":
        changes["audio_bitrate"] = 0
    if "video_encoder" in changes:
        name = changes["video_encoder"]
        changes["video_encoder"] = "" if name in ("", "none") else video_encoder(name).name
        if changes["video_encoder"] != job.request["video_encoder"]:
            unset = VideoRequest(source="-").to_map()
            changes = {**{name: unset[name] for name in OF_THE_ENCODER}, **changes}
    if output is not None:
        changes["container"] = container_of(output)
        changes["source"] = relative(job.source, output.parent)
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


def _absolute(text: str) -> str | None:
    return str(Path(text).expanduser().absolute()) if text else None

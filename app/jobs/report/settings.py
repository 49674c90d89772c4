"""What was asked for, in words that hold without any preset."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from app.jobs.report.words import counted, duration, listed, number, printable
from exporters.video.picture import DEINTERLACE, DENOISE, Picture
from exporters.video.video_plan import SoundTrack, VideoPlan

_FILTERS = {DEINTERLACE[0]: "interlacing removed", DENOISE[0]: "noise reduced"}
_READING = {
    "seek": "each segment from the key frame before it",
    "timed": "each segment by timestamps, from before it",
    "ordered": "from front to back, without seeking",
}
# Chosen by the program for every export, and the same for all.
_PINNED = ("threads",)


def settings_of(details: VideoPlan) -> list[dict[str, str]]:
    """Names and values, in the order in which they are shown."""
    return [{"name": name, "value": value} for name, value in _all(details)]


def _all(details: VideoPlan) -> Iterator[tuple[str, str]]:
    yield "Container", details.request.container
    if details.picture is None or details.grid is None:
        yield "Picture", "left out"
    else:
        yield from _picture(details, details.picture)
    yield "Sound", _sound(details.sound)
    if details.request.start or details.request.end:
        yield "Range", _range(details)
    if details.segment_count:
        yield "Segments", _segments(details)
        yield "Source is read", _READING[details.reading]
    if details.request.allow_truncated:
        yield "Damaged source", "accepted: exported as far as it decodes"


def _picture(details: VideoPlan, picture: Picture) -> Iterator[tuple[str, str]]:
    arguments = dict(picture.arguments)
    encoder = picture.encoder
    chosen = [encoder.name]
    if "crf" in arguments:
        chosen.append(f"CRF {arguments['crf']}")
    if encoder.preset_option in arguments and encoder.presets:
        kind = "profile" if encoder.preset_option.startswith("profile") else "preset"
        chosen.append(f"{kind} {arguments[encoder.preset_option]}")
    yield "Picture", ", ".join(chosen)
    yield "Pixel format", picture.pixel_format
    yield "Size", _size(details, picture)
    yield "Frame rate", _frame_rate(details)
    names = [_FILTERS[name] for name, _ in picture.temporal if name in _FILTERS]
    if names:
        yield "Filters", listed(names)
    if details.request.video_options:
        own = sorted(details.request.video_options.items())
        yield "Encoder's own options", " ".join(f"{key}={value}" for key, value in own)
    told = [f"-{key} {value}" for key, value in picture.arguments if key not in _PINNED]
    yield "Arguments of the encoder", " ".join(told)


def _size(details: VideoPlan, picture: Picture) -> str:
    made = f"{picture.width} × {picture.height}"
    source = details.source.video
    assert source is not None
    if (source.width, source.height) == (picture.width, picture.height):
        return f"{made}, as the source's"
    asked = f"asked for {details.request.scale}; " if details.request.scale else ""
    return f"{made} ({asked}the source has {source.width} × {source.height})"


def _frame_rate(details: VideoPlan) -> str:
    grid = details.grid
    assert grid is not None
    if grid.rate is None:
        return "varying: every frame has the source's timestamp"
    rate = f"{number(float(grid.rate), 3).rstrip('0').rstrip('.')} frames per second"
    return f"converted to {rate}" if grid.converted else f"{rate}, as the source's"


def _sound(tracks: tuple[SoundTrack, ...]) -> str:
    if not tracks:
        return "none"
    kinds = dict.fromkeys(_track(track) for track in tracks)
    return f"{counted(len(tracks), 'track')}: {'; '.join(kinds)}"


def _track(track: SoundTrack) -> str:
    if track.encoder.name == "copy":
        return f"{track.stream.codec}, copied"
    rate = f", {number(track.bitrate / 1000)} kbit/s" if track.bitrate else ""
    return f"{track.encoder.name}{rate}"


def _range(details: VideoPlan) -> str:
    request = details.request
    end = request.end_seconds
    until = "the end" if end is None else duration(float(end))
    return f"from {duration(float(request.start_seconds))} to {until} of the source"


def _segments(details: VideoPlan) -> str:
    wished = f"{details.request.segment_seconds:g} s wished for each"
    return f"{number(details.segment_count)}, {wished}"


def asked(value: Any) -> Any:
    """A request as it stands in the journal, made fit for JSON: a forged one may hold anything."""
    if isinstance(value, dict):
        return {printable(key): asked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [asked(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str):
        return printable(value)
    return value if not isinstance(value, float) or math.isfinite(value) else None

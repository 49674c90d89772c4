"""What source and output hold, as plain values for a report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.jobs.report.words import printable
from exporters.checkpoint.state import JournalState
from exporters.errors import ExportError
from exporters.media.fingerprint import Fingerprint
from exporters.media.probe import probe
from exporters.media.source import AudioStream, Source, VideoStream
from exporters.video.video_plan import VideoPlan

_LONGEST_NAME = 120


def output_media(path: Path) -> dict[str, Any] | None:
    """What a finished output holds; None when it cannot be read."""
    try:
        return media_map(probe(path))
    except ExportError:
        return None


def source_map(state: JournalState, details: VideoPlan | None) -> dict[str, Any] | None:
    """What is known of the source; None without one."""
    if len(state.sources) != 1:
        return None
    try:
        mark = Fingerprint.from_map(state.sources[0])
    except ExportError:
        return None
    return {
        "name": printable(str(state.sources[0].get("path", ""))),
        "size": mark.size,
        "changed": mark.mtime_ns / 1e9,
        "fingerprint": mark.digest.hex(),
        "media": None if details is None else media_map(details.source),
    }


def media_map(source: Source) -> dict[str, Any]:
    """A media file's properties; 0 becomes None where it means "unknown"."""
    return {
        "container": source.format,
        "duration": _seconds(source.duration),
        "bit_rate": source.bit_rate or None,
        "video": None if source.video is None else _video(source.video),
        "audio": [_audio(stream) for stream in source.audio],
        "chapters": len(source.chapters),
        "subtitles": source.subtitles,
    }


def _video(stream: VideoStream) -> dict[str, Any]:
    rate = stream.average_rate
    return {
        "codec": stream.codec,
        "profile": stream.profile,
        "width": stream.width,
        "height": stream.height,
        "pixel_format": stream.pix_fmt,
        "frame_rate": str(rate) if rate else None,
        "frames": stream.frame_count or None,
        "duration": _seconds(stream.duration),
        "bit_rate": stream.bit_rate or None,
        "rotation": stream.rotation,
        "pixel_aspect": str(stream.sample_aspect_ratio or 1),
        "color": _color(stream),
        "hdr": stream.hdr,
    }


def _color(stream: VideoStream) -> str | None:
    names = (stream.color_primaries, stream.color_transfer, stream.color_space, stream.color_range)
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _audio(stream: AudioStream) -> dict[str, Any]:
    return {
        "codec": stream.codec,
        "sample_rate": stream.sample_rate,
        "channels": stream.channels,
        "layout": stream.layout,
        "duration": _seconds(stream.duration),
        "bit_rate": stream.bit_rate or None,
        "language": _name(stream.metadata, "language"),
        "title": _name(stream.metadata, "title"),
    }


def _name(metadata: Mapping[str, str], key: str) -> str | None:
    return printable(metadata.get(key, "")[:_LONGEST_NAME]) or None


def _seconds(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)

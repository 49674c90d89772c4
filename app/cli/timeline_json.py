"""An edit as programs read it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from exporters.timeline.linking import Missing
from exporters.timeline.places import clip_name
from exporters.timeline.sequence import (
    Clip,
    Edit,
    Generator,
    Media,
    Sequence,
    Track,
    media_in,
)
from exporters.timeline.timecode import to_timecode


def edit_map(edit: Edit, missing: tuple[Missing, ...]) -> dict[str, Any]:
    """Frames are whole numbers of the sequence; rates and seconds exact texts, "30000/1001"."""
    media = {item: number for number, item in enumerate(media_in(edit.sequence))}
    return {
        "path": edit.path,
        "format": edit.format,
        **_sequence(edit.sequence, media),
        "media": [_media(item) for item in media],
        "missing": [item.name for item in missing],
        "problems": [asdict(problem) for problem in edit.problems],
    }


def _sequence(sequence: Sequence, media: dict[Media, int]) -> dict[str, Any]:
    return {
        "name": sequence.name,
        "rate": str(sequence.rate),
        "width": sequence.width,
        "height": sequence.height,
        "pixel_aspect": str(sequence.pixel_aspect),
        "duration": sequence.duration,
        "start": to_timecode(sequence.start, sequence.rate, sequence.drop_frame),
        "drop_frame": sequence.drop_frame,
        "sample_rate": sequence.sample_rate,
        "channels": sequence.channels,
        "video": [_track(sequence, track, media) for track in sequence.video],
        "audio": [_track(sequence, track, media) for track in sequence.audio],
        "captions": [asdict(track) for track in sequence.captions],
        "markers": [asdict(marker) for marker in sequence.markers],
    }


def _track(sequence: Sequence, track: Track, media: dict[Media, int]) -> dict[str, Any]:
    return {
        "name": track.name,
        "enabled": track.enabled,
        "clips": [_clip(sequence, clip, media) for clip in track.clips],
        "transitions": [asdict(transition) for transition in track.transitions],
    }


def _clip(sequence: Sequence, clip: Clip, media: dict[Media, int]) -> dict[str, Any]:
    content = clip.content
    shown: dict[str, Any]
    if isinstance(content, Media):
        shown = {"media": media[content]}
    elif isinstance(content, Generator):
        shown = {"generator": asdict(content)}
    else:
        shown = {"sequence": _sequence(content, media)}
    code = to_timecode(sequence.start + clip.start, sequence.rate, sequence.drop_frame)
    return {
        "name": clip_name(clip),
        "start": clip.start,
        "duration": clip.duration,
        "timecode": code,
        **shown,
        "source_in": str(clip.source_in),
        "speed": str(clip.speed),
        "enabled": clip.enabled,
        "link": clip.link,
        "markers": [asdict(marker) for marker in clip.markers],
    }


def _media(media: Media) -> dict[str, Any]:
    return {
        **asdict(media),
        "start": str(media.start),
        "duration": None if media.duration is None else str(media.duration),
        "rate": None if media.rate is None else str(media.rate),
        "pixel_aspect": str(media.pixel_aspect),
    }

"""From a request to segments of the output's frame grid and tracks of sound, all pinned."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from exporters.errors import SourceError, UsageError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.frame_index import FrameIndex, Reading
from exporters.media.source import Source
from exporters.video import timestamps
from exporters.video.boundaries import (
    LAST_SECONDS,
    MIN_SECONDS,
    segment_boundaries,
    segment_length,
)
from exporters.video.grid import FrameGrid, SourceFrames, make_grid
from exporters.video.picture import Picture, make_picture
from exporters.video.request import VideoRequest
from exporters.video.subtitles import choose_subtitles
from exporters.video.video_plan import SoundTrack, VideoPlan

ORDERED_SEGMENTS = 24
"""Of a source that is read from front to back: each segment decodes all that is before it."""

_MP4_COPY = frozenset(("aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"))
COPYABLE: Mapping[str, frozenset[str]] = {
    "mp4": _MP4_COPY,
    "mov": frozenset(("aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le", "pcm_s16be")),
    "m4a": frozenset(("aac", "alac")),
    "webm": frozenset(("opus", "vorbis")),
}
"""Sound that a container takes as it is; Matroska takes everything."""


def lay_out(
    request: VideoRequest,
    path: Path,
    source: Source,
    index: FrameIndex | None,
    build: FfmpegBuild,
) -> VideoPlan:
    """Decide what is read, how it is cut into segments, and how those are encoded.

    Args:
        index: the source's frames, or None without a picture.

    Raises UsageError if the request does not fit the source.
    """
    origin = (source.start_time or Fraction(0)) + request.start_seconds
    end = request.end_seconds
    until = None if end is None else origin - request.start_seconds + end
    sound = _sound(request, source, origin, until)
    plan = VideoPlan(
        request=request,
        path=path,
        source=source,
        build=build,
        frames=None,
        reading="seek",
        keys=(),
        grid=None,
        boundaries=(),
        picture=None,
        sound=sound,
        origin=origin,
        truncated=source.truncated or (index is not None and index.truncated),
        notes=(*source.warnings, *(index.notes if index else ())),
    )
    if request.video is None or source.video is None or index is None:
        return _with_subtitles(plan, until)
    frames = SourceFrames(
        index.time_base, timestamps.compact(index.pts), index.last_duration, origin
    )
    rates = (source.video.average_rate, source.video.guessed_rate)
    length = None if end is None else end - request.start_seconds
    grid = make_grid(frames, rates, request.frame_rate, length)
    picture = make_picture(request, source.video)
    reading = _reading(request, index.reading)
    plan = replace(
        plan,
        frames=frames,
        reading=reading,
        keys=index.keys,
        grid=grid,
        boundaries=_boundaries(request, grid, frames, index.keys, picture, reading),
        picture=picture,
    )
    return _with_subtitles(plan, until)


def _with_subtitles(plan: VideoPlan, end: Fraction | None) -> VideoPlan:
    """The plan with its tracks of subtitles, which fit the ticks of all others."""
    clocks = [track.stream.sample_rate for track in plan.sound if track.stream.sample_rate]
    if plan.grid is not None:
        clocks.append(plan.grid.time_base.denominator)
    chosen = choose_subtitles(plan.request, plan.source, plan.origin, end, clocks)
    return replace(plan, subtitles=chosen.tracks, notes=(*plan.notes, *chosen.notes))


def _reading(request: VideoRequest, found: Reading) -> Reading:
    return "ordered" if request.reading == "ordered" else found


def _boundaries(
    request: VideoRequest,
    grid: FrameGrid,
    frames: SourceFrames,
    keys: Sequence[int],
    picture: Picture,
    reading: Reading,
) -> list[int]:
    seconds = float(grid.duration)
    interval = picture.encoder.keyframe_interval
    length = segment_length(len(grid), seconds, request.segment_seconds, interval)
    if reading == "ordered":
        length = max(length, -(-len(grid) // ORDERED_SEGMENTS))
    # An encoder with several threads uses what workers leave that have nothing to do any more.
    last = LAST_SECONDS if picture.encoder.threads == 1 else MIN_SECONDS
    shortest = max(1, round(len(grid) * last / seconds)) if seconds else 1
    return segment_boundaries(len(grid), length, _output_keys(grid, frames, keys), shortest)


def _output_keys(grid: FrameGrid, frames: SourceFrames, keys: Sequence[int]) -> Sequence[int]:
    """Positions in the output of the source's key frames."""
    if not grid.converted:
        first = grid.first_source
        return [key - first for key in keys if key >= first]
    assert grid.rate is not None
    start = grid.pts[0] // grid.tick
    places = (timestamps.round_half_up(frames.seconds(key) * grid.rate) - start for key in keys)
    return [place for place in places if place >= 0]


def _sound(
    request: VideoRequest, source: Source, origin: Fraction, end: Fraction | None
) -> tuple[SoundTrack, ...]:
    encoder = request.audio
    if encoder is None:
        return ()
    tracks = []
    for number in request.track_numbers(len(source.audio)):
        stream = source.audio[number]
        allowed = COPYABLE.get(request.container)
        if encoder.name == "copy" and allowed is not None and stream.codec not in allowed:
            raise UsageError(
                f"{request.container.upper()} cannot hold {stream.codec} sound as it is.",
                "Choose another audio encoder than copy, or write an MKV.",
            )
        bitrate = 0
        if encoder.bitrate:
            bitrate = request.audio_bitrate or encoder.bitrate * max(1, stream.channels)
        tracks.append(SoundTrack(stream, encoder, bitrate, origin, end))
    return tuple(tracks)


def resolve_source(text: str, base: Path) -> Path:
    """The path that a request names; relative ones start at the output's folder.

    Raises SourceError if there is no file.
    """
    path = Path(os.path.normpath(Path(base, text)))
    if not path.exists():
        raise SourceError(
            f"The source {text} is missing (looked for at {path}).",
            "Put it back, or move the output's files to where it lies relative to them.",
        )
    return path

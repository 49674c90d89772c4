"""From a request to a plan: segments of the output's frame grid, tracks of sound, all pinned."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any, overload

import msgpack

from exporters.errors import SourceError, StateError, UsageError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.media.frame_index import FrameIndex, Reading
from exporters.media.source import Source
from exporters.plan import Plan, Unit
from exporters.video import timestamps
from exporters.video.boundaries import MIN_SECONDS, segment_boundaries, segment_length
from exporters.video.grid import FrameGrid, SourceFrames, make_grid
from exporters.video.picture import Picture, make_picture
from exporters.video.request import VideoRequest
from exporters.video.segment import encoder_arguments
from exporters.video.sound import sound_arguments
from exporters.video.video_plan import SoundTrack, VideoPlan, sound_suffix

NAME = "video"
FORMAT = 1
"""Raised whenever the same request may give other bytes than before."""

NAMES = "surrogatepass"
"""A file's name need not be UTF-8."""

ORDERED_SEGMENTS = 24
"""Of a source that is read from front to back: each segment decodes all that is before it."""

BITS_PER_PIXEL = {
    "libx264": 0.15, "libx265": 0.1, "libsvtav1": 0.08, "libvpx-vp9": 0.1, "prores_ks": 5.0,
    "dnxhd": 5.0, "ffv1": 8.0,
}  # fmt: skip
"""Rough, for the estimate of the room that an export needs."""

_MP4_COPY = frozenset(("aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"))
COPYABLE: Mapping[str, frozenset[str]] = {
    "mp4": _MP4_COPY,
    "mov": frozenset(("aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le", "pcm_s16be")),
    "m4a": frozenset(("aac", "alac")),
    "webm": frozenset(("opus", "vorbis")),
}
"""Sound that a container takes as it is; Matroska takes everything."""


class _Units(Sequence[Unit]):
    """Segments first, in order, then the tracks of sound, which are started first."""

    def __init__(self, plan: VideoPlan, sound_seconds: int) -> None:
        self._plan = plan
        self._sound_work = 0 if plan.segment_count else max(1, sound_seconds)

    def __len__(self) -> int:
        return self._plan.segment_count + len(self._plan.sound)

    @overload
    def __getitem__(self, index: int) -> Unit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Unit]: ...
    def __getitem__(self, index: int | slice) -> Unit | Sequence[Unit]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return [self._unit(number) for number in numbers]
        return self._unit(numbers)

    def _unit(self, index: int) -> Unit:
        plan = self._plan
        if index < plan.segment_count:
            assert plan.picture is not None
            first, stop = plan.segment(index)
            return Unit(index, "video", stop - first, plan.picture.encoder.part_suffix, 1)
        return Unit(index, "audio", self._sound_work, sound_suffix(plan.request.container), 0)


def make_plan(
    request: VideoRequest,
    path: Path,
    source: Source,
    index: FrameIndex | None,
    mark: Fingerprint,
    build: FfmpegBuild,
) -> Plan:
    """The plan for a source that was read.

    Args:
        index: the source's frames, or None without a picture.
        mark: the source's fingerprint.

    Raises UsageError if the request does not fit the source.
    """
    details = _details(request, path, source, index, build)
    if not details.segment_count and not details.sound:
        raise UsageError(
            f"{path} has nothing to export with these settings.",
            "See `reprise probe` for its streams.",
        )
    stored = msgpack.packb(
        {
            "format": FORMAT,
            "source": {**source.to_map(), "path": request.source},
            "index": None if index is None else _index_map(index),
        },
        unicode_errors=NAMES,
    )
    return _plan(details, stored, mark)


def restore_plan(
    request: VideoRequest, path: Path, stored: bytes, mark: Fingerprint, build: FfmpegBuild
) -> Plan:
    """The plan out of what ``make_plan`` stored. Raises StateError if that is damaged."""
    try:
        values = msgpack.unpackb(stored, strict_map_key=True, unicode_errors=NAMES)
        if values["format"] != FORMAT:
            raise StateError("The export was planned by another version of Reprise.", "Start over.")
        source = Source.from_map({**values["source"], "path": str(path)})
        index = None if values["index"] is None else _index_from(values["index"])
        return _plan(_details(request, path, source, index, build), stored, mark)
    except StateError:
        raise
    except Exception as error:
        raise StateError("The journal's plan is damaged.", "Start over.") from error


def _plan(details: VideoPlan, stored: bytes, mark: Fingerprint) -> Plan:
    request, grid = details.request, details.grid
    seconds = float(grid.duration) if grid else _sound_seconds(details)
    units = _Units(details, round(seconds))
    return Plan(
        exporter=NAME,
        request=request.to_map(),
        stored=stored,
        sources=[mark.to_map(request.source)],
        units=units,
        hash=_hash(details, stored, mark),
        work_name="frames" if grid else "seconds",
        total_work=len(grid) if grid else sum(unit.work for unit in units),
        media_seconds=seconds,
        estimated_bytes=_estimate(details, seconds),
        details=details,
    )


def _hash(details: VideoPlan, stored: bytes, mark: Fingerprint) -> str:
    """Over all that can change a byte: two plans with the same hash give the same file.

    Names and places of files are left out, so that an export can be moved.
    """
    values = msgpack.unpackb(stored, unicode_errors=NAMES)
    values["source"].update(path="", size=0)
    request = details.request.to_map()
    for name in ("source", "allow_truncated"):
        del request[name]
    picture = details.picture
    everything = [
        values,
        request,
        mark.size,
        mark.digest,
        details.build.identity,
        version("av"),
        list(details.boundaries),
        None if picture is None else [encoder_arguments(details), picture.filters, picture.run_up],
        [sound_arguments(track, details.request.container) for track in details.sound],
    ]
    packed = msgpack.packb(everything, unicode_errors=NAMES)
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def _details(
    request: VideoRequest,
    path: Path,
    source: Source,
    index: FrameIndex | None,
    build: FfmpegBuild,
) -> VideoPlan:
    origin = (source.start_time or Fraction(0)) + request.start_seconds
    end = request.end_seconds
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
        sound=_sound(request, source, origin, end),
        origin=origin,
        truncated=source.truncated or (index is not None and index.truncated),
        notes=(*source.warnings, *(index.notes if index else ()), *_left_out(source)),
    )
    if request.video is None or source.video is None or index is None:
        return plan
    frames = SourceFrames(
        index.time_base, timestamps.compact(index.pts), index.last_duration, origin
    )
    rates = (source.video.average_rate, source.video.guessed_rate)
    length = None if end is None else end - request.start_seconds
    grid = make_grid(frames, rates, request.frame_rate, length)
    picture = make_picture(request, source.video)
    reading = _reading(request, index.reading)
    return replace(
        plan,
        frames=frames,
        reading=reading,
        keys=index.keys,
        grid=grid,
        boundaries=_boundaries(request, grid, frames, index.keys, picture, reading),
        picture=picture,
    )


def _left_out(source: Source) -> list[str]:
    if not source.subtitles:
        return []
    return [f"The source's subtitles ({source.subtitles} tracks) are not exported."]


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
    shortest = max(1, round(len(grid) * MIN_SECONDS / seconds)) if seconds else 1
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
    until = None if end is None else origin - request.start_seconds + end
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
        tracks.append(SoundTrack(stream, encoder, bitrate, origin, until))
    return tuple(tracks)


def _sound_seconds(details: VideoPlan) -> float:
    if not details.sound:
        return 0.0
    length = details.sound[0].stream.duration or details.source.duration or Fraction(1)
    start = details.request.start_seconds
    end = details.request.end_seconds
    return float(max(Fraction(0), min(length, end or length) - start))


def _estimate(details: VideoPlan, seconds: float) -> int:
    bits = sum(track.bitrate or 1_500_000 for track in details.sound) * seconds
    if details.picture and details.grid:
        picture = details.picture
        pixels = picture.width * picture.height * len(details.grid)
        bits += BITS_PER_PIXEL[picture.encoder.name] * pixels
    return int(bits / 8)


def _index_map(index: FrameIndex) -> dict[str, Any]:
    return {
        "time_base": [index.time_base.numerator, index.time_base.denominator],
        "pts": timestamps.to_map(timestamps.compact(index.pts)),
        "keys": timestamps.to_map(timestamps.compact(index.keys)),
        "last_duration": index.last_duration,
        "reading": index.reading,
        "notes": list(index.notes),
        "truncated": index.truncated,
    }


def _index_from(values: Mapping[str, Any]) -> FrameIndex:
    pts, keys = timestamps.from_map(values["pts"]), timestamps.from_map(values["keys"])
    if len(pts) == 0 or len(keys) == 0 or keys[0] != 0 or keys[-1] >= len(pts):
        raise StateError("The journal's list of frames is damaged.", "Start over.")
    numerator, denominator = values["time_base"]
    return FrameIndex(
        time_base=Fraction(numerator, denominator),
        pts=pts,  # type: ignore[arg-type]
        keys=keys,  # type: ignore[arg-type]
        last_duration=max(1, int(values["last_duration"])),
        reading=values["reading"],
        notes=tuple(values["notes"]),
        truncated=bool(values["truncated"]),
    )


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

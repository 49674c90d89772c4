"""A plan as the engine and the journal know it: units, a hash, and bytes to make it again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any, overload

import msgpack

from exporters.errors import StateError, UsageError
from exporters.media import strict_map
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.media.frame_index import FrameIndex
from exporters.media.source import Source, SubtitleStream
from exporters.plan import Plan, Unit
from exporters.video import timestamps
from exporters.video.planning import lay_out
from exporters.video.request import VideoRequest
from exporters.video.segment import encoder_arguments
from exporters.video.smart.planning import applied
from exporters.video.smart.record import SmartPlan
from exporters.video.sound import sound_arguments
from exporters.video.subtitles import subtitles_hashed
from exporters.video.video_plan import VideoPlan, sound_suffix, subtitle_suffix

NAME = "video"
FORMAT = 1
"""Raised whenever the same request may give other bytes than before."""
SUBTITLES_FORMAT = 2
"""Of plans with tracks of subtitles: a Reprise that knows none would leave them out."""

NAMES = "surrogatepass"
"""A file's name need not be UTF-8."""

BITS_PER_PIXEL = {
    "libx264": 0.15, "libx265": 0.1, "libsvtav1": 0.08, "libvpx-vp9": 0.1, "prores_ks": 5.0,
    "dnxhd": 5.0, "ffv1": 8.0,
}  # fmt: skip
"""Rough, for the estimate of the room that an export needs."""


class _Units(Sequence[Unit]):
    """Segments first, in order, then sound and subtitles, which are started first."""

    def __init__(self, plan: VideoPlan, sound_seconds: int) -> None:
        self._plan = plan
        self._sound_work = 0 if plan.segment_count else max(1, sound_seconds)

    def __len__(self) -> int:
        plan = self._plan
        return plan.segment_count + len(plan.sound) + len(plan.subtitles)

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
            first, stop = plan.segment(index)
            kind = "copy" if index in plan.copies else "video"
            return Unit(index, kind, stop - first, plan.segment_suffix(index), 1)
        if index >= plan.segment_count + len(plan.sound):
            return Unit(index, "subtitles", 0, subtitle_suffix(plan.request.container), 0)
        return Unit(index, "audio", self._sound_work, sound_suffix(plan.request.container), 0)


def make_plan(
    request: VideoRequest,
    path: Path,
    source: Source,
    index: FrameIndex | None,
    mark: Fingerprint,
    build: FfmpegBuild,
    smart: SmartPlan | None = None,
) -> Plan:
    """The plan for a source that was read.

    Args:
        index: the source's frames, or None without a picture.
        mark: the source's fingerprint.
        smart: what is copied.

    Raises UsageError if the request does not fit the source.
    """
    details = lay_out(request, path, source, index, build)
    if not details.segment_count and not details.sound:
        raise UsageError(
            f"{path} has nothing to export with these settings.",
            "See `reprise probe` for its streams.",
        )
    if smart is not None:
        details = applied(details, smart)
    plain = replace(source, subtitle_tracks=())
    values = {
        "format": SUBTITLES_FORMAT if details.subtitles else FORMAT,
        "source": {**plain.to_map(), "path": request.source},
        "index": None if index is None else index_map(index),
    }
    if source.subtitle_tracks:
        values["subtitles"] = [strict_map.to_map(track) for track in source.subtitle_tracks]
    if smart is not None:
        values["smart"] = smart.to_map()
    stored = msgpack.packb(values, unicode_errors=NAMES)
    return _plan(details, stored, mark)


def restore_plan(
    request: VideoRequest, path: Path, stored: bytes, mark: Fingerprint, build: FfmpegBuild
) -> Plan:
    """The plan out of what ``make_plan`` stored. Raises StateError if that is damaged."""
    try:
        values = msgpack.unpackb(stored, strict_map_key=True, unicode_errors=NAMES)
        if values["format"] not in (FORMAT, SUBTITLES_FORMAT):
            raise StateError("The export was planned by another version of Reprise.", "Start over.")
        source = Source.from_map({**values["source"], "path": str(path)})
        tracks = [strict_map.from_map(SubtitleStream, item) for item in values.get("subtitles", ())]
        source = replace(source, subtitle_tracks=tuple(tracks))
        index = None if values["index"] is None else index_from(values["index"])
        details, smart = lay_out(request, path, source, index, build), smart_of(values)
        return _plan(applied(details, smart) if smart else details, stored, mark)
    except StateError:
        raise
    except Exception as error:
        raise StateError("The journal's plan is damaged.", "Start over.") from error


def smart_of(values: Mapping[str, Any]) -> SmartPlan | None:
    """What is copied, by what a plan stores. Raises what ``SmartPlan.from_map`` raises."""
    return SmartPlan.from_map(values["smart"]) if "smart" in values else None


def relocated(
    request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]], source: str
) -> tuple[dict[str, Any], bytes, list[dict[str, Any]]]:
    """Request, stored plan and sources for the same source at another place.

    The plan's hash stays the same.

    Args:
        request, stored, sources: what a journal holds.
        source: the new path, as in ``VideoRequest.source``.

    Raises StateError if they are damaged.
    """
    try:
        values = msgpack.unpackb(stored, strict_map_key=True, unicode_errors=NAMES)
        values["source"] = {**values["source"], "path": source}
        packed = msgpack.packb(values, unicode_errors=NAMES)
    except Exception as error:
        raise StateError("The journal's plan is damaged.", "Start over.") from error
    moved = [{**mark, "path": source} for mark in sources]
    return {**request, "source": source}, packed, moved


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
        joined_ahead=True,
        details=details,
    )


def _hash(details: VideoPlan, stored: bytes, mark: Fingerprint) -> str:
    """Over all that can change a byte: two plans with the same hash give the same file.

    Names and places of files are left out, so that an export can be moved.
    """
    values = msgpack.unpackb(stored, unicode_errors=NAMES)
    values["source"].update(path="", size=0)
    values.pop("subtitles", None)
    request = details.request.to_map()
    for name in ("source", "allow_truncated", "subtitles"):
        request.pop(name, None)
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
    if details.subtitles:
        everything.append(subtitles_hashed(details))
    packed = msgpack.packb(everything, unicode_errors=NAMES)
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


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


def index_map(index: FrameIndex) -> dict[str, Any]:
    """As msgpack types; ``index_from`` is the reverse."""
    return {
        "time_base": [index.time_base.numerator, index.time_base.denominator],
        "pts": timestamps.to_map(timestamps.compact(index.pts)),
        "keys": timestamps.to_map(timestamps.compact(index.keys)),
        "last_duration": index.last_duration,
        "reading": index.reading,
        "notes": list(index.notes),
        "truncated": index.truncated,
    }


def index_from(values: Mapping[str, Any]) -> FrameIndex:
    """Raises StateError, or what a map of another shape raises."""
    pts, keys = timestamps.from_map(values["pts"]), timestamps.from_map(values["keys"])
    numerator, denominator = values["time_base"]
    time_base = Fraction(numerator, denominator)
    whole = len(pts) > 0 and len(keys) > 0 and keys[0] == 0 and keys[-1] < len(pts)
    if not whole or time_base <= 0:
        raise StateError("The journal's list of frames is damaged.", "Start over.")
    return FrameIndex(
        time_base=time_base,
        pts=pts,  # type: ignore[arg-type]
        keys=keys,  # type: ignore[arg-type]
        last_duration=max(1, int(values["last_duration"])),
        reading=values["reading"],
        notes=tuple(values["notes"]),
        truncated=bool(values["truncated"]),
    )

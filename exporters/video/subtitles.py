"""Subtitles as tracks of the output: which, in what form, and making one of them.

| output | takes as they are | made of other texts |
| --- | --- | --- |
| MKV | all that Matroska has a name for (ffmpeg's libavformat/matroska.c) | subrip |
| MP4, MOV | mov_text | mov_text |
| WebM | webvtt | webvtt |

Pictures stay pictures: only MKV takes them. Files of sound alone get none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from exporters.errors import UnitFailed, UsageError
from exporters.media.reading import read_source, script
from exporters.media.source import Source, SubtitleStream
from exporters.plan import UnitContext
from exporters.video.encoders import MP4_FAMILY
from exporters.video.part_check import check_subtitles
from exporters.video.request import VideoRequest
from exporters.video.video_plan import SubtitleTrack, VideoPlan

CAPTIONS = "captions"
"""In the place of a codec: the texts come from an edit, not from a file."""
TEXTS = frozenset(("subrip", "ass", "ssa", "webvtt", "mov_text", "text", CAPTIONS))
_MATROSKA_TEXTS = TEXTS - {"mov_text", CAPTIONS}
PICTURES = frozenset(("hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle"))
MADE = {"mkv": "subrip", "webm": "webvtt", "mp4": "mov_text", "mov": "mov_text"}
"""What texts become that a container does not take as they are."""
COPIED: Mapping[str, frozenset[str]] = {
    "mkv": _MATROSKA_TEXTS | PICTURES,
    "webm": frozenset(("webvtt",)),
    "mp4": frozenset(("mov_text",)),
    "mov": frozenset(("mov_text",)),
}
STYLED = frozenset(("ass", "ssa"))

MATROSKA_TICKS = 1000
MOST_TICKS = 192_000
"""The time between two texts of MP4 is a number of 32 bits: six hours of these."""
FINEST = 1_000_000
FALLBACK_TICKS = 90_000
TIME_LIMIT = 24 * 3600.0


@dataclass(frozen=True)
class ChosenSubtitles:
    """The output's tracks, and sentences about what is not in them."""

    tracks: tuple[SubtitleTrack, ...]
    notes: tuple[str, ...]


def choose_subtitles(
    request: VideoRequest,
    source: Source,
    origin: Fraction,
    end: Fraction | None,
    clocks: Sequence[int],
) -> ChosenSubtitles:
    """The tracks that a request asks for.

    Args:
        origin, end: times of the source between which it is exported.
        clocks: ticks a second of the output's other tracks.

    Raises UsageError for a track that there is not, or that was named and cannot be held.
    """
    listed, container = source.subtitle_tracks, request.container
    if request.subtitles == "none":
        return ChosenSubtitles((), ())
    if not listed or container not in MADE:
        _named(request, len(listed))
        return ChosenSubtitles((), tuple(_none_exported(source)))
    numbers = _named(request, len(listed))
    made: list[tuple[int, SubtitleTrack]] = []
    left: list[tuple[int, SubtitleStream]] = []
    for number in numbers:
        stream = listed[number]
        codec = _codec(stream.codec, container)
        if codec is None:
            left.append((number + 1, stream))
            continue
        ticks = _ticks(stream.time_base, container, clocks)
        made.append((number + 1, SubtitleTrack(stream, codec, ticks, origin, end)))
    if left and request.subtitles != "all":
        raise _cannot_hold(container, *left[0])
    notes = (*_left_out(container, left), *_changed(container, made))
    return ChosenSubtitles(tuple(track for _, track in made), notes)


def _named(request: VideoRequest, count: int) -> list[int]:
    """Positions of the tracks that are wanted."""
    if request.subtitles == "all":
        return list(range(count))
    numbers = [int(part) - 1 for part in request.subtitles.split(",")]
    for number in numbers:
        if number >= count:
            raise UsageError(
                f"The source has {count} track(s) of subtitles; track {number + 1} does not exist.",
                "See `reprise probe SOURCE` for the tracks.",
            )
    return numbers


def _codec(codec: str, container: str) -> str | None:
    """The form of a track in the output; None if there is none."""
    if codec in COPIED[container]:
        return codec
    return MADE[container] if codec in TEXTS else None


def _ticks(base: Fraction, container: str, clocks: Sequence[int]) -> int:
    """A second of a track in its ticks.

    ffmpeg's writer of MP4 compares ticks of a text with those of other tracks when it fills the
    time between texts (libavformat/movenc.c, mov_write_packet): no other track may be finer.
    """
    if container not in MP4_FAMILY:
        return MATROSKA_TICKS
    finest = min(max((*clocks, MATROSKA_TICKS)), MOST_TICKS)
    if base.denominator > FINEST:
        return FALLBACK_TICKS
    return base.denominator * ceil(Fraction(finest, base.denominator))


def _none_exported(source: Source) -> list[str]:
    if not source.subtitles:
        return []
    return [f"The source's subtitles ({source.subtitles} tracks) are not exported."]


def _cannot_hold(container: str, number: int, stream: SubtitleStream) -> UsageError:
    what = stream.codec or "unknown"
    return UsageError(
        f"{container.upper()} cannot hold the subtitles of track {number} ({what}).",
        "Leave the track out (--subtitles), or write an MKV.",
    )


def _left_out(container: str, left: Sequence[tuple[int, SubtitleStream]]) -> Iterator[str]:
    if left:
        named = ", ".join(f"{number} ({stream.codec or 'unknown'})" for number, stream in left)
        tracks = "tracks" if len(left) > 1 else "track"
        hint = "" if container == "mkv" or _unknown(left) else " An MKV can."
        yield f"{container.upper()} cannot hold the source's subtitles of {tracks} {named}.{hint}"


def _unknown(left: Sequence[tuple[int, SubtitleStream]]) -> bool:
    return not all(_codec(stream.codec, "mkv") for _, stream in left)


def _changed(container: str, made: Sequence[tuple[int, SubtitleTrack]]) -> Iterator[str]:
    lost = [n for n, track in made if track.stream.codec in STYLED and not track.copied]
    if lost:
        tracks = "tracks" if len(lost) > 1 else "track"
        yield (
            f"Fonts, sizes and places of the ASS subtitles of {tracks} "
            f"{', '.join(map(str, lost))} are lost in {container.upper()}; an MKV keeps them."
        )


def subtitle_map(track: SubtitleTrack) -> dict[str, Any]:
    """All that decides what a track holds, for the plan's hash; the child reads it, too."""
    length = None if track.end is None else track.end - track.origin
    return {
        "stream": track.stream.index,
        "codec": track.codec,
        "ticks": track.ticks,
        "origin": [track.origin.numerator, track.origin.denominator],
        "length": None if length is None else [length.numerator, length.denominator],
        "fonts": track.copied and track.codec in STYLED,
    }


def subtitles_hashed(plan: VideoPlan) -> list[Any]:
    """What the plan's hash covers of the tracks: nothing without any."""
    return [
        [subtitle_map(track), dict(track.stream.metadata), list(track.stream.disposition)]
        for track in plan.subtitles
    ]


def run_subtitles(plan: VideoPlan, number: int, context: UnitContext) -> None:
    """Write a track of the source to ``context.path`` and compare it with what was read.

    Args:
        number: of the track, from 0.
    """
    track = plan.subtitles[number]
    job = subtitle_map(track)
    # Fonts are wanted once in the output.
    before = plan.subtitles[:number]
    job["fonts"] = job["fonts"] and not any(subtitle_map(one)["fonts"] for one in before)
    command = script("subtitle_child.py", str(plan.path), str(context.path), json.dumps(job))
    answer = read_source(plan.path, command, token=context.token, time_limit=TIME_LIMIT)
    if check_subtitles(context.path, track.ticks) != (answer.get("count"), answer.get("digest")):
        raise UnitFailed(
            f"The subtitles of track {track.stream.index} of {plan.path} were not written as they "
            "were read.",
            "Leave them out (--subtitles), and report this as a defect.",
        )

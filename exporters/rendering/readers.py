"""Reading pictures of a medium at the frames of a sequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from exporters.media import ffmpeg as program
from exporters.rendering.sources import (
    MediumFrames,
    content_time,
    pictures_shown,
    steps_by_one,
)
from exporters.rendering.streams import (
    FINEST_TIME_BASE,
    evenly,
    exactly,
    filtered,
    joined,
    numbered,
    on_grid,
    text,
)
from exporters.timeline.sequence import Clip
from exporters.video.seeking import seek_options, seek_time
from exporters.video.timestamps import round_half_up

QUEUE_SIZE = 8
"""Packets that are read ahead at least."""
MAX_REVERSED = 48
"""Pictures that are held in memory at once to be shown backwards."""


@dataclass(frozen=True)
class Reader:
    """How a medium is opened: for the how-manieth try, and with numbers that were not used yet."""

    medium: MediumFrames
    attempt: int
    fresh: Iterator[int]


def media_frames(reader: Reader, clip: Clip, first: int, stop: int, rate: Fraction) -> Any:
    """Pictures of frames [first, stop) of a clip, counted from its begin, numbered from 0.

    They have the medium's size and pixel format, turned upright.
    """
    medium = reader.medium
    if medium.index is None or clip.speed == 0:
        shown, _ = pictures_shown(medium, clip, first, stop, rate)
        return numbered(exactly(_pictures(reader, shown, shown), stop - first), rate)
    if clip.speed < 0:
        return _backwards(reader, clip, first, stop, rate)
    low, high = pictures_shown(medium, clip, first, stop, rate)
    stream = _pictures(reader, low, high)
    if steps_by_one(medium, clip, first, stop, rate):
        return numbered(stream, rate)
    zero = medium.zero + content_time(clip, first, rate)
    return _placed(medium, stream, low, zero, clip.speed, rate, stop - first)


def _backwards(reader: Reader, clip: Clip, first: int, stop: int, rate: Fraction) -> Any:
    """In pieces, each of which fits into memory."""
    medium = reader.medium
    low, high = pictures_shown(medium, clip, first, stop, rate)
    if high - low >= MAX_REVERSED and stop - first > 1:
        middle = (first + stop) // 2
        parts = [(first, middle), (middle, stop)]
        made = [_backwards(reader, clip, a, b, rate) for a, b in parts]
        return numbered(joined(made), rate)
    stream = filtered(_pictures(reader, low, high), "reverse")
    # From here on time runs from the end of the highest picture down.
    ends = medium.frames.end_of(high) * medium.time_base
    whole = ends - medium.pts[low] * medium.time_base
    step = whole / (high - low + 1)
    late = ends - (medium.zero + content_time(clip, first, rate))
    stream = evenly(stream, step / -clip.speed, late / -clip.speed)
    return on_grid(stream, rate, stop - first)


def _placed(
    medium: MediumFrames,
    stream: Any,
    low: int,
    zero: Fraction,
    speed: Fraction,
    rate: Fraction,
    count: int,
) -> Any:
    """Each picture at the frame that it is shown from on.

    Args:
        zero: time on the container's clock that becomes 0, in seconds.
    """
    base = medium.time_base
    fine = base / (speed.numerator * lcm(1, (zero / base).denominator))
    if fine.denominator > FINEST_TIME_BASE or fine.numerator != 1:
        fine = Fraction(1, max(1_000_000, min(FINEST_TIME_BASE, base.denominator)))
    stream = filtered(stream, "settb", expr=text(fine))
    start = round_half_up(zero / fine)
    if medium.index is not None and medium.index.reading == "ordered":
        step = medium.frames.end_of(low) - medium.pts[low]
        begin = medium.pts[low] * base / fine
        told = f"(N*{text(step * base / fine)}+{text(begin)}"
    else:
        told = "(PTS"
    slow = 1 / speed
    stream = filtered(stream, "setpts", expr=f"round({told}-({start}))*{text(slow)})")
    return on_grid(stream, rate, count)


def _pictures(reader: Reader, low: int, high: int) -> Any:
    """Pictures ``low`` to ``high`` of a medium, as they are stored, turned upright."""
    import ffmpeg

    medium = reader.medium
    options: dict[str, str | None] = {"threads": "1", **program.input_options()}
    # ffmpeg-python takes inputs with the same options for one.
    options["thread_queue_size"] = str(QUEUE_SIZE + next(reader.fresh))
    if medium.index is None:
        # A picture's container is named after its demuxer.
        options["f"] = medium.source.format
    else:
        index, start = medium.index, medium.source.start_time or Fraction(0)
        seek = seek_time(medium.frames, index.keys, index.reading, low, reader.attempt, start)
        options |= seek_options(seek)
    stream = ffmpeg.input(program.node_url(medium.path), **options)[str(medium.video.index)]
    if medium.index is None:
        return filtered(stream, "trim", end_frame=1)
    if medium.index.reading == "ordered":
        return filtered(stream, "trim", start_frame=low, end_frame=high + 1)
    stream = filtered(stream, "settb", expr=text(medium.time_base))
    return filtered(stream, "trim", start_pts=medium.pts[low], end_pts=medium.pts[high] + 1)

"""Where segments begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

SHORT_CLIP_SEGMENTS = 8
"""A short clip is cut into this many at least, so that a few workers have something to do each.

A fixed number: the plan, and so the bytes, must not depend on the machine's cores.
"""
MIN_SECONDS = 2.0
TAPER_FROM = 2.5
"""From so many lengths before the end segments are half as long."""
LAST_FROM = 1.0
"""From here on a quarter, where the source has key frames as often. Elsewhere it does not pay: what
is decoded twice costs more than a worker that waits."""
NEAR = 0.75
"""A segment may end at a key frame of the source from this share of its length on."""


def segment_length(
    frame_count: int, seconds: float, target_seconds: float, keyframe_interval: int
) -> int:
    """Frames of a normal segment: near the target, in whole GOPs where it holds several.

    Args:
        frame_count: frames of the output.
        seconds: its duration.
        target_seconds: wished length of a segment.
        keyframe_interval: frames between key frames at most.
    """
    shortest = min(MIN_SECONDS, target_seconds)
    wished = min(target_seconds, max(shortest, seconds / SHORT_CLIP_SEGMENTS))
    frames = max(1, round(frame_count * wished / seconds)) if seconds > 0 else frame_count
    if frames < keyframe_interval * 3 // 4:
        return frames
    return max(1, round(frames / keyframe_interval)) * keyframe_interval


def segment_boundaries(
    frame_count: int, length: int, keys: Sequence[int], shortest: int = 1
) -> list[int]:
    """Frame numbers at which segments begin, with ``frame_count`` as the last entry.

    A boundary is moved back onto a key frame of the source that lies near, since a segment that
    begins elsewhere decodes from the key frame before it. Towards the end segments become
    shorter, so that all workers end at about the same time.

    Args:
        frame_count: frames of the output, at least 1.
        length: frames of a normal segment.
        keys: rising output positions at which decoding of the source can begin.
        shortest: frames of the last segments at least.
    """
    boundaries = [0]
    while frame_count - boundaries[-1] > length * TAPER_FROM:
        boundaries.append(_next(boundaries[-1], length, keys))
    half = max(1, min(length, max(length // 2, shortest)))
    last = max(1, min(half, max(length // 4, shortest)))
    if len(keys) * last < frame_count:
        last = half
    while frame_count - boundaries[-1] > max(half * 3 // 2, int(length * LAST_FROM) + half // 2):
        boundaries.append(_next(boundaries[-1], half, keys))
    while frame_count - boundaries[-1] > last * 3 // 2:
        boundaries.append(_next(boundaries[-1], last, keys))
    return [*boundaries, frame_count]


def _next(start: int, length: int, keys: Sequence[int]) -> int:
    """The last key frame of the source that is near the end of a segment, else its end."""
    low = bisect_left(keys, start + max(1, int(length * NEAR)))
    high = bisect_right(keys, start + length)
    return keys[high - 1] if low < high else start + length

"""Where segments begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

SHORT_CLIP_SEGMENTS = 8
"""A short clip is cut into this many at least, so that a few workers have something to do each.

A fixed number: the plan, and so the bytes, must not depend on the machine's cores.
"""
MIN_SECONDS = 2.0
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


def segment_boundaries(frame_count: int, length: int, keys: Sequence[int]) -> list[int]:
    """Frame numbers at which segments begin, with ``frame_count`` as the last entry.

    A boundary is moved back onto a key frame of the source that lies near, since a segment that
    begins elsewhere decodes from the key frame before it. What remains at the end is shared out
    evenly, so that no worker is left with a long last segment.

    Args:
        frame_count: frames of the output, at least 1.
        length: frames of a normal segment.
        keys: rising output positions at which decoding of the source can begin.
    """
    boundaries = [0]
    while frame_count - boundaries[-1] > length * 3 // 2:
        start = boundaries[-1]
        low = bisect_left(keys, start + max(1, int(length * NEAR)))
        high = bisect_right(keys, start + length)
        boundaries.append(keys[high - 1] if low < high else start + length)
    remaining = frame_count - boundaries[-1]
    if remaining > length:
        boundaries.append(boundaries[-1] + (remaining + 1) // 2)
    boundaries.append(frame_count)
    return boundaries

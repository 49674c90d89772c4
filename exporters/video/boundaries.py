"""Where segments begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

SHORT_CLIP_SEGMENTS = 8
"""A short clip is cut into this many at least, so that a few workers have something to do each.

A fixed number: the plan, and so the bytes, must not depend on the machine's cores.
"""
MIN_SECONDS = 2.0
LAST_SECONDS = 1.0
"""Towards the end segments may be as short as this."""
LAST_SHARE = 4
"""A segment takes at most one of so many parts of what is left."""
NEAR = 0.4
"""By this share of its length a segment may be shorter or, up to the normal length, longer, to end
at a key frame of the source."""


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

    A boundary is moved onto a key frame of the source that lies near, since a segment that begins
    elsewhere decodes from the key frame before it. Towards the end segments become shorter, so
    that all workers end at about the same time; but not where key frames are rare: what is
    decoded twice costs more than a worker that waits.

    Args:
        frame_count: frames of the output, at least 1.
        length: frames of a normal segment.
        keys: rising output positions at which decoding of the source can begin.
        shortest: frames of the last segments at least.
    """
    between_keys = frame_count // max(1, len(keys))
    least = max(1, min(length, max(shortest, min(length, between_keys) // 2)))
    boundaries = [0]
    while True:
        left = frame_count - boundaries[-1]
        size = max(least, min(length, left // LAST_SHARE))
        if left <= size * 3 // 2:
            return [*boundaries, frame_count]
        boundaries.append(_end(boundaries[-1], size, length, keys))


def _end(start: int, size: int, longest: int, keys: Sequence[int]) -> int:
    """The last key frame of the source that is near the end of a segment, else its end."""
    low = bisect_left(keys, start + max(1, int(size * (1 - NEAR))))
    high = bisect_right(keys, start + min(longest, int(size * (1 + NEAR))))
    return keys[high - 1] if low < high else start + size

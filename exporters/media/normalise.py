"""Strictly rising timestamps out of what decoders tell."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

REORDERED_FRAMES = 16
"""No codec shows a frame later than this many after its place: a step further back is a jump."""
FORWARD_JUMP_SECONDS = 10
"""A step forward of this length is a jump in formats whose clock may: ffmpeg's threshold too."""
FEW = 100
"""One frame in this many may be moved by a tick; with more the clock as a whole is no use."""


def rising(values: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(values))


def normalise(
    raw: Sequence[int | None], step: Fraction, jump: int | None
) -> tuple[array[int], list[str]]:
    """One timestamp for each frame, in the order in which the decoder shows them, and notes.

    Args:
        raw: timestamps as told, None where there is none.
        step: ticks from frame to frame on average, more than 0.
        jump: ticks forward that count as a jump of the clock, in formats whose clock may jump;
            None in others.

    The clock goes on evenly where it jumps. Times out of order, all different, are sorted. Where
    they make no sense at all the frames are taken to be evenly spaced.
    """
    notes: list[str] = []
    times = _filled(raw, step, notes)
    times = _joined(times, step, jump, notes)
    if rising(times):
        return array("q", times), notes
    ordered = sorted(times)
    if rising(ordered):
        notes.append("The frames' times were out of order.")
        return array("q", ordered), notes
    return _spread(ordered, step, notes), notes


def _filled(raw: Sequence[int | None], step: Fraction, notes: list[str]) -> list[int]:
    missing = sum(time is None for time in raw)
    if missing == 0:
        return [time for time in raw if time is not None]
    notes.append(f"{missing} frames had no time.")
    place, first = next(((i, t) for i, t in enumerate(raw) if t is not None), (0, 0))
    times: list[int] = []
    anchor, distance = first - round(place * step), 0
    for time in raw:
        if time is not None:
            anchor, distance = time, 0
        times.append(anchor + round(distance * step))
        distance += 1
    return times


def _joined(times: list[int], step: Fraction, jump: int | None, notes: list[str]) -> list[int]:
    """Without jumps: what follows one is moved so that it continues."""
    back = 0 if jump is not None else int(step * REORDERED_FRAMES)
    joined: list[int] = []
    offset, highest, jumps = 0, None, 0
    for time in times:
        moved = time + offset
        if highest is not None:
            forward = jump is not None and moved > highest + jump
            if forward or moved < highest - back:
                expected = highest + max(1, round(step))
                offset += expected - moved
                moved, jumps = expected, jumps + 1
        joined.append(moved)
        highest = moved if highest is None else max(highest, moved)
    if jumps:
        notes.append(f"The clock jumped {jumps} times; what follows was moved to continue.")
    return joined


def _spread(ordered: list[int], step: Fraction, notes: list[str]) -> array[int]:
    """Equal times apart: by a tick when they are few, else all on a grid."""
    if sum(a == b for a, b in pairwise(ordered)) * FEW <= len(ordered):
        times = array("q", ordered[:1])
        for time in ordered[1:]:
            times.append(max(time, times[-1] + 1))
        notes.append("A few frames had the same time; they were moved by a tick.")
        return times
    notes.append("The frames' times were unusable; even distances are assumed.")
    even = max(step, Fraction(1))
    return array("q", (ordered[0] + round(place * even) for place in range(len(ordered))))

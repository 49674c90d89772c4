"""Keyframed levels as what a clip can hold: a constant with a fade at each end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Envelope:
    """A level over a clip.

    Attributes:
        level: between the fades.
        fade_in, fade_out: frames.
    """

    level: float
    fade_in: int = 0
    fade_out: int = 0


def envelope(keys: list[tuple[int, float]], length: int, low: float) -> Envelope | None:
    """The level that keyframes describe; None if it does more than come, stay and go.

    Editors fade over N frames with keyframes at the first and the last of them, so that the last
    one has the full level already.

    Args:
        keys: frame from the clip's begin and value, rising.
        length: frames of the clip.
        low: value at and below which nothing is seen or heard.
    """
    if not keys:
        return None
    if len(keys) == 1:
        return Envelope(keys[0][1])
    top = max(value for _, value in keys)
    near = abs(top) * 1e-3 + 1e-6
    full = [number for number, (_, value) in enumerate(keys) if top - value <= near]
    first, last = full[0], full[-1]
    if full != list(range(first, last + 1)) or top <= low:
        return Envelope(top) if top <= low else None
    head, tail = keys[:first], keys[last + 1 :]
    if any(value > low for _, value in head + tail):
        return None
    fade_in = _reach(head[-1][0] if head else None, keys[first][0], length)
    end = length - 1
    mirrored = None if not tail else end - tail[0][0]
    fade_out = _reach(mirrored, end - keys[last][0], length)
    if fade_in is None or fade_out is None:
        return None
    return Envelope(top, fade_in, fade_out)


def _reach(low: int | None, high: int, length: int) -> int | None:
    """Frames from an end of the clip until the full level; None if it stays low for long."""
    if low is None or high < 0:
        return 0
    if low > 1:
        return None
    return min(high + 1, length)

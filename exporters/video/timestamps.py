"""Sequences of timestamps: a range where the rate is constant, an array where it is not.

Kept compact, since a plan for a week of video holds fifteen million of them and is read back
before an interrupted export goes on.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from exporters.errors import StateError

Timestamps = range | array  # type: ignore[type-arg]
"""Strictly rising integers, in ticks of some time base."""

MAX_FRAMES = 200_000_000


def compact(values: Sequence[int]) -> Timestamps:
    """The same values as a range if their distance is constant, else as an array."""
    if isinstance(values, range):
        return values
    if len(values) == 0:
        return range(0)
    step = values[1] - values[0] if len(values) > 1 else 1
    candidate = range(values[0], values[0] + len(values) * step, step)
    if values[-1] == candidate[-1] and array("q", candidate) == array("q", values):
        return candidate
    return values if isinstance(values, array) else array("q", values)


def to_map(values: Timestamps) -> dict[str, Any]:
    """As msgpack types; ``from_map`` is the reverse."""
    if isinstance(values, range):
        return {"first": values.start, "step": values.step, "count": len(values)}
    deltas = array("q", (b - a for a, b in pairwise(values)))
    if sys.byteorder == "big":
        deltas.byteswap()
    return {
        "first": values[0],
        "count": len(values),
        "deltas": zlib.compress(deltas.tobytes(), 6),
    }


def from_map(values: Mapping[str, Any]) -> Timestamps:
    """Raises StateError if the map is not what ``to_map`` makes."""
    try:
        first, count = values["first"], values["count"]
        if not (_whole(first) and _whole(count) and 0 <= count <= MAX_FRAMES):
            raise ValueError("count")
        if "step" in values:
            step = values["step"]
            if not _whole(step) or step <= 0:
                raise ValueError("step")
            return range(first, first + count * step, step)
        return _from_deltas(first, count, values["deltas"])
    except (KeyError, TypeError, ValueError, OverflowError, zlib.error):
        raise StateError("The journal's list of frames is damaged.", "Start over.") from None


def _from_deltas(first: int, count: int, packed: bytes) -> array[int]:
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(packed, (count - 1) * 8 + 1)
    if count < 1 or len(raw) != (count - 1) * 8:
        raise ValueError("length")
    deltas = array("q")
    deltas.frombytes(raw)
    if sys.byteorder == "big":
        deltas.byteswap()
    if any(delta <= 0 for delta in deltas):
        raise ValueError("order")
    return array("q", accumulate(deltas, initial=first))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62


def first_at_or_after(values: Timestamps, tick: int) -> int:
    """Position of the first value >= ``tick``; ``len(values)`` if there is none."""
    return bisect_left(values, tick)


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero upwards, as ffmpeg rounds near."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)

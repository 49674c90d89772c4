"""Values out of a draft's JSON, whatever is in it: a wrong type counts as absent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from exporters.timeline.timecode import to_timecode

Json = dict[str, Any]

MICROSECONDS = 1_000_000
MAX_MICROSECONDS = 10**13
"""No time in a draft is larger: 115 days. Stills have a nominal length of three hours."""

TRUNCATED = 3
"""Microseconds by which a time may lie off the grid of frames: the applications cut off fractions
(13 frames at 30 a second are 433333), and add such times."""


def table(value: Any) -> Json:
    """The value, if it is a JSON object; else an empty one."""
    return value if type(value) is dict else {}


def rows(value: Any) -> list[Json]:
    """The JSON objects in a list; nothing for other types."""
    return [row for row in value if type(row) is dict] if type(value) is list else []


def text(value: Any) -> str:
    """The value, if it is a string; else ""."""
    return value if type(value) is str else ""


def number(value: Any, default: float) -> float:
    """The value, if it is a finite number of ordinary size; else ``default``."""
    if type(value) is int and abs(value) < 10**15:
        return float(value)
    return value if type(value) is float and math.isfinite(value) else default


def whole(value: Any, default: int = 0) -> int:
    """The value rounded, if it is a finite number; else ``default``."""
    return round(number(value, float(default)))


def micros(value: Any) -> int | None:
    """A time in whole microseconds; None for what is none, or is out of reason."""
    if type(value) is float and math.isfinite(value):
        value = round(value)
    return value if type(value) is int and abs(value) <= MAX_MICROSECONDS else None


def time_range(value: Any) -> tuple[int, int] | None:
    """Start and end of a ``*_timerange`` in microseconds; None if it is none, or negative."""
    start, duration = micros(table(value).get("start")), micros(table(value).get("duration"))
    if start is None or duration is None or start < 0 or duration < 0:
        return None
    return start, start + duration


@dataclass(frozen=True)
class Grid:
    """Microseconds and frames of a draft at ``rate`` frames a second."""

    rate: Fraction

    def frame(self, time: int) -> int:
        """The frame nearest to a time in microseconds."""
        below = 2 * self.rate.denominator * MICROSECONDS
        return (2 * time * self.rate.numerator + below // 2) // below

    def seconds(self, time: int) -> Fraction:
        """A time in exact seconds: that of the frame which a cut-off number of microseconds means.

        A draft says 433333 for frame 13 at 30 a second; with times of media taken literally each
        clip would begin a third of a microsecond early, just before its frame.
        """
        exact = self.frame(time) / self.rate
        near = abs(exact * MICROSECONDS - time) <= TRUNCATED
        return exact if near else Fraction(time, MICROSECONDS)

    def place(self, label: str, name: str, start: int) -> str:
        """Where a clip lies, for a sentence."""
        code = to_timecode(start, self.rate)
        return f"{label} “{name[:60]}” at {code}" if name else f"{label} at {code}"

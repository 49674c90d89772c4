"""The frame rate of an edit decision list, which does not state it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from exporters.timeline.readers.edl.lines import Event
from exporters.timeline.timecode import from_timecode

BASES = (24, 25, 30, 48, 50, 60, 100, 120)
SURE = 0.8
"""The share of the events that must speak for a rate which the numbers of frames do not demand."""

_PARTS = re.compile(r"[:;.]")


def inferred_rate(events: Iterable[Event]) -> tuple[Fraction, str]:
    """Frames a second, and the words that say why.

    Drop-frame exists at 30000/1001 and 60000/1001 only. Otherwise the numbers of frames set a
    lower bound (those of sources less surely: sound reels may count otherwise), and cuts whose
    source and record must be as long as one another tell more.
    """
    found = list(events)
    drop = any(event.drop_frame or ";" in event.codes[2] for event in found)
    if drop:
        base = 30 if _highest(found, 2) < 30 else 60
        return Fraction(base * 1000, 1001), "its time code is drop-frame"
    scores = {base: _agreeing(found, base) for base in BASES}
    record, highest = _highest(found, 2), _highest(found, 0)
    least, base = _above(record), _above(highest)
    if scores[base] < scores[least]:
        base, highest = least, record
    best = max(scores, key=lambda one: (scores[one], -one))
    if best > base and scores[best] > scores[base] and scores[best] >= SURE * len(found):
        return Fraction(best), "source and record are equally long then"
    return Fraction(base), f"its frames are numbered up to {highest}"


def frame_number(code: str) -> int:
    """The last part of a time code."""
    return int(_PARTS.split(code)[-1])


def _highest(events: list[Event], first: int) -> int:
    """The highest number of a frame in the codes of the record (2), or in all (0)."""
    return max((frame_number(code) for event in events for code in event.codes[first:]), default=0)


def _above(number: int) -> int:
    return next((base for base in BASES if base > number), BASES[-1])


def _agreeing(events: list[Event], base: int) -> int:
    """How many cuts at normal speed have source and record of the same length."""
    count = 0
    for event in events:
        if event.speeds or event.frozen:
            continue
        try:
            frames = [from_timecode(code, Fraction(base), False) for code in event.codes]
        except ValueError:
            continue
        count += frames[1] - frames[0] == frames[3] - frames[2]
    return count

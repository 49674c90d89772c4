"""Times of a sequence as FCPXML writes them, exact to the frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from exporters.timeline.readers.fcpxml.values import (
    RATE_NAMES,
    RATES_BEFORE_1_11,
    conform_ratio,
    format_time,
)
from exporters.timeline.sequence import Clip, Media, Sequence

HOUR = 3600
NOTHING, ONE = Fraction(0), Fraction(1)
_NAMES = {rate: name for name, rate in RATE_NAMES.items()}
_OLD_NAMES = frozenset(list(RATE_NAMES)[:RATES_BEFORE_1_11])


class Clock:
    """Frames of one rate as times, over the rate itself: "1001/30000s" for one frame of 29.97.

    Attributes:
        rate: frames a second.
        hour: the frame nearest to one hour. What has no time of its own begins there, as in Final
            Cut's own files: then it can be lengthened at its begin.
    """

    __slots__ = ("_above", "_below", "hour", "rate")

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.hour = round(HOUR * rate)
        self._above, self._below = rate.numerator, rate.denominator

    def time(self, frames: int) -> str:
        """The time of a frame."""
        # Whole numbers: fractions take several times as long, and there are many.
        above = frames * self._below
        if above % self._above == 0:
            return f"{above // self._above}s"
        return f"{above}/{self._above}s"

    def seconds(self, frames: int) -> Fraction:
        """The time of a frame, as a number."""
        return Fraction(frames * self._below, self._above)


@dataclass(frozen=True, slots=True)
class Local:
    """The time of an element.

    Attributes:
        start: its time at its first frame, in seconds.
        pace: seconds of its time for a second of the sequence.
        children: conform-rate and timeMap, if there are.
    """

    start: Fraction
    pace: Fraction = ONE
    children: tuple[etree._Element, ...] = ()

    def at(self, frames: int, clock: Clock) -> str:
        """The time some frames of the sequence after its first one."""
        if not frames:
            return format_time(self.start)
        return format_time(self.start + clock.seconds(frames) * self.pace)


def plain_local(clock: Clock) -> Local:
    """The time of what has no material of its own: gaps, titles, stills."""
    return Local(clock.seconds(clock.hour))


def clip_local(clip: Clip, rate: Fraction, length: Fraction, minor: int) -> Local:
    """The time of a clip of a medium or of a sequence.

    Args:
        rate: frames a second of the sequence around it.
        length: seconds of the content that are there.
        minor: version of FCPXML, 10 for 1.10.
    """
    content = clip.content
    own: Fraction | None = None
    begin = NOTHING
    if isinstance(content, Media):
        own, begin = content.rate, content.start
    elif isinstance(content, Sequence):
        own, begin = content.rate, content.start / content.rate
    start = clip.source_in
    if begin.numerator:
        start = Fraction(
            start.numerator * begin.denominator + begin.numerator * start.denominator,
            start.denominator * begin.denominator,
        )
    children: tuple[etree._Element, ...] = ()
    if own is not None and own is not rate and own != rate:
        if clip.speed != 1 and conform_ratio(own, rate) * clip.speed == 1 and own in _NAMES:
            # Final Cut's own way for 25 in 24: each picture is shown once.
            child = etree.Element("conform-rate", srcFrameRate=_NAMES[own])
            return Local(start, clip.speed, (child,))
        children = (_unscaled(own, minor),)
    if clip.speed.numerator == clip.speed.denominator:
        return Local(start, ONE, children)
    mapped, time_map = _time_map(clip, rate, begin, length)
    return Local(mapped, ONE, (*children, time_map))


def _unscaled(own: Fraction, minor: int) -> etree._Element:
    """The rate of a medium that keeps its speed; only those that the DTD lists can be named."""
    element = etree.Element("conform-rate", scaleEnabled="0")
    name = _NAMES.get(own, "")
    if name and (minor >= 11 or name in _OLD_NAMES):
        element.set("srcFrameRate", name)
    return element


def _time_map(
    clip: Clip, rate: Fraction, begin: Fraction, length: Fraction
) -> tuple[Fraction, etree._Element]:
    """Where the clip begins in the time of a map of the whole medium, and that map.

    The map must reach past the clip: Resolve shows black where it ends (palmier-pro#197).
    """
    shown, end = begin + clip.source_in, begin + length
    if clip.speed == 0:
        points = [(Fraction(0), shown), (max(length, clip.duration / rate + 1), shown)]
        start = Fraction(0)
    else:
        pace = abs(clip.speed)
        points = [(begin / pace, begin), (end / pace, end)]
        start = shown / pace
        if clip.speed < 0:
            points = [(begin / pace, end), (end / pace, begin)]
            start = (begin + end - shown) / pace
    element = etree.Element("timeMap")
    for time, value in points:
        attributes = {"time": format_time(time), "value": format_time(value), "interp": "linear"}
        etree.SubElement(element, "timept", attributes)
    return start, element

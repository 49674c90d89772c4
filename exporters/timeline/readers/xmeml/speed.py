"""How fast an xmeml clip plays, and which second of its content is shown first.

``in`` and ``out`` count the frames of the clip as it plays: twice as many as the content has at
half its speed. So Final Cut Pro 7, Premiere and Hiero write them; other programs write frames of
the content, which is seen by their number. The graph of a Time Remap gives the content's frame
for a frame of the clip and is what Premiere and Resolve go by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.readers.xmeml.filters import Tell, parameters
from exporters.timeline.readers.xmeml.values import TICKS, Element, flag_of, number_of, text_of


@dataclass(frozen=True)
class Span:
    """Where a clip lies and what it names of its content.

    Attributes:
        begin, stop: frames of the sequence, with what transitions cover.
        first, last: ``in`` and ``out``; None when missing.
        ticks: ``pproTicksIn``.
        rate: of the sequence.
        own_rate: of ``first`` and ``last``, as stated.
        file_rate: of the content's frames.
        content: seconds that the content has, if known.
        offset: frames of the content before ``first`` counts: a subclip's start.
    """

    begin: int
    stop: int
    first: int | None
    last: int | None
    ticks: int | None
    rate: Fraction
    own_rate: Fraction | None
    file_rate: Fraction | None
    content: Fraction | None
    offset: int = 0


@dataclass(frozen=True)
class Played:
    """Seconds of content a second, the first second shown, and the rate of ``in`` and ``out``."""

    speed: Fraction
    source_in: Fraction
    rate: Fraction


def played(span: Span, remap: Element | None, tell: Tell) -> Played:
    """How a clip plays; ``tell`` is told of a speed that varies."""
    rate = clip_rate(span if remap is None else replace(span, ticks=None))
    first = span.first or 0
    if remap is None:
        return Played(Fraction(1), (first + span.offset) / rate, rate)
    speed = _speed(remap)
    graph = _Graph.of(remap, rate, span.file_rate or rate, speed)
    last = span.last if span.last is not None else first
    if flag_of(remap, "parameter[parameterid='variablespeed']/value", False) and (
        graph is None or not graph.straight
    ):
        tell("Its speed varies, which is not kept; it plays evenly at the average speed.")
        if graph is not None and last > first:
            speed = (graph.at(last) - graph.at(first)) * rate / (last - first)
            return Played(speed, max(Fraction(0), graph.at(first)), rate)
    if graph is not None and graph.fits(span, speed, rate):
        speed = graph.exact(speed, first, last, rate)
        return Played(speed, graph.at(first) + span.offset / rate, rate)
    return Played(speed, _without_graph(span, speed, rate) + span.offset / rate, rate)


def clip_rate(span: Span) -> Fraction:
    """The rate in which ``in`` and ``out`` count.

    Premiere and Resolve take them as frames of the sequence when rates are mixed, whatever the
    clip states (barefootford/buttercut#133), yet Premiere writes them at the clip's own rate
    (OpenTimelineIO#468). The length tells which it is.
    """
    own = span.own_rate
    if own is None or own == span.rate or span.first is None:
        return span.rate
    if span.ticks is not None:
        place, near = Fraction(span.ticks, TICKS), Fraction(1, 2) / max(own, span.rate)
        for rate in (own, span.rate):
            if abs(span.first / rate - place) <= near and span.first:
                return rate
    if span.last is None:
        return own
    length = (span.stop - span.begin) / span.rate
    if abs((span.last - span.first) / own - length) <= max(1 / own, 1 / span.rate):
        return own
    return span.rate if span.last - span.first == span.stop - span.begin else own


def _speed(remap: Element) -> Fraction:
    percent = next(
        (number_of(found, "value") for found in parameters(remap, "speed")), Fraction(100)
    )
    speed = Fraction(100 if percent is None else percent) / 100
    simple = speed.limit_denominator(1000)
    if abs(simple - speed) <= Fraction(1, 10**8):
        speed = simple  # 108.391608 % is 155/143
    if any(flag_of(found, "value", False) for found in parameters(remap, "reverse")):
        return -abs(speed)
    return speed


def _without_graph(span: Span, speed: Fraction, rate: Fraction) -> Fraction:
    first = span.first or 0
    last = span.last if span.last is not None else first
    length = (span.stop - span.begin) * rate / span.rate
    span_of_content = abs(last - first - length * abs(speed)) <= 1 < abs(last - first - length)
    if not speed:
        return first / rate
    if speed > 0 and span.ticks is not None:
        return Fraction(span.ticks, TICKS)  # of the content, not of the clip
    if span_of_content:
        return (last if speed < 0 else first) / rate
    if speed > 0:
        return first * speed / rate
    if span.content is None:
        return last * -speed / rate
    return max(Fraction(0), span.content - first * -speed / rate)


@dataclass(frozen=True)
class _Graph:
    """Seconds of content by frames of the clip.

    Attributes:
        points: rising frames, with their seconds; at least two.
        straight: they lie on one line.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    straight: bool

    @classmethod
    def of(
        cls, remap: Element, rate: Fraction, file_rate: Fraction, speed: Fraction
    ) -> _Graph | None:
        """The graph of a Time Remap without its virtual ends; None if it has none."""
        inner = sorted(
            {
                when: value
                for parameter in parameters(remap, "graphdict")
                for when, value in _graph_keys(parameter)
            }.items()
        )
        if len(inner) < 2:
            return None
        slope = (inner[-1][1] - inner[0][1]) / (inner[-1][0] - inner[0][0])
        own, file = slope, slope * rate / file_rate
        # Premiere counts the content's frames at the clip's rate, others at the file's.
        value_rate = rate if abs(own - speed) <= abs(file - speed) else file_rate
        straight = all(
            abs(inner[0][1] + (when - inner[0][0]) * slope - value) <= 1 for when, value in inner
        )
        return cls(tuple((when, value / value_rate) for when, value in inner), straight)

    def at(self, frame: Fraction | int) -> Fraction:
        """Seconds of content at a frame of the clip; straight on beyond the ends."""
        before, after = self.points[0], self.points[1]
        for left, right in zip(self.points, self.points[1:], strict=False):
            before, after = left, right
            if frame <= right[0]:
                break
        slope = (after[1] - before[1]) / (after[0] - before[0])
        return before[1] + (frame - before[0]) * slope

    def fits(self, span: Span, speed: Fraction, rate: Fraction) -> bool:
        """Whether it goes as fast as stated and lies where the clip is."""
        first = span.first or 0
        last = span.last if span.last is not None else first
        if last <= first:
            return False
        length = (span.stop - span.begin) * rate / span.rate
        whole = abs(last - first - length) <= 1 or abs(speed) == 1
        shown = (self.at(last) - self.at(first)) * rate
        return whole and abs(shown - speed * (last - first)) <= 2 + abs(shown) / 100

    def exact(self, speed: Fraction, first: int, last: int, rate: Fraction) -> Fraction:
        """The stated speed if it is the graph's within a frame, else the graph's."""
        shown = (self.at(last) - self.at(first)) * rate
        if abs(shown - speed * (last - first)) <= 1:
            return speed
        return shown / (last - first)


def _graph_keys(graph: Element) -> Iterator[tuple[Fraction, Fraction]]:
    """Keyframes that mean something.

    Those of the medium's ends are not evaluated on the line (Final Cut Pro 7), and Premiere writes
    nonsense such as -1815255671 at the ends of clips whose speed varies.
    """
    most = number_of(graph, "valuemax")
    for key in graph.iterfind("keyframe"):
        when, value = number_of(key, "when"), number_of(key, "value")
        if when is None or value is None or value < -1:
            continue
        if most is not None and most > 0 and value > most * Fraction(11, 10) + 2:
            continue
        if not text_of(key, "speedkfstart") and not text_of(key, "speedkfend"):
            yield when, value

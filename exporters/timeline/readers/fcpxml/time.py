"""How time runs within an element of FCPXML: from the sequence to what is shown.

Each element has a time of its own. It begins at ``start``, which lies at ``offset`` in the time of
the element around it; ``conform-rate`` stretches it, ``timeMap`` bends what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from lxml import etree

from exporters.timeline.readers.fcpxml.values import parse_time

MAX_POINTS = 2000
"""Of one time map."""
EASED = ("smooth", "smooth2")


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of the sequence, and which time of something it shows.

    Attributes:
        lo, hi: seconds of the sequence, from its beginning; lo < hi.
        at: the inner time, in seconds, that is shown at ``lo``.
        speed: seconds of inner time for each second of the sequence.
    """

    lo: Fraction
    hi: Fraction
    at: Fraction
    speed: Fraction

    def between(self, first: Fraction | None, stop: Fraction | None) -> View | None:
        """The part in which the inner time lies in [first, stop); None if there is none."""
        if self.speed.numerator == 0:
            inside = (first is None or first <= self.at) and (stop is None or self.at < stop)
            return self if inside else None
        ends = (self._when(first), self._when(stop))
        early, late = ends if self.speed.numerator > 0 else (ends[1], ends[0])
        lo = self.lo if early is None or early <= self.lo else early
        hi = self.hi if late is None or late >= self.hi else late
        return self.over(lo, hi) if lo < hi else None

    def over(self, lo: Fraction, hi: Fraction) -> View:
        """Another stretch of the sequence, with the same relation of times."""
        at = self.at if lo is self.lo else self.time_at(lo)
        return View(lo, hi, at, self.speed)

    def inner(self, outer_time: Fraction, inner_time: Fraction, factor: Fraction) -> View:
        """The view of an element within: its ``inner_time`` is this view's ``outer_time``.

        ``factor``: seconds of the element for a second of this view's time.
        """
        # Nearly always both are 1, and fractions take their time.
        passed = self.at - outer_time
        if factor.numerator == factor.denominator:
            return View(self.lo, self.hi, inner_time + passed, self.speed)
        return View(self.lo, self.hi, inner_time + passed * factor, self.speed * factor)

    def when(self, inner_time: Fraction) -> Fraction | None:
        """Second of the sequence at which an inner time is shown; None if it stands still."""
        return None if self.speed.numerator == 0 else self._when(inner_time)

    def time_at(self, moment: Fraction) -> Fraction:
        """The inner time at a second of the sequence."""
        passed = moment - self.lo
        if self.speed.numerator == self.speed.denominator:
            return self.at + passed
        return self.at + self.speed * passed

    def _when(self, inner_time: Fraction | None) -> Fraction | None:
        if inner_time is None:
            return None
        passed = inner_time - self.at
        if self.speed.numerator == self.speed.denominator:
            return self.lo + passed
        return self.lo + passed / self.speed


@dataclass(frozen=True, slots=True)
class TimeMap:
    """What a ``timeMap`` says.

    Attributes:
        points: times of the clip and of what it shows, in seconds, rising by the first.
        eased: the speed changes gradually somewhere, which pieces of constant speed only follow.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    eased: bool

    def views(self, view: View) -> Iterator[View]:
        """Pieces of constant speed that cover ``view``, in the order of the sequence."""
        points = self.points
        if len(points) == 1:
            yield view.inner(points[0][0], points[0][1], Fraction(1))
            return
        pairs = [pair for pair in pairwise(points) if pair[1][0] > pair[0][0]]
        pieces = []
        for index, ((time, value), (next_time, next_value)) in enumerate(pairs):
            first = None if index == 0 else time
            stop = None if index == len(pairs) - 1 else next_time
            part = view.between(first, stop)
            if part is not None:
                speed = (next_value - value) / (next_time - time)
                pieces.append(part.inner(time, value, speed))
        yield from sorted(pieces, key=lambda piece: piece.lo)


def read_time_map(element: etree._Element) -> TimeMap | None:
    """The time map of a clip; None without one, or with one that says nothing."""
    found = element.find("timeMap") if len(element) else None
    if found is None:
        return None
    points, smooth = _points(found.iterchildren("timept"))
    if not points or (len(points) > 1 and points[0][0] == points[-1][0]):
        return None
    return TimeMap(tuple(points), smooth and len(points) > 2)


def _points(
    elements: Iterable[etree._Element],
) -> tuple[list[tuple[Fraction, Fraction]], bool]:
    points: list[tuple[Fraction, Fraction]] = []
    smooth = False
    for element in elements:
        time, value = parse_time(element.get("time", "")), parse_time(element.get("value", ""))
        if time is None or value is None or len(points) >= MAX_POINTS:
            continue
        points.append((time, value))
        smooth = smooth or element.get("interp", "smooth2") in EASED
    points.sort(key=lambda point: point[0])
    return points, smooth

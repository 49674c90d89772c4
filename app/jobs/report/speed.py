"""How fast an export went, from the times at which its units were finished."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from app.jobs.report.sessions import SessionSpan
from exporters.checkpoint.history import UnitDone

MOST_POINTS = 120

_HALF_SECOND = 0.5
"""Times of units are cut to whole seconds: half a second is missing on average."""


@dataclass(frozen=True)
class Speed:
    """Work over time; time is that of the phase "exporting" of all sessions, pauses left out.

    Attributes:
        work: that was timed, in the plan's unit: not what an earlier journal, which was lost, knew.
        seconds: that it took.
        step: seconds between two points.
        rates: work per second in each step.
        breaks: times, on the same axis, at which the export was interrupted.
    """

    work: int = 0
    seconds: float = 0.0
    step: float = 0.0
    rates: list[float] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float | None:
        """Work per second; None when nothing was timed."""
        return self.work / self.seconds if self.work and self.seconds > 0 else None


def speed_of(sessions: Sequence[SessionSpan], workers: int) -> Speed:
    """The speed of an export.

    A unit's work is spread over the time that it ran: from when a worker became free for it, as
    if ``workers`` had been at work in all sessions, until it was finished.
    """
    stretches: list[tuple[float, float, int]] = []
    at, work = 0.0, 0
    ends = []
    for session, after in zip_longest(sessions, sessions[1:]):
        # Finished just before the session died: the part was there, its record was not yet.
        late = [] if after is None else [replace(u, time=session.ended) for u in after.restored]
        axis = _Axis(session, at)
        units = [*session.finished, *late]
        stretches += _stretches(units, axis, workers)
        at = axis.end
        ends.append(at)
        work += sum(unit.work for unit in units)
    count = min(MOST_POINTS, max(8, 2 * len(stretches)), int(at))
    if not stretches or count < 1:
        return Speed(work, at)
    step = at / count
    breaks = [end for end in ends[:-1] if 0 < end < at]
    return Speed(work, at, step, _spread(stretches, step, count), breaks)


class _Axis:
    """Places times of one session on the axis of working time, which begins at ``begin``."""

    def __init__(self, session: SessionSpan, begin: float) -> None:
        self.begin = begin
        self.end = begin
        self._begins: list[float] = []
        self._worked: list[tuple[float, float]] = []
        for began, ended in _active(session):
            self._begins.append(began)
            self._worked.append((ended, self.end))
            self.end += ended - began

    def place(self, time: float) -> float:
        number = bisect_right(self._begins, time) - 1
        if number < 0:
            return self.begin
        ended, before = self._worked[number]
        return before + min(time, ended) - self._begins[number]


def _active(session: SessionSpan) -> Iterator[tuple[float, float]]:
    """When units ran: the phase "exporting" without its pauses, which are in order."""
    for span in session.phases:
        if span.name != "exporting":
            continue
        began = span.began
        for pause in session.pauses:
            if pause.ended <= began or pause.began >= span.ended:
                continue
            if pause.began > began:
                yield began, pause.began
            began = min(span.ended, pause.ended)
        if span.ended > began:
            yield began, span.ended


def _stretches(
    units: Iterable[UnitDone], axis: _Axis, workers: int
) -> list[tuple[float, float, int]]:
    """Begin and end, on the axis, and work of each unit that a session has finished."""
    free = [axis.begin] * max(1, workers)
    made = []
    for unit in units:
        end = axis.place(unit.time + _HALF_SECOND)
        begin = min(end, heapq.heapreplace(free, end))
        made.append((begin, end, unit.work))
    return made


def _spread(stretches: Sequence[tuple[float, float, int]], step: float, count: int) -> list[float]:
    sums = [0.0] * count
    for begin, end, work in stretches:
        first, last = (min(count - 1, int(time / step)) for time in (begin, end))
        if first == last:
            sums[first] += work
            continue
        for number in range(first, last + 1):
            share = min(end, (number + 1) * step) - max(begin, number * step)
            sums[number] += work * max(0.0, share) / (end - begin)
    return [total / step for total in sums]

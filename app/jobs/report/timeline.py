"""The time line: all sessions on one line, and between them the time that nothing ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timezone
from typing import Any

from app.jobs.report.plots import WIDTH, Box, Tick
from app.jobs.report.words import duration, moment

TOP = 18.0
BAR = 30.0
HEIGHT = 68.0

_GAP = 26.0
_GAPS_SHARE = 0.25
_THINNEST = 2.0
_LABEL = 112.0
_MOST_NUMBERS = 24

Session = Mapping[str, Any]


@dataclass(frozen=True)
class TimeLine:
    """Ready to be drawn.

    Attributes:
        phases: of all sessions; ``kind`` is the phase's name.
        pauses: over them.
        gaps: between sessions, all of one width however long they were.
        numbers: of the interruptions, above the gaps; empty when there are too many.
        starts: when a session began, below it, where there is room.
    """

    phases: Sequence[Box]
    pauses: Sequence[Box]
    gaps: Sequence[Box]
    numbers: Sequence[Tick]
    starts: Sequence[Tick]

    width = WIDTH
    height = HEIGHT


def time_line(
    sessions: Sequence[Session], interruptions: Sequence[Mapping[str, Any]], zone: timezone
) -> TimeLine:
    """Lay out the line. Within sessions lengths are true, but for the shortest phases."""
    places = _Places(sessions, len(interruptions))
    phases: list[Box] = []
    pauses: list[Box] = []
    gaps: list[Box] = []
    starts: list[Tick] = []
    for number, session in enumerate(sessions):
        at = min(places.begin(number), WIDTH - _LABEL)
        if not starts or at - starts[-1].at > _LABEL:
            starts.append(Tick(at, moment(session["began"], zone)[:16]))
        for at, phase in enumerate(session["phases"]):
            left, right = places.phase(number, at)
            phases.append(Box(left, TOP, right - left, BAR, _title(phase), phase["name"]))
        pauses += _pauses(session, number, places)
    for number, one in enumerate(interruptions):
        left, right = places.end(number), places.begin(number + 1)
        title = f"Interruption {number + 1}: {duration(one['away'])} until the next start"
        gaps.append(Box(left, TOP, right - left, BAR, title))
    numbers = [Tick(gap.x + gap.width / 2, str(number)) for number, gap in enumerate(gaps, start=1)]
    return TimeLine(phases, pauses, gaps, numbers if len(gaps) <= _MOST_NUMBERS else [], starts)


def _pauses(session: Session, number: int, places: _Places) -> list[Box]:
    made = []
    for pause in session["pauses"]:
        left, right = (places.within(number, pause[end]) for end in ("began", "ended"))
        length = duration(pause["ended"] - pause["began"])
        why = "" if pause["waiting_for"] == "user" else f", waiting for {pause['waiting_for']}"
        made.append(Box(left, TOP, max(1.0, right - left), BAR, f"Paused for {length}{why}"))
    return made


def _title(phase: Mapping[str, Any]) -> str:
    left_undone = "" if phase["completed"] or phase["name"] == "reporting" else ", not completed"
    return f"{phase['name']}: {duration(phase['ended'] - phase['began'])}{left_undone}"


class _Places:
    """Where sessions and their phases stand on the line."""

    def __init__(self, sessions: Sequence[Session], gaps: int) -> None:
        self._sessions = sessions
        gap = min(_GAP, WIDTH * _GAPS_SHARE / gaps) if gaps else 0.0
        lengths = [
            phase["ended"] - phase["began"] for session in sessions for phase in session["phases"]
        ]
        widths = iter(_widths(lengths, WIDTH - gap * gaps))
        self._edges: list[list[float]] = []
        at = 0.0
        for session in sessions:
            edges = [at]
            for _ in session["phases"]:
                edges.append(edges[-1] + next(widths))
            self._edges.append(edges)
            at = edges[-1] + gap

    def begin(self, session: int) -> float:
        return round(self._edges[session][0], 2)

    def end(self, session: int) -> float:
        return round(self._edges[session][-1], 2)

    def phase(self, session: int, phase: int) -> tuple[float, float]:
        left, right = self._edges[session][phase : phase + 2]
        return round(left, 2), round(right, 2)

    def within(self, session: int, time: float) -> float:
        """A time in seconds since 1970, within a phase."""
        for number, phase in enumerate(self._sessions[session]["phases"]):
            length = phase["ended"] - phase["began"]
            if time <= phase["ended"]:
                left, right = self.phase(session, number)
                share = (time - phase["began"]) / length if length > 0 else 0.0
                return round(left + (right - left) * min(1.0, max(0.0, share)), 2)
        return self.end(session)


def _widths(lengths: Sequence[float], room: float) -> list[float]:
    """As long as the lengths, and none too thin to be seen where there is room for all."""
    total = sum(lengths)
    if not lengths:
        return []
    thinnest = _THINNEST if len(lengths) * _THINNEST < room / 3 else 0.0
    left = room - thinnest * len(lengths)
    if total <= 0:
        return [room / len(lengths)] * len(lengths)
    return [thinnest + left * length / total for length in lengths]

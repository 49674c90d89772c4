"""From a journal's records to sessions: the times between a start of the export and its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from exporters.checkpoint.history import (
    Happening,
    PhaseChange,
    ProgressNote,
    UnitDone,
    UnitVoid,
)
from exporters.checkpoint.state import Session


@dataclass
class Span:
    """A stretch of time, in seconds since 1970.

    Attributes:
        name: of a phase; what a pause waited for.
        completed: the phase was completed.
    """

    name: str
    began: float
    ended: float
    completed: bool = False

    @property
    def seconds(self) -> float:
        return self.ended - self.began


@dataclass
class SessionSpan:
    """One session.

    Attributes:
        host, pid: the computer and the process.
        began: its start, in seconds since 1970.
        ended: time of its last record: it may have gone on for a while after that.
        phases: in order; the phase "preparing" begins with the session.
        pauses: while workers were frozen, as far as records of progress tell.
        stopped: it has recorded, when it ended, that it was told to stop or has failed.
        finished: units that it finished.
        restored: units that it found finished, which its journal did not know.
        voided: units that were finished and whose part it found damaged or missing.
        held_units, held_size: what was finished when it ended: units, and bytes of their parts.
        running: work of units that were begun and not finished when progress was recorded last.
        wasted: work of units that were begun and had failed or were stopped; None when neither is
            known.
    """

    host: str
    pid: int
    began: float
    ended: float
    phases: list[Span] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)
    stopped: bool = False
    finished: list[UnitDone] = field(default_factory=list)
    restored: list[UnitDone] = field(default_factory=list)
    voided: list[UnitDone] = field(default_factory=list)
    held_units: int = 0
    held_size: int = 0
    running: int = 0
    wasted: int | None = None

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def repeated(self) -> int | None:
        """Work that was begun and not kept; None when unknown."""
        return None if self.wasted is None else self.wasted + self.running

    @property
    def paused_seconds(self) -> float:
        return sum(span.seconds for span in self.pauses)

    def active_seconds(self, span: Span) -> float:
        """Length of a phase without the pauses in it."""
        paused = (min(span.ended, one.ended) - max(span.began, one.began) for one in self.pauses)
        return max(0.0, span.seconds - sum(max(0.0, seconds) for seconds in paused))

    def has_completed(self, phase: str) -> bool:
        return any(span.name == phase and span.completed for span in self.phases)


def sessions_of(
    happenings: Iterable[Happening],
) -> tuple[list[SessionSpan], dict[int, UnitDone]]:
    """The sessions of a journal, in order, and the units that are finished, by index.

    Times never run backwards, whatever clocks did.
    """
    teller = _Teller()
    for happening in happenings:
        teller.tell(happening)
    teller.end_session()
    return teller.sessions, teller.finished


class _Teller:
    def __init__(self) -> None:
        self.sessions: list[SessionSpan] = []
        self._session: SessionSpan | None = None
        self._phase: Span | None = None
        self._pause: Span | None = None
        self.finished: dict[int, UnitDone] = {}

    def tell(self, happening: Happening) -> None:
        if isinstance(happening, Session):
            self._begin(happening)
        elif self._session is None:
            return
        elif isinstance(happening, UnitDone):
            self._unit(self._session, happening)
        elif isinstance(happening, UnitVoid):
            if (unit := self.finished.pop(happening.index, None)) is not None:
                self._session.voided.append(unit)
        elif isinstance(happening, PhaseChange):
            self._change(self._session, happening)
        else:
            self._note(self._session, happening)

    def _begin(self, start: Session) -> None:
        self.end_session()
        began = max(start.time, self.sessions[-1].ended if self.sessions else 0.0)
        self._session = SessionSpan(start.host, start.pid, began, began)

    def _pass(self, session: SessionSpan, time: float) -> float:
        """Time has gone on to ``time``."""
        session.ended = max(session.ended, time)
        return session.ended

    def _unit(self, session: SessionSpan, unit: UnitDone) -> None:
        self._pass(session, unit.time)
        self.finished[unit.index] = unit
        at_work = any(span.name == "exporting" for span in session.phases)
        (session.finished if at_work else session.restored).append(unit)

    def _change(self, session: SessionSpan, change: PhaseChange) -> None:
        if change.completed:
            self._complete(session, change)
            return
        if change.name == "preparing" and not session.phases:
            # It began before there was a journal to write this into.
            before = self.sessions[-1].ended if self.sessions else 0.0
            session.began = max(before, min(session.began, change.time))
            self._open(session, "preparing", session.began)
            return
        self._open(session, change.name, self._pass(session, change.time))

    def _complete(self, session: SessionSpan, change: PhaseChange) -> None:
        now = self._pass(session, change.time)
        if self._phase is None or self._phase.name != change.name:
            self._open(session, change.name, now if session.phases else session.began)
        assert self._phase is not None
        self._close(now)
        session.phases[-1].completed = True
        if change.name == "exporting":
            session.running = 0

    def _open(self, session: SessionSpan, name: str, began: float) -> None:
        self._close(began)
        self._phase = Span(name, began, began)
        session.phases.append(self._phase)

    def _close(self, now: float) -> None:
        if self._phase is not None:
            self._phase.ended = max(self._phase.began, now)
        if self._pause is not None:
            self._pause.ended = max(self._pause.began, now)
        self._phase = self._pause = None

    def _note(self, session: SessionSpan, note: ProgressNote) -> None:
        now = self._pass(session, note.time)
        details = note.details
        why = details.get("paused")
        if self._pause is not None:
            self._pause.ended = now
        if not isinstance(why, str):
            self._pause = None
        elif self._pause is None:
            self._pause = Span(why, now, now)
            session.pauses.append(self._pause)
        running, wasted = details.get("running"), details.get("wasted")
        if _is_amount(running) and _is_amount(wasted):
            # A record that was held back until after the phase tells of what was finished since.
            session.running = 0 if session.has_completed("exporting") else running
            session.wasted = wasted
        session.stopped = isinstance(details.get("phase"), str)

    def end_session(self) -> None:
        if self._session is not None:
            self._close(self._session.ended)
            units = self.finished.values()
            self._session.held_units = len(units)
            self._session.held_size = sum(unit.size for unit in units)
            self.sessions.append(self._session)
        self._session = None


def _is_amount(value: Any) -> TypeGuard[int]:
    return type(value) is int and value >= 0

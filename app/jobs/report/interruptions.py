"""What each interruption cost, as far as the journal tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.jobs.report.sessions import SessionSpan


@dataclass(frozen=True)
class Interruption:
    """Between two sessions.

    Attributes:
        stopped: time of the last record before it, in seconds since 1970. The export may have gone
            on for a while after that record when it ``died``.
        how: "stopped": it was told to stop, or failed, and has recorded so; "died": it was killed,
            crashed, or lost power.
        phase: that was left undone; "" when unknown.
        went_on: when it was started again, in seconds since 1970.
        kept_units, kept_size: what was finished and stayed: units, and bytes of their parts.
        repeated_work: work in the plan's unit that was begun and had to be done again; exact when
            it was stopped, an estimate from the last record of progress when it died; None when
            unknown.
        damaged_units: finished units whose part was found damaged or missing afterwards.
        restart_seconds: from the start until the work went on; None when it never did.
        moved: it went on on another computer.
    """

    stopped: float
    how: Literal["stopped", "died"]
    phase: str
    went_on: float
    kept_units: int
    kept_size: int
    repeated_work: int | None
    damaged_units: int
    restart_seconds: float | None
    moved: bool

    @property
    def away(self) -> float:
        """Seconds from the last record to the next start."""
        return self.went_on - self.stopped


def interruptions_of(sessions: Sequence[SessionSpan]) -> list[Interruption]:
    """One between each session and the next."""
    return [_between(before, after) for before, after in pairwise(sessions)]


def _between(before: SessionSpan, after: SessionSpan) -> Interruption:
    return Interruption(
        stopped=before.ended,
        how="stopped" if before.stopped else "died",
        phase=before.phases[-1].name if before.phases else "",
        went_on=after.began,
        kept_units=before.held_units - len(after.voided) + len(after.restored),
        kept_size=before.held_size
        - sum(unit.size for unit in after.voided)
        + sum(unit.size for unit in after.restored),
        repeated_work=before.repeated,
        damaged_units=len(after.voided),
        restart_seconds=_restart(after),
        moved=before.host != after.host,
    )


def _restart(session: SessionSpan) -> float | None:
    for span in session.phases:
        if span.name != "preparing":
            return span.began - session.began
    return None

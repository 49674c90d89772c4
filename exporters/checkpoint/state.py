"""What a journal says: the state of an export after its last record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exporters.checkpoint.units import FinishedUnits


@dataclass(frozen=True, slots=True)
class Session:
    """One start of the application on this export; ``time`` in seconds since 1970."""

    id: str
    time: float
    pid: int
    host: str


@dataclass
class JournalState:
    """The state of an export after the last valid record of its journal.

    Attributes:
        session_id: identifies the journal, in hex.
        created: when it was begun, in seconds since 1970.
        saved: time of the last record that has one, in seconds since 1970.
        plan_hash: 32 hex digits.
        exporter: name of the exporter that made the plan.
        unit_count: units in the plan.
        request: what the user asked for.
        stored_plan: the exporter's own bytes.
        sources: fingerprints: maps of path, size, mtime_ns, digest.
        app_version: of the program that began the journal.
        finished: units by index.
        phase: the phase that was begun last, "" before the first.
        last_completed_phase: "" when none is.
        progress: last value that was recorded; None before the first.
        details: what was recorded with it.
        sessions: every start, the first included.
        damage: a sentence when records were lost to damage, else "".
    """

    session_id: str
    created: float
    plan_hash: str
    exporter: str
    unit_count: int
    request: dict[str, Any] = field(default_factory=dict)
    stored_plan: bytes = b""
    sources: list[dict[str, Any]] = field(default_factory=list)
    app_version: str = ""
    saved: float = 0.0
    finished: FinishedUnits = field(default_factory=FinishedUnits)
    phase: str = ""
    last_completed_phase: str = ""
    progress: Any = None
    details: dict[str, Any] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    damage: str = ""

"""What a journal says: the state of an export after its last record."""

from __future__ import annotations

from collections import deque
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
class WorkItems:
    """A work queue at a moment between two items.

    Attributes:
        pending: items to be done, in order.
        keys: of all items that were ever added with a key.
        counters: by name.
        results: in order.
        done: how many items were done.
    """

    pending: deque[Any] = field(default_factory=deque)
    keys: set[str | bytes | int] = field(default_factory=set)
    counters: dict[str, int | float] = field(default_factory=dict)
    results: list[Any] = field(default_factory=list)
    done: int = 0

    def move_on(
        self,
        taken: int,
        added: list[Any],
        keys: list[str | bytes | int],
        counters: dict[str, int | float],
        results: list[Any],
    ) -> None:
        """Append what is new, then remove ``taken`` items, which are done, from the front."""
        self.pending.extend(added)
        for _ in range(taken):
            self.pending.popleft()
        self.keys.update(keys)
        self.counters.update(counters)
        self.results.extend(results)
        self.done += taken


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
        parts_elsewhere: the parts were not to lie beside the output. Where, no journal says.
        finished: units by index.
        phase: the phase that was begun last, "" before the first.
        last_completed_phase: "" when none is.
        progress: last value that was recorded; None before the first.
        details: what was recorded with it.
        sessions: every start, the first included.
        results: of the phases of a task that are complete, by name.
        work: of a work queue; None when none was saved.
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
    parts_elsewhere: bool = False
    saved: float = 0.0
    finished: FinishedUnits = field(default_factory=FinishedUnits)
    phase: str = ""
    last_completed_phase: str = ""
    progress: Any = None
    details: dict[str, Any] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    results: dict[str, Any] = field(default_factory=dict)
    work: WorkItems | None = None
    damage: str = ""

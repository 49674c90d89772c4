"""What an exporter is, and what it makes: plans of units.

An exporter knows nothing of journals, threads, pausing or progress bars;
``exporters.resume_export.ResumableExporter`` gives it those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from exporters.cancel import CancelToken


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of work that can be run alone, repeated safely and verified.

    Attributes:
        index: position in the plan, from 0.
        kind: what it makes: "video", "audio", "file" ...
        work: its amount of work in the plan's ``work_name`` (frames, bytes ...).
        suffix: suffix of its result file, with the dot.
        priority: units with a smaller number are started first; ties by index.
    """

    index: int
    kind: str
    work: int
    suffix: str
    priority: int = 0


@dataclass(frozen=True)
class Plan:
    """An immutable, deterministic list of units.

    Attributes:
        exporter: name of the exporter that made it.
        request: what the user asked for; only msgpack types (str, int, float, bool, bytes, None,
            list, map with str keys).
        stored: what the exporter needs, besides ``request``, to make the plan again without
            reading the source (opaque bytes; kept in the journal).
        sources: fingerprints of the files that are read (maps with path, size, mtime_ns, digest).
        units: all units; may be a lazy sequence.
        hash: 32 hex digits over everything that can change a byte of any result.
        work_name: the unit of ``Unit.work``.
        total_work: sum of ``Unit.work`` that counts for progress.
        media_seconds: playing time of the output in seconds, 0 where there is none.
        estimated_bytes: rough size of all results, 0 when unknown.
        joined_ahead: ``assemble`` asks for a part only when it reads it, and may be called while
            later units still run.
        details: exporter's own object (the decoded form of ``stored``); never written anywhere.
    """

    exporter: str
    request: Mapping[str, Any]
    stored: bytes
    sources: Sequence[Mapping[str, Any]]
    units: Sequence[Unit]
    hash: str
    work_name: str = "units"
    total_work: int = 0
    media_seconds: float = 0.0
    estimated_bytes: int = 0
    joined_ahead: bool = False
    details: Any = None


@dataclass
class UnitContext:
    """What a running unit gets.

    Attributes:
        plan: the plan that the unit belongs to.
        path: where the unit writes its result file; exists only if an earlier try left it.
        token: tells when to stop; pausing freezes child processes through it.
        attempt: 1 for the first try.
        workers: how many units may run at the same time.
        report: call with the work done so far in this unit (``Unit.work``'s unit) and the bytes
            written so far; cheap, may be called often.
    """

    plan: Plan
    path: Path
    token: CancelToken
    attempt: int = 1
    workers: int = 1
    report: Callable[[int, int], None] = field(default=lambda work, size: None)


@dataclass
class AssemblyContext:
    """What ``assemble`` and ``verify`` get.

    Attributes:
        plan: the plan, all of whose units are finished and verified; of a plan that is joined ahead
            that holds for each part once it was given out.
        parts: result file of each unit, in the order of the plan; giving one out may take as long
            as its unit.
        path: the file to write (``assemble``) or to check (``verify``); a temporary that is
            published after ``verify`` returned.
        output_path: where it will be published.
        token: tells when to stop.
        report: call with a fraction from 0 to 1.
        notes: sentences for the user and for the report; the exporter may append.
        findings: what ``verify`` has measured, for the report: plain values under names of the
            exporter's; kept in the journal until the report is written.
    """

    plan: Plan
    parts: Sequence[Path]
    path: Path
    output_path: Path
    token: CancelToken
    report: Callable[[float], None] = field(default=lambda fraction: None)
    notes: list[str] = field(default_factory=list)
    findings: dict[str, Any] = field(default_factory=dict)


class Exporter(Protocol):
    """Plans, runs units, assembles, verifies. All methods may raise ``ExportError``.

    ``run`` is called from several threads at once, for different units.
    """

    name: str

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        """Make the plan by reading the sources. The same request gives the same plan."""

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        """Make the plan again from what a journal holds, without reading the sources' content.

        Checks that the sources are what they were, and raises ``SourceError`` if not. Whoever
        calls compares ``Plan.hash`` with the journal's.
        """

    def run(self, unit: Unit, context: UnitContext) -> None:
        """Write the unit's result to ``context.path`` and check it against the plan.

        Raises:
            UnitFailed, ProcessFailed, SourceError: tried again by the engine.
            DiskFull: the engine waits for room.
            Cancelled: when the token asks.
        """

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        """Join the parts into ``context.path``."""

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        """Check the assembled file against the plan. Raises ``UnitFailed``."""

    def close(self) -> None:
        """Release what ``run`` may have kept open between units."""

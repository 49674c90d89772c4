"""What an unfinished export has reached, for people and scripts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from app.jobs.checkpoints.backing_up import backups_of
from app.jobs.checkpoints.source_match import SourceMatch, match_source, source_of
from app.jobs.journal_plan import plan_in
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.snapshot import Snapshot, look, nothing_there
from exporters.checkpoint.state import JournalState
from exporters.engine.finish import published
from exporters.engine.options import Places
from exporters.leftovers import in_use_by_lock

_RESTORED = "The export is restored from its finished parts."


@dataclass(frozen=True)
class Description:
    """An unfinished export.

    Attributes:
        output, journal, parts: paths.
        session_id: identifies the journal; "" without a readable one, as for the others.
        exporter, app_version: what began it.
        created, saved: when it was begun and saved last, in seconds since 1970; 0.0 when unknown.
        units_done, units_total: finished units and all; the total is 0 when unknown.
        fraction: of the units, 0 to 1; None when unknown.
        segment_frames, segment_seconds: length of most segments; None without a picture.
        parts_count, parts_size: finished parts that are there, and their bytes.
        phase, last_completed_phase: "" before the first.
        starts: when it was started, in seconds since 1970; the first start included.
        source: its path; None when there is none, or it is unknown.
        source_match: "unchanged", "changed", "missing" or "".
        at_work: who is exporting it now, or "".
        published: the output is complete; only journal and parts are left.
        backups: how many there are.
        damage: a sentence when the journal is damaged or cannot be read, else "".
    """

    output: Path
    journal: Path
    parts: Path
    session_id: str
    exporter: str
    app_version: str
    created: float
    saved: float
    units_done: int
    units_total: int
    fraction: float | None
    segment_frames: int | None
    segment_seconds: float | None
    parts_count: int
    parts_size: int
    phase: str
    last_completed_phase: str
    starts: tuple[float, ...]
    source: Path | None
    source_match: SourceMatch
    at_work: str
    published: bool
    backups: int
    damage: str


def describe(places: Places) -> Description:
    """Look at an unfinished export; only reads.

    Raises:
        StateError: there is none.
        ExportError: it cannot be read.
    """
    found = found_at(places)
    base, state = places.output.parent, found.state
    frames, seconds = segment_length(state) if state else (None, None)
    done = len(state.finished) if state else found.units
    total = state.unit_count if state else 0
    return Description(
        output=places.output,
        journal=places.journal,
        parts=places.parts,
        session_id=state.session_id if state else "",
        exporter=state.exporter if state else "",
        app_version=state.app_version if state else "",
        created=state.created if state else 0.0,
        saved=state.saved if state else 0.0,
        units_done=done,
        units_total=total,
        fraction=done / total if total else None,
        segment_frames=frames,
        segment_seconds=seconds,
        parts_count=len(found.parts),
        parts_size=sum(found.parts.values()),
        phase=state.phase if state else "",
        last_completed_phase=state.last_completed_phase if state else "",
        starts=tuple(session.time for session in state.sessions) if state else (),
        source=source_of(state, base) if state else None,
        source_match=match_source(state, base) if state else "",
        at_work=at_work(places),
        published=published(state, places.output) is not None,
        backups=len(backups_of(places).names()),
        damage=found.damage if state else f"{found.damage} {_RESTORED}",
    )


def found_at(places: Places) -> Snapshot:
    """What there is of an unfinished export; for errors see ``describe``."""
    found = look(places.journal, places.parts)
    if found.journal is None and not found.parts:
        raise nothing_there(str(places.output))
    return found


def at_work(places: Places) -> str:
    """Who is exporting it now: "process 123 since 2026-11-25 14:32"; "" when nobody is."""
    return ExportLock(places.lock).owner() if in_use_by_lock(places.journal) else ""


def segment_length(state: JournalState) -> tuple[int, float] | tuple[None, None]:
    """Frames and seconds of most segments, as the stored plan has them; None without any."""
    details = plan_in(state)
    if details is None or details.grid is None or not details.segment_count:
        return None, None
    lengths = Counter(stop - first for first, stop in pairwise(details.boundaries))
    ((frames, _),) = lengths.most_common(1)
    return frames, float(details.grid.duration) * frames / len(details.grid)

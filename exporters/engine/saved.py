"""What an interrupted export has left, for a prompt or a table; only reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exporters.checkpoint.journal import JournalState
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder
from exporters.durable import reported
from exporters.engine.finish import published
from exporters.engine.options import Places
from exporters.engine.session import read_state


@dataclass(frozen=True)
class SavedExport:
    """An export that can go on.

    Attributes:
        places: where its files lie.
        exporter: name of the exporter; "" without a readable journal.
        request: what was asked for; {} without a readable journal.
        units_done, units_total: finished units and all; without a readable journal the parts are
            counted, and the total is 0.
        saved: when it was saved last, in seconds since 1970; 0.0 when unknown.
        created: when it was begun; 0.0 when unknown.
        phase: that it was in.
        starts: how often it was started.
        published: the output is complete, only parts and journal are still there.
        details: of the last progress record.
        damage: a sentence when the journal is damaged or cannot be read, else "".
    """

    places: Places
    exporter: str = ""
    request: dict[str, Any] = field(default_factory=dict)
    units_done: int = 0
    units_total: int = 0
    saved: float = 0.0
    created: float = 0.0
    phase: str = ""
    starts: int = 0
    published: bool = False
    details: dict[str, Any] = field(default_factory=dict)
    damage: str = ""


def find_saved(places: Places) -> SavedExport | None:
    """The export at ``places``, or None. Raises ``NewerVersion`` or ``StateError``."""
    return saved_by(places, read_state(places.journal))


def saved_by(places: Places, state: JournalState | None) -> SavedExport | None:
    """As ``find_saved``; ``state`` is what ``read_state`` gives for the journal."""
    if state is not None:
        return _from_journal(places, state)
    parts, saved = _count_parts(places)
    unreadable = places.journal.exists()
    if not parts and not unreadable:
        return None
    what = "cannot be read" if unreadable else "is lost"
    damage = f"The journal {what}; the export is restored from its finished parts."
    return SavedExport(places, units_done=parts, saved=saved, damage=damage)


def _from_journal(places: Places, state: JournalState) -> SavedExport:
    return SavedExport(
        places,
        exporter=state.exporter,
        request=state.request,
        units_done=len(state.finished),
        units_total=state.unit_count,
        saved=state.saved,
        created=state.created,
        phase=state.phase,
        starts=len(state.sessions),
        published=published(state, places.output) is not None,
        details=state.details,
        damage=state.damage,
    )


def _count_parts(places: Places) -> tuple[int, float]:
    """How many parts there are, and the time of the last change to their folder."""
    if not places.parts.is_dir():
        return 0, 0.0
    count = len(PartsFolder(places.parts, ANY_PLAN).names())
    with reported("look at", places.parts):
        return count, places.parts.stat().st_mtime

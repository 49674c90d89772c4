"""Everything that a journal tells of an export, record by record, with its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.checkpoint import records
from exporters.checkpoint.reading import parse, read_content, records_in
from exporters.checkpoint.state import JournalState, Session


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A phase begins, or is complete; ``time`` in seconds since 1970."""

    name: str
    completed: bool
    time: float


@dataclass(frozen=True, slots=True)
class UnitDone:
    """A unit was finished.

    Attributes:
        index: position in the plan, from 0.
        size: of its part, in bytes.
        work: in the plan's unit of work; 0 when known by its part alone.
        time: when, in whole seconds since 1970.
    """

    index: int
    size: int
    work: int
    time: int


@dataclass(frozen=True, slots=True)
class UnitVoid:
    """A finished unit's part was found damaged or missing; the record has no time."""

    index: int


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """How far the export was; ``time`` in seconds since 1970."""

    time: float
    value: Any
    details: dict[str, Any]


Happening = Session | PhaseChange | UnitDone | UnitVoid | ProgressNote


@dataclass(frozen=True, slots=True)
class JournalHistory:
    """A journal, read as a story.

    Attributes:
        state: after the last record.
        happenings: in the order of the records; the first is the first start.
    """

    state: JournalState
    happenings: tuple[Happening, ...]


_MAKE: dict[int, Callable[[Any], Happening]] = {
    records.UNIT: lambda row: UnitDone(row[0], row[1], row[3], row[4]),
    records.VOID: lambda row: UnitVoid(row[0]),
    records.PHASE: lambda row: PhaseChange(row[0], row[1], float(row[2])),
    records.PROGRESS: lambda row: ProgressNote(float(row[0]), row[1], row[2]),
    records.SESSION: lambda row: Session(row[0], float(row[1]), row[2], row[3]),
}


def read_history(path: Path) -> JournalHistory:
    """What has happened to an export, as far as its journal is intact.

    What stands behind a damage is left out, as ``read_journal`` does; ``state.damage`` tells.

    Raises:
        StateError: the file is missing, is no journal, or nothing in it is valid.
        NewerVersion: a newer version of Reprise wrote it.
    """
    content = read_content(path)
    valid = parse(content, path)
    # After the first pass every record up to the end is known to hold what its type demands.
    happenings = tuple(
        _MAKE[kind](records.unpack(payload))
        for kind, payload in records_in(content[: valid.end])
        if kind in _MAKE
    )
    return JournalHistory(valid.state, happenings)

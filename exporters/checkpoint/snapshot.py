"""An unfinished export as it is at one moment, while another process may be at work on it.

A journal only grows, and parts never change once they have their names. So what the journal says
is read first, and the parts after it: those it speaks of are there already.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exporters.checkpoint.parts import ANY_PLAN, PartsFolder, parse_name
from exporters.checkpoint.reading import parse, read_content
from exporters.checkpoint.state import JournalState
from exporters.durable import shown
from exporters.errors import StateError

_TRIES = 4
_WAIT = 0.05
"""Seconds before another look: whoever removes the parts of a complete export says so."""


@dataclass(frozen=True)
class Snapshot:
    """Journal and parts that belong together.

    Attributes:
        journal: the file's content; None without one.
        state: what it says; None without one, or when it cannot be read.
        parts: name and size in bytes of each part; of the journal's plan, or, without a readable
            one, of every plan.
        missing: indexes of units that are finished by the journal, and have no part of that size.
        problem: a sentence when the journal cannot be read, else "".
    """

    journal: bytes | None
    state: JournalState | None
    parts: Mapping[str, int]
    missing: tuple[int, ...] = ()
    problem: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the export is complete, and what it needed is being removed."""
        return bool(self.missing) and self.state is not None and self.state.phase == "reporting"

    @property
    def damage(self) -> str:
        """A sentence when the journal is damaged, cannot be read or is lost, else ""."""
        if self.state is not None:
            return self.state.damage
        return self.problem or "The journal is lost."

    @property
    def units(self) -> int:
        """How many units are finished: those with a part."""
        return len({(name.plan, name.index) for name in map(parse_name, self.parts) if name})


def look(journal: Path, parts: Path) -> Snapshot:
    """Read the journal, then the names of the parts. Needs no lock; only reads.

    Raises:
        StateError: something else stands where journal or parts belong.
        ExportError: the folder cannot be read.
    """
    for _ in range(_TRIES):
        found = _look_once(journal, parts)
        # A part may be gone because the export was completed, or begun anew, after the journal
        # was read; then the journal is another one soon, or gone.
        if not found.missing or found.is_over:
            break
        time.sleep(_WAIT)
    return found


def _look_once(journal: Path, parts: Path) -> Snapshot:
    content = read_content(journal) if os.path.lexists(journal) else None
    state, problem = None, ""
    if content is not None:
        try:
            state = parse(content, journal).state
        except StateError as error:
            problem = error.problem
    names = PartsFolder(parts, ANY_PLAN).names()
    if state is None:
        return Snapshot(content, None, names, problem=problem)
    plan = state.plan_hash[:16]
    own = {name: size for name, size in names.items() if name.startswith(plan)}
    return Snapshot(content, state, own, tuple(missing_units(state, own)))


def missing_units(state: JournalState, parts: Mapping[str, int]) -> list[int]:
    """Indexes of units that the journal has as finished and whose part is not there in full.

    Args:
        parts: name and size in bytes of each part that is there.
    """
    there = set()
    for text, size in parts.items():
        name = parse_name(text)
        if name is not None:
            there.add((name.index, name.digest, size))
    return [
        index
        for index, unit in state.finished.items()
        if (index, unit.digest, unit.size) not in there
    ]


def something(snapshot: Snapshot, output: str) -> Snapshot:
    """The snapshot, if there is anything to keep. Raises ``StateError``."""
    if snapshot.journal is None and not snapshot.parts:
        raise nothing_there(output)
    if snapshot.is_over:
        raise StateError(f"The export of {shown(output)} is complete: there is nothing to keep.")
    return snapshot


def nothing_there(output: str) -> StateError:
    """The error for an export that there is not."""
    return StateError(
        f"There is no unfinished export of {shown(output)}.",
        "`reprise status FOLDER` lists those that there are.",
    )

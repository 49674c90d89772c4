"""Restoring an export from its two witnesses: the journal, and the names of the parts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.reading import read_journal
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.units import FinishedUnit
from exporters.durable import DISK, Storage, reported, shown
from exporters.errors import NewerVersion, StateError

_ASIDE = re.compile(r"(?P<name>.+)\.(damaged|unreadable-[0-9]{1,6})", re.DOTALL)

Candidates = list[tuple[FinishedUnit, str]]


@dataclass
class Restored:
    """What can be used of an interrupted export.

    Attributes:
        finished: units by index whose part is there.
        notes: sentences on what was found to be wrong and what was done about it.
        journal_usable: the journal is readable and of this plan: ``Journal.open`` it, then
            ``bring_up_to_date``. Otherwise ``set_aside`` it and begin another.
        state: the journal's, when it is usable.
        needs_digest_check: indexes of units that the journal and their part's size vouch for,
            but whose content was not read yet.
        voided: indexes of units in the journal whose part is missing or has another size.
        salvaged: indexes of units that stand in the parts folder only; their content was read.
    """

    finished: dict[int, FinishedUnit] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    journal_usable: bool = False
    state: JournalState | None = None
    needs_digest_check: set[int] = field(default_factory=set)
    voided: list[int] = field(default_factory=list)
    salvaged: list[int] = field(default_factory=list)

    def bring_up_to_date(self, journal: Journal) -> None:
        """Record what the journal does not say yet."""
        for index in self.voided:
            if index in journal.state.finished:
                journal.unit_void(index)
        for unit in self.finished.values():
            if unit.index not in journal.state.finished:
                journal.unit_finished(unit)


def restore(
    journal_path: Path,
    parts: PartsFolder,
    plan_hash: str,
    unit_count: int,
    *,
    suffix_of: Callable[[int], str] | None = None,
    token: CancelToken | None = None,
) -> Restored:
    """Find out what is finished. Changes nothing on the disk.

    Args:
        journal_path: where the journal is, or was.
        parts: the parts folder of the plan.
        plan_hash: of the plan; 32 hex digits.
        unit_count: units in the plan.
        suffix_of: suffix of a unit's part by its index; parts with another are not seen.
        token: asked between parts that must be read.

    Raises:
        NewerVersion: a newer version of Reprise wrote the journal.
        StateError: the parts folder is not a folder.
        Cancelled: when the token asks.
    """
    restored = Restored()
    restored.state = _usable_state(journal_path, plan_hash, unit_count, restored.notes)
    restored.journal_usable = restored.state is not None
    found = {
        index: [one for one in candidates if not suffix_of or one[1].endswith(suffix_of(index))]
        for index, candidates in parts.scan_names().items()
        if index < unit_count
    }
    if restored.state is not None:
        _join_journal(restored, restored.state, found)
    _join_names(restored, parts, found, token)
    _note(restored)
    return restored


def set_aside(path: Path, storage: Storage = DISK) -> Path:
    """Rename a journal, or parts, that cannot be used, so that they are not lost.

    Returns the new path.

    Raises:
        DiskFull, ExportError: it cannot be renamed.
    """
    number = 1
    while os.path.lexists(target := path.with_name(f"{path.name}.unreadable-{number}")):
        number += 1
    storage.replace(path, target)
    storage.sync_folder(path.parent)
    return target


def set_aside_in(folder: Path) -> dict[str, list[Path]]:
    """What was renamed by ``set_aside``, and copies of damaged journals, by the name it was of.

    Raises:
        ExportError: the folder cannot be read.
    """
    with reported("read the folder", folder):
        names = sorted(path.name for path in folder.iterdir())
    found: dict[str, list[Path]] = {}
    for name in names:
        if match := _ASIDE.fullmatch(name):
            found.setdefault(match["name"], []).append(folder / name)
    return found


def set_aside_of(path: Path) -> list[Path]:
    """As ``set_aside_in``, of one file or folder alone."""
    return set_aside_in(path.parent).get(path.name, [])


def _usable_state(
    path: Path, plan_hash: str, unit_count: int, notes: list[str]
) -> JournalState | None:
    if not os.path.lexists(path):
        return None
    try:
        state = read_journal(path)
    except NewerVersion:
        raise
    except StateError as error:
        notes.append(error.problem)
        return None
    if (state.plan_hash, state.unit_count) != (plan_hash, unit_count):
        notes.append(f"The journal {shown(path)} belongs to another export.")
        return None
    if state.damage:
        notes.append(state.damage)
    return state


def _join_journal(restored: Restored, state: JournalState, found: dict[int, Candidates]) -> None:
    """Take the journal's units whose part is there and has the right size."""
    for index, unit in state.finished.items():
        identity = (unit.size, unit.digest)
        if any(identity == (part.size, part.digest) for part, _ in found.get(index, ())):
            restored.finished[index] = unit
            restored.needs_digest_check.add(index)
        else:
            restored.voided.append(index)


def _join_names(
    restored: Restored,
    parts: PartsFolder,
    found: dict[int, Candidates],
    token: CancelToken | None,
) -> None:
    """Take the parts that no record vouches for, once their content was read."""
    for index in sorted(found.keys() - restored.finished.keys()):
        if token is not None:
            token.check()
        for unit, name in found[index]:
            if parts.matches(unit, parts.path / name):
                restored.finished[index] = unit
                restored.salvaged.append(index)
                break


def _note(restored: Restored) -> None:
    again = [index for index in restored.voided if index not in restored.finished]
    if again:
        restored.notes.append(
            f"{_counted(len(again))} recorded as finished but missing or changed in the parts "
            "folder; done again."
        )
    if restored.salvaged:
        restored.notes.append(
            f"{_counted(len(restored.salvaged))} not in the journal but found, intact, in the "
            "parts folder."
        )


def _counted(number: int) -> str:
    return "One unit is" if number == 1 else f"{number} units are"

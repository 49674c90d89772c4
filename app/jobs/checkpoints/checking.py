"""Checking an unfinished export: quickly by names and sizes, or every byte of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.jobs.checkpoints.description import at_work, found_at
from exporters.cancel import CancelToken
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.parts import ANY_PLAN, PartsFolder, is_intact, parse_name
from exporters.checkpoint.snapshot import Snapshot, look
from exporters.durable import DISK, shown
from exporters.engine.options import Places
from exporters.errors import StateError

REPAIR_SECONDS = 10.0
"""How long to try to save what was repaired."""

OnChecked = Callable[[int, int], None]
"""Called with the bytes that were read, and all."""


@dataclass(frozen=True)
class Check:
    """What a quick look has found.

    Attributes:
        units_done, units_total: finished by the journal, and all; without a readable journal
            those with a part, and 0.
        missing: indexes of units whose part is not there in full.
        unrecorded: indexes of units with a part that the journal does not know.
        leftovers: temporary files of processes that have ended.
        foreign: parts of other plans, which this export does not use.
        at_work: who is exporting it now, or "".
        damage: a sentence when the journal is damaged, cannot be read or is lost, else "".
    """

    units_done: int
    units_total: int
    missing: tuple[int, ...]
    unrecorded: tuple[int, ...]
    leftovers: int
    foreign: int
    at_work: str
    damage: str

    @property
    def is_whole(self) -> bool:
        """Whether the next run finds all that was finished."""
        return not self.missing and not self.damage


@dataclass
class Verification:
    """What reading every part has found.

    Attributes:
        checked: parts that were read.
        size: their bytes.
        damaged: names of parts whose content is not what it was.
        missing: indexes of units whose part is not there in full.
        repaired: what is damaged or missing was taken out of the journal.
        damage: a sentence about the journal, as in ``Check``.
    """

    checked: int = 0
    size: int = 0
    damaged: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    repaired: bool = False
    damage: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.damaged and not self.missing and not self.damage

    @property
    def units_again(self) -> list[int]:
        """Indexes of the units that are to be done again."""
        names = [parse_name(name) for name in self.damaged]
        return sorted({*self.missing, *(name.index for name in names if name is not None)})


def check(places: Places) -> Check:
    """Compare the journal with the names and sizes of the parts; reads no part.

    Raises:
        StateError: there is no unfinished export.
        ExportError: it cannot be read.
    """
    found = found_at(places)
    parts = PartsFolder(places.parts, ANY_PLAN)
    return Check(
        units_done=len(found.state.finished) if found.state else found.units,
        units_total=found.state.unit_count if found.state else 0,
        missing=found.missing,
        unrecorded=tuple(_unrecorded(found)),
        leftovers=len(parts.leftovers()),
        foreign=len(parts.names()) - len(found.parts),
        at_work=at_work(places),
        damage=found.damage,
    )


def verify(
    places: Places,
    on_checked: OnChecked = lambda done, total: None,
    token: CancelToken | None = None,
) -> Verification:
    """Read every part and compare its content with its digest. For errors see ``check``."""
    found = found_at(places)
    result = Verification(missing=list(found.missing), damage=found.damage)
    total = sum(found.parts.values())
    for text, size in found.parts.items():
        if token is not None:
            token.check()
        name = parse_name(text)
        assert name is not None
        if not is_intact(places.parts / text, size, name.digest):
            result.damaged.append(text)
        result.checked += 1
        result.size += size
        on_checked(result.size, total)
    return result


def repair(places: Places, verification: Verification) -> None:
    """Take what is damaged or missing out of the journal, and remove damaged parts.

    The export makes them anew when it goes on.

    Raises:
        StateBusy: the export is running; it repairs such things itself.
        StateError: the journal cannot be saved.
        ExportError: a part cannot be removed.
    """
    with ExportLock(places.lock, subject=shown(places.output)):
        found = look(places.journal, places.parts)
        if found.state is not None:
            _void(places, verification)
        for name in verification.damaged:
            DISK.remove(places.parts / name)
        if verification.damaged:
            DISK.sync_folder(places.parts)
    verification.repaired = True


def _void(places: Places, verification: Verification) -> None:
    with Journal.open(places.journal, is_start=False) as journal:
        names = [parse_name(name) for name in verification.damaged]
        # Other units may have the same content, and a unit another part.
        damaged = {(name.index, name.digest) for name in names if name is not None}
        missing = set(verification.missing)
        for index, unit in list(journal.state.finished.items()):
            if index in missing or (index, unit.digest) in damaged:
                journal.unit_void(index)
        if not journal.flush(REPAIR_SECONDS):
            raise StateError(f"The journal {shown(places.journal)} could not be saved.")


def _unrecorded(found: Snapshot) -> list[int]:
    names = [name for name in map(parse_name, found.parts) if name is not None]
    known = found.state.finished if found.state else {}
    return sorted({name.index for name in names if name.index not in known})

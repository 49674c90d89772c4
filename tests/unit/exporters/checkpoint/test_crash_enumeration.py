"""A small export is stopped before each of its operations on the disk, then restored."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from exporters.checkpoint.journal import FinishedUnit, Journal
from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.salvage import restore, set_aside
from exporters.durable import DISK, Storage
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.journal_mutations import PLAN_HASH

COUNT = 5
SUFFIX = ".mp4"


def content_of(index: int) -> bytes:
    return f"frames of unit {index} ".encode() * (index + 1)


FILM = b"".join(content_of(index) for index in range(COUNT))


@dataclass
class Export:
    """Exports five units of a few bytes, as the engine does.

    Attributes:
        flushed: units that were certainly recorded when the export was stopped.
        begun: indexes of the units that were made in this run.
    """

    folder: Path
    storage: Storage = DISK
    flushed: dict[int, FinishedUnit] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.folder / "film.mp4.export_state"

    @property
    def output(self) -> Path:
        return self.folder / "film.mp4"

    @property
    def parts(self) -> PartsFolder:
        return PartsFolder(self.folder / "film.mp4.export_parts", PLAN_HASH, self.storage)

    def run(self) -> None:
        parts = self.parts
        restored = restore(self.path, parts, PLAN_HASH, COUNT)
        if not restored.journal_usable and self.path.exists():
            set_aside(self.path, self.storage)
        journal = self.open_journal() if restored.journal_usable else self.create_journal()
        with contextlib.closing(journal):
            restored.bring_up_to_date(journal)
            parts.prepare()
            journal.phase("exporting")
            for index in range(COUNT):
                if index not in restored.finished:
                    self.make(index, parts, journal)
            journal.phase("exporting", completed=True)
            if not self.output.exists():
                self.assemble(parts, journal)
            parts.clear()
            journal.discard()

    def make(self, index: int, parts: PartsFolder, journal: Journal) -> None:
        self.begun.append(index)
        temporary = parts.work_path(index, SUFFIX)
        temporary.write_bytes(content_of(index))
        unit = parts.accept(index, temporary, SUFFIX, work=index)
        journal.unit_finished(unit)
        if journal.flush():
            self.flushed[index] = unit

    def assemble(self, parts: PartsFolder, journal: Journal) -> None:
        units = [journal.state.finished[index] for index in range(COUNT)]
        assert all(parts.verify(unit, SUFFIX) for unit in units)
        temporary = self.folder / ".film.mp4.assembling"
        temporary.write_bytes(b"".join(parts.path_of(unit, SUFFIX).read_bytes() for unit in units))
        self.storage.publish(temporary, self.output, overwrite=False)

    def open_journal(self) -> Journal:
        return Journal.open(self.path, storage=self.storage, synchronous=True)

    def create_journal(self) -> Journal:
        return Journal.create(
            self.path,
            plan_hash=PLAN_HASH,
            exporter="test",
            unit_count=COUNT,
            request={},
            stored_plan=b"",
            sources=[],
            storage=self.storage,
            synchronous=True,
        )


LOSSES: dict[str, dict[str, Any] | None] = {
    "killed": None,
    "all": {},
    "names": {"contents": False},
    "contents": {"names": False},
    "half of contents": {"names": False, "tail": "half"},
    "contents to zeros": {"names": False, "tail": "zeros"},
    "all but half": {"tail": "half"},
    "all, leaving zeros": {"tail": "zeros"},
}


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def count_operations(folder: Path) -> int:
    storage = FaultyStorage(emptied(folder))
    Export(folder, storage).run()
    return len(storage.operations)


def check_restored(stopped: Export) -> None:
    """After a stop every unit that was flushed is there, and none is wrong."""
    if stopped.output.exists():
        assert stopped.output.read_bytes() == FILM
        return
    restored = restore(stopped.path, stopped.parts, PLAN_HASH, COUNT)
    assert stopped.flushed.keys() <= restored.finished.keys()
    for index, unit in restored.finished.items():
        assert stopped.parts.path_of(unit, SUFFIX).read_bytes() == content_of(index)


def check_finished(again: Export, allowed: set[int]) -> None:
    """The next run does only what was in flight, and leaves the film and nothing of ours."""
    assert set(again.begun) <= allowed
    assert again.output.read_bytes() == FILM
    left = {path.name for path in again.folder.iterdir()} - {".film.mp4.assembling"}
    assert {name for name in left if not name.startswith(".reprise-")} == {"film.mp4"}


@pytest.mark.parametrize("loss", LOSSES)
def test_after_a_stop_at_any_operation_nothing_flushed_is_lost(tmp_path: Path, loss: str) -> None:
    folder = tmp_path / "export"
    total = count_operations(folder)
    assert total > 40
    for stop in range(total):
        storage = FaultyStorage(emptied(folder), stop)
        stopped = Export(folder, storage)
        with pytest.raises(SimulatedCrash):
            stopped.run()
        lost = LOSSES[loss]
        if lost is not None:
            storage.lose_unsynced(**lost)
        stopped.storage = DISK
        check_restored(stopped)
        again = Export(folder)
        published = stopped.output.exists()
        again.run()
        allowed = set(range(COUNT)) - stopped.flushed.keys()
        check_finished(again, set(range(COUNT)) if published else allowed)


@pytest.mark.parametrize("loss", ["killed", "all", "contents"])
def test_a_second_stop_while_recovering_loses_nothing_either(tmp_path: Path, loss: str) -> None:
    """Stops in the middle of the export, then again at each operation of the run after."""
    folder, lost = tmp_path / "export", LOSSES[loss]

    def crash(stop: int) -> Export:
        storage = FaultyStorage(folder, stop)
        stopped = Export(folder, storage)
        with contextlib.suppress(SimulatedCrash):
            stopped.run()
        if lost is not None and storage.crashed:
            storage.lose_unsynced(**lost)
        stopped.storage = DISK
        return stopped

    middle = count_operations(folder) // 2
    for stop in range(middle + 10):
        emptied(folder)
        first = crash(middle)
        second = crash(stop)
        second.flushed |= first.flushed
        check_restored(second)
        again = Export(folder)
        again.run()
        assert again.output.read_bytes() == FILM
